"""The technical log on disk: files of bounded size, and their lines as staff read them."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

MOST_BYTES = 4 * 1024 * 1024
"""Some weeks of a busy kiosk at level info."""
FILES_KEPT = 5
"""With the one that is written to: twenty megabytes at most, whatever a fault writes."""
MOST_LINES = 600
"""That many of the newest are shown; who needs more exports the log."""
_TAIL_BYTES = 256 * 1024
"""Room for as many lines; a page must not wait for all files to be read."""
GRAVE = ("warning", "error", "critical")
"""Levels of what went wrong."""


class LogFile:
    """A text stream that begins a new file when one is full; a disk that is full or gone hinders nobody."""

    def __init__(self, file: Path, also: TextIO, most_bytes: int = MOST_BYTES) -> None:
        """`also` gets every line too: standard error, where the supervisor reads it."""
        self._file, self._also, self._most = file, also, most_bytes
        self._lock = threading.Lock()

    def write(self, text: str) -> int:
        """Write to both."""
        with self._lock, contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if self._file.exists() and self._file.stat().st_size >= self._most:
                self._begin_anew()
            with self._file.open("a", encoding="utf-8") as out:
                out.write(text)
        return self._also.write(text)

    def flush(self) -> None:
        """Nothing is held back in the file."""
        self._also.flush()

    def _begin_anew(self) -> None:
        for number in range(FILES_KEPT - 1, 0, -1):
            before = log_file_number(self._file, number - 1)
            if before.exists():
                before.replace(log_file_number(self._file, number))


def log_file_number(file: Path, number: int) -> Path:
    """kiosk.log, kiosk.log.1 ...; 0 is the one that is written to."""
    return file.with_name(f"{file.name}.{number}") if number else file


def log_files(file: Path) -> tuple[Path, ...]:
    """Those there are, the newest first."""
    return tuple(each for number in range(FILES_KEPT) if (each := log_file_number(file, number)).exists())


def recent_lines(files: Sequence[Path], *, failures_only: bool = False) -> tuple[str, ...]:
    """The newest lines of these files, newest first, as staff read them."""
    told: list[str] = []
    for file in files:
        for line in reversed(_tail(file)):
            if len(told) == MOST_LINES:
                return tuple(told)
            if (words := _told(line, failures_only)) is not None:
                told.append(words)
    return tuple(told)


def _tail(file: Path) -> list[str]:
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, 2)
            opened.seek(max(0, size - _TAIL_BYTES))
            lines = opened.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    return lines[1:] if size > _TAIL_BYTES else lines


def _told(line: str, failures_only: bool) -> str | None:
    try:
        values = json.loads(line)
    except ValueError:
        return None
    if not isinstance(values, dict) or (failures_only and values.get("level") not in GRAVE):
        return None
    return " ".join(_words(values))


def _words(values: dict[str, object]) -> Iterator[str]:
    for key in ("timestamp", "level", "event"):
        if key in values:
            yield str(values.pop(key))
    for key, value in values.items():
        if value != "":
            yield f"{key}={value}"
