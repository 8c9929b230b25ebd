"""That somebody failed and was then let in at one kiosk is not to be seen at another: it says who has a password."""

from __future__ import annotations

import re
import struct

import pytest

from tests.hardware.attack.attacker import CHEN, RIGHT, UNKNOWN, WRONG, ZHANG, Attacker, as_owner, attacker, fail

pytestmark = pytest.mark.postgresql

WORK = (
    "SELECT coalesce(seq_scan, 0), coalesce(seq_tup_read, 0), coalesce(idx_scan, 0), coalesce(idx_tup_fetch, 0) "
    "FROM pg_stat_xact_all_tables WHERE schemaname = 'login' AND relname = %s"
)
MANY = (
    "INSERT INTO login.cleared (path) SELECT sha256(n::text::bytea) FROM generate_series(1, 5000) AS n",
    "VACUUM ANALYZE login.cleared",
)
"""As in a city: then a number is looked up in the index."""
MANY_TRIED = (
    "INSERT INTO login.attempts (kiosk, path, typed, barred, judged) "
    "SELECT 'elsewhere', sha256(n::text::bytea), true, false, clock_timestamp() FROM generate_series(1, 20000) AS n",
    "ANALYZE login.attempts",
)
TRIED_DAYS_AGO = (
    "INSERT INTO login.attempts (kiosk, path, typed, barred, at, judged) "
    "SELECT 'elsewhere', login.number_path(%s), true, false, now() - interval '3 days', now() - interval '3 days' "
    "FROM generate_series(1, 20)"
)
MOMENT = "SELECT (extract(epoch FROM max(at)) * 1000000)::bigint - 946684800000000 FROM login.cleared"
"""As the server keeps it: microseconds since 2000."""


def _let_in_after_a_failure(kiosk: Attacker, url: str) -> None:
    """张三 mistypes once and is let in; 陈, who has no password, only mistypes."""
    for statement in MANY:
        as_owner(url, statement)
    fail(kiosk, 1, ZHANG)
    fail(kiosk, 1, CHEN)
    assert kiosk.log_in(ZHANG, RIGHT).result == "in"


def _work_of_claim(kiosk: Attacker, number: str, table: str = "cleared", failed: int | None = None) -> list[int]:
    attempt = kiosk.offer(number, WRONG)
    (before,) = kiosk.run(WORK, table)
    ((result, times),) = kiosk.run("SELECT result, failed FROM claim(%s)", attempt)
    (after,) = kiosk.run(WORK, table)
    kiosk.line.commit()
    assert result == "wrong"
    assert failed in (None, times)
    return [late - early for early, late in zip(before, after, strict=True)]


def _plans_told_to(kiosk: Attacker) -> list[str]:
    """Have the server tell a kiosk how it plans each statement; here they come."""
    told: list[str] = []
    kiosk.line.add_notice_handler(lambda notice: told.append(f"{notice.message_primary} {notice.message_detail}"))
    for setting in ("debug_print_plan = on", "client_min_messages = log", "plan_cache_mode = force_custom_plan"):
        kiosk.rows(f"SET {setting}")
    return told


def test_no_counter_tells_that_somebody_was_let_in_elsewhere(alone: Attacker, own_url: str) -> None:
    _let_in_after_a_failure(alone, own_url)
    with attacker(own_url) as thief:
        for number in (ZHANG, CHEN):  # plans and catalogue are in memory from now on
            _work_of_claim(thief, number)
        work = {number: _work_of_claim(thief, number) for number in (ZHANG, CHEN)}
    assert work[ZHANG] == work[CHEN]
    assert work[ZHANG][2] > 0, "the index is used"


def test_no_counter_tells_of_failures_that_count_no_more(alone: Attacker, own_url: str) -> None:
    """A claim counts what it fetched and answers how often the number failed: the difference would be who came in."""
    for statement in MANY_TRIED:
        as_owner(own_url, statement)
    _let_in_after_a_failure(alone, own_url)
    work = []
    for number in (ZHANG, UNKNOWN):
        with attacker(own_url) as thief:
            fail(thief, 1, CHEN)  # plans and catalogue are in memory from now on
            as_owner(own_url, "VACUUM login.attempts")
            work.append(_work_of_claim(thief, number, "attempts", failed=1))
    assert work[0] == work[1]
    assert work[0][2] > 0, "the index is used"


def test_no_plan_expects_failures_that_count_no_more(alone: Attacker, own_url: str) -> None:
    for statement in MANY_TRIED:
        as_owner(own_url, statement)
    _let_in_after_a_failure(alone, own_url)
    as_owner(own_url, TRIED_DAYS_AGO, ZHANG)
    as_owner(own_url, "VACUUM ANALYZE login.attempts")
    expected = []
    for number in (ZHANG, UNKNOWN):
        with attacker(own_url) as thief:
            told = _plans_told_to(thief)
            assert thief.log_in(number, WRONG).failed == 1
            expected.append(re.findall(r":plan_rows \d+|_cost [\d.]+", " ".join(told)))
    assert len(expected[0]) > 50
    assert expected[0] == expected[1]


def test_no_plan_tells_when_somebody_was_let_in_elsewhere(alone: Attacker, own_url: str) -> None:
    _let_in_after_a_failure(alone, own_url)
    ((moment,),) = as_owner(own_url, MOMENT)
    as_printed = " ".join(str(byte) for byte in struct.unpack("8b", struct.pack("<q", moment)))
    with attacker(own_url) as thief:
        told = _plans_told_to(thief)
        assert thief.log_in(ZHANG, WRONG).failed == 1
    plans = re.sub(r"\s+", " ", " ".join(told))
    assert "PLANNEDSTMT" in plans
    assert as_printed not in plans
