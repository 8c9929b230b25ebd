"""A clock for tests: it runs by itself or stands still, and skips ahead on request."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime

from kiosk.ports import Timer


class TestClock:
    """Implements kiosk.ports.Clock; timers are not needed where it is used."""

    __test__ = False

    def __init__(self, running: bool = False) -> None:
        self._running = running
        self._skipped = 0.0

    def skip(self, seconds: float) -> None:
        """Let time pass at once."""
        self._skipped += seconds

    def now(self) -> datetime:
        """A fixed moment."""
        return datetime(2026, 11, 21, 14, 32)

    def today(self) -> date:
        """A fixed day."""
        return self.now().date()

    def monotonic(self) -> float:
        """Seconds, skipped ones included."""
        return self._skipped + (time.monotonic() if self._running else 0.0)

    def pause(self, seconds: float) -> None:
        """At once."""
        self.skip(seconds)

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Nothing under test sets timers."""
        raise AssertionError("no timers here")
