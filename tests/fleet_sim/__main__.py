"""`make fleet-sim KIOSKS=1000 SECONDS=60 PERSONS=10000`: that many kiosks at one private PostgreSQL server.

First every kiosk's first visit, then visits at the pace of a city's peak, then at full speed, then the highest rate at
which 99 of 100 requests are answered in time: above the peak's where that is held, else below it, and the status is 1.
Server, simulator and whatever else runs share this machine.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import deque
from functools import partial
from pathlib import Path
from random import Random

from tests.fleet_sim.anyone import Anyone
from tests.fleet_sim.city import City, add_kiosks, city, give_passwords, hear_visit, open_lines
from tests.fleet_sim.course import Fleet
from tests.fleet_sim.figures import table
from tests.fleet_sim.gauges import Gauge, Worked
from tests.fleet_sim.heartbeats import Heart
from tests.fleet_sim.people import LIVES, Bounds
from tests.fleet_sim.rates import highest_held, lowest_tried
from tests.fleet_sim.script import requests_of
from tests.fleet_sim.verdict import in_time, verdict
from tests.fleet_sim.visit import Notes

PEAK = 0.006
"""Visits that begin in a second at each kiosk: somebody else every three minutes or so; 6 at a thousand kiosks."""
STAY_SECONDS = 60.0
"""How long people look at their account, a mean."""
PARTITIONS = 16
FILL_SECONDS = 600.0
"""Within so long people are made; then the course begins with those there are."""
FIRST_SECONDS, FIRST_AT_ONCE = 300.0, 8
SPEED_SECONDS, AT_ONCE = 10.0, (1, 2, 4, 8, 16, 32)
TRIES, TRY_SECONDS, TRY_VISITS, LONGEST_TRY = 5, 15.0, 5.0, 60.0
"""A rate is tried for some seconds, or for as long as so many people take to come; at low rates that is longer."""
VISITORS = 5_000
"""Different people who come, by turns."""
SPARE_LINES = 100
"""Connections beside one for each kiosk: heartbeats and the owner."""


def main(asked: list[str]) -> int:
    """Play; the status says whether the goal was held."""
    if len(asked) != 3 or not all(each.isdecimal() and int(each) for each in asked):
        print("usage: make fleet-sim KIOSKS=1000 SECONDS=60 PERSONS=10000", file=sys.stderr)
        return 2
    kiosks, seconds, persons = map(int, asked)
    bounds = Bounds(persons, LIVES, time.monotonic, time.monotonic() + FILL_SECONDS, Path(tempfile.gettempdir()))
    settings = (f"max_connections={kiosks + SPARE_LINES}", "shared_buffers=2GB", "max_wal_size=8GB", "fsync=on")
    with city(bounds, PARTITIONS, settings) as made:
        return 0 if _Course(made, kiosks).play(float(seconds)) else 1


class _Course:
    """What is played, told line by line."""

    def __init__(self, made: City, kiosks: int) -> None:
        self._gauge = Gauge(made.server.folder)
        self._peak = kiosks * PEAK
        give_passwords(made)
        urls = add_kiosks(made, kiosks)
        script = hear_visit(made, urls[0])
        made.owner.execute("CHECKPOINT")
        people = deque(made.people(VISITORS))
        anyone, logins = Anyone(urls[0]), [str(url.username) for url in urls]
        lines = open_lines(anyone, logins)
        hearts = [Heart(anyone, login, line) for login, line in zip(logins, lines, strict=True)]
        self._fleet = Fleet(lines, hearts, script, people, time.perf_counter, Random(1))
        rows = f"{made.made.contributions:,} contributions of {made.made.persons:,} persons"
        _say(f"{kiosks} kiosks; {rows} in {made.bytes() / 1e9:.1f} GB, {PARTITIONS} partitions")
        _say(f"a visit: {requests_of(script)} requests, a transaction each, of {len(script)} statements in all")

    def play(self, seconds: float) -> bool:
        """All parts; whether the goal was held at the peak's pace."""
        self._measured("the first visit at each kiosk", partial(self._fleet.once_each, FIRST_AT_ONCE, FIRST_SECONDS))
        memory = sorted(self._gauge.private_mib())
        _say(f"memory of its own, each connection: {memory[len(memory) // 2]:.1f} MiB (median)")
        at_peak = self._measured(
            f"{self._peak:.1f} visits/s for {seconds:.0f} s, and each kiosk's heartbeat once a minute",
            partial(self._fleet.at_pace, self._peak, STAY_SECONDS, seconds),
        )
        _say(*table(at_peak[0].statements.each()))
        saturation = max(map(self._at_full_speed, AT_ONCE))
        low, high = (self._peak, saturation) if in_time(at_peak[0]) else (0.0, self._peak)
        highest = highest_held(self._held, low, high, TRIES)
        found = verdict(self._peak, at_peak, highest, lowest_tried(high, TRIES), saturation)
        _say("", found.sentence())
        return found.held

    def _at_full_speed(self, at_once: int) -> float:
        """Visits in a second."""
        notes, _ = self._measured(
            f"full speed, {at_once} visits at once", partial(self._fleet.at_full_speed, at_once, SPEED_SECONDS)
        )
        return notes.visits / SPEED_SECONDS

    def _held(self, rate: float) -> bool:
        """Whether so many visits a second, of people who do not stay, are answered in time."""
        seconds = min(max(TRY_SECONDS, TRY_VISITS / rate), LONGEST_TRY)
        work = partial(self._fleet.at_pace, rate, 0.0, seconds)
        notes, _ = self._measured(f"{rate:.2f} visits/s for {seconds:.0f} s", work)
        return in_time(notes)

    def _measured(self, title: str, work: partial[Notes]) -> tuple[Notes, Worked]:
        notes, worked = self._gauge.during(work)
        rate = notes.visits / worked.seconds
        _say(f"\n{title}: {notes.visits} visits in {worked.seconds:.0f} s ({rate:.1f}/s)", worked.line(notes.visits))
        for why, often in notes.failures.items():
            _say(f"{often} times: {why}")
        if notes.turned_away:
            _say(f"{notes.turned_away} people found no free kiosk")
        every = notes.requests.all("every request")
        _say(*table([*([every] if every else []), *notes.requests.each()]))
        return notes, worked


def _say(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
