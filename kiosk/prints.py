"""The journal of printed papers: what left the kiosk and how it ended, with nothing personal in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol

from kiosk.choices import PaperKind


class PrintEnd(Enum):
    """How a print ended."""

    OPEN = "open"
    """It is on its way."""
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """The person left, or the kiosk was stopped."""
    UNKNOWN = "unknown"
    """The kiosk died meanwhile."""


@dataclass(frozen=True, slots=True)
class PrintEntry:
    """One print. Which person it was for is kept nowhere."""

    moment: datetime
    visit: int
    """The running number of the visit, as in the audit trail."""
    kind: PaperKind
    pages: int
    end: PrintEnd = PrintEnd.OPEN
    code: str = ""
    """The failure's code, when it failed."""


class PrintJournal(Protocol):
    """Where prints are kept, in the local database. Every method may raise KioskError(DATA_AWAY)."""

    def begin(self, entry: PrintEntry) -> int:
        """Write a print down; returns its number in the journal."""
        ...

    def end(self, number: int, end: PrintEnd, code: str = "") -> None:
        """Write down how it ended."""
        ...

    def close_open(self) -> None:
        """What has no end, because the kiosk died, ended in a way nobody knows."""
        ...

    def used(self, key: str) -> int:
        """Pages counted under a key."""
        ...

    def count(self, key: str, day: date, pages: int) -> None:
        """Count pages under a key of this day."""
        ...

    def forget_before(self, entries: date, counts: date) -> None:
        """Forget entries and counts older than these days."""
        ...

    def entries(self, newest: int) -> Sequence[PrintEntry]:
        """The newest entries, oldest of them first."""
        ...


class NoJournal:
    """Keeps nothing."""

    def begin(self, entry: PrintEntry) -> int:
        """Forget it."""
        return 0

    def end(self, number: int, end: PrintEnd, code: str = "") -> None:
        """Forget it."""

    def close_open(self) -> None:
        """Nothing is open."""

    def used(self, key: str) -> int:
        """Nothing is counted."""
        return 0

    def count(self, key: str, day: date, pages: int) -> None:
        """Forget it."""

    def forget_before(self, entries: date, counts: date) -> None:
        """Nothing is kept."""

    def entries(self, newest: int) -> Sequence[PrintEntry]:
        """Nothing is kept."""
        return ()
