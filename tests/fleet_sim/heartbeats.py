"""What every kiosk says of itself once a minute, whoever is there: by its own program, over a line made anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from random import Random

from sqlalchemy import URL

from kiosk.errors import KioskError
from kiosk.fleet.port import Beat
from kiosk.fleet.station import BEAT_SECONDS
from kiosk.health import Service
from kiosk.store.engine import make_engine
from kiosk.store.fleet import SqlFleet
from tests.fleet_sim.pace import Agenda, Work
from tests.fleet_sim.visit import Notes

TIMEOUT_SECONDS = 30


def hearts(urls: Sequence[URL]) -> list[SqlFleet]:
    """One for each kiosk."""
    return [SqlFleet(make_engine(url, TIMEOUT_SECONDS)) for url in urls]


def let_beat(agenda: Agenda, fleets: Sequence[SqlFleet], begun: float, chance: Random, notes: Notes) -> None:
    """Each at its own moment of the minute."""
    for fleet in fleets:
        agenda.begin(_beating(fleet, begun + chance.uniform(0, BEAT_SECONDS), notes))


def _beating(fleet: SqlFleet, at: float, notes: Notes, clock: Callable[[], float] = time.perf_counter) -> Work:
    while True:
        late = yield at
        begun = clock()
        try:
            fleet.beat(Beat(datetime.now(UTC), "0.1.0", Service.OPEN))
        except KioskError as error:
            notes.failures[f"heartbeat: {error.detail}"] += 1
        fleet.rest()
        notes.requests.note("heartbeat", clock() - begun + late)
        at += BEAT_SECONDS
