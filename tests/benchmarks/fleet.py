"""One account out of a city's on a PostgreSQL server, read as a kiosk's own login, beside the raw driver and a town's.

A million persons, or as many as ten minutes and the disk allow: their number stands in the measure's name. Ours is the
whole account: told who is in, eight tables under row security, the units, how far the data reach. The floor is the
contributions alone, read by the owner, whom row security does not touch, into a frozen dataclass of the same fields.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import LiteralString

from kiosk.server_logins import CardTold
from kiosk.store.engine import make_engine
from kiosk.store.roles import add_kiosk
from kiosk.store.server_fitness import ServerFitness
from kiosk.store.server_ledger import ServerLedger
from kiosk.store.server_logins import SqlServerLogins
from kiosk.store.server_visit import ServerVisit
from tests.benchmarks.account import RawContribution, medians_by_turns
from tests.benchmarks.measure import Measure
from tests.fleet_sim.city import City, filled_city
from tests.fleet_sim.gauges import Gauge
from tests.fleet_sim.people import Bounds
from tests.fleet_sim.visit import Line
from tests.hardware.postgresql_server import postgresql_server

PERSONS, SMALLER = 1_000_000, 100
MONTHS = 4
"""Of everybody but the one with thirty years: twenty rows, so that a million persons are made in ten minutes."""
FILL_SECONDS = 600.0
PARTITIONS = 16
TIMEOUT_SECONDS = 30
CAREER, PROOF = "1000000000", b"as long as argon2id's: 32 bytes."
SETTINGS = ("shared_buffers=2GB", "max_wal_size=16GB", "wal_level=minimal", "max_wal_senders=0")

_ROWS: LiteralString = """
SELECT settlement_number, insurance, paid_for, settled, arrived, unit_code, base, unit_rate, person_rate,
    unit_due, person_due, unit_paid, person_paid, kind, status, to_account, subsidy
FROM contributions WHERE person_id = %s ORDER BY paid_for, insurance, settlement_number, kind, unit_code
"""
_BY_THE_KEY: LiteralString = "SET jit = off; SET enable_seqscan = off; SET enable_bitmapscan = off"
"""As a kiosk's login is set: the floor shall not have the worse plan."""


def measures() -> list[Measure]:
    """The account out of the city beside the floor, and beside the same out of a hundredth of it."""
    with ExitStack() as stack:
        server = stack.enter_context(postgresql_server(settings=SETTINGS))
        city = stack.enter_context(filled_city(server, _bounds(PERSONS), PARTITIONS))
        town = stack.enter_context(filled_city(server, _bounds(city.made.persons // SMALLER), PARTITIONS))
        ours, theirs = (stack.enter_context(_logged_in(each)) for each in (city, town))
        city.owner.execute(_BY_THE_KEY)
        rows = len(ours.account(CAREER).contributions)
        assert rows == len(_raw_rows(city.owner)), "both must load the same rows"
        (in_city, in_town, floor), worked = Gauge(server.folder).during(
            lambda: medians_by_turns(
                lambda: ours.account(CAREER), lambda: theirs.account(CAREER), lambda: _raw_rows(city.owner)
            )
        )
        name = f"fleet.account-{rows}-rows-of-{city.made.persons}-persons-{city.made.contributions}-rows"
        return [
            Measure(name, in_city, "ms", floor=floor),
            Measure(f"fleet.account-beside-{town.made.persons}-persons", in_city, "ms", peer=in_town),
            Measure("fleet.processors-that-others-had", worked.others, ""),
        ]


def _bounds(persons: int) -> Bounds:
    return Bounds(persons, (MONTHS,), time.monotonic, time.monotonic() + FILL_SECONDS, Path(tempfile.gettempdir()))


@contextmanager
def _logged_in(city: City) -> Iterator[ServerLedger]:
    """A kiosk at which the person of the long career has proven who they are."""
    person = city.person(CAREER)
    city.owner.execute("SELECT login.keep(%s, %s, sha256(%s::bytea))", (CAREER, person["number"], PROOF))
    # A login belongs to the whole server, on which both lie.
    engine = make_engine(add_kiosk(city.url, f"bench-of-{city.made.persons}"), TIMEOUT_SECONDS)
    visit = ServerVisit()
    logins = SqlServerLogins(engine, visit)
    logins.claim(logins.offer(person["number"], PROOF, CardTold()), lambda _: None)
    try:
        yield ServerLedger(ServerFitness(engine), visit)
    finally:
        engine.dispose()


def _raw_rows(owner: Line) -> tuple[RawContribution, ...]:
    return tuple([RawContribution(*row) for row in owner.execute(_ROWS, (CAREER,))])
