"""Waiting after wrong passwords: some free tries, then a wait that doubles with each further failure. Pure.

The count and the wait are stored, the moment is not: after a restart the remaining wait starts again in full,
so neither switching off nor setting the clock shortens it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ports import Attempts

LONGEST_WAIT = 24 * 3600
"""A day: after that the doubling stops, the number stays guarded."""


@dataclass(frozen=True, slots=True)
class LockoutRule:
    """How many failures are free, and the first wait in seconds."""

    free_tries: int = 5
    first_wait: int = 15

    def after_failure(self, attempts: Attempts) -> Attempts:
        """Count one more failure and the wait it brings."""
        failed = attempts.failed + 1
        over = failed - self.free_tries
        wait = min(self.first_wait * 2 ** min(over, 20), LONGEST_WAIT) if over >= 0 else 0
        return Attempts(failed, wait)

    def tries_left(self, attempts: Attempts) -> int:
        """Failures that still bring no wait."""
        return max(self.free_tries - attempts.failed, 0)


class Waits:
    """Until when each key must wait, on the monotonic clock of this run of the program."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def begin(self, key: str, seconds: int, now: float) -> None:
        """Start a wait."""
        self._until[key] = now + seconds

    def remaining(self, key: str, attempts: Attempts, now: float) -> int:
        """Seconds left, rounded up; a wait stored by an earlier run starts now, in full."""
        if not attempts.wait_seconds:
            return 0
        until = self._until.setdefault(key, now + attempts.wait_seconds)
        return max(0, -int(-(until - now) // 1))
