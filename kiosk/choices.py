"""What a person may choose: how the screen looks, what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.insurance import Insurance


class Look(Enum):
    """How the screen looks."""

    STANDARD = "standard"
    ELDER = "elder"
    DARK = "dark"
    LIGHT = "light"


class PrintPeriod(Enum):
    """The periods offered for printing, in months back from the data's end."""

    LAST_12 = "12"
    LAST_24 = "24"
    LAST_36 = "36"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What shall be on the list."""

    period: PrintPeriod = PrintPeriod.LAST_12
    insurances: tuple[Insurance, ...] = ()
    """None named means all."""
    full_number: bool = False
