"""What a kiosk tells the fleet's database, and what this needs: that database, and notes of the kiosk's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from kiosk.audit.line import End
from kiosk.health import Service
from kiosk.period import Month
from kiosk.prints import PrintEntry


@dataclass(frozen=True, slots=True)
class Beat:
    """How a kiosk is now. Nothing of a person's is in it."""

    at: datetime
    """By the kiosk's own clock, with its zone: the database sees how wrong it is."""
    version: str
    service: Service
    reasons: tuple[str, ...] = ()
    """Codes of what limits or closes it."""
    warnings: tuple[str, ...] = ()
    """Codes of what staff should see to although it hinders nobody."""
    as_of: Month | None = None
    """How far the data reach that people see here."""
    failures: Mapping[str, int] = field(default_factory=dict)
    """How often each code was audited today, as long as the program has run."""
    named: str = ""
    """The setting kiosk.id; which kiosk it is the database knows by the login."""
    unshipped: str = ""
    """Why audit lines and prints could not be shipped the last time, technically; empty: they were."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far this kiosk's audit trail and prints have reached the database, as the database knows it."""

    audit: End = End()
    """The last line that was taken."""
    prints: int = 0
    """How many batches of prints were taken; another number than the kiosk noted: one of both was set back."""
    kiosk: str = ""
    """Under which ID the login is known."""


@dataclass(frozen=True, slots=True)
class PrintToShip:
    """A print that has ended, and its number in the kiosk's journal."""

    number: int
    entry: PrintEntry


class FleetServer(Protocol):
    """The fleet's database as a kiosk sees it: its own rows, to be added to. Each may raise KioskError(DATA_AWAY).

    What is shipped twice is taken once; whoever ships is told by the login, never by an argument.
    """

    def beat(self, beat: Beat) -> None:
        """Say how the kiosk is, instead of what it said before."""
        ...

    def reached(self) -> Reached:
        """How far audit trail and prints have come."""
        ...

    def ship_audit(self, lines: Sequence[bytes]) -> End:
        """Hand over lines without their line feeds, in their order; returns how far the trail has come."""
        ...

    def ship_prints(self, prints: Sequence[PrintToShip]) -> int:
        """Hand over prints; returns how many batches were taken."""
        ...


class ShippingNotes(Protocol):
    """What the kiosk itself remembers of it, in the local database. Each may raise KioskError(DATA_AWAY)."""

    def audit_end(self) -> End:
        """The last line of the trail known to be shipped; End() before the first."""
        ...

    def note_audit(self, end: End) -> None:
        """Remember it."""
        ...

    def print_batches(self) -> int:
        """How many batches of prints are known to be shipped."""
        ...

    def prints_to_ship(self, most: int) -> Sequence[PrintToShip]:
        """The oldest that ended and are not known to be shipped."""
        ...

    def note_prints(self, numbers: Sequence[int], batches: int) -> None:
        """Remember that these prints were shipped, and how many batches there were then."""
        ...

    def ship_prints_anew(self) -> None:
        """Forget that any print was shipped."""
        ...
