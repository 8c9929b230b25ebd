"""Guessing without being counted: an attempt is claimed once, by its kiosk, later, soon, and counts whatever comes."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from kiosk.lockout import LockoutRule
from tests.hardware.attack.attacker import RIGHT, WRONG, ZHANG, Attacker, Told, as_owner, fail

pytestmark = pytest.mark.postgresql

RULE = LockoutRule()


def test_an_attempt_is_void_in_its_own_transaction_and_counts(here: Attacker) -> None:
    ((attempt,),) = here.run("SELECT offer(%s, %s)", ZHANG, RIGHT)
    ((result,),) = here.rows("SELECT result FROM claim(%s)", attempt)
    assert result == "void"
    assert here.log_in(ZHANG, WRONG).failed == 2


@pytest.mark.parametrize("end", ["RELEASE inner_one", "ROLLBACK TO inner_one"])
def test_a_savepoint_is_no_transaction_of_its_own(here: Attacker, end: str) -> None:
    here.run("SAVEPOINT inner_one")
    ((attempt,),) = here.run("SELECT offer(%s, %s)", ZHANG, RIGHT)
    here.run(end)
    here.run("SAVEPOINT another")
    assert here.rows("SELECT result FROM claim(%s)", attempt) == [("void",)]


def test_one_statement_is_no_transaction_of_its_own(here: Attacker) -> None:
    asked = "SELECT c.result FROM offer(%s, %s) AS made, LATERAL claim(made) AS c"
    assert here.rows(asked, ZHANG, RIGHT) == [("void",)]


@pytest.mark.parametrize("offered", [RIGHT, WRONG])
def test_an_attempt_is_claimed_once(here: Attacker, offered: bytes) -> None:
    attempt = here.offer(ZHANG, offered)
    assert here.claim(attempt).result == ("in" if offered is RIGHT else "wrong")
    assert here.claim(attempt) == Told(None, None, "void", 0, 0, 0, None, None, None)


def test_an_attempt_is_claimed_once_in_one_statement(here: Attacker) -> None:
    attempt = here.offer(ZHANG, RIGHT)
    asked = "SELECT c.result FROM generate_series(1, 3) AS n, LATERAL (SELECT n, * FROM claim(%s)) AS c"
    assert sorted(here.rows(asked, attempt)) in ([("in",)] * 3, [("in",), ("void",), ("void",)])
    assert here.claim(attempt).result == "void"


def test_another_kiosks_attempt_is_void(hall: tuple[Attacker, Attacker]) -> None:
    here, there = hall
    attempt = here.offer(ZHANG, RIGHT)
    assert there.claim(attempt).result == "void"
    assert here.claim(attempt).result == "in"


def test_an_attempt_older_than_30_seconds_is_void(here: Attacker, url: str) -> None:
    young, old = here.offer(ZHANG, RIGHT), here.offer(ZHANG, RIGHT)
    as_owner(url, "UPDATE login.attempts SET at = at - interval '25 s' WHERE id = %s", young)
    as_owner(url, "UPDATE login.attempts SET at = at - interval '31 s' WHERE id = %s", old)
    assert here.claim(old).result == "void"
    assert here.claim(young).result == "in"


def test_an_attempt_that_never_was_is_void(here: Attacker) -> None:
    assert here.claim(uuid4()).result == "void"


# Nothing takes a failure back.


def test_a_rollback_takes_no_failure_back(here: Attacker) -> None:
    for _ in range(RULE.free_tries):
        here.run("SELECT * FROM claim(%s)", here.offer(ZHANG, WRONG))
        here.line.rollback()
    assert here.log_in(ZHANG, RIGHT).result == "locked"


def test_a_savepoint_takes_no_failure_back(here: Attacker) -> None:
    for _ in range(RULE.free_tries):
        attempt = here.offer(ZHANG, WRONG)
        here.run("SAVEPOINT before")
        assert here.run("SELECT result FROM claim(%s)", attempt)[0][0] in ("wrong", "locked")
        here.run("ROLLBACK TO before")
        here.line.commit()
    assert here.log_in(ZHANG, RIGHT).result == "locked"


def test_a_login_rolled_back_lets_nobody_in_and_clears_nothing(here: Attacker) -> None:
    fail(here, 3)
    attempt = here.offer(ZHANG, RIGHT)
    ((token,),) = here.run("SELECT token FROM claim(%s)", attempt)
    here.line.rollback()
    assert here.with_token(token, "SELECT current_person()") == [(None,)]
    assert here.log_in(ZHANG, WRONG).failed == 5


def test_many_offers_at_once_are_all_counted_before_the_first_is_compared(here: Attacker) -> None:
    attempts = here.rows("SELECT offer(%s, %s) FROM generate_series(1, 20)", ZHANG, WRONG)
    assert {here.claim(attempt).result for (attempt,) in attempts[:10]} == {"locked"}


def test_views_of_earlier_moments_give_no_further_tries(here: Attacker) -> None:
    """Each connection goes on seeing the moment when only the attempts so far were there."""
    views: list[tuple[psycopg.Connection[Any], UUID]] = []
    with ExitStack() as stack:
        for _ in range(RULE.free_tries + 2):
            attempt = here.offer(ZHANG, RIGHT)
            view = stack.enter_context(psycopg.connect(here.line.info.dsn, password=here.line.info.password))
            view.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            view.execute("SELECT 1 FROM origin").fetchall()
            views.append((view, attempt))
        told = [view.execute("SELECT result FROM claim(%s)", (attempt,)).fetchall() for view, attempt in views]
        for view, _ in views:
            view.rollback()
    assert told == [[("in",)]] * RULE.free_tries + [[("locked",)]] * 2
