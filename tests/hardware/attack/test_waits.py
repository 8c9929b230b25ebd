"""Guessing at several kiosks and over many numbers: waits hold everywhere, and only for what they name (E1, E2, E6)."""

from __future__ import annotations

import pytest

from kiosk.lockout import LockoutRule
from kiosk.ports import Attempts
from tests.hardware.attack.attacker import (
    CARDS,
    CHEN_CARD,
    CHEN_CODE,
    OTHER_NUMBERS,
    RIGHT,
    UNKNOWN,
    WRONG,
    ZHANG,
    ZHANG_CARD,
    ZHANG_CODE,
    Attacker,
    as_owner,
    fail,
    time_passes,
)

pytestmark = pytest.mark.postgresql

RULE = LockoutRule()


def test_a_number_is_locked_at_every_kiosk(hall: tuple[Attacker, Attacker], url: str) -> None:
    here, there = hall
    assert [told.failed for told in fail(here, 3) + fail(there, 1)] == [1, 2, 3, 4]
    (fifth,) = fail(here, 1)
    assert (fifth.result, fifth.failed, fifth.wait_seconds) == ("locked", 5, 15)
    for kiosk in hall:
        told = kiosk.log_in(ZHANG, RIGHT)
        assert (told.result, told.token, told.failed) == ("locked", None, 5)
    time_passes(url, 16)
    assert there.log_in(ZHANG, WRONG)[2:5] == ("locked", 6, 30)
    time_passes(url, 31)
    assert here.log_in(ZHANG, RIGHT).result == "in"
    assert there.log_in(ZHANG, WRONG).failed == 1


def test_an_unknown_number_is_answered_like_a_known_one(hall: tuple[Attacker, Attacker], url: str) -> None:
    here, there = hall
    known, unknown = fail(here, 5), fail(there, 5, UNKNOWN)
    time_passes(url, 16)
    assert known + fail(here, 2) == unknown + fail(there, 2, UNKNOWN)


def test_the_card_opens_while_the_number_is_locked(here: Attacker) -> None:
    fail(here, 5)
    assert here.log_in(ZHANG, RIGHT).result == "locked"
    assert here.log_in(ZHANG, RIGHT, ZHANG_CARD, ZHANG_CODE).result == "in"
    assert here.log_in(ZHANG, RIGHT).result == "locked"


def test_the_number_opens_while_the_card_is_locked(here: Attacker) -> None:
    told = fail(here, 5, ZHANG, ZHANG_CARD, ZHANG_CODE)
    assert (told[-1].result, told[-1].wait_seconds) == ("locked", 15)
    assert here.log_in(ZHANG, RIGHT, ZHANG_CARD, ZHANG_CODE).result == "locked"
    assert here.log_in(ZHANG, RIGHT).result == "in"


@pytest.mark.parametrize("made_up", [(ZHANG_CARD, "made up"), ("made up", ZHANG_CODE), (CHEN_CARD, CHEN_CODE)])
def test_a_made_up_card_opens_nothing(here: Attacker, made_up: tuple[str, str]) -> None:
    """Else each made-up card would give five further tries at one number."""
    for number, offered in ((ZHANG, RIGHT), (ZHANG_CARD, CARDS), (made_up[0], CARDS), (made_up[0], RIGHT)):
        assert here.log_in(number, offered, *made_up).result in ("wrong", "locked")


def test_one_password_over_many_numbers_makes_the_kiosk_wait(hall: tuple[Attacker, Attacker], url: str) -> None:
    here, there = hall
    told = [here.log_in(number, WRONG) for number in OTHER_NUMBERS[:10]]
    assert {each.result for each in told[:9]} == {"wrong"}
    assert {each.numbers_here for each in told[:9]} == {0}
    assert (told[9].result, told[9].wait_seconds, told[9].numbers_here) == ("kiosk_locked", 15, 10)
    assert here.log_in(ZHANG, RIGHT)[2:6] == ("kiosk_locked", 0, told[9].wait_seconds, 10)
    assert here.log_in(ZHANG, RIGHT, ZHANG_CARD, ZHANG_CODE).result == "in"
    assert there.log_in(ZHANG, RIGHT).result == "in"
    time_passes(url, 16)
    # How often the number failed is not told: whoever makes the kiosk wait could ask without end who got in elsewhere.
    assert here.log_in(OTHER_NUMBERS[10], WRONG)[2:6] == ("kiosk_locked", 0, 30, 11)
    time_passes(url, 31)
    assert here.log_in(ZHANG, RIGHT).result == "in"


def test_card_numbers_without_a_code_count_for_the_kiosk_like_typed_ones(here: Attacker) -> None:
    """Whoever has only numbers has no card in the reader, whatever is said of them."""
    told = [here.log_in(number, WRONG, number, "") for number in OTHER_NUMBERS[:10]]
    assert [each.result for each in told] == ["wrong"] * 9 + ["kiosk_locked"]


def test_who_gets_in_does_not_take_back_what_another_kiosk_is_about_to_claim(hall: tuple[Attacker, Attacker]) -> None:
    here, there = hall
    attempt = there.offer(ZHANG, RIGHT)
    assert here.log_in(ZHANG, RIGHT).result == "in"
    assert there.claim(attempt).result == "in"


def test_waiting_does_not_pass_the_kiosks_time(here: Attacker, url: str) -> None:
    """Ten numbers are counted for ten minutes; who only waits until each wait is over goes on being counted."""
    waits = []
    for number in OTHER_NUMBERS[:18]:
        told = here.log_in(number, WRONG)
        waits.append(told.wait_seconds)
        time_passes(url, told.wait_seconds + 1)
    assert waits[9:] == [15 * 2**n for n in range(8)] + [3600]
    time_passes(url, RULE.kiosk_window + sum(waits))
    assert here.log_in(OTHER_NUMBERS[20], WRONG)[2:6] == ("wrong", 1, 0, 0)


def test_the_waits_are_those_of_the_settings(url: str) -> None:
    asked = "SELECT n, login.wait(n, 5, 15, 86400), login.wait(n, 10, 15, 3600) FROM generate_series(0, 80) AS n"
    for failed, own, kiosk in as_owner(url, asked):
        assert kiosk == RULE.after_numbers(failed).wait_seconds
        assert own == (RULE.after_failure(Attempts(failed - 1)).wait_seconds if failed else 0)


def test_failures_are_forgotten_after_30_days(here: Attacker, url: str) -> None:
    fail(here, 4)
    time_passes(url, 29 * 86400)
    here.rows("SELECT end_all_visits()")
    assert fail(here, 1)[0].failed == 5
    time_passes(url, 2 * 86400)
    here.rows("SELECT end_all_visits()")
    assert fail(here, 1)[0].failed == 2
