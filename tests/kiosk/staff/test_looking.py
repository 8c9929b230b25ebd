"""What the pages show, and that nothing of an insured person's is among it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from kiosk import errors
from kiosk.errors import CLOSED_BY_STAFF, NO_PAPER, KioskError
from kiosk.health import Condition, Service
from kiosk.intake.port import ImportNoted
from kiosk.staff.acts import Part
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.looking import LINES_A_PAGE
from kiosk.staff.members import Role
from kiosk.staff.views import (
    DataView,
    DevicesView,
    FailureSeen,
    FailuresView,
    LastTest,
    LogAsked,
    LogView,
    MachineView,
    Page,
    PeopleView,
    SettingsView,
    StaffView,
    TodayView,
)
from tests.kiosk.people import AS_OF, CHEN, ZHANG, ZHANG_CARD
from tests.kiosk.staff.room import ADMINISTRATOR, ATTENDANT, NOON, Room


def test_every_part_is_shown_with_its_last_test() -> None:
    room = Room(condition=Condition(Service.LIMITED, (NO_PAPER,), (errors.DISK_LOW,)))
    room.upkeep.tests[Part.PRINTER] = LastTest(NOON, False, "P01")
    view = room.see(Page.DEVICES, ATTENDANT)
    assert isinstance(view, DevicesView)
    assert [state.part for state in view.parts] == list(Part)
    assert {state.part: state.last_test for state in view.parts if state.last_test} == room.upkeep.tests
    assert all(state.well for state in view.parts)
    assert [finding.part for finding in view.others] == ["fonts"]
    assert (view.open, view.reasons) == (True, (NO_PAPER, errors.DISK_LOW))


def test_a_closed_kiosk_says_so() -> None:
    view = Room(condition=Condition(Service.CLOSED, (CLOSED_BY_STAFF,))).see(Page.DEVICES)
    assert isinstance(view, DevicesView)
    assert (view.open, view.reasons) == (False, (CLOSED_BY_STAFF,))


def test_today_and_failures_are_those_of_the_records() -> None:
    room = Room()
    room.records.seen = [FailureSeen(NOON, "P01", NO_PAPER)]
    assert isinstance(room.see(Page.TODAY), TodayView)
    assert room.see(Page.FAILURES) == FailuresView(room.records.seen)


def test_how_far_the_data_reach_and_the_last_imports_report() -> None:
    room = Room()
    assert room.see(Page.DATA) == DataView(AS_OF)
    room.noted = ImportNoted(NOON, ("rows: 4", "imported"))
    assert room.see(Page.DATA) == DataView(AS_OF, NOON, ("rows: 4", "imported"))


def test_the_settings_with_what_was_changed_here() -> None:
    room = Room()
    room.upkeep.now = Adjustments(volume=20)
    view = room.see(Page.SETTINGS)
    assert isinstance(view, SettingsView)
    assert view.adjustments == Adjustments(volume=20)
    assert dict(view.entries)["hall.hotline"] == "12333"


def test_the_log_is_shown_by_pages_the_newest_first() -> None:
    room = Room()
    room.records.told = [f"line {n}" for n in range(LINES_A_PAGE * 2 + 1)]
    views = [room.see(Page.LOG, asked=LogAsked(page=page)) for page in (0, 1, 2, 3, 99, -1)]
    assert all(isinstance(view, LogView) for view in views)
    lines = [list(view.lines) for view in views if isinstance(view, LogView)]
    assert lines[0] + lines[1] + lines[2] == room.records.told
    assert lines[3] == lines[4] == lines[2]
    assert lines[5] == lines[0]
    assert {view.pages for view in views if isinstance(view, LogView)} == {3}


def test_an_empty_log_has_one_empty_page() -> None:
    view = Room().see(Page.LOG, asked=LogAsked(failures_only=True))
    assert isinstance(view, LogView)
    assert (view.lines, view.pages, view.stick) == ([], 1, True)


def test_the_technical_log_is_read_from_its_files(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    told = ({"event": "failed", "level": "warning", "code": "P01"}, {"event": "welcome-shown", "level": "info"})
    file.write_text("".join(json.dumps(line) + "\n" for line in told))
    room = Room(log_files=[file])
    seen = room.see(Page.LOG, asked=LogAsked(audit=False))
    assert isinstance(seen, LogView)
    assert seen.lines == ("info welcome-shown", "warning failed code=P01")
    grave = room.see(Page.LOG, asked=LogAsked(audit=False, failures_only=True))
    assert isinstance(grave, LogView)
    assert grave.lines == ("warning failed code=P01",)


def test_the_accounts_are_administrators_to_see() -> None:
    room = Room()
    assert room.see(Page.STAFF) == StaffView([("90001", Role.ADMINISTRATOR), ("9002", Role.ATTENDANT)])
    with pytest.raises(KioskError) as caught:
        room.see(Page.STAFF, ATTENDANT)
    assert caught.value.failure is errors.STAFF_ONLY_ADMINISTRATORS


def test_the_machine_says_when_it_started_and_why_its_clock_is_doubted() -> None:
    room = Room()
    room.clock.advance(60)
    view = room.see(Page.MACHINE)
    assert isinstance(view, MachineView)
    assert (view.started, view.now) == (datetime(2026, 11, 21, 10), datetime(2026, 11, 21, 10, 1))
    assert (view.clock_doubt, view.closed_by_staff) == ("", False)
    room.clock.set_wall(datetime(1970, 1, 1))
    room.upkeep.now = Adjustments(out_of_service=True)
    doubted = room.see(Page.MACHINE)
    assert isinstance(doubted, MachineView)
    assert doubted.clock_doubt
    assert doubted.closed_by_staff


@pytest.mark.parametrize("page", list(Page))
def test_no_page_shows_anything_of_a_person(page: Page) -> None:
    shown = repr(Room().see(page, ADMINISTRATOR))
    assert all(personal not in shown for personal in (ZHANG, CHEN, ZHANG_CARD, "张三", "陈静"))
    assert isinstance(Room().see(Page.PEOPLE), PeopleView)
