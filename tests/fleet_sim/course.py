"""Kiosks at work: visits at the pace of a city's peak, and visits one after another at full speed."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import psycopg

from tests.fleet_sim.heartbeats import Heart, let_beat
from tests.fleet_sim.pace import Agenda, Kiosks, Work, arrivals, crowd, queue
from tests.fleet_sim.script import Script, steps_of
from tests.fleet_sim.visit import Astray, Line, Notes, Visit

THREADS = 64
"""Visits that can be asked for at the same moment; a hall's people would not queue in the simulator."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """Kiosks with a line each, what a visit says, and people to come."""

    lines: Sequence[Line]
    hearts: Sequence[Heart]
    script: Script
    people: deque[dict[str, Any]]
    clock: Callable[[], float]
    chance: Random
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def draw(self) -> dict[str, Any]:
        """Whoever has not come for the longest: nobody is at two kiosks at once."""
        with self._lock:
            self.people.rotate(-1)
            return self.people[-1]

    def at_pace(self, rate: float, stay: float, seconds: float) -> Notes:
        """So many visits begin a second; whoever comes looks at the account for some seconds (a mean) and goes.

        Beside them each kiosk's heart beats once a minute.
        """
        notes, kiosks, begun = Notes(), Kiosks(len(self.lines)), self.clock()
        agenda = Agenda(self.clock)

        def visit(kiosk: int, at: float) -> Work:
            yield from self.visit(kiosk, at, stay, notes)
            kiosks.give(kiosk)

        let_beat(agenda, self.hearts, begun, self.chance, notes)
        agenda.begin(crowd(agenda, arrivals(rate, begun, self.chance), kiosks, visit))
        agenda.run(THREADS, begun + seconds)
        notes.turned_away = kiosks.turned_away
        return notes

    def at_full_speed(self, at_once: int, seconds: float) -> Notes:
        """So many visits at once, each followed by another at the next kiosk; nobody reads."""
        return self._in_turn(at_once, seconds, again=True)

    def once_each(self, at_once: int, seconds: float) -> Notes:
        """One visit at each kiosk, as the first of a day; afterwards its line knows tables and functions."""
        return self._in_turn(at_once, seconds, again=False)

    def _in_turn(self, at_once: int, seconds: float, *, again: bool) -> Notes:
        notes, begun, kiosks = Notes(), self.clock(), Kiosks(len(self.lines))
        agenda = Agenda(self.clock)
        for _ in range(min(at_once, len(self.lines))):
            agenda.begin(queue(kiosks, again, self.clock, lambda kiosk, at: self.visit(kiosk, at, 0, notes)))
        agenda.run(at_once, begun + seconds)
        return notes

    def visit(self, kiosk: int, at: float, stay: float, notes: Notes) -> Work:
        """One person's: all steps but the last follow one another; before the last the person reads."""
        line, at_work = self.lines[kiosk], self.hearts[kiosk].at_work
        visit = Visit(line, self.script, self.draw(), self.clock, notes)
        *before, last = steps_of(self.script)
        late = yield at
        try:
            for step in before:
                with at_work:
                    visit.say(step, late)
                late = 0
            notes.visits += 1
            if stay:
                late = yield self.clock() + self.chance.expovariate(1 / stay)
            with at_work:
                visit.say(last, late)
        except (Astray, psycopg.Error) as error:
            notes.failures[str(error) if isinstance(error, Astray) else type(error).__name__] += 1
            if not line.closed:
                line.rollback()
