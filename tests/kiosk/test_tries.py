"""Wrong tries: per number, per card and per kiosk; what is stored, and what a restart makes of it."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.identity import id_check_character
from kiosk.lockout import LONGEST_KIOSK_WAIT
from kiosk.outcomes import LoggedIn, LoginRefused
from tests.kiosk.hall import PASSWORD, UNKNOWN, Hall, holder, refused
from tests.kiosk.people import CHEN, ZHANG, ZHANG_CARD

WRONG = "111112"
CARD = holder(ZHANG, "P1", ZHANG_CARD)


def number_of(n: int) -> str:
    """The nth well-formed number that nobody has."""
    digits = f"11990119700101{n:03}"
    return digits + id_check_character(digits)


def fail_with(hall: Hall, count: int, first: int = 0) -> LoginRefused:
    """Try one password over so many numbers; what the last one was answered."""
    answers = [hall.log_in(number_of(first + n), WRONG) for n in range(count)]
    assert isinstance(answers[-1], LoginRefused)
    return answers[-1]


# One password over many numbers (fault E1).


def test_the_tenth_number_brings_a_wait_for_all_numbers_known_or_not() -> None:
    hall = Hall()
    assert fail_with(hall, 9) == LoginRefused(errors.WRONG_LOGIN, tries_left=4)
    assert fail_with(hall, 1, first=9) == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15, numbers_here=10)
    for number in (ZHANG, CHEN, UNKNOWN, ZHANG_CARD):
        assert hall.log_in(number) == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15)
        assert hall.log_in(number, number[-6:]) == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15)
    assert hall.register() == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15)


def test_the_cards_way_in_goes_on() -> None:
    hall = Hall()
    fail_with(hall, 10)
    assert hall.access.log_in(CARD, bytearray(PASSWORD.encode())) == LoggedIn("P1")
    assert hall.register(ZHANG, "", claim=CARD) == LoggedIn("P1")


def test_the_wait_doubles_with_each_further_number_up_to_an_hour() -> None:
    hall = Hall()
    fail_with(hall, 9)
    waits = []
    for further in range(12):
        waits.append(fail_with(hall, 1, first=9 + further).wait_seconds)
        hall.clock.advance(waits[-1])
    assert waits[:8] == [15, 30, 60, 120, 240, 480, 960, 1920]
    assert waits[8:] == [LONGEST_KIOSK_WAIT] * 4


def test_the_wait_counts_as_no_time_so_that_waiting_alone_forgets_nothing() -> None:
    hall = Hall()
    waited = fail_with(hall, 10).wait_seconds
    hall.clock.advance(waited + 599)
    assert fail_with(hall, 1, first=10).wait_seconds == 30


def test_after_ten_quiet_minutes_all_is_forgotten() -> None:
    hall = Hall()
    waited = fail_with(hall, 10).wait_seconds
    hall.clock.advance(waited + 600)
    assert fail_with(hall, 9, first=10).failure is errors.WRONG_LOGIN
    assert fail_with(hall, 1, first=19).wait_seconds == 15


def test_numbers_that_failed_more_than_ten_minutes_ago_do_not_count() -> None:
    hall = Hall()
    for n in range(30):
        assert fail_with(hall, 1, first=n).failure is errors.WRONG_LOGIN
        hall.clock.advance(67)


def test_the_same_number_again_is_no_further_number() -> None:
    hall = Hall()
    for _ in range(3):
        fail_with(hall, 9)
    assert refused(hall.log_in(number_of(0), WRONG)) is errors.WRONG_LOGIN


def test_a_right_login_does_not_make_the_kiosk_forget() -> None:
    hall = Hall()
    fail_with(hall, 9)
    assert hall.log_in() == LoggedIn("P1")
    assert fail_with(hall, 1, first=9).failure is errors.KIOSK_LOCKED


def test_registrations_and_card_numbers_count_as_well() -> None:
    hall = Hall()
    for n in range(5):
        hall.register(number_of(n), "B20000017")
        hall.log_in(f"Z1234567{n}", WRONG)
    assert refused(hall.log_in()) is errors.KIOSK_LOCKED


def test_wrong_cards_do_not_count() -> None:
    hall = Hall()
    for n in range(20):
        hall.access.log_in(holder(ZHANG, f"P{n}", ZHANG_CARD), bytearray(WRONG.encode()))
    assert hall.log_in() == LoggedIn("P1")


def test_the_longer_of_two_waits_is_told() -> None:
    hall = Hall()
    for _ in range(5):
        hall.log_in(number_of(0), WRONG)
    hall.clock.advance(15)
    hall.log_in(number_of(0), WRONG)
    hall.clock.advance(5)
    assert fail_with(hall, 9, first=1) == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15, numbers_here=10)
    assert hall.log_in(number_of(0), WRONG) == LoginRefused(errors.LOCKED, wait_seconds=25)
    hall.clock.advance(15)
    assert hall.log_in() == LoggedIn("P1")


# What is stored.


def restart(hall: Hall) -> None:
    """Switch the kiosk off and on; its clock begins anew somewhere."""
    hall.access = hall.restarted()
    hall.access.warm()


def test_the_kiosks_wait_and_count_outlive_a_restart() -> None:
    hall = Hall()
    fail_with(hall, 10)
    restart(hall)
    assert hall.log_in() == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15)
    hall.clock.advance(15)
    assert fail_with(hall, 1, first=10).wait_seconds == 30


def test_restarting_after_every_number_wins_nothing() -> None:
    hall = Hall()
    for n in range(9):
        assert fail_with(hall, 1, first=n).failure is errors.WRONG_LOGIN
        restart(hall)
    assert fail_with(hall, 1, first=9).failure is errors.KIOSK_LOCKED


def test_a_wait_runs_from_the_start_though_nobody_asks() -> None:
    hall = Hall()
    for _ in range(5):
        hall.log_in(password=WRONG)
    restart(hall)
    hall.clock.advance(15)
    assert hall.log_in() == LoggedIn("P1")


def test_what_is_left_is_stored_and_starts_again_in_full() -> None:
    hall = Hall()
    for _ in range(5):
        hall.log_in(password=WRONG)
    hall.clock.advance(9.5)
    hall.access.keep_waits()
    hall.clock.advance(5)
    restart(hall)
    assert hall.log_in() == LoginRefused(errors.LOCKED, wait_seconds=6), "rounded up from what was stored"


def test_a_wait_that_is_over_does_not_come_back_each_morning() -> None:
    hall = Hall()
    for _ in range(5):
        hall.log_in(password=WRONG)
    fail_with(hall, 9)
    hall.clock.advance(15)
    hall.access.keep_waits()
    restart(hall)
    assert refused(hall.log_in(password=WRONG)) is errors.LOCKED, "its count stays"
    hall = Hall()
    fail_with(hall, 10)
    hall.clock.advance(15 + 600)
    hall.access.keep_waits()
    restart(hall)
    assert fail_with(hall, 9, first=10).failure is errors.WRONG_LOGIN


def test_keeping_waits_stores_nothing_that_was_cleared_and_writes_only_what_changed() -> None:
    hall = Hall()
    for _ in range(5):
        hall.log_in(password=WRONG)
    hall.clock.advance(15)
    assert hall.log_in() == LoggedIn("P1")
    hall.credentials.full = True
    hall.access.keep_waits()
    hall.credentials.full = False
    hall.access.keep_waits()
    assert [counted.failed for counted in hall.credentials.counted.values()] == [1]


def test_a_stored_wait_that_could_not_be_started_is_not_taken_for_over() -> None:
    hall = Hall()
    fail_with(hall, 10)
    hall.access = hall.restarted()
    hall.access.keep_waits()
    assert hall.log_in() == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15)


def test_keys_name_nobody_and_belong_to_this_kiosk() -> None:
    hall = Hall()
    fail_with(hall, 3)
    hall.access.log_in(CARD, bytearray(WRONG.encode()))
    keys = set(hall.credentials.counted)
    assert len(keys) == 5
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)
    other = Hall()
    other.credentials.key = b"o" * 32
    fail_with(other, 3)
    other.access.log_in(CARD, bytearray(WRONG.encode()))
    assert not keys & set(other.credentials.counted)


@pytest.mark.parametrize("year", [1970, 2025, 2036])
def test_setting_the_clock_shortens_no_wait_of_the_kiosk(year: int) -> None:
    hall = Hall()
    fail_with(hall, 10)
    hall.clock.set_wall(hall.clock.now().replace(year=year))
    assert hall.log_in() == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15)
    restart(hall)
    assert hall.log_in() == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15)
