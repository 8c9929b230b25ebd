"""Looks at the machine itself: its clock, its disks, and whether what must be written can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.clock_watch import ClockWatch
from kiosk.disk_watch import DiskWatch
from kiosk.errors import CLOCK_DOUBTED, Failure
from kiosk.health import Machine
from kiosk.period import Month


class MachineWatch:
    """Runs on the health worker."""

    def __init__(
        self,
        clock: ClockWatch | None,
        disks: DiskWatch,
        closed: Callable[[], Failure | None] = lambda: None,
        warnings: Callable[[], Sequence[Failure]] = tuple,
    ) -> None:
        """`clock` is None where the day is made up, as in the demo; `closed` says why nobody may be served."""
        self._clock = clock
        self._disks = disks
        self._closed = closed
        self._warnings = warnings
        self._as_of: Month | None = None

    def look(self, as_of: Month | None = None) -> Machine:
        """How it is now; `as_of` is the newest month of the data. Never raises."""
        self._as_of = as_of or self._as_of
        low = self._disks.low()
        warnings = (*((low,) if low else ()), *self._warnings())
        return Machine(self._closed(), self.no_printing(), warnings)

    def no_printing(self) -> Failure | None:
        """CLOCK_DOUBTED while the clock is; asked once more right before a paper is handed over."""
        return CLOCK_DOUBTED if self._clock is not None and self._clock.doubt(self._as_of) else None
