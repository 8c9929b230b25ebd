"""What a person may choose: how the screen looks, what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.insurance import Insurance
from kiosk.period import Period


class Look(Enum):
    """How the screen looks."""

    STANDARD = "standard"
    ELDER = "elder"
    DARK = "dark"
    LIGHT = "light"


class PaperKind(Enum):
    """The papers a person can take home."""

    LIST = "list"
    """The payment list; over the last 12, 24 or 36 months it is the short proof."""
    RIGHTS_RECORD = "rights-record"
    """The yearly record of a person's rights."""
    NOT_INSURED = "not-insured"
    """The proof that one is not insured at present."""
    SLIP = "slip"
    """The discrepancy slip: the months that look wrong, for the clerk."""


class PrintPeriod(Enum):
    """The periods offered for printing: months back from the data's end, one year, everything."""

    LAST_12 = "12"
    LAST_24 = "24"
    LAST_36 = "36"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """A month (a year of residents' insurance) that looks wrong to the person."""

    insurance: Insurance
    period: Period


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What shall be printed."""

    period: PrintPeriod = PrintPeriod.LAST_12
    insurances: tuple[Insurance, ...] = ()
    """None named means all."""
    full_number: bool = False
    kind: PaperKind = PaperKind.LIST
    year: int | None = None
    """The year of PrintPeriod.YEAR and of the rights record; None means the latest there is."""
    marked: frozenset[Marked] = frozenset()
    """What the slip is about."""
