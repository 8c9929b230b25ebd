"""A stolen kiosk fills the server's disk with its own records only up to what a day allows."""

from __future__ import annotations

import json

import psycopg
import pytest

from tests.hardware.attack.attacker import RIGHT, WRONG, ZHANG, Attacker, as_owner

pytestmark = pytest.mark.postgresql


def lines(first: int, how_many: int) -> list[str]:
    """Audit lines as nobody else would write them."""
    return [json.dumps({"n": n, "before": "", "event": "x"}) for n in range(first, first + how_many)]


def test_a_days_lines_and_prints_are_limited_and_the_next_day_begins_anew(alone: Attacker, own_url: str) -> None:
    as_owner(own_url, "UPDATE login.rule SET shipped_a_day = 250")
    one = {"moment": "2026-11-21 10:00:00", "visit": 1, "kind": "x", "pages": 1, "state": "x", "code": ""}
    prints = json.dumps([{**one, "number": n} for n in range(100)])
    for first in (0, 100):
        alone.rows("SELECT * FROM fleet.ship_audit(%s)", lines(first, 100))
    for asked, values in (("ship_prints(%s)", prints), ("ship_audit(%s)", lines(200, 51))):
        refused = alone.refusal(f"SELECT fleet.{asked}", values)
        assert isinstance(refused, psycopg.errors.ProgramLimitExceeded)
    alone.rows("SELECT * FROM fleet.ship_audit(%s)", lines(200, 50))
    assert as_owner(own_url, "SELECT count(*) FROM fleet.audit_lines") == [(250,)]
    assert as_owner(own_url, "SELECT count(*) FROM fleet.prints") == [(0,)]
    as_owner(own_url, "UPDATE fleet.records SET day = day - 1")
    assert alone.rows("SELECT fleet.ship_prints(%s)", prints) == [(1,)]


def test_a_thousand_are_taken_at_once(alone: Attacker) -> None:
    refused = alone.refusal("SELECT fleet.ship_audit(%s)", lines(0, 1001))
    assert isinstance(refused, psycopg.errors.ProgramLimitExceeded)
    alone.rows("SELECT fleet.ship_audit(%s)", lines(0, 1000))


def test_a_days_offers_are_limited_also_while_it_must_wait_and_the_next_day_begins_anew(
    alone: Attacker, own_url: str
) -> None:
    """What is offered while it must wait counts for nothing, and would be kept all the same."""
    as_owner(own_url, "UPDATE login.rule SET offers_a_day = 30; DELETE FROM login.turns")
    alone.rows("SET TimeZone = 'Pacific/Kiritimati'")
    for _ in range(30):
        alone.offer(ZHANG, WRONG)
    kept = as_owner(own_url, "SELECT count(*) FILTER (WHERE barred) > 0, count(*) FROM login.attempts")
    assert kept == [(True, 30)]
    for asked, values in (
        ("offer(%s, %s)", (ZHANG, RIGHT)),
        ("offer_registration(%s, 'A1', '', %s, %s)", (ZHANG, RIGHT, RIGHT)),
    ):
        refused = alone.refusal(f"SELECT {asked}", *values)
        assert isinstance(refused, psycopg.errors.ProgramLimitExceeded)
    as_owner(own_url, "UPDATE login.turns SET day = day - 1")
    alone.offer(ZHANG, WRONG)
    with pytest.raises(psycopg.errors.ProgramLimitExceeded):
        for _ in range(30):
            alone.offer(ZHANG, WRONG)


def test_no_statement_fills_the_disk_with_what_it_keeps_for_a_while(alone: Attacker) -> None:
    alone.rows(f'ALTER ROLE "{alone.login}" RESET ALL')
    assert "temp_file_limit" in str(alone.rows("SELECT setconfig FROM pg_db_role_setting"))
    refused = alone.refusal("SET temp_file_limit = -1")
    assert isinstance(refused, psycopg.errors.InsufficientPrivilege)
    alone.run("DECLARE held CURSOR WITH HOLD FOR SELECT repeat('x', 1000) FROM generate_series(1, 100000)")
    with pytest.raises(psycopg.errors.ConfigurationLimitExceeded):
        alone.line.commit()
