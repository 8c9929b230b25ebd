"""What maintenance finds behind the scenes: stores, records and parts that no visitor ever meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.clock_watch import ClockWatch
from kiosk.intake.port import ImportNoted
from kiosk.ports import Examined, Finding
from kiosk.staff.acts import Part
from kiosk.staff.adjustments import AdjustmentStore
from kiosk.staff.members import StaffStore
from kiosk.staff.views import FailureSeen, LastTest, TodayView


class PartTests(Protocol):
    """Where the last test of each part is kept. Every method may raise KioskError(DATA_AWAY)."""

    def last_tests(self) -> Mapping[Part, LastTest]:
        """Those that were tested at all."""
        ...

    def keep_test(self, part: Part, test: LastTest) -> None:
        """Store it instead of the one before."""
        ...


class Records(Protocol):
    """What was written down: the audit trail's counts, failures and lines. Every method may raise KioskError."""

    def today(self) -> TodayView:
        """Counts since midnight."""
        ...

    def failures(self) -> Sequence[FailureSeen]:
        """Recent ones, the newest first."""
        ...

    def lines(self, *, failures_only: bool) -> Sequence[str]:
        """Recent lines as staff read them, the newest first."""
        ...

    def files(self) -> Sequence[Path]:
        """Every file of the trail, for the export."""
        ...


class NoRecords:
    """A kiosk without an audit trail: nothing was written down."""

    def today(self) -> TodayView:
        """Nothing was counted."""
        return TodayView(0, 0, 0, 0, (), None, None)

    def failures(self) -> Sequence[FailureSeen]:
        """Nothing was written down."""
        return ()

    def lines(self, *, failures_only: bool) -> Sequence[str]:
        """Nothing was written down."""
        return ()

    def files(self) -> Sequence[Path]:
        """There are none."""
        return ()


class Nothing:
    """A part that is not examined."""

    def examine(self) -> Sequence[Finding]:
        """Nothing to say."""
        return ()


class Stick(Protocol):
    """The USB stick staff export to."""

    def is_in(self) -> bool:
        """Whether there is one, as far as can be told without opening it."""
        ...

    def copy(self, name: str, files: Sequence[Path]) -> None:
        """Put a copy of these files into one file of that name: complete, or not there at all.

        Raises KioskError: NO_STICK, STICK_FULL, STICK_READ_ONLY, STICK_PULLED.
        """
        ...


@dataclass(frozen=True, slots=True)
class Backstage:
    """Everything of it; handed to the desk by whoever builds the rooms."""

    staff: StaffStore
    adjustments: AdjustmentStore
    tests: PartTests
    stick: Stick
    last_import: Callable[[], ImportNoted | None]
    """Raises KioskError(DATA_AWAY)."""
    check_local: Callable[[], None]
    """A quick check of the local database. Raises KioskError(DATA_AWAY)."""
    switch_off: Callable[[], None]
    """Switches the machine off. Raises Refused."""
    records: Records = NoRecords()
    log_files: Callable[[], Sequence[Path]] = lambda: ()
    """The technical log's files, the newest first."""
    local: Examined = Nothing()
    """The local database."""
    disk: Examined = Nothing()
    clock: ClockWatch | None = None
    """None where the day is made up, as in the demo."""
    others: Sequence[Examined] = ()
    """Fonts, seal, configuration."""
