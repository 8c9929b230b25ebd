"""Maintenance: the rail leads to the pages a role may see, and what came of an act is said in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk import errors
from kiosk.choices import Look
from kiosk.events import BackAsked, FinishAsked
from kiosk.staff.acts import NAMES, Act, Adjust, Part, Restart, Said, TryPart
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.events import ActAsked, PageAsked
from kiosk.staff.states import Maintenance
from kiosk.staff.views import Page, View
from tests.ui import staff_views as views
from tests.ui.conftest import Theatre
from tests.ui.test_fit import SMALL
from ui.screens.maintenance.outcome import DOING
from ui.screens.maintenance.screen import PAGES

VIEWS: dict[Page, View] = {
    Page.DEVICES: views.DEVICES,
    Page.TODAY: views.TODAY,
    Page.FAILURES: views.FAILURES,
    Page.DATA: views.DATA,
    Page.SETTINGS: views.SETTINGS,
    Page.LOG: views.LOG,
    Page.PEOPLE: views.PEOPLE,
    Page.STAFF: views.STAFF,
    Page.MACHINE: views.MACHINE,
}


def asked_for(theatre: Theatre) -> list[Act]:
    """The acts that were asked for, in order."""
    return [event.act for event in theatre.sent_of(ActAsked) if isinstance(event, ActAsked)]


def test_every_page_is_there_and_every_act_has_its_words() -> None:
    assert set(PAGES) == set(Page) == set(VIEWS)
    assert set(DOING) == set(NAMES)


def test_the_rail_leads_to_every_page(theatre: Theatre) -> None:
    for page in Page:
        theatre.show(Maintenance(views.ADMINISTRATOR, view=views.DEVICES))
        theatre.press(f"page-{page.value}")
        assert theatre.sent_of(PageAsked)[-1] == PageAsked(page)
        theatre.show(Maintenance(views.ADMINISTRATOR, page, view=VIEWS[page]))
        key = theatre.part(f"page-{page.value}")
        assert key.property("checked"), "where one is, is marked"


def test_accounts_and_switching_off_are_an_administrators(theatre: Theatre) -> None:
    for member, there in ((views.ATTENDANT, False), (views.ADMINISTRATOR, True)):
        theatre.visit += 1
        theatre.show(Maintenance(member, Page.MACHINE, view=views.MACHINE))
        assert theatre.has("page-staff") is there
        assert theatre.has("shut-down") is there
        assert theatre.has("restart")


def test_where_room_is_scarce_the_pages_are_behind_one_key(theatre: Theatre) -> None:
    theatre.low = True
    theatre.show(Maintenance(views.ATTENDANT, view=views.DEVICES))
    assert not theatre.has("page-log")
    theatre.press("more-button")
    assert not theatre.has("test-reader"), "the sheet covers the page"
    theatre.press("page-log")
    assert theatre.sent_of(PageAsked) == [PageAsked(Page.LOG)]


@pytest.mark.parametrize("page", list(Page))
def test_while_a_page_is_gathered_it_says_so(theatre: Theatre, page: Page) -> None:
    theatre.show(Maintenance(views.ADMINISTRATOR, page), "en")
    assert theatre.has("loading") is (page is not Page.PEOPLE)
    theatre.show(Maintenance(views.ADMINISTRATOR, page, view=VIEWS[page]), "en")
    assert not theatre.has("loading")


def test_what_is_done_and_what_came_of_it_is_said(theatre: Theatre) -> None:
    state = Maintenance(views.ATTENDANT, Page.MACHINE, view=views.MACHINE)
    theatre.show(state, "en")
    assert not theatre.has("said")
    theatre.show(replace(state, doing=Restart()), "en")
    assert theatre.text("doing") == "The program is being restarted ..."
    theatre.show(replace(state, said=Said(errors.CLOSED_BY_STAFF.message)), "en")
    assert theatre.text("said").startswith("This machine is closed")
    assert not theatre.has("doing")
    theatre.show(replace(state, failure=errors.STAFF_ONLY_ADMINISTRATORS), "en")
    assert theatre.text("message-code") == "M03"
    assert not theatre.has("said")


def test_staff_read_the_cause_and_the_cure_of_what_people_are_told_otherwise(theatre: Theatre) -> None:
    state = Maintenance(views.ATTENDANT, view=views.DEVICES)
    theatre.show(replace(state, failure=errors.NO_PAPER), "en")
    assert theatre.text("message") == errors.NO_PAPER.cause
    assert theatre.text("to-do") == f"To do: {errors.NO_PAPER.remedy}"
    assert theatre.text("message-code") == "P01"
    theatre.show(replace(state, failure=errors.STAFF_ONLY_ADMINISTRATORS), "en")
    assert theatre.text("message") == errors.STAFF_ONLY_ADMINISTRATORS.message
    assert not theatre.has("to-do")


def test_where_both_have_no_room_an_outcome_is_read_first(make_theatre: Callable[..., Theatre]) -> None:
    theatre, state = make_theatre(*SMALL), Maintenance(views.ATTENDANT, view=views.DEVICES)
    theatre.show(replace(state, failure=errors.NO_PAPER), "en", Look.ELDER)
    assert not theatre.has("service")
    theatre.press("outcome-close")
    assert theatre.has("service")
    assert not theatre.has("message")
    theatre.show(replace(state, failure=errors.NO_PAPER), "en", Look.ELDER)
    assert not theatre.has("message"), "what was read does not come back by itself"
    theatre.show(replace(state, doing=Restart()), "en", Look.ELDER)
    theatre.show(replace(state, failure=errors.DATA_AWAY), "en", Look.ELDER)
    assert theatre.text("message") == errors.DATA_AWAY.cause


def test_each_act_says_that_it_is_under_way_in_chinese(theatre: Theatre) -> None:
    for act in (TryPart(Part.DISK), Adjust(Adjustments())):
        theatre.show(Maintenance(views.ATTENDANT, doing=act), "zh_CN")
        assert theatre.text("doing") not in ("", DOING[type(act)])


def test_finish_ends_it_and_there_is_no_way_back_into_a_visit(theatre: Theatre) -> None:
    theatre.show(Maintenance(views.ATTENDANT, view=views.DEVICES))
    assert not theatre.has("back")
    QTest.keyClick(theatre.stage, Qt.Key.Key_Escape)
    assert theatre.sent_of(BackAsked) == []
    theatre.press("finish")
    assert theatre.sent_of(FinishAsked) == [FinishAsked()]


def test_what_was_typed_on_one_page_is_not_on_another(theatre: Theatre) -> None:
    theatre.show(Maintenance(views.ATTENDANT, Page.PEOPLE, view=views.PEOPLE))
    QTest.keyClicks(theatre.stage, "11")
    assert theatre.text("field-number") == "11"
    theatre.show(Maintenance(views.ATTENDANT, Page.TODAY, view=views.TODAY))
    theatre.show(Maintenance(views.ATTENDANT, Page.PEOPLE, view=views.PEOPLE))
    assert theatre.text("field-number") == ""


def test_another_language_keeps_page_and_key(theatre: Theatre) -> None:
    state = Maintenance(views.ATTENDANT, Page.MACHINE, view=views.MACHINE)
    theatre.show(state, "en")
    theatre.part("restart").setFocus()
    theatre.show(state, "zh_CN", Look.DARK)
    assert theatre.stage.focusWidget() is theatre.part("restart")


def test_who_walked_to_a_key_stays_there_when_the_page_is_gathered_anew(theatre: Theatre) -> None:
    state = Maintenance(views.ATTENDANT, view=views.DEVICES)
    theatre.show(state)
    theatre.stage.activateWindow()
    theatre.part("test-disk").setFocus()
    theatre.show(replace(state, view=replace(views.DEVICES, open=False)))
    assert theatre.stage.focusWidget() is theatre.part("test-disk")


def test_the_counts_of_today_are_shown_with_their_units(theatre: Theatre) -> None:
    theatre.show(Maintenance(views.ATTENDANT, Page.TODAY, view=views.TODAY), "en")
    assert theatre.text("today-sessions") == "86"
    assert theatre.text("today-print-failures") == "2"
    assert theatre.text("today-waiting") == "2 seconds"
    assert theatre.text("today-longest") == "11 seconds"
    assert theatre.text("today-a01") == "5 times"
    nobody = replace(views.TODAY, failures=(), waiting_median=None, waiting_longest=None)
    theatre.show(Maintenance(views.ATTENDANT, Page.TODAY, view=nobody), "en")
    assert theatre.text("empty") == "No fault today."
    assert theatre.text("today-waiting") == "nobody waited yet"


def test_a_fault_is_told_with_its_time_its_cause_and_its_cure(theatre: Theatre) -> None:
    theatre.show(Maintenance(views.ATTENDANT, Page.FAILURES, view=views.FAILURES), "en")
    told = theatre.texts()
    assert any(text.startswith("P01 at ") for text in told)
    assert f"Cause: {errors.NO_PAPER.cause}" in told
    assert f"To do: {errors.NO_PAPER.remedy}" in told
    assert "Cause: a code of an earlier version" in told
    theatre.show(Maintenance(views.ATTENDANT, Page.FAILURES, view=replace(views.FAILURES, seen=())), "en")
    assert theatre.text("empty") == "No fault was seen lately."


def test_how_far_the_data_reach_is_told_for_each_authority(theatre: Theatre) -> None:
    theatre.show(Maintenance(views.ATTENDANT, Page.DATA, view=views.DATA), "en")
    assert theatre.text("as-of-hr") == "October 2026"
    assert theatre.text("as-of-medical") == "September 2026"
    assert theatre.text("report-0") == "rows: 810,500 (810,500 contribution)"
    assert "398,114 rows read" in theatre.text("report-2"), "what an earlier version kept stands as it is"
    theatre.show(Maintenance(views.ATTENDANT, Page.DATA, view=replace(views.DATA, as_of={}, report=())), "en")
    assert theatre.text("as-of-hr") == "no data yet"
    assert theatre.text("report-0") == "There is no report."
