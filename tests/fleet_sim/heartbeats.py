"""What every kiosk says of itself once a minute, whoever is there: by its own program, over a line made anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from kiosk.errors import KioskError
from kiosk.fleet.port import Beat
from kiosk.fleet.station import BEAT_SECONDS
from kiosk.health import Service
from kiosk.store.fleet import SqlFleet
from tests.fleet_sim.anyone import Anyone
from tests.fleet_sim.pace import Agenda, Work
from tests.fleet_sim.visit import Notes


@dataclass(frozen=True, slots=True)
class Heart:
    """One kiosk's."""

    anyone: Anyone
    login: str

    def beat(self) -> None:
        """Say that all is well, over a line made for it. Raises KioskError."""
        fleet = SqlFleet(self.anyone.engine)
        with self.anyone.named(self.login):
            fleet.beat(Beat(datetime.now(UTC), "0.1.0", Service.OPEN))
        fleet.rest()


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
        except KioskError as error:
            notes.failures[f"heartbeat: {error.detail}"] += 1
        notes.requests.note("heartbeat", clock() - begun + late)
        at += BEAT_SECONDS
