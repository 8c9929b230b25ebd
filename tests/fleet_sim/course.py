"""Kiosks at work: visits at the pace of a city's peak, and visits one after another at full speed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import psycopg

from tests.fleet_sim.pace import Agenda, Kiosks, Work, arrivals, crowd, queue
from tests.fleet_sim.script import Script, steps_of
from tests.fleet_sim.visit import Astray, Line, Notes, Visit

THREADS = 64
"""Visits that can be asked for at the same moment; a hall's people would not queue in the simulator."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """Kiosks with a line each, what a visit says, and people to come."""

    lines: Sequence[Line]
    script: Script
    people: Sequence[Mapping[str, Any]]
    clock: Callable[[], float]
    chance: Random
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def draw(self) -> Mapping[str, Any]:
        """Somebody."""
        with self._lock:
            return self.chance.choice(self.people)

    def at_pace(self, rate: float, stay: float, seconds: float) -> tuple[Notes, Kiosks]:
        """So many visits begin a second; whoever comes looks at the account for some seconds (a mean) and goes."""
        notes, kiosks, begun = Notes(), Kiosks(len(self.lines)), self.clock()
        agenda = Agenda(self.clock)

        def visit(kiosk: int, at: float) -> Work:
            yield from self._visit(kiosk, at, stay, notes)
            kiosks.give(kiosk)

        agenda.begin(crowd(agenda, arrivals(rate, begun, self.chance), kiosks, visit))
        agenda.run(THREADS, begun + seconds)
        return notes, kiosks

    def at_full_speed(self, at_once: int, seconds: float) -> Notes:
        """So many visits at once, each followed by another, nobody reads."""
        notes, begun = Notes(), self.clock()
        agenda = Agenda(self.clock)
        for kiosk in range(at_once):
            agenda.begin(queue(kiosk, begun, lambda kiosk, at: self._visit(kiosk, at, 0, notes), self.clock))
        agenda.run(at_once, begun + seconds)
        return notes

    def _visit(self, kiosk: int, at: float, stay: float, notes: Notes) -> Work:
        """All steps but the last follow one another; before the last the person reads."""
        line = self.lines[kiosk]
        visit = Visit(line, self.script, self.draw(), self.clock, notes)
        *before, last = steps_of(self.script)
        late = yield at
        try:
            for step in before:
                visit.say(step, late)
                late = 0
            if stay:
                late = yield self.clock() + self.chance.expovariate(1 / stay)
            visit.say(last, late)
            notes.visits += 1
        except (Astray, psycopg.Error) as error:
            notes.failures[str(error) if isinstance(error, Astray) else type(error).__name__] += 1
            if not line.closed:
                line.rollback()
