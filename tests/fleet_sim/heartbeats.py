"""What every kiosk says of itself once a minute, whoever is there: over the line that its visits use."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

import psycopg

from kiosk.fleet.station import BEAT_SECONDS
from tests.fleet_sim.anyone import Anyone
from tests.fleet_sim.pace import Agenda, Work
from tests.fleet_sim.visit import Line, Notes

_SAID = (
    "SELECT fleet.beat(now(), '0.1.0', 'open', '{}', '{}', NULL, '{}', '', '')",
    "SELECT number, hash, prints, kiosk FROM fleet.reached()",
)
"""As kiosk.store.fleet says it: how the kiosk is, and how far its records have come."""


@dataclass(frozen=True, slots=True)
class Heart:
    """One kiosk's."""

    anyone: Anyone
    login: str
    line: Line
    at_work: threading.Lock = field(default_factory=threading.Lock)
    """Held by whoever uses the kiosk's line."""

    def beat(self) -> None:
        """Say that all is well, over the kiosk's line; while a visit has it, over one made for it.

        Raises psycopg.Error.
        """
        if self.at_work.acquire(blocking=False):
            try:
                _say(self.line)
            finally:
                self.at_work.release()
            return
        with self.anyone.line(self.login) as made:
            _say(made)


def _say(line: Line) -> None:
    line.autocommit = False
    line.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
    for said in _SAID:
        line.execute(said)
        line.commit()


def let_beat(agenda: Agenda, hearts: Sequence[Heart], begun: float, chance: Random, notes: Notes) -> None:
    """Each at its own moment of the minute."""
    for heart in hearts:
        agenda.begin(_beating(heart, begun + chance.uniform(0, BEAT_SECONDS), notes))


def _beating(heart: Heart, at: float, notes: Notes, clock: Callable[[], float] = time.perf_counter) -> Work:
    while True:
        late = yield at
        begun = clock()
        try:
            heart.beat()
        except psycopg.Error as error:
            notes.failures[f"heartbeat: {type(error).__name__}"] += 1
        notes.requests.note("heartbeat", clock() - begun + late)
        at += BEAT_SECONDS
