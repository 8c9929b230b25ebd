"""What one visit says to the server, heard from the kiosk's own program, with gaps for whatever is another's next time.

Nothing that the kiosk asks is written down here. Where a fact of the visit's person was sent, or something the server
had answered before, such as a token, a gap is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

COMMIT, ROLLBACK = "COMMIT", "ROLLBACK"
Values: TypeAlias = Mapping[str, Any] | Sequence[Any] | None


@dataclass(frozen=True, slots=True)
class Mode:
    """How a line was set when a statement was sent; changing it costs no request."""

    alone: bool = False
    """In no transaction."""
    isolation: int | None = None
    together: bool = False
    """Sent before those ahead of it were answered."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement as it was sent, and the first row of its answer as texts."""

    step: str
    text: str
    values: Values = None
    answer: tuple[str | None, ...] = ()
    mode: Mode = Mode()


@dataclass(frozen=True, slots=True)
class Fact:
    """A gap for something that is so of a person."""

    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A gap for what the server answered to an earlier statement of the same visit."""

    statement: int
    column: int


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with gaps."""

    step: str
    name: str
    text: str
    values: Values
    mode: Mode
    answered: bool
    """Whether there was anything in the answer: then there must be each time."""
    wanted: tuple[int, ...]
    """Columns of the answer that fill later gaps."""
    request: str = ""
    """Of a statement that ends a transaction: what the whole of it is called, for which a kiosk waits."""


Script: TypeAlias = tuple[Said, ...]

_TELLING = 32
"""Shorter answers, such as a count, may be sent again by chance; what is handed back, a token or a UUID, is longer."""


def script_of(heard: Sequence[Heard], facts: Mapping[str, Any]) -> Script:
    """Leave gaps where facts of the person, and earlier answers, were sent."""
    known: dict[str, Fact | Answer] = {_text(value): Fact(name) for name, value in facts.items()}
    values = []
    for number, each in enumerate(heard):
        values.append(_mapped(each.values, lambda value: known.get(_text(value), value)))
        for column, value in enumerate(each.answer):
            if value is not None and len(value) >= _TELLING:
                known.setdefault(value, Answer(number, column))
    wanted = {gap for each in values for gap in _all(each) if isinstance(gap, Answer)}
    return tuple(
        Said(
            each.step,
            name_of(each.text),
            each.text,
            own,
            each.mode,
            bool(each.answer),
            _columns(wanted, number),
            _request(heard, number),
        )
        for number, (each, own) in enumerate(zip(heard, values, strict=True))
    )


_ENDS = (COMMIT, ROLLBACK)
_FRAME = ("greeting", "set_config", "current_person", "commit", "rollback")
"""What stands in many transactions and names none."""


def _request(heard: Sequence[Heard], last: int) -> str:
    """A transaction is called after what it asks, or after its step when that is more than one thing."""
    if heard[last].text not in _ENDS:
        return ""
    before = (number for number in range(last - 1, -1, -1) if heard[number].text in _ENDS)
    asked = {name_of(each.text) for each in heard[next(before, -1) + 1 : last]}.difference(_FRAME)
    return asked.pop() if len(asked) == 1 else heard[last].step


def name_of(text: str) -> str:
    """A short name: the function or table that a statement is about."""
    if text in (COMMIT, ROLLBACK):
        return text.lower()
    found = re.search(r"\bSELECT\s+(?:\w+\.)?(\w+)\(|\bFROM\s+(?:\w+\.)?(\w+)", text, re.IGNORECASE)
    return next(filter(None, found.groups())) if found else "greeting"


def filled(values: Values, facts: Mapping[str, Any], answers: Sequence[Sequence[Any]]) -> Values:
    """The values of a statement for one person."""

    def fill(value: Any) -> Any:
        if isinstance(value, Fact):
            return facts[value.name]
        return answers[value.statement][value.column] if isinstance(value, Answer) else value

    return _mapped(values, fill)


def steps_of(script: Script) -> tuple[str, ...]:
    """The steps in their order."""
    return tuple(dict.fromkeys(said.step for said in script))


def requests_of(script: Script) -> int:
    """How many transactions a visit has."""
    return sum(bool(said.request) for said in script)


def _columns(wanted: Iterable[Answer], number: int) -> tuple[int, ...]:
    return tuple(sorted(each.column for each in wanted if each.statement == number))


def _text(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _all(values: Values) -> Iterable[Any]:
    return values.values() if isinstance(values, Mapping) else values or ()


def _mapped(values: Values, change: Callable[[Any], Any]) -> Values:
    if isinstance(values, Mapping):
        return {name: change(value) for name, value in values.items()}
    return None if values is None else tuple(map(change, values))
