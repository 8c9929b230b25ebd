"""Staff logins: the same answer and work for everybody, and wrong tries that lock out (fault E5)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk import errors
from kiosk.lockout import LONGEST_KIOSK_WAIT, LONGEST_WAIT
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.passwords import Passwords, cost_of
from kiosk.staff.members import Role, StaffMember
from kiosk.states import Claim
from tests.kiosk.fakes import DEARER
from tests.kiosk.people import ZHANG, face
from tests.kiosk.staff.room import ADMINISTRATOR, ATTENDANT, PASSWORDS, Room

WRONG = "WR0NGONE"
NOBODY = "777777"


def fail(room: Room, times: int, number: str = ADMINISTRATOR.number) -> LoginRefused:
    """Type a wrong password so often; what the last one was answered."""
    answers = [room.log_in(number, WRONG) for _ in range(times)]
    assert isinstance(answers[-1], LoginRefused)
    return answers[-1]


def test_number_and_password_let_in_and_letters_may_be_small() -> None:
    room = Room()
    assert room.log_in("90001", PASSWORDS["90001"]) == ADMINISTRATOR
    assert room.log_in("9002", PASSWORDS["9002"].lower()) == ATTENDANT


def test_each_password_opens_its_own_account_alone() -> None:
    room = Room()
    assert room.log_in("90001", PASSWORDS["9002"]) == LoginRefused(errors.STAFF_WRONG_LOGIN, tries_left=4)
    assert room.log_in("9002", "") == LoginRefused(errors.STAFF_WRONG_LOGIN, tries_left=4)


def test_a_password_is_overwritten_whatever_comes_of_it() -> None:
    room = Room()
    for number, password in (("90001", PASSWORDS["90001"]), ("90001", WRONG), (NOBODY, WRONG)):
        typed = bytearray(password.encode())
        room.desk.log_in(number, typed)
        assert not any(typed)


def test_the_answer_and_the_work_are_the_same_whether_the_number_is_known() -> None:
    answers, works = [], []
    for number in ("90001", NOBODY):
        room = Room()
        room.desk.access.warm()
        before, asked = room.passwords.computed, Counter(room.credentials.asked)
        answers.append([room.log_in(number, WRONG) for _ in range(7)])
        works.append((room.passwords.computed - before, room.credentials.asked - asked))
    assert answers[0] == answers[1]
    assert works[0] == works[1]


def test_waits_double_up_to_a_day() -> None:
    room = Room()
    assert [fail(room, 1).tries_left for _ in range(4)] == [4, 3, 2, 1]
    waits = []
    for _ in range(15):
        waits.append(fail(room, 1).wait_seconds)
        room.clock.advance(waits[-1])
    assert waits[:6] == [15, 30, 60, 120, 240, 480]
    assert waits[-1] == LONGEST_WAIT


def test_while_it_waits_even_the_right_password_is_refused() -> None:
    room = Room()
    assert fail(room, 5) == LoginRefused(errors.STAFF_LOCKED, wait_seconds=15)
    room.clock.advance(14)
    refused = LoginRefused(errors.STAFF_LOCKED, wait_seconds=1)
    assert room.log_in("90001", PASSWORDS["90001"]) == refused
    room.clock.advance(1)
    assert room.log_in("90001", PASSWORDS["90001"]) == ADMINISTRATOR


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)])
def test_setting_the_clock_shortens_nothing(jump: timedelta) -> None:
    room = Room()
    fail(room, 6)
    room.clock.set_wall(room.clock.now() + jump)
    assert room.log_in("90001", PASSWORDS["90001"]) == LoginRefused(errors.STAFF_LOCKED, wait_seconds=15)


def test_a_restart_shortens_nothing_and_the_count_goes_on() -> None:
    room = Room()
    fail(room, 5)
    room.clock.advance(10)
    room.desk = room.restarted()
    room.desk.access.warm()
    assert room.log_in("90001", PASSWORDS["90001"]) == LoginRefused(errors.STAFF_LOCKED, wait_seconds=15)
    room.clock.advance(15)
    assert fail(room, 1).wait_seconds == 30


def test_what_is_left_of_a_wait_is_stored_so_that_it_ends_one_day() -> None:
    room = Room()
    fail(room, 6)
    room.clock.advance(10)
    room.desk.access.keep_waits()
    room.desk = room.restarted()
    assert room.log_in("90001", PASSWORDS["90001"]) == LoginRefused(errors.STAFF_LOCKED, wait_seconds=5)


def test_a_wait_that_a_command_stored_ends_while_the_kiosk_runs() -> None:
    """Each run of a command begins the wait anew: by itself it would never be over."""
    room = Room()
    kiosk, room.desk = room.desk, room.restarted()
    fail(room, 5)
    kiosk.access.keep_waits()
    room.clock.advance(20)
    room.desk = room.restarted()
    assert room.log_in("90001", PASSWORDS["90001"]) == LoginRefused(errors.STAFF_LOCKED, wait_seconds=15)
    kiosk.access.keep_waits()
    room.desk = room.restarted()
    assert room.log_in("90001", PASSWORDS["90001"]) == ADMINISTRATOR


def test_a_disk_that_is_full_makes_no_try_free() -> None:
    room = Room()
    room.credentials.full = True
    assert fail(room, 5).wait_seconds == 15


def test_a_right_login_clears_its_own_count_alone() -> None:
    room = Room()
    fail(room, 4)
    fail(room, 4, "9002")
    room.log_in("90001", PASSWORDS["90001"])
    assert fail(room, 1).tries_left == 4
    assert fail(room, 1, "9002").wait_seconds == 15


def test_a_hash_of_another_cost_is_made_anew_at_the_next_login() -> None:
    room, dearer = Room(), Passwords(DEARER)
    old = dearer.hash(bytearray(PASSWORDS["90001"].encode()))
    room.staff.keep(replace(room.staff.kept["90001"], password_hash=old))
    room.desk.access.warm()
    assert room.log_in("90001", PASSWORDS["90001"]) == ADMINISTRATOR
    assert cost_of(room.staff.kept["90001"].password_hash) != cost_of(old)
    assert room.log_in("90001", PASSWORDS["90001"]) == ADMINISTRATOR


# People and staff.


def test_staff_and_people_do_not_lock_one_another_out() -> None:
    room = Room()
    room.credentials.hashes["P1"] = room.passwords.hash(bytearray(b"246813"))
    fail(room, 8)
    for number in range(20):
        room.log_in(f"{700 + number}", WRONG)
    assert room.people.log_in(Claim(number=ZHANG), bytearray(b"246813")) == LoggedIn("P1")
    for _ in range(8):
        room.people.log_in(Claim(number="90001"), bytearray(b"111111"))
    room.clock.advance(LONGEST_KIOSK_WAIT)
    assert room.log_in("90001", PASSWORDS["90001"]) == ADMINISTRATOR


def test_neither_stores_the_others_waits() -> None:
    room = Room()
    fail(room, 6)
    room.people.warm()
    room.clock.advance(20)
    fail(room, 1)  # begins a longer one, of which people's tries know nothing
    room.people.keep_waits()
    room.desk = room.restarted()
    assert fail(room, 1).wait_seconds == 30


def test_one_password_over_many_numbers_makes_all_staff_wait() -> None:
    room = Room()
    last = [room.log_in(f"{700 + number}", WRONG) for number in range(10)][-1]
    assert last == LoginRefused(errors.STAFF_LOCKED, wait_seconds=15, numbers_here=10)
    assert isinstance(room.log_in("90001", PASSWORDS["90001"]), LoginRefused)
    room.clock.advance(15)
    assert isinstance(room.log_in("90001", PASSWORDS["90001"]), StaffMember)


# Cards.


def test_a_card_stands_for_the_number_it_was_given_and_names_nobody() -> None:
    room = Room()
    assert room.desk.number_of_card(face()) is None
    room.desk.accounts.give_card("9002", f" {face().card_number.lower()} ")
    assert room.desk.number_of_card(face()) == "9002"
    assert face().card_number not in str([*room.staff.kept.values(), room.staff.kept["9002"].card_key])


def test_a_card_never_stands_for_two_numbers() -> None:
    room = Room()
    room.desk.accounts.give_card("9002", face().card_number)
    room.desk.accounts.add("9003", Role.ATTENDANT, bytearray(b"TULPE47RX"), face().card_number)
    assert [each.number for each in room.staff.kept.values() if each.card_key] == ["9003"]


def test_a_card_without_a_number_is_nobodys() -> None:
    room = Room()
    assert room.staff.kept["9002"].card_key == ""
    assert room.desk.number_of_card(face(card_number="")) is None
