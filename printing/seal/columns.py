"""What a column of a sealed block holds, how its values are guessed, and whether a rebuilt table shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    """A name or number, as it stands on the paper."""
    PAPER = "paper"
    """Which paper it is, by its name in PAPERS."""
    INSURANCE = "insurance"
    """A category code (AAE140)."""
    PERIOD = "period"
    """A month, or a year of residents' insurance."""
    UNIT = "unit"
    """The row of the block of units, counted from 1; 0 who pays alone."""
    MONEY = "money"
    """Fen."""
    DAY = "day"
    MOMENT = "moment"
    COUNT = "count"
    FLAG = "flag"
    SEX = "sex"
    STANDING = "standing"
    STATUS = "status"
    DUE_KIND = "due-kind"
    """AAA115."""
    AUTHORITY = "authority"
    NOTE = "note"
    """A short reason by its name, or a catalogue message; see reasons.py."""
    CASE = "case"
    """A reason whose evidence stands in the same row."""


IN_TEXTS = frozenset(
    {
        Kind.TEXT,
        Kind.PAPER,
        Kind.SEX,
        Kind.STANDING,
        Kind.STATUS,
        Kind.DUE_KIND,
        Kind.AUTHORITY,
        Kind.NOTE,
        Kind.CASE,
    }
)
"""Kinds whose values stand in the table of texts, each text once."""


class Guess(Enum):
    """What a value is expected to be, so that only surprises take room."""

    PREVIOUS = "previous"
    """As in the row before."""
    STEP = "step"
    """The next month, or the next year."""
    BEFORE = "before"
    """As in the last row of the same insurance."""
    SAME = "same"
    """As in the row for the same period further up, which belongs to another insurance; else BEFORE."""
    ARRIVED = "arrived"
    """As in that row; else as many months after the period, and on the same day, as in the row before."""
    RATE = "rate"
    """The same share of the base as in the row before."""
    SUM = "sum"
    """What unit and person paid together."""
    CARRIED = "carried"
    """What the year before ended with, by its own figures."""
    CLOSING = "closing"
    """Opening + principal + interest - paid out."""


class Shown(Enum):
    """Whether a rebuilt table shows a column."""

    ALWAYS = "always"
    IF_ANY = "if-any"
    """Where at least one row has it."""
    IN_REASON = "in-reason"
    """Never by itself: it fills the sentence that tells why."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a block; `heading` is a catalogue message."""

    name: str
    kind: Kind
    guess: Guess
    heading: str
    shown: Shown = Shown.ALWAYS


@dataclass(frozen=True, slots=True)
class BlockKind:
    """A block: its number in the sealed bytes, its title (a catalogue message) and columns."""

    number: int
    name: str
    title: str
    columns: tuple[Column, ...]

    def place(self, name: str) -> int:
        """Where a column stands. Raises ValueError when there is none of that name."""
        return next(place for place, column in enumerate(self.columns) if column.name == name)
