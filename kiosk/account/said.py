"""A sentence about an account that travels as a value: a catalogue message and what fills it, worded where shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias, Union

from kiosk.insurance import Insurance
from kiosk.model import Fen
from kiosk.period import Month, Period, Span, Year
from kiosk.words import Words


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in fen, worded as yuan with two decimals."""

    fen: Fen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of months, worded as years and months."""

    months: int


Value: TypeAlias = Union[str, int, Amount, Duration, Decimal, Period, Span, date, Insurance, "Said"]
"""What may fill a sentence. A text stands as it is (names, codes), a Decimal is a rate and worded in percent, an
insurance is worded by its name, a closed span as its first and last month."""


@dataclass(frozen=True, slots=True)
class Said:
    """A catalogue message (marked with N_) and the values of its placeholders."""

    text: str
    values: tuple[tuple[str, Value], ...] = field(default=(), repr=False)

    def in_words(self, words: Words) -> str:
        """The whole sentence in one language; the only way these sentences reach screen and paper."""
        return words(self.text, **{name: _worded(value, words) for name, value in self.values})


def said(text: str, /, **values: Value) -> Said:
    """Make a sentence of a catalogue message and its values."""
    return Said(text, tuple(values.items()))


def _worded(value: Value, words: Words) -> str:
    match value:
        case str():
            return value
        case int():
            return words.number(value)
        case Amount(fen):
            return words.money(fen)
        case Duration(months):
            return words.months(months)
        case Decimal():
            return words.percent(value)
        case Said():
            return value.in_words(words)
        case Insurance():
            return words(value.rule.name)
        case Span():
            return _span(value, words)
        case Month() | Year():
            return words.period(value)
        case _:
            return words.date(value)


def _span(span: Span, words: Words) -> str:
    if span.first is None or span.last is None:
        raise ValueError("only a span with both ends can be worded")
    if span.first == span.last:
        return words.month(span.first)
    return words("{first} to {last}", first=words.month(span.first), last=words.month(span.last))
