"""A clock driven by hand: time stands until a test advances it, and timers ring then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass
class HandTimer:
    """A call that waits for its moment."""

    due: float
    call: Callable[[], None]
    stopped: bool = False

    def stop(self) -> None:
        """Do not call any more."""
        self.stopped = True


class HandClock:
    """Implements kiosk.ports.Clock; stands at 2026-11-21 10:00 until told otherwise."""

    def __init__(self, start: datetime | None = None) -> None:
        self._wall = start or datetime(2026, 11, 21, 10, 0)
        self._seconds = 1000.0
        self._timers: list[HandTimer] = []

    def now(self) -> datetime:
        """Local wall-clock time."""
        return self._wall

    def today(self) -> date:
        """The day."""
        return self._wall.date()

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return self._seconds

    def later(self, seconds: float, call: Callable[[], None]) -> HandTimer:
        """Call once when so many seconds were advanced."""
        timer = HandTimer(self._seconds + seconds, call)
        # Without those that were stopped: a thousand visits would leave tens of thousands.
        self._timers = [*self.running(), timer]
        return timer

    def advance(self, seconds: float) -> None:
        """Let time pass; timers ring in order, also those set meanwhile."""
        until = self._seconds + seconds
        while due := [timer for timer in self.running() if timer.due <= until]:
            timer = min(due, key=lambda waiting: waiting.due)
            self._timers.remove(timer)
            self._pass(timer.due - self._seconds)
            timer.call()
        self._pass(until - self._seconds)

    def pause(self, seconds: float) -> None:
        """Let so many seconds pass at once."""
        self.advance(seconds)

    def set_wall(self, moment: datetime) -> None:
        """Set the wall clock, as an operator or a time server would; the monotonic clock goes on."""
        self._wall = moment

    def waiting(self) -> list[float]:
        """Seconds until each timer that still runs, soonest first."""
        return sorted(timer.due - self._seconds for timer in self.running())

    def running(self) -> list[HandTimer]:
        """The timers that still run."""
        return [timer for timer in self._timers if not timer.stopped]

    def _pass(self, seconds: float) -> None:
        self._seconds += seconds
        self._wall += timedelta(seconds=seconds)
