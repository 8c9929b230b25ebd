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


def main() -> None:
    """Beat until standard input ends."""
    asked: Any = None
    own, kiosk = os.getpid(), 0
    longest, beats = 0.0, 0
    while True:
        if select.select([sys.stdin], [], [], BEAT_SECONDS)[0]:
            if not sys.stdin.readline():
                return
            print(json.dumps([longest, beats]), flush=True)
            longest, beats = 0.0, 0
        begun, not_ours = time.monotonic(), kept_waiting(own) + kept_waiting(kiosk)
        try:
            if asked is None:
                asked = window()
                kiosk = asked.get_process_id() if asked else 0
                continue
            asked.queryComponent().getExtents(0)  # never answered from a cache
            beats += 1
        except GONE:
            asked = None
        not_ours = kept_waiting(own) + kept_waiting(kiosk) - not_ours
        longest = max(longest, time.monotonic() - begun - not_ours)


main()
