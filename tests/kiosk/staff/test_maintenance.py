"""The desk: each act, what it leaves behind, what it says, and who may not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from kiosk import errors
from kiosk.errors import Failure, KioskError
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.staff.acts import (
    Act,
    AddStaff,
    Adjust,
    ConfirmClock,
    ExportLog,
    Judge,
    Part,
    PrintReadiness,
    RemoveStaff,
    ResetStaff,
    Restart,
    ShutDown,
    TryPart,
    Unlock,
    VoidRegistration,
    may_do,
)
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.members import Role, StaffMember
from kiosk.states import Claim
from tests.kiosk.hall import holder
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD
from tests.kiosk.staff.room import ADMINISTRATOR, ATTENDANT, PASSWORDS, Room

FRESH = "SEGEL82KW"
UNKNOWN = "119901199001010025"
WRONG = b"111112"


def secret(text: str = FRESH) -> bytearray:
    return bytearray(text.encode())


def refusal(room: Room, act: Act, member: StaffMember = ADMINISTRATOR) -> Failure:
    """Why an act is not done."""
    with pytest.raises(KioskError) as caught:
        room.do(act, member)
    return caught.value.failure


EVERY_ACT: tuple[Act, ...] = (
    TryPart(Part.DISK),
    Judge(Part.SOUND, True),
    Adjust(Adjustments(volume=50)),
    Unlock(ZHANG),
    VoidRegistration(ZHANG),
    ConfirmClock(),
    ExportLog(),
    PrintReadiness(),
    Restart(),
    ShutDown(),
    AddStaff("3003", Role.ATTENDANT, secret()),
    ResetStaff("9002", secret()),
    RemoveStaff("9002"),
)


def test_every_act_is_tried_here() -> None:
    assert {type(act) for act in EVERY_ACT} == set(get_args(Act))


@pytest.mark.parametrize("act", EVERY_ACT, ids=lambda act: type(act).__name__)
def test_the_desk_itself_refuses_what_a_role_may_not(act: Act) -> None:
    room = Room()
    if may_do(ATTENDANT, act):
        room.do(act, ATTENDANT)
    else:
        assert refusal(room, act, ATTENDANT) is errors.STAFF_ONLY_ADMINISTRATORS
        assert room.done == []
        assert set(room.staff.kept) == {"90001", "9002"}


def test_only_administrators_switch_off_and_manage_accounts() -> None:
    refused = {type(act) for act in EVERY_ACT if not may_do(ATTENDANT, act)}
    assert refused == {ShutDown, AddStaff, RemoveStaff}
    assert not may_do(ATTENDANT, ResetStaff("90001", secret()))
    assert all(may_do(ADMINISTRATOR, act) for act in EVERY_ACT)


# People.


def lock(room: Room, claim: Claim) -> None:
    """Five wrong passwords."""
    for _ in range(5):
        room.people.log_in(claim, bytearray(WRONG))


def waits(room: Room, claim: Claim) -> int:
    answer = room.people.log_in(claim, bytearray(WRONG))
    assert isinstance(answer, LoginRefused)
    return answer.wait_seconds


@pytest.mark.parametrize("typed", [ZHANG, ZHANG_CARD, f" {ZHANG[:6]} {ZHANG[6:]}"])
def test_a_number_is_unlocked_with_its_card_whichever_is_typed(typed: str) -> None:
    room, card = Room(), holder(ZHANG, "P1", ZHANG_CARD)
    lock(room, Claim(number=ZHANG))
    lock(room, card)
    room.do(Unlock(typed), ATTENDANT)
    assert waits(room, Claim(number=ZHANG)) == 0
    assert waits(room, card) == 0


def test_unlocking_one_unlocks_nobody_else() -> None:
    room = Room()
    lock(room, Claim(number=CHEN))
    room.do(Unlock(ZHANG))
    assert waits(room, Claim(number=CHEN)) == 15


def test_it_is_said_the_same_whether_the_number_is_known() -> None:
    room = Room()
    assert room.do(Unlock(ZHANG)) == room.do(Unlock(UNKNOWN))
    assert refusal(room, Unlock("12345")) is errors.NUMBER_MALFORMED


@pytest.mark.parametrize("typed", [CHEN, CHEN_CARD])
def test_a_registration_is_voided_and_another_persons_stays(typed: str) -> None:
    room = Room()
    for person_id in ("P1", "P2"):
        room.credentials.hashes[person_id] = room.passwords.hash(bytearray(b"246813"))
    assert room.do(VoidRegistration(typed)).good
    assert set(room.credentials.hashes) == {"P1"}
    again = room.do(VoidRegistration(typed))
    assert (again.good, again.message) == (False, "This number is not registered at this machine.")
    assert room.do(VoidRegistration(UNKNOWN)) == again
    assert room.people.log_in(Claim(number=ZHANG), bytearray(b"246813")) == LoggedIn("P1")


# Adjustments.


@pytest.mark.parametrize(
    "wanted",
    [
        Adjustments(volume=0, brightness=10, daily_pages=0, language="en"),
        Adjustments(volume=100, brightness=100, daily_pages=1000, language="zh_CN"),
        Adjustments(out_of_service=True),
    ],
)
def test_what_is_within_its_bounds_is_kept(wanted: Adjustments) -> None:
    room = Room()
    assert room.do(Adjust(wanted), ATTENDANT).adjustments == wanted
    assert room.upkeep.now == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        Adjustments(volume=-1),
        Adjustments(volume=101),
        Adjustments(brightness=9),
        Adjustments(brightness=101),
        Adjustments(daily_pages=-1),
        Adjustments(daily_pages=1001),
        Adjustments(language="xx"),
    ],
)
def test_what_is_beyond_changes_nothing(wanted: Adjustments) -> None:
    room = Room()
    assert refusal(room, Adjust(wanted)) is errors.OUT_OF_BOUNDS
    assert room.upkeep.now == Adjustments()


def test_what_cannot_be_kept_does_not_take_effect() -> None:
    room = Room()
    room.upkeep.full = True
    assert refusal(room, Adjust(Adjustments(volume=1))) is errors.DATA_AWAY


def test_closing_and_opening_are_said() -> None:
    room = Room()
    said = [room.do(Adjust(Adjustments(out_of_service=closed))).message for closed in (True, False, False)]
    assert said == ["The machine is out of service now.", "The machine is back in service.", "The change is kept."]


# The machine.


def test_restart_and_switching_off_reach_the_machine() -> None:
    room = Room()
    room.do(Restart(), ATTENDANT)
    room.do(ShutDown())
    assert room.done == ["restart", "off"]


def test_a_system_that_refuses_is_told_in_one_sentence() -> None:
    room = Room()
    room.no_power = True
    assert refusal(room, ShutDown()) is errors.POWER_REFUSED


def test_a_clock_that_jumped_is_believed_once_staff_say_so() -> None:
    room = Room()
    room.clock.set_wall(room.clock.now() + timedelta(hours=3))
    assert room.clock_watch.doubt() is not None
    room.do(ConfirmClock(), ATTENDANT)
    assert room.clock_watch.doubt() is None


def test_a_clock_that_is_certainly_wrong_is_not_believed() -> None:
    room = Room()
    room.clock.set_wall(room.clock.now().replace(year=1970))
    assert refusal(room, ConfirmClock()) is errors.CLOCK_DOUBTED


def test_audit_and_log_are_copied_together_under_a_name_of_the_moment(tmp_path: Path) -> None:
    room = Room(log_files=[tmp_path / "kiosk.log"])
    room.records.there = [tmp_path / "audit.log"]
    room.do(ExportLog(), ATTENDANT)
    assert room.stick.copied == {"demo-01-log-20261121-100000.zip": (tmp_path / "audit.log", tmp_path / "kiosk.log")}


# Accounts.


def test_an_account_is_added_and_lets_in() -> None:
    room = Room()
    typed = secret()
    room.do(AddStaff("3003", Role.ATTENDANT, typed))
    assert not any(typed)
    assert room.log_in("3003", FRESH) == StaffMember("3003", Role.ATTENDANT)
    assert FRESH not in room.staff.kept["3003"].password_hash


@pytest.mark.parametrize(
    ("number", "password", "why"),
    [
        ("12", FRESH, errors.STAFF_NUMBER_MALFORMED),
        ("1234567890123", FRESH, errors.STAFF_NUMBER_MALFORMED),
        ("12a4", FRESH, errors.STAFF_NUMBER_MALFORMED),
        ("9002", FRESH, errors.STAFF_NUMBER_TAKEN),
        ("3003", "ABCD1234", errors.STAFF_PASSWORD_WEAK),
    ],
)
def test_an_account_that_cannot_be_is_refused(number: str, password: str, why: Failure) -> None:
    room, typed = Room(), secret(password)
    before = dict(room.staff.kept)
    assert refusal(room, AddStaff(number, Role.ATTENDANT, typed)) == why
    assert (room.staff.kept, any(typed)) == (before, False)


def test_a_new_password_replaces_the_old_one_and_ends_a_wait() -> None:
    room = Room()
    for _ in range(6):
        room.log_in("9002", "WR0NGONE")
    room.do(ResetStaff("9002", secret()), ATTENDANT)
    assert room.log_in("9002", FRESH) == ATTENDANT
    assert isinstance(room.log_in("9002", PASSWORDS["9002"]), LoginRefused)
    assert refusal(room, ResetStaff("4004", secret())) is errors.STAFF_UNKNOWN


def test_a_new_password_keeps_role_and_card() -> None:
    room = Room()
    room.desk.accounts.give_card("90001", "A1")
    before = room.staff.kept["90001"]
    room.do(ResetStaff("90001", secret()))
    after = room.staff.kept["90001"]
    assert (after.role, after.card_key) == (before.role, before.card_key)


def test_a_card_stands_for_one_number_only() -> None:
    room = Room()
    room.desk.accounts.give_card("90001", "A1")
    room.desk.accounts.give_card("9002", "A1")
    assert [account.number for account in room.staff.accounts() if account.card_key] == ["9002"]
    room.desk.accounts.give_card("9002", "")
    assert not any(account.card_key for account in room.staff.accounts())


def test_the_last_administrator_stays_whoever_else_goes() -> None:
    room = Room()
    room.do(RemoveStaff("9002"))
    assert refusal(room, RemoveStaff("90001")) is errors.LAST_ADMINISTRATOR
    room.do(AddStaff("3003", Role.ADMINISTRATOR, secret()))
    room.do(RemoveStaff("90001"))
    assert list(room.staff.kept) == ["3003"]
    assert refusal(room, AddStaff("4004", Role.ADMINISTRATOR, secret())) is errors.STAFF_ONLY_ADMINISTRATORS, "gone"
