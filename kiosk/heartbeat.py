"""Who was asked for a sign of life, and who has owed it for too long; time is passed in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

STILL_SECONDS = 18.0
"""Longer than any thread may take for one step: a card has 5 s, a question to the database 4 s, a document's way to
the scheduler 8 s. With the looking and the ending it stays below the 25 s within which a kiosk that stands still must
begin anew (faults D2, D3)."""

OVERSLEPT_SECONDS = 5.0
"""Looks are a second apart; when this much passed between two, the whole machine stood, and no thread is to blame."""

Answer = Callable[[], None]
"""Call it to give the sign of life; from any thread."""


def _no_steps() -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Watched:
    """A thread that must stay alive."""

    name: str
    """Stable: screen, card, data, paper, health."""
    ask: Callable[[Answer], None]
    """Have the thread call the answer, behind whatever else it has to do; does not wait."""
    steps_done: Callable[[], int] = _no_steps
    """How many tasks, or parts of long ones, it has ended: one that has much to do is alive although the answer waits
    behind it."""


@dataclass(slots=True)
class _Debt:
    """A sign of life that is owed."""

    since: float
    steps_done: int


class Heartbeats:
    """Asks every thread at each look; any answer pays what is owed."""

    def __init__(
        self, watched: Sequence[Watched], monotonic: Callable[[], float], still_seconds: float = STILL_SECONDS
    ) -> None:
        self._watched, self._monotonic, self._still_seconds = tuple(watched), monotonic, still_seconds
        self._owed: dict[str, _Debt] = {}
        self._lock = threading.Lock()
        self._looked: float | None = None

    def look(self) -> tuple[str, ...]:
        """Ask everybody; the names of those who have owed an answer for too long. Call it once a second or so."""
        now, before = self._monotonic(), self._looked
        self._looked = now
        overslept = before is not None and now - before > OVERSLEPT_SECONDS
        still = tuple(watched.name for watched in self._watched if self._stands_still(watched, now, overslept))
        for watched in self._watched:
            watched.ask(partial(self._answered, watched.name))
        return still

    def _stands_still(self, watched: Watched, now: float, overslept: bool) -> bool:
        done = watched.steps_done()
        with self._lock:
            debt = self._owed.setdefault(watched.name, _Debt(now, done))
            if overslept or done != debt.steps_done:
                debt.since, debt.steps_done = now, done
            return now - debt.since >= self._still_seconds

    def _answered(self, name: str) -> None:
        with self._lock:
            self._owed.pop(name, None)
