"""Who does what when: many visits at once on few threads, each step at the moment it is due.

The load is open: people come when they come, whether those before them have been served or not. A server that falls
behind is therefore seen to fall behind, and lateness counts as waiting.
"""

from __future__ import annotations

import heapq
import math
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import TypeAlias

LONGEST_WAIT = 0.1
"""Seconds after which a thread looks again, so that no notice that it missed holds it up."""

Work: TypeAlias = Generator[float, float, None]
"""Yields the moment its next step is due; is sent by how many seconds the step begins late."""


@dataclass(frozen=True, slots=True, order=True)
class _Due:
    at: float
    order: int
    work: Work = field(compare=False)


class Agenda:
    """What is due when; any number of threads work at it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._due: list[_Due] = []
        self._in_hand = 0
        self._order = count()
        self._changed = threading.Condition()

    def begin(self, work: Work) -> None:
        """Take on some work; what it does before its first step is done here and now."""
        self._put(next(work), work)

    def turn(self) -> float | None:
        """Do the first step that is due and return 0, or return the seconds until one is; None: nothing will be."""
        with self._changed:
            if not self._due:
                return math.inf if self._in_hand else None
            wait = self._due[0].at - self._clock()
            if wait > 0:
                return wait
            due = heapq.heappop(self._due)
            self._in_hand += 1
        with suppress(StopIteration):
            self._put(due.work.send(-wait), due.work)
        with self._changed:
            self._in_hand -= 1
            self._changed.notify_all()
        return 0

    def work_until(self, end: float) -> None:
        """Do what is due until a moment, or until nothing is left; one thread's share."""
        while (left := end - self._clock()) > 0:
            wait = self.turn()
            if wait is None:
                return
            if wait:
                with self._changed:
                    self._changed.wait(min(wait, left, LONGEST_WAIT))

    def run(self, threads: int, end: float) -> None:
        """Work with so many threads until a moment."""
        workers = [threading.Thread(target=self.work_until, args=(end,), daemon=True) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def _put(self, at: float, work: Work) -> None:
        with self._changed:
            heapq.heappush(self._due, _Due(at, next(self._order), work))
            self._changed.notify()


def arrivals(rate: float, begun: float, chance: Random) -> Iterator[float]:
    """The moments at which people come, so many a second on average, none knowing of the others (Poisson)."""
    at = begun
    while True:
        at += chance.expovariate(rate)
        yield at


class Kiosks:
    """Which kiosks are free; who finds none is turned away, and counted."""

    def __init__(self, number: int) -> None:
        self._free = deque(range(number))
        self.turned_away = 0

    def take(self) -> int | None:
        """The kiosk that has been free the longest."""
        try:
            return self._free.popleft()
        except IndexError:
            self.turned_away += 1
            return None

    def give(self, kiosk: int) -> None:
        """The visit is over."""
        self._free.append(kiosk)


def crowd(agenda: Agenda, moments: Iterator[float], kiosks: Kiosks, visit: Callable[[int, float], Work]) -> Work:
    """Begin a visit at a free kiosk at each moment, for as long as the agenda is worked at."""
    for at in moments:
        yield at
        kiosk = kiosks.take()
        if kiosk is not None:
            agenda.begin(visit(kiosk, at))


def queue(kiosks: Kiosks, again: bool, clock: Callable[[], float], visit: Callable[[int, float], Work]) -> Work:
    """One visit after another at full speed, each at the next kiosk; unless `again`, none is used twice."""
    while (kiosk := kiosks.take()) is not None:
        yield from visit(kiosk, clock())
        if again:
            kiosks.give(kiosk)
