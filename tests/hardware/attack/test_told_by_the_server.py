"""What a server tells of itself to whoever asks: its plans, its figures and what others do name nobody."""

from __future__ import annotations

import re

import pytest

from tests.hardware.attack.attacker import ZHANG_ID, Attacker, as_owner, token_of

pytestmark = pytest.mark.postgresql

PREDICATES = (
    "person_id = '{id}'",
    "person_id = '{id}' OR person_id = 'nobody'",
    "person_id = '{id}' OR paid_for = 1",
    "person_id IN ('{id}', 'nobody')",
    "person_id >= '{id}' AND person_id <= '{id}'",
    "person_id = (SELECT '{id}')",
    "person_id = ANY (ARRAY[(SELECT '{id}')])",
    "person_id || '' = '{id}'",
    "(person_id, paid_for) >= ('{id}', 0) AND (person_id, paid_for) <= ('{id}', 999999)",
    "(person_id, paid_for) >= ('{id}', 0)",
    "(person_id, paid_for, insurance) < ('{id}', 209912, 'z')",
    "(person_id, paid_for) >= ('{id}'::name, 0)",
    "(person_id COLLATE \"POSIX\", paid_for) >= ('{id}', 0)",
    "person_id ~>=~ '{id}' AND paid_for > 0",
    "person_id LIKE '{id}'",
    "starts_with(person_id, '{id}')",
    "EXISTS (SELECT FROM benefits b WHERE b.person_id = c.person_id AND b.person_id = '{id}')",
    "person_id = '{id}' AND ctid = '(0,1)'",
)
SWITCHES = (
    (),
    ("enable_indexscan", "enable_seqscan"),
    ("enable_indexscan", "enable_bitmapscan"),
    ("enable_partition_pruning", "enable_bitmapscan"),
    ("enable_indexscan", "enable_seqscan", "enable_partition_pruning", "enable_material"),
)
"""Ways of reading that are taken from the planner, so that it must take each of the others."""


@pytest.mark.parametrize("logged_in", [False, True])
def test_no_plan_tells_whether_somebody_is_there(here: Attacker, url: str, logged_in: bool) -> None:
    as_owner(url, "ANALYZE")
    token = token_of(here) if logged_in else None
    known, unknown = _alike(url)
    for predicate in PREDICATES:
        for off in SWITCHES:
            plans = []
            for person_id in (known, unknown) * 2:
                here.run("SELECT set_config('kiosk.token', %s, true)", token or "")
                for switch in ("enable_seqscan", "enable_bitmapscan", "enable_indexscan", *off):
                    here.run(f"SET LOCAL {switch} = {'off' if switch in off else 'on'}")
                asked = f"SELECT * FROM contributions c WHERE {predicate.format(id=person_id)}"
                # A prefix becomes a range, up to the text behind it: also made of what was asked for.
                plans.append(re.sub(r"\b1000000\d+\b", "ID", here.explain(asked)))
                here.line.rollback()
            assert plans[2] == plans[3], (predicate, off)


def _alike(url: str) -> tuple[str, str]:
    """Who has most rows, and a number right behind that nobody has, whose rows would be in the same partition."""
    ((known, part),) = as_owner(
        url,
        "SELECT person_id, right(tableoid::regclass::text, 1)::int FROM contributions WHERE person_id <> %s "
        "GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1",
        ZHANG_ID,
    )
    ((unknown,),) = as_owner(
        url,
        "SELECT %s || n FROM generate_series(0, 99) AS n "
        "WHERE satisfies_hash_partition('contributions'::regclass, 2, %s, (%s || n)::varchar) LIMIT 1",
        known,
        part,
        known,
    )
    assert known > ZHANG_ID
    return known, unknown


def test_the_function_runs_once_a_statement(here: Attacker) -> None:
    token = token_of(here)
    here.run("SELECT set_config('kiosk.token', %s, true)", token)
    plan = here.explain("SELECT * FROM contributions")
    here.line.rollback()
    assert plan.count("InitPlan") == 1
    assert "rows=890" in plan
    first = plan[plan.index("InitPlan") :].splitlines()[1]
    assert "Function Scan on current_person" in first
    assert "rows=1 loops=1" in first


def test_the_planners_figures_name_nobody(here: Attacker, url: str) -> None:
    as_owner(url, "ANALYZE")
    seen = " ".join(map(str, here.rows("SELECT * FROM pg_stats WHERE schemaname <> 'pg_catalog'")))
    seen += " ".join(map(str, here.rows("SELECT * FROM pg_stats_ext")))
    for person_id, number, name in as_owner(url, "SELECT person_id, number, name FROM register.persons"):
        assert not any(told in seen for told in (person_id, number, name) if told)
    tables = {table for (table,) in here.rows("SELECT tablename FROM pg_stats WHERE schemaname NOT LIKE 'pg%'")}
    assert tables <= {"data_as_of", "origin", "imports", "data_version", "pg_catalog"} | _information_schema(here)


def _information_schema(here: Attacker) -> set[str]:
    return {table for (table,) in here.rows("SELECT tablename FROM pg_stats WHERE schemaname = 'information_schema'")}


def test_nobody_sees_what_another_asks(hall: tuple[Attacker, Attacker], url: str) -> None:
    here, there = hall
    there.run("SELECT set_config('kiosk.token', 'a secret of theirs', true), '119901199208080020'")
    seen = " ".join(str(row) for row in here.rows("SELECT * FROM pg_stat_activity"))
    there.line.rollback()
    assert there.login in seen
    assert "secret of theirs" not in seen
    assert "119901199208080020" not in seen
