"""The USB stick: a copy on it is complete, or not there at all."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kiosk.errors import NO_STICK, STICK_FULL, STICK_PULLED, STICK_READ_ONLY, Failure, KioskError

STICK_UNIT = "shebao-kiosk-stick.service"
"""Mounts the stick while it runs (resources/deploy/systemd)."""

SYSTEMCTL = "systemctl"

MOUNT_SECONDS = 25.0
"""The unit has twenty seconds for it."""

_MEANINGS: dict[int, Failure] = {
    errno.ENOSPC: STICK_FULL,
    errno.EDQUOT: STICK_FULL,
    errno.EFBIG: STICK_FULL,
    errno.EROFS: STICK_READ_ONLY,
    errno.EACCES: STICK_READ_ONLY,
    errno.EPERM: STICK_READ_ONLY,
}
"""Whatever else goes wrong while writing: the stick is gone."""


class MountedStick:
    """A stick that a unit of systemd mounts; without a unit, the folder itself is the stick (development)."""

    def __init__(
        self, folder: Path | None, unit: str = "", is_mounted: Callable[[Path], bool] = os.path.ismount
    ) -> None:
        self._folder, self._unit, self._is_mounted = folder, unit, is_mounted

    def is_in(self) -> bool:
        """With a unit nobody knows until it is opened; then the export says so."""
        return self._folder is not None and (bool(self._unit) or self._is_there(self._folder))

    def copy(self, name: str, files: Sequence[Path]) -> None:
        """Put a copy of these files into one file of that name. Raises KioskError."""
        with self._opened() as folder:
            part = folder / f".{name}.part"
            try:
                _write(part, files)
                part.replace(folder / name)
                _settle(folder)
            except OSError as error:
                with contextlib.suppress(OSError):
                    part.unlink()
                failure = _MEANINGS.get(error.errno or 0, STICK_PULLED)
                raise KioskError(failure, errno.errorcode.get(error.errno or 0, "")) from None

    @contextmanager
    def _opened(self) -> Iterator[Path]:
        if self._folder is None:
            raise KioskError(NO_STICK, "staff.usb_folder is empty")
        try:
            self._systemctl("start")
            if not self._is_there(self._folder):
                raise KioskError(NO_STICK, "nothing is mounted")
            yield self._folder
        finally:
            self._systemctl("stop")

    def _is_there(self, folder: Path) -> bool:
        return self._is_mounted(folder) if self._unit else folder.is_dir()

    def _systemctl(self, verb: str) -> None:
        if not self._unit:
            return
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            subprocess.run(  # noqa: S603 - constants
                (SYSTEMCTL, verb, self._unit), capture_output=True, timeout=MOUNT_SECONDS, check=False
            )


def _write(part: Path, files: Sequence[Path]) -> None:
    with part.open("wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for file in files:
                with contextlib.suppress(FileNotFoundError):  # rotated away a moment ago
                    copy.write(file, file.name)
        out.flush()
        os.fsync(out.fileno())


def _settle(folder: Path) -> None:
    """The new name reaches the stick before anybody is told that it may be taken out."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
