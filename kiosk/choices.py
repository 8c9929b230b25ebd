"""What a person may choose: how the screen looks, what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.insurance import Insurance
from kiosk.period import Period


class Look(Enum):
    """How the screen looks: its size of type and its contrast, each chosen for itself."""

    STANDARD = "standard"
    ELDER = "elder"
    """Larger type and keys, and more time."""
    DARK = "dark"
    """White on black."""
    LIGHT = "light"
    """Black on white."""
    ELDER_DARK = "elder-dark"
    ELDER_LIGHT = "elder-light"

    @property
    def elder(self) -> bool:
        """Whether type and keys are the larger ones."""
        return self in (Look.ELDER, Look.ELDER_DARK, Look.ELDER_LIGHT)

    @property
    def contrast(self) -> Look:
        """Its colours alone: STANDARD, DARK or LIGHT."""
        return {Look.ELDER: Look.STANDARD, Look.ELDER_DARK: Look.DARK, Look.ELDER_LIGHT: Look.LIGHT}.get(self, self)

    def has(self, switch: Look) -> bool:
        """Whether one of the three switches (ELDER, DARK, LIGHT) is on."""
        return self.elder if switch is Look.ELDER else self.contrast is switch

    def switched(self, switch: Look) -> Look:
        """What touching one of the three switches makes of it: larger type stays when the colours change."""
        if switch is Look.ELDER:
            return _look_of(not self.elder, self.contrast)
        return _look_of(self.elder, Look.STANDARD if self.contrast is switch.contrast else switch.contrast)


SWITCHES = (Look.ELDER, Look.DARK, Look.LIGHT)
"""What a person switches on and off; the other looks are none or two of them."""


def _look_of(elder: bool, contrast: Look) -> Look:
    return next(look for look in Look if look.elder == elder and look.contrast is contrast)


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
