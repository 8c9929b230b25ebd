"""Feels whether the kiosk's screen answers: run with Debian's python3, which has pyatspi.

The thread that paints also answers AT-SPI, so how long one small question waits is how late that thread is. Asks
every 50 ms; for each line on standard input prints the longest wait since the last line, in seconds, and how often it
asked, as JSON. Imports nothing of ours.
"""

from __future__ import annotations

import json
import select
import sys
import time
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


def main() -> None:
    """Beat until standard input ends."""
    asked: Any = None
    longest, beats = 0.0, 0
    while True:
        if select.select([sys.stdin], [], [], BEAT_SECONDS)[0]:
            if not sys.stdin.readline():
                return
            print(json.dumps([longest, beats]), flush=True)
            longest, beats = 0.0, 0
        begun = time.monotonic()
        try:
            asked = asked or window()
            if asked is None:
                continue
            asked.queryComponent().getExtents(0)  # never answered from a cache
            beats += 1
        except GONE:
            asked = None
        longest = max(longest, time.monotonic() - begun)


main()
