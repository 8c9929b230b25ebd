"""What a stolen kiosk asks for is compared with its own person's rows only, in whatever way the tables are read.

A sub-select behind a comparison runs when that holds for some row, and EXPLAIN (ANALYZE) tells whether it ran.
"""

from __future__ import annotations

import re

import pytest

from tests.hardware.attack.attacker import ACCOUNT_TABLES, CHEN_ID, ZHANG_ID, Attacker, as_owner, token_of

pytestmark = pytest.mark.postgresql

WAYS_OF_READING = ("seqscan", "indexscan", "bitmapscan", "tidscan")

ASKED = (
    "person_id = ANY ('{{{id}}}')",
    "person_id = ANY ('{{{id}}}') AND (SELECT true)",
    "person_id = ANY ('{{{id}}}') AND paid_for > (SELECT 0)",
    "person_id <> '' AND unit_code = ANY ('{{900001,{id}}}') AND person_id <> (SELECT '{id}')",
    "settlement_number >= '' AND person_id IN ('{id}', 'nobody') AND ctid > (SELECT '(0,0)'::tid)",
    "ctid = ANY ('{{\"(0,1)\",\"(0,2)\"}}') AND person_id = ANY ('{{{id}}}') AND settled > (SELECT 0)",
    "CASE WHEN person_id = '{id}' THEN (SELECT true) ELSE false END",
)
"""Of 陈 or of nobody; the second condition is reached when the first one held."""


def plan_of(kiosk: Attacker, token: str | None, asked: str, read_by: str) -> str:
    """A plan and what was done of it, without what was asked for; partitions are not chosen by it."""
    kiosk.run("SELECT set_config('kiosk.token', %s, true)", token or "")
    kiosk.run("SET LOCAL enable_partition_pruning = off")
    for way in WAYS_OF_READING:
        kiosk.run(f"SET LOCAL enable_{way} = {'on' if way == read_by else 'off'}")
    try:
        return re.sub(rf"{CHEN_ID}|9999999999", "ID", kiosk.explain(f"SELECT FROM contributions WHERE {asked}"))
    finally:
        kiosk.line.rollback()


@pytest.mark.parametrize("logged_in", [False, True])
def test_no_condition_meets_anybody_elses_row(here: Attacker, logged_in: bool) -> None:
    token = token_of(here) if logged_in else None
    for asked in ASKED:
        for read_by in WAYS_OF_READING:
            plans = [plan_of(here, token, asked.format(id=who), read_by) for who in (CHEN_ID, "9999999999") * 2]
            assert plans[2] == plans[3], (asked, read_by)


def test_without_a_token_no_row_is_looked_at(own_url: str, alone: Attacker) -> None:
    """Also where no superuser could close the comparisons: then that alone keeps others' rows from a stolen login."""
    as_owner(own_url, "ALTER FUNCTION texteq(text, text) LEAKPROOF")
    for table in ACCOUNT_TABLES:
        plan = alone.explain(f"SELECT FROM {table} WHERE person_id = ANY ('{{{CHEN_ID}}}') AND (SELECT true)")
        alone.line.rollback()
        assert "One-Time Filter" in plan
        scans = [line for line in plan.splitlines() if "Scan" in line and "current_person" not in line]
        assert scans
        assert all("never executed" in line for line in scans), plan


def test_an_account_is_still_one_range_of_one_partition(here: Attacker) -> None:
    token = token_of(here)
    here.run("SELECT set_config('kiosk.token', %s, true)", token)
    plan = here.explain(f"SELECT * FROM contributions WHERE person_id = '{ZHANG_ID}'")
    here.line.rollback()
    assert plan.count("Index Scan using contributions_") == 1
    assert "Index Cond: ((person_id)::text = $0)" in plan
    assert "Rows Removed" not in plan
    assert "Seq Scan" not in plan


def test_the_planner_expects_as_much_of_everything(here: Attacker, url: str) -> None:
    """What a unit's or a payment's frequency is says how many people it has."""
    as_owner(url, "ANALYZE")
    token = token_of(here)
    for column, common, rare in (("unit_code", "'900001'", "'9'"), ("base", "800000", "1"), ("status", "'1'", "'x'")):
        expected = set()
        for value in (common, rare):
            here.run("SELECT set_config('kiosk.token', %s, true)", token)
            plan = here.run(f"EXPLAIN SELECT * FROM contributions WHERE {column} = {value}")
            here.line.rollback()
            expected.add(tuple(re.findall(r"rows=\d+", str(plan))))
        assert len(expected) == 1, column
