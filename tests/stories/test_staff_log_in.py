"""Stories of who gets in to maintenance: the right number and password, a staff card, nobody else; and who waits."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from kiosk import errors
from kiosk.demo.making import DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD
from kiosk.errors import STAFF_CARD_UNKNOWN, STAFF_LOCKED, STAFF_WRONG_LOGIN
from kiosk.staff.console import console_over
from kiosk.staff.members import Role, StaffMember
from kiosk.store.opening import open_store
from tests.stories.clerk import ATTENDANT, ATTENDANTS_PASSWORD, Clerk, hire_attendant
from tests.stories.conftest import Kiosk, MakeKiosk

WRONG = "WR0NGONE"
MAINTENANCE_SECONDS = 185


@pytest.fixture
def clerk(kiosk: Kiosk) -> Clerk:
    return Clerk(kiosk)


def test_number_and_password_open_maintenance_and_finish_ends_it(clerk: Clerk) -> None:
    clerk.log_in()
    assert clerk.maintenance.member == StaffMember(DEMO_STAFF_NUMBER, Role.ADMINISTRATOR)
    clerk.kiosk.press("finish")
    assert clerk.kiosk.screen == "welcome"


def test_a_wrong_password_and_an_unknown_number_are_answered_alike(clerk: Clerk) -> None:
    told = []
    for number in (DEMO_STAFF_NUMBER, "777777"):
        clerk.open_the_door()
        clerk.give(number, WRONG)
        told.append((clerk.login.failure, clerk.login.tries_left))
        clerk.kiosk.press("back")
    assert told == [(STAFF_WRONG_LOGIN, 4), (STAFF_WRONG_LOGIN, 4)]


def test_wrong_tries_lock_out_until_the_wait_is_over(clerk: Clerk) -> None:
    clerk.open_the_door()
    clerk.give(DEMO_STAFF_NUMBER, WRONG)
    for _ in range(4):
        clerk.give_password(WRONG)
    assert (clerk.login.failure, clerk.login.wait_seconds) == (STAFF_LOCKED, 15)
    clerk.kiosk.wait(16)
    clerk.give_password(DEMO_STAFF_PASSWORD)
    assert clerk.kiosk.screen == "maintenance"


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
def test_neither_a_restart_nor_setting_the_clock_shortens_a_wait(make_kiosk: MakeKiosk, jump: timedelta) -> None:
    first = Clerk(make_kiosk())
    first.open_the_door()
    first.give(DEMO_STAFF_NUMBER, WRONG)
    for _ in range(4):
        first.give_password(WRONG)
    first.kiosk.program.close()
    again = Clerk(make_kiosk())
    again.kiosk.clock_jumps(jump)
    again.open_the_door()
    again.give(DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD)
    # It began anew, in full, when the kiosk did: the door was held for three seconds since.
    assert again.login.failure is STAFF_LOCKED
    assert again.login.wait_seconds == 12


def test_people_log_in_while_staff_wait(clerk: Clerk) -> None:
    clerk.open_the_door()
    clerk.give(DEMO_STAFF_NUMBER, WRONG)
    for _ in range(4):
        clerk.give_password(WRONG)
    clerk.kiosk.press("back")
    clerk.kiosk.insert_and_log_in()


def test_a_staff_card_stands_for_the_number_alone(clerk: Clerk) -> None:
    kiosk = clerk.kiosk
    clerk.open_the_door()
    kiosk.cards.insert("zhang-san")
    kiosk.settle()
    assert clerk.login.failure is STAFF_CARD_UNKNOWN
    kiosk.cards.pull()
    kiosk.press("back")
    give_card(kiosk, "A12345674")
    clerk.open_the_door()
    kiosk.cards.insert("zhang-san")
    kiosk.settle()
    told = clerk.login
    assert (told.number, told.failure) == (DEMO_STAFF_NUMBER, None)
    clerk.give_password(DEMO_STAFF_PASSWORD)
    assert kiosk.screen == "maintenance"


def give_card(kiosk: Kiosk, card_number: str) -> None:
    """As `main.py staff card` does."""

    settings = kiosk.program.settings
    with closing(open_store(settings.database)) as store:
        console_over(settings, store).accounts.give_card(DEMO_STAFF_NUMBER, card_number)


def test_maintenance_ends_by_itself(clerk: Clerk) -> None:
    clerk.log_in()
    clerk.kiosk.wait(MAINTENANCE_SECONDS)
    assert clerk.kiosk.screen == "welcome"


def test_the_audit_trail_names_who_did_what_by_a_hash_alone(clerk: Clerk) -> None:
    clerk.log_in()
    clerk.turn_to("machine")
    clerk.press("confirm-clock")
    clerk.kiosk.press("finish")
    lines = list(clerk.kiosk.program.rooms.audit.lines_since(clerk.kiosk.program._clock.now().replace(hour=0)))
    done = [line for line in lines if line.event in ("staff-logged-in", "clock-confirmed")]
    assert [line.event for line in done] == ["staff-logged-in", "clock-confirmed"]
    assert all(line.by and DEMO_STAFF_NUMBER not in line.by for line in done)


@pytest.mark.parametrize("page", ["devices", "today", "failures", "data", "settings", "log", "people", "machine"])
def test_an_attendant_sees_every_page_but_the_accounts(clerk: Clerk, page: str) -> None:
    hire_attendant(clerk.kiosk)
    clerk.log_in(ATTENDANT, ATTENDANTS_PASSWORD)
    clerk.turn_to(page)
    assert clerk.maintenance.page.value == page
    assert clerk.maintenance.failure is None
    assert clerk.maintenance.view is not None
    assert clerk.kiosk.find("page-staff") is None
    assert errors.STAFF_ONLY_ADMINISTRATORS.message not in clerk.kiosk.texts()
