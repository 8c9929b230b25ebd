"""By when the database must have answered: one moment for everything that is asked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeAlias

Monotonic: TypeAlias = Callable[[], float]
"""A clock in seconds that only goes forward."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of a monotonic clock."""

    due: float
    monotonic: Monotonic

    def passed(self) -> bool:
        """Whether it is too late."""
        return self.monotonic() >= self.due

    def part(self, share: float) -> Deadline:
        """An earlier one, which leaves the rest of what is left to others."""
        now = self.monotonic()
        return Deadline(now + share * (self.due - now), self.monotonic)


_HERE: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def deadline_here() -> Deadline | None:
    """The deadline of what this thread is doing; None where nobody waits for the answer: imports, upgrades."""
    return _HERE.get()


@contextmanager
def at_most(seconds: float, monotonic: Monotonic) -> Iterator[None]:
    """Everything inside, taken together, may take so long; an earlier deadline around it holds all the same."""
    around, due = _HERE.get(), monotonic() + seconds
    token = _HERE.set(around if around is not None and around.due <= due else Deadline(due, monotonic))
    try:
        yield
    finally:
        _HERE.reset(token)
