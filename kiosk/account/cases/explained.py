"""A month's case in words: sign, name, reason with its evidence filled in, and the next step; for screen and paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kiosk.account.cases.case import PeriodCase
from kiosk.model import Unit
from kiosk.period import Period
from kiosk.terms import articles_words, kind_words
from kiosk.words import Words


@dataclass(frozen=True, slots=True)
class Explained:
    """What a person reads of one month."""

    sign: str
    name: str
    reason: str = field(repr=False)
    advice: str


def explain(words: Words, case: PeriodCase) -> Explained:
    """Put a case into the words of one language."""
    reason = words(
        case.why.full,
        unit=_unit(words, case.unit),
        units=_units(words, case.units),
        next_unit=_unit(words, case.next_unit),
        since=_period(words, case.since),
        settled=_period(words, case.since),
        until=_period(words, case.until),
        period=words.period(case.period),
        day=_day(words, case.day),
        count=words.number(case.months),
        kind=kind_words(words, case.kind),
        agency=case.agency or words("another agency"),
        articles=articles_words(words, case.insurance.rule.articles),
        medical=words(case.case.label),
    )
    advice = case.why.advice if case.units else case.why.advice_alone
    return Explained(case.case.sign, words(case.case.label), reason, words(advice))


def _unit(words: Words, unit: Unit | None) -> str:
    """A unit's name, its number where the name is missing, "yourself" for who pays alone."""
    return (unit.name or unit.code) if unit else words("yourself")


def _units(words: Words, units: Iterable[Unit]) -> str:
    return words(", ").join(_unit(words, unit) for unit in units)


def _period(words: Words, period: Period | None) -> str:
    return words.period(period) if period else words("a month not in the data")


def _day(words: Words, day: date | None) -> str:
    return words.date(day) if day else words("a day not in the data")
