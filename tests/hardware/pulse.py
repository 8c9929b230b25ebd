"""Feels whether the kiosk's screen answers: run with Debian's python3, which has pyatspi.

The thread that paints also answers AT-SPI, so how long one small question waits is how late that thread is; less the
time the system kept that thread, or this process, waiting for a processor. Asks every 50 ms; for each line on standard
input prints the longest wait since the last line, in seconds, and how often it asked, as JSON. Imports nothing of ours.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time
from pathlib import Path
from typing import Any

import pyatspi
from gi.repository import GLib

APPLICATION = "shebao-kiosk"
BEAT_SECONDS = 0.05
GONE = (GLib.GError, LookupError, RuntimeError, AttributeError, NotImplementedError)
"""What pyatspi raises when the kiosk is not there, or did not answer in its time."""


def window() -> Any:
    """The kiosk's window, or None."""
    for child in pyatspi.Registry.getDesktop(0):
        if child is not None and child.name == APPLICATION and child.childCount:
            return child.getChildAtIndex(0)
    return None


def kept_waiting(process: int) -> float:
    """Seconds the system has let a process's first thread wait for a processor; 0 where it does not say."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


class Pulse:
    """One question after another; one that is given up goes on counting until another is answered."""

    def __init__(self) -> None:
        self._asked: Any = None
        self._kiosk = 0
        self._since: float | None = None
        self._not_ours = 0.0
        self._longest, self._beats = 0.0, 0

    def take(self) -> tuple[float, int]:
        """The longest wait and the answers since this was taken last."""
        taken = self._longest, self._beats
        self._longest, self._beats = 0.0, 0
        return taken

    def beat(self) -> None:
        """Ask once."""
        if self._since is None:
            self._begin()
        answered = self._answers()
        if answered or Path(f"/proc/{self._kiosk}").exists():
            self._longest = max(self._longest, self._late())
        if answered or not Path(f"/proc/{self._kiosk}").exists():
            self._since = None
        self._beats += answered

    def _begin(self) -> None:
        self._since, self._not_ours = time.monotonic(), self._kept_waiting()

    def _late(self) -> float:
        return time.monotonic() - (self._since or 0.0) - (self._kept_waiting() - self._not_ours)

    def _kept_waiting(self) -> float:
        return kept_waiting(os.getpid()) + kept_waiting(self._kiosk)

    def _answers(self) -> bool:
        try:
            if self._asked is None:
                self._asked = window()
                process = self._asked.get_process_id() if self._asked else self._kiosk
                if process != self._kiosk:
                    self._kiosk = process
                    self._begin()
            if self._asked is not None:
                self._asked.queryComponent().getExtents(0)  # never answered from a cache
        except GONE:
            self._asked = None
        return self._asked is not None


def main() -> None:
    """Beat until standard input ends."""
    pulse = Pulse()
    while True:
        if select.select([sys.stdin], [], [], BEAT_SECONDS)[0]:
            if not sys.stdin.readline():
                return
            print(json.dumps(pulse.take()), flush=True)
        pulse.beat()


main()
