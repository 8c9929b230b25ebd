"""Looks at the machine itself: its clock, its disks, and whether what must be written can be."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from kiosk.audit.reading import latest as latest_line
from kiosk.clock_watch import ClockWatch
from kiosk.config import Settings
from kiosk.disk_watch import DiskWatch
from kiosk.errors import CLOCK_DOUBTED, Failure
from kiosk.health import Machine
from kiosk.period import Month
from kiosk.ports import Clock, Finding


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

    @property
    def clock(self) -> ClockWatch | None:
        """What doubts the clock; None where the day is made up."""
        return self._clock

    @property
    def disks(self) -> DiskWatch:
        """What looks at the disks."""
        return self._disks

    def examine(self) -> Sequence[Finding]:
        """Clock and disks, for doctor. Never raises."""
        return (*(self._clock.examine() if self._clock else ()), *self._disks.examine())

    def look(self, as_of: Month | None = None) -> Machine:
        """How it is now; `as_of` is the newest month of the data. Never raises."""
        self._as_of = as_of or self._as_of
        low = self._disks.low()
        warnings = (*((low,) if low else ()), *self._warnings())
        return Machine(self._closed(), self.no_printing(), warnings)

    def no_printing(self) -> Failure | None:
        """CLOCK_DOUBTED while the clock is; asked once more right before a paper is handed over."""
        return CLOCK_DOUBTED if self._clock is not None and self._clock.doubt(self._as_of) else None


def newest_moment(settings: Settings) -> datetime | None:
    """When the audit trail's last line was written; None without one, or when it cannot be read.

    To be asked before the trail is opened: what this start writes there is dated by the clock that is in question.
    """
    if not settings.log.audit_file:
        return None
    try:
        line = latest_line(Path(settings.log.audit_file))
    except OSError:
        return None
    return line.at if line else None


def machine_watch_of(
    settings: Settings, clock: Clock, local_file: Path | None = None, latest: datetime | None = None
) -> MachineWatch:
    """Watches the disks below everything the kiosk writes, and its clock unless the day is made up.

    `local_file`: the local database, where it is a file; `latest`: the newest moment on record.
    """
    log = settings.log
    files = [Path(file).absolute() for file in (log.audit_file, log.file) if file]
    folders = [file.parent for file in (*files, *((local_file.absolute(),) if local_file else ()))]
    disks = DiskWatch([*folders, Path(tempfile.gettempdir())])
    return MachineWatch(None if settings.demo.today else ClockWatch(clock, latest), disks)
