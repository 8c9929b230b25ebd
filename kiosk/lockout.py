"""Waiting after wrong passwords: some free tries, then a wait that doubles with each further failure. Pure.

Counted for each number and each card by itself, and for the kiosk: how many different numbers failed there lately.
Moments are of the monotonic clock, so that setting the clock shortens nothing; what is left of a wait is stored,
and starts again in full after a restart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from kiosk.config import PasswordSection
from kiosk.ports import Attempts

LONGEST_WAIT = 24 * 3600
"""A day: after that the doubling stops, the number stays guarded."""

LONGEST_KIOSK_WAIT = 3600
"""An hour: who tries many numbers must not shut the hall's honest visitors out for the day."""

MOST_DOUBLINGS = 20
"""More would pass any of the longest waits."""


@dataclass(frozen=True, slots=True)
class LockoutRule:
    """How many failures are free; times in seconds."""

    free_tries: int = 5
    first_wait: int = 15
    kiosk_numbers: int = 10
    """So many different numbers that failed at one kiosk bring its first wait."""
    kiosk_window: int = 600
    """How long a number that failed is counted for the kiosk."""

    def after_failure(self, attempts: Attempts) -> Attempts:
        """Count one more failure and the wait it brings."""
        failed = attempts.failed + 1
        return Attempts(failed, self._wait(failed - self.free_tries, LONGEST_WAIT))

    def after_numbers(self, numbers: int) -> Attempts:
        """The kiosk's count when so many different numbers failed lately, and the wait the last of them brings."""
        return Attempts(numbers, self._wait(numbers - self.kiosk_numbers, LONGEST_KIOSK_WAIT))

    def tries_left(self, attempts: Attempts) -> int:
        """Failures that still bring no wait."""
        return max(self.free_tries - attempts.failed, 0)

    def _wait(self, over: int, longest: int) -> int:
        return min(self.first_wait * 2 ** min(over, MOST_DOUBLINGS), longest) if over >= 0 else 0


def rule_of(section: PasswordSection) -> LockoutRule:
    """The rule the settings give."""
    window = section.kiosk_minutes * 60
    return LockoutRule(section.free_tries, section.first_wait_seconds, section.kiosk_numbers, window)


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
        left = self._until.setdefault(key, now + attempts.wait_seconds) - now
        return max(0, math.ceil(left))

    def keys(self) -> frozenset[str]:
        """Whose wait began in this run, those that are over included."""
        return frozenset(self._until)

    def forget(self, key: str) -> None:
        """Forget a wait that is over, and stored as such."""
        self._until.pop(key, None)


class FailedNumbers:
    """The different numbers that failed at this kiosk lately, by key; a wait does not count as time passed."""

    def __init__(self, window: float) -> None:
        self._window = window
        self._counted_until: dict[str, float] = {}

    def resume(self, numbers: int, now: float) -> None:
        """Go on with a count that an earlier run stored: which numbers they were is not known any more."""
        self._counted_until = {f"earlier {n}": now + self._window for n in range(numbers)}

    def add(self, key: str, now: float) -> bool:
        """Count a number that failed; whether it is a further one."""
        self._drop_old(now)
        further = key not in self._counted_until
        self._counted_until[key] = now + self._window
        return further

    def hold(self, seconds: float) -> None:
        """Keep all counted for so much longer: nobody can try meanwhile."""
        self._counted_until = {key: until + seconds for key, until in self._counted_until.items()}

    def count(self, now: float) -> int:
        """How many there are lately."""
        self._drop_old(now)
        return len(self._counted_until)

    def _drop_old(self, now: float) -> None:
        self._counted_until = {key: until for key, until in self._counted_until.items() if until > now}
