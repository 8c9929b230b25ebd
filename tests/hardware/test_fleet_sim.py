"""The simulation on a real PostgreSQL: what was heard at one visit serves for another's; a table is one range read.

What a thousand kiosks take of a server is told by `make fleet-sim`, not here.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kiosk.identity import parse
from tests.fleet_sim.anyone import Anyone
from tests.fleet_sim.city import (
    ACCOUNT,
    LOGIN,
    City,
    add_kiosks,
    filled_city,
    give_passwords,
    hear_visit,
    open_lines,
)
from tests.fleet_sim.course import Fleet
from tests.fleet_sim.gauges import Gauge
from tests.fleet_sim.heartbeats import Heart
from tests.fleet_sim.pace import Agenda
from tests.fleet_sim.people import CAREER_MONTHS, INSURANCES, Bounds
from tests.fleet_sim.script import Said, Script, filled, name_of, requests_of
from tests.fleet_sim.visit import Line, Notes, Visit
from tests.hardware.postgresql_server import PostgresServer

pytestmark = pytest.mark.postgresql

PERSONS, MONTHS, KIOSKS, PARTITIONS = 12, 2, 2, 4
TABLES = {
    *("contributions", "participations", "contracts", "account_years"),
    *("benefits", "transfers", "retirements"),
}


@dataclass(frozen=True)
class Played:
    """A small city and its kiosks."""

    city: City
    fleet: Fleet

    @property
    def script(self) -> Script:
        """What a visit says."""
        return self.fleet.script

    @property
    def line(self) -> Line:
        """The first kiosk's."""
        return self.fleet.lines[0]


@pytest.fixture(scope="module")
def played(postgresql: PostgresServer) -> Iterator[Played]:
    bounds = Bounds(PERSONS, (MONTHS,), time.monotonic, time.monotonic() + 600, Path("/"))
    with filled_city(postgresql, bounds, PARTITIONS) as city:
        give_passwords(city)
        urls = add_kiosks(city, KIOSKS)
        script, people = hear_visit(city, urls[0]), deque(city.people(PERSONS))
        anyone, logins = Anyone(urls[0]), [str(url.username) for url in urls]
        lines = open_lines(anyone, logins)
        hearts = [Heart(anyone, login, line) for login, line in zip(logins, lines, strict=True)]
        yield Played(city, Fleet(lines, hearts, script, people, time.perf_counter, Random(1)))
        for line in lines:
            line.close()
        anyone.engine.dispose()
    postgresql.drop(city.url)


def test_people_are_made_with_the_rows_asked_for(played: Played) -> None:
    assert played.city.made.persons == PERSONS
    assert played.city.made.contributions == INSURANCES * (CAREER_MONTHS + (PERSONS - 1) * MONTHS)
    numbers = [person["number"] for person in played.city.people(PERSONS)]
    assert len(set(numbers)) == PERSONS - 2, "all but the two who pay no visits"
    assert all(number.startswith("119901") and parse(number, date(2026, 11, 21)) for number in numbers)


def test_what_was_heard_is_said_by_whoever_comes_and_answered(played: Played) -> None:
    notes = played.fleet.once_each(KIOSKS, 600)
    assert (notes.visits, notes.failures) == (KIOSKS, {})
    each = [figures.name for figures in notes.requests.each()]
    assert each == ["login_rule", "salt", "offer", "claim", "my_numbers_without_verifier", "account", "end_visit"]
    assert requests_of(played.script) == len(each)
    (tokens,) = played.city.owner.execute("SELECT count(*) FROM login.tokens").fetchone() or (None,)
    assert tokens == 0, "each visit ended on the server"


def test_a_visit_that_goes_otherwise_is_told(played: Played) -> None:
    (person,) = played.city.people(1)
    played.fleet.people.appendleft(person | {"proof": bytes(32)})
    agenda, notes = Agenda(time.perf_counter), Notes()
    agenda.begin(played.fleet.visit(0, time.perf_counter(), 0, notes))
    agenda.work_until(math.inf)
    assert (notes.visits, notes.failures) == (0, {"claim answered otherwise": 1})


def test_each_table_is_read_in_one_partition_and_who_is_in_is_asked_once_a_statement(played: Played) -> None:
    facts = played.city.people(1)[0]
    visit = Visit(played.line, played.script, facts, time.perf_counter, Notes())
    visit.say(LOGIN)
    asked = [said for said in played.script if said.step == ACCOUNT and said.name in {"set_config", *TABLES}]
    assert {said.name for said in asked} == {"set_config", *TABLES}
    with played.line.transaction():
        for said in asked:
            values = filled(said.values, facts, visit.answers)
            if said.name == "set_config":
                played.line.execute(said.text, values)
            else:
                _check(said, _plan(played.line, said, values))
        played.line.execute("SELECT public.end_all_visits()")


def _plan(line: Line, said: Said, values: Any) -> list[dict[str, Any]]:
    """The steps of the plan that is carried out."""
    ((((found),),),) = line.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {said.text}", values).fetchall()
    return list(_steps(found["Plan"]))


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _steps(part)


def _check(said: Said, steps: list[dict[str, Any]]) -> None:
    read = [step["Relation Name"] for step in steps if "Relation Name" in step]
    assert len(read) == 1, said.name
    assert read[0].rpartition("_")[0] == name_of(said.text)
    assert [step["Node Type"] for step in steps if "Relation Name" in step] == ["Index Scan"]
    (who,) = (step for step in steps if step.get("Parent Relationship") == "InitPlan")
    assert who["Actual Loops"] == 1


def test_each_kiosks_heart_beats_in_its_own_name(played: Played) -> None:
    for heart in played.fleet.hearts:
        heart.beat()
    found = played.city.owner.execute("SELECT kiosk FROM fleet.heartbeats ORDER BY kiosk").fetchall()
    assert [row[0] for row in found] == ["sim-0000", "sim-0001"]


def test_what_the_server_worked_is_told(played: Played) -> None:
    gauge = Gauge(played.city.server.folder)
    done, worked = gauge.during(lambda: played.city.owner.execute("SELECT count(*) FROM generate_series(1, 3000000)"))
    assert done.fetchone() == (3_000_000,)
    assert 0 < worked.server <= worked.machine + worked.seconds
    assert worked.waited >= 0
    assert all(mib >= 0 for mib in gauge.private_mib())
