"""The real clock; a demo may stand on a fixed day."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date, datetime

from kiosk.ports import Timer


class _ThreadTimer:
    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self._timer = threading.Timer(seconds, call)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        self._timer.cancel()


class WallClock:
    """Real time of day, on the demo's day where there is one; implements kiosk.ports.Clock without a screen."""

    def __init__(self, today: date | None = None) -> None:
        self._today = today

    def now(self) -> datetime:
        """Local wall-clock time."""
        moment = datetime.now()
        return datetime.combine(self._today, moment.time()) if self._today else moment

    def today(self) -> date:
        """The day."""
        return self._today or date.today()

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return time.monotonic()

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Call once after so many seconds, on a thread of its own."""
        return _ThreadTimer(seconds, call)

    def pause(self, seconds: float) -> None:
        """Let so many seconds pass."""
        time.sleep(seconds)  # the real clock is the one place that waits: whoever pauses has it passed in
