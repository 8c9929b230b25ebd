"""Stories of each thing staff can do in maintenance, and of who may not."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.demo.making import DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD
from kiosk.errors import (
    LAST_ADMINISTRATOR,
    NO_PAPER,
    NO_STICK,
    NO_TEST_CARD,
    POWER_REFUSED,
    STAFF_NUMBER_TAKEN,
    STAFF_ONLY_ADMINISTRATORS,
    Refused,
)
from kiosk.events import FinishAsked
from kiosk.staff.acts import Act, AddStaff, ExportLog, Part, RemoveStaff, ResetStaff, ShutDown
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.events import ActAsked
from kiosk.staff.members import Role
from kiosk.staff.passwords import NOT_TYPED_HERE
from kiosk.staff.views import DevicesView, LogView, TodayView
from tests.stories.clerk import ATTENDANT, ATTENDANTS_PASSWORD, Clerk, hire_attendant
from tests.stories.conftest import PASSWORD, Kiosk, MakeKiosk
from ui.upkeep import SAID_SECONDS

ZHANG_SAN = "119901198503150015"
FRESH = "TULPE47RX"


@pytest.fixture
def clerk(kiosk: Kiosk) -> Clerk:
    made = Clerk(kiosk)
    made.log_in()
    return made


def ask(clerk: Clerk, act: Act) -> None:
    """What no key of the screen offers."""
    clerk.kiosk.program.conductor.send(ActAsked(act))
    clerk.kiosk.settle()


def last_test(clerk: Clerk, part: Part) -> bool | None:
    """Whether a part's last test was good."""
    view = clerk.maintenance.view
    assert isinstance(view, DevicesView)
    test = next(state.last_test for state in view.parts if state.part is part)
    return test.good if test else None


# Tests of parts.


def test_the_reader_reads_the_test_card_and_tells_nothing_of_it(clerk: Clerk) -> None:
    clerk.press("test-reader")
    assert clerk.maintenance.failure is NO_TEST_CARD
    assert last_test(clerk, Part.READER) is False
    clerk.kiosk.cards.insert("zhang-san")
    clerk.press("test-reader")
    assert clerk.is_told("The test card was read. The reader works.")
    assert last_test(clerk, Part.READER) is True
    assert "张三" not in clerk.kiosk.texts()
    assert "A12345674" not in clerk.kiosk.texts()


@pytest.mark.parametrize(("answer", "good"), [("judge-good", True), ("judge-bad", False)])
def test_the_test_page_comes_out_and_is_judged(clerk: Clerk, answer: str, good: bool) -> None:
    clerk.press("test-printer")
    assert len(clerk.kiosk.printed()) == 1
    assert last_test(clerk, Part.PRINTER) is None
    clerk.kiosk.press(answer)
    assert last_test(clerk, Part.PRINTER) is good


def test_a_test_page_that_cannot_come_says_why(clerk: Clerk) -> None:
    clerk.kiosk.printer_has(NO_PAPER)
    clerk.press("test-printer")
    assert clerk.maintenance.failure is not None
    assert clerk.maintenance.failure.code == NO_PAPER.code
    assert last_test(clerk, Part.PRINTER) is False
    assert clerk.kiosk.printed() == []


def test_the_sound_is_heard_and_judged(clerk: Clerk) -> None:
    clerk.kiosk.speaker.new()
    clerk.press("test-sound")
    assert clerk.kiosk.speaker.new() == ["本机说话的音量就是这样。"]
    clerk.kiosk.press("judge-good")
    assert last_test(clerk, Part.SOUND) is True


@pytest.mark.parametrize("part", [Part.DATABASE, Part.DISK, Part.CLOCK])
def test_what_a_machine_can_judge_is_tested_by_itself(clerk: Clerk, part: Part) -> None:
    clerk.press(f"test-{part.value}")
    assert clerk.maintenance.failure is None
    assert last_test(clerk, part) is True


def test_the_last_tests_outlive_a_restart(make_kiosk: MakeKiosk) -> None:
    first = Clerk(make_kiosk())
    first.log_in()
    first.press("test-database")
    first.kiosk.program.close()
    second = Clerk(make_kiosk())
    second.log_in()
    assert last_test(second, Part.DATABASE) is True


# Changes.


def test_out_of_service_stays_so_over_a_restart_until_staff_open_it(make_kiosk: MakeKiosk) -> None:
    clerk = Clerk(make_kiosk())
    clerk.log_in()
    clerk.turn_to("settings")
    clerk.press("service-button")
    clerk.kiosk.press("finish")
    assert clerk.kiosk.screen == "out-of-service"
    clerk.kiosk.program.close()
    again = Clerk(make_kiosk())
    assert again.kiosk.screen == "out-of-service"
    again.kiosk.cards.insert("zhang-san")
    assert again.kiosk.screen == "out-of-service"
    again.kiosk.cards.pull()
    again.log_in()
    again.turn_to("settings")
    again.press("service-button")
    again.kiosk.press("finish")
    assert again.kiosk.screen == "welcome"


def test_volume_quota_and_language_take_effect(clerk: Clerk) -> None:
    clerk.turn_to("settings")
    for _ in range(3):
        clerk.press("volume-previous")
    clerk.press("adjust-language-en")
    clerk.press("daily-pages-next")
    clerk.kiosk.press("confirm")
    backstage = clerk.kiosk.program.rooms.backstage
    assert backstage is not None
    kept = backstage.adjustments.adjustments()
    assert kept == clerk.kiosk.program.conductor.session.adjustments
    assert kept.volume is not None
    assert kept.volume < 100
    assert clerk.kiosk.speaker.volume == kept.volume
    assert kept.daily_pages
    clerk.kiosk.press("finish")
    assert clerk.kiosk.program.conductor.session.display.language == "en"


# People.


def lock_zhang_san(kiosk: Kiosk) -> None:
    """Five wrong passwords for his number."""
    kiosk.press("enter-number-button")
    kiosk.type(ZHANG_SAN)
    kiosk.press("confirm")
    for _ in range(5):
        kiosk.type("111112")
        kiosk.press("confirm")
    kiosk.press("finish")


def can_log_in(kiosk: Kiosk) -> bool:
    """Whether 张三's own password opens his account by number."""
    kiosk.press("enter-number-button")
    kiosk.type(ZHANG_SAN)
    kiosk.press("confirm")
    kiosk.type(PASSWORD)
    kiosk.press("confirm")
    seen = kiosk.screen == "overview"
    kiosk.program.conductor.send(FinishAsked())
    kiosk.settle()
    kiosk.wait(10)
    return seen


def type_a_persons_number(clerk: Clerk, number: str = ZHANG_SAN) -> None:
    """On the page for people; the document was checked."""
    clerk.turn_to("people")
    clerk.kiosk.type(number)
    clerk.kiosk.press("confirm")
    clerk.kiosk.press("checked-yes")


def test_after_checking_the_document_a_number_is_unlocked(kiosk: Kiosk) -> None:
    lock_zhang_san(kiosk)
    assert not can_log_in(kiosk)
    clerk = Clerk(kiosk)
    hire_attendant(kiosk)
    clerk.log_in(ATTENDANT, ATTENDANTS_PASSWORD)
    type_a_persons_number(clerk)
    kiosk.press("unlock")
    assert clerk.is_told("This number may try again now.")
    kiosk.press("finish")
    assert can_log_in(kiosk)


def test_unlocking_tells_nothing_of_whether_the_number_is_known(clerk: Clerk) -> None:
    told = []
    for number in (ZHANG_SAN, "119901199001010025"):
        type_a_persons_number(clerk, number)
        clerk.kiosk.press("unlock")
        told.append((clerk.maintenance.said, clerk.maintenance.failure))
    assert told[0] == told[1]


def test_a_registration_is_voided_once(clerk: Clerk) -> None:
    for message in (
        "The registration is void. Its holder can set a new password here.",
        "This number is not registered at this machine.",
    ):
        type_a_persons_number(clerk)
        clerk.kiosk.press("void-registration")
        clerk.kiosk.press("void-yes")
        assert clerk.is_told(message)
        assert "张三" not in clerk.kiosk.texts()
    clerk.kiosk.press("finish")
    assert not can_log_in(clerk.kiosk)


# The log.


def test_the_log_is_read_filtered_and_copied_to_the_stick(make_kiosk: MakeKiosk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    kiosk = make_kiosk(staff={"usb_folder": str(stick)}, log={"file": str(tmp_path / "kiosk.log"), "level": "info"})
    lock_zhang_san(kiosk)
    clerk = Clerk(kiosk)
    clerk.log_in()
    clerk.turn_to("log")
    kiosk.press("log-failures-only")
    view = clerk.maintenance.view
    assert isinstance(view, LogView)
    assert any("A02" in line for line in view.lines)
    kiosk.press("log-technical")
    kiosk.press("log-failures-only")
    view = clerk.maintenance.view
    assert isinstance(view, LogView)
    assert any("welcome-shown" in line for line in view.lines)
    kiosk.press("log-export")
    assert not clerk.maintenance.said
    stick.mkdir()
    kiosk.press("log-export")
    kiosk.press("log-export")
    (copy,) = stick.iterdir()
    with zipfile.ZipFile(copy) as opened:
        assert {"audit.log", "kiosk.log"} <= set(opened.namelist())
        text = b"".join(opened.read(name) for name in opened.namelist()).decode()
    assert all(personal not in text for personal in (ZHANG_SAN, "张三", "111112"))
    assert clerk.is_told("The copy on the USB stick is complete. The stick can be taken out.")


def test_without_a_stick_one_sentence_says_so(make_kiosk: MakeKiosk, tmp_path: Path) -> None:
    clerk = Clerk(make_kiosk(staff={"usb_folder": str(tmp_path / "stick")}))
    clerk.log_in()
    ask(clerk, ExportLog())
    assert clerk.maintenance.failure is NO_STICK


def test_todays_counts_are_those_of_the_day(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("finish")
    kiosk.cards.pull()
    kiosk.settle()
    kiosk.wait(10)
    clerk = Clerk(kiosk)
    clerk.log_in()
    clerk.turn_to("today")
    view = clerk.maintenance.view
    assert isinstance(view, TodayView)
    assert (view.sessions, view.logins, view.printed) == (1, 1, 0)


# The machine.


def test_the_clock_is_confirmed_and_the_report_printed(clerk: Clerk) -> None:
    clerk.turn_to("machine")
    clerk.press("confirm-clock")
    assert clerk.is_told("The time is confirmed.")
    clerk.press("print-readiness")
    assert clerk.is_told("The readiness report is printed.")
    assert len(clerk.kiosk.printed()) == 1


def test_a_restart_is_said_and_written_down_first(clerk: Clerk) -> None:
    clerk.turn_to("machine")
    clerk.press("restart")
    clerk.kiosk.press("restart-yes")
    assert clerk.is_told("The program starts anew in a moment.")
    assert clerk.kiosk.program.ends_with is None
    clerk.kiosk.wait(SAID_SECONDS + 1)
    assert clerk.kiosk.program.ends_with == 0


@pytest.mark.parametrize("refused", [False, True])
def test_an_administrator_switches_off_after_being_asked_twice(
    make_kiosk: MakeKiosk, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    asked: list[str] = []

    def power_off() -> None:
        asked.append("off")
        if refused:
            raise Refused("The system refused.")

    monkeypatch.setattr("kiosk.staff.configured.power_off", power_off)
    clerk = Clerk(make_kiosk())
    clerk.log_in()
    clerk.turn_to("machine")
    clerk.press("shut-down")
    clerk.kiosk.press("shut-down-yes")
    assert asked == []
    clerk.kiosk.press("shut-down-sure")
    assert asked == ["off"]
    assert clerk.maintenance.failure is (POWER_REFUSED if refused else None)


def test_an_attendant_cannot_do_what_administrators_do(kiosk: Kiosk) -> None:
    hire_attendant(kiosk)
    clerk = Clerk(kiosk)
    clerk.log_in(ATTENDANT, ATTENDANTS_PASSWORD)
    secret = bytearray(FRESH.encode())
    for act in (
        ShutDown(),
        RemoveStaff(DEMO_STAFF_NUMBER),
        AddStaff("3003", Role.ADMINISTRATOR, secret),
        ResetStaff(DEMO_STAFF_NUMBER, secret),
    ):
        ask(clerk, act)
        assert clerk.maintenance.failure is STAFF_ONLY_ADMINISTRATORS
        assert clerk.kiosk.screen == "maintenance"
    ask(clerk, ResetStaff(ATTENDANT, bytearray(FRESH.encode())))
    assert clerk.is_told("The new password is set.")
    kiosk.press("finish")
    clerk.log_in(ATTENDANT, FRESH)


# Accounts.


def add_account(clerk: Clerk, number: str, password: str) -> None:
    """Through the form."""
    clerk.turn_to("staff")
    clerk.kiosk.press("confirm")
    clerk.kiosk.press("role-attendant")
    # Qt shows what is put into a window that is open in its next turn.
    QApplication.processEvents()
    for typed in (number, password, password):
        clerk.kiosk.type(typed)
        clerk.kiosk.press("confirm")


def test_an_account_is_added_logs_in_and_is_removed(clerk: Clerk) -> None:
    add_account(clerk, "3003", FRESH)
    assert clerk.is_told("The staff account is added.")
    clerk.kiosk.press("finish")
    clerk.log_in("3003", FRESH)
    clerk.kiosk.press("finish")
    clerk.log_in()
    clerk.turn_to("staff")
    clerk.press("staff-remove-3003")
    clerk.kiosk.press("remove-yes")
    assert clerk.is_told("The staff account is removed.")
    assert not clerk.has("staff-3003")


def test_weak_passwords_and_taken_numbers_are_refused_in_one_sentence(clerk: Clerk) -> None:
    add_account(clerk, "3003", "TULPENBEET")
    assert clerk.is_told(NOT_TYPED_HERE.message)
    clerk.turn_to("devices")
    add_account(clerk, DEMO_STAFF_NUMBER, FRESH)
    assert clerk.maintenance.failure is STAFF_NUMBER_TAKEN


def test_the_last_administrator_stays(clerk: Clerk) -> None:
    ask(clerk, RemoveStaff(DEMO_STAFF_NUMBER))
    assert clerk.maintenance.failure is LAST_ADMINISTRATOR
    clerk.kiosk.press("finish")
    clerk.log_in(DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD)


def test_adjustments_are_none_to_begin_with(kiosk: Kiosk) -> None:
    assert kiosk.program.conductor.session.adjustments == Adjustments()
