"""Hears what should never be said: Qt's warnings, Python's, tracebacks, and the log's errors."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from kiosk.log import StandardError

HARMLESS = ("propagateSizeHints",)
"""The offscreen platform has no window manager to tell (pyproject.toml lets tests ignore the same)."""
GRAVE = ("error", "critical")


class Ear:
    """Stands where standard error stood."""

    def __init__(self, expected: frozenset[str] = frozenset()) -> None:
        """`expected`: events of the log that are played on purpose although they are errors."""
        self.heard: list[str] = []
        self._expected = expected
        self._begun = ""

    def write(self, text: str) -> int:
        """Listen to each whole line."""
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._hear(line)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def _hear(self, line: str) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            # Whatever writes there without the log does so because something went wrong.
            self.heard += [line] if line.strip() else []
        elif said.get("level") in GRAVE and said.get("event") not in self._expected:
            self.heard.append(line)

    def hear_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        """Qt's own words."""
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not any(each in message for each in HARMLESS):
            self.heard.append(f"Qt: {message}")

    def hear_warning(self, message: Warning | str, category: type[Warning], *_where: Any, **_more: Any) -> None:
        """Python's."""
        self.heard.append(f"{category.__name__}: {message}")


@contextmanager
def listening(expected: frozenset[str] = frozenset()) -> Iterator[Ear]:
    """Hear everything while this lasts; standard error is silent meanwhile."""
    ear, error = Ear(expected), sys.stderr
    former = qInstallMessageHandler(ear.hear_qt)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        warnings.showwarning = ear.hear_warning
        sys.stderr = _as_text(ear)
        # A test runner puts its own back between setting up and calling; the log is heard all the same.
        write, StandardError.write = StandardError.write, lambda _, text: ear.write(text)  # type: ignore[method-assign, assignment]
        try:
            yield ear
        finally:
            sys.stderr = error
            StandardError.write = write  # type: ignore[method-assign]
            qInstallMessageHandler(former)


def _as_text(ear: Any) -> TextIO:
    return ear  # type: ignore[no-any-return]  # as much of a text stream as the log and Python's tracebacks use
