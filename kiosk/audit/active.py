"""The file that is written to: whole lines or nothing, and by one program at a time."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MODE = 0o640
"""The kiosk writes, its group (the hall's technicians) may read."""


class ActiveFile:
    """Opened when first held; `import` and `backup` write to the same trail while the kiosk runs."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._handle: int | None = None
        self.size = 0
        """In bytes, while it is held."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other program out. Raises OSError when it cannot be opened to be written."""
        self._lock()
        try:
            yield
        finally:
            # The one held now: put aside meanwhile, the file has another, whose number need not be the same.
            if self._handle is not None:
                fcntl.flock(self._handle, fcntl.LOCK_UN)

    def _lock(self) -> None:
        while True:
            if self._handle is None:
                self._handle = os.open(self._file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _MODE)
            fcntl.flock(self._handle, fcntl.LOCK_EX)
            if self.identity == _identity(self._file):
                self.size = os.fstat(self._handle).st_size
                if not self.size:
                    sync_folder(self._file.parent)
                return
            # Renamed by another program a moment ago, or removed: what has the name now is the one to write to.
            self.close()

    @property
    def identity(self) -> tuple[int, int]:
        """Which file it is, whatever it is called; (0, 0) while none is open."""
        if self._handle is None:
            return 0, 0
        found = os.fstat(self._handle)
        return found.st_dev, found.st_ino

    def append(self, data: bytes) -> None:
        """Write all of it; or nothing, and raise OSError. While held."""
        assert self._handle is not None  # noqa: S101 - held
        written = os.write(self._handle, data)
        if written < len(data):
            os.ftruncate(self._handle, self.size)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.size += written

    def put_aside(self, name: Path) -> None:
        """Give it another name, safe on the disk, and begin a new one, to which another program may write first."""
        assert self._handle is not None  # noqa: S101 - held
        os.fsync(self._handle)
        self._file.rename(name)
        self.close()
        self._lock()

    def duplicate(self) -> int | None:
        """Another handle on the same file, to sync it while lines are written; the caller closes it."""
        return None if self._handle is None else os.dup(self._handle)

    def close(self) -> None:
        """Let go of it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut. Raises OSError."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
