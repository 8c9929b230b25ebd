"""Whether the disks have room, and may be written to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from kiosk.errors import DISK_LOW, Failure
from kiosk.ports import Finding
from kiosk.told import Told
from kiosk.words import N_

LOW_BYTES = 200 * 1024 * 1024
"""Room for a month's audit trail, a copy of a small hall's data and a long list's spool file."""
LOW_INODES = 1000
"""A disk without inodes is as full as one without bytes."""
_MIB = 1024 * 1024
_ADVICE_READ_ONLY = N_("Check the disk for damage, then mount it anew.")


class DiskWatch:
    """Looks at the disks below some folders; from any thread."""

    def __init__(
        self, folders: Iterable[Path], look: Callable[[Path], os.statvfs_result] = lambda path: os.statvfs(path)
    ) -> None:
        self._folders = tuple(dict.fromkeys(folders))
        self._look = look

    def low(self) -> Failure | None:
        """DISK_LOW when a disk is nearly full, read-only or gone; else None. Never raises."""
        return None if all(finding.well for finding in self.examine()) else DISK_LOW

    def examine(self) -> tuple[Finding, ...]:
        """One finding for each folder. Never raises."""
        return tuple(self._finding(folder) for folder in self._folders)

    def _finding(self, folder: Path) -> Finding:
        try:
            found = self._look(_there(folder))
        except OSError as error:
            return Finding("disk", False, f"{folder}: {error.strerror}", N_("Check the disk and how it is mounted."))
        free = found.f_bavail * found.f_frsize
        if found.f_flag & os.ST_RDONLY:
            return Finding("disk", False, Told(N_("{folder}: read-only"), folder=str(folder)), _ADVICE_READ_ONLY)
        # A file system that counts no inodes says that it has none.
        full = free < LOW_BYTES or (found.f_files > 0 and found.f_favail < LOW_INODES)
        advice = N_("Delete or move what is not needed; the kiosk's own files tidy themselves.") if full else ""
        state = Told(N_("{folder}: {count} MiB free"), folder=str(folder), count=free // _MIB)
        return Finding("disk", not full, state, advice)


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it that is there already."""
    return next((path for path in (folder, *folder.parents) if path.exists()), folder)
