"""Settings, log and people: what each key asks for, and what is asked before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from kiosk.staff.acts import (
    Adjust,
    ExportLog,
    Unlock,
    VoidRegistration,
)
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.events import PageAsked
from kiosk.staff.states import Maintenance
from kiosk.staff.views import LogAsked, Page
from tests.ui import staff_views as views
from tests.ui.conftest import Theatre
from tests.ui.records import NUMBER
from tests.ui.test_maintenance import asked_for

SETTINGS = Maintenance(views.ATTENDANT, Page.SETTINGS, view=views.SETTINGS)
LOG = Maintenance(views.ATTENDANT, Page.LOG, view=views.LOG)
PEOPLE = Maintenance(views.ATTENDANT, Page.PEOPLE, view=views.PEOPLE)
KEPT = views.SETTINGS.adjustments


# Settings


def test_changes_are_gathered_and_made_together(theatre: Theatre) -> None:
    theatre.show(SETTINGS, "en")
    assert not theatre.part("confirm").isEnabled(), "nothing is changed yet"
    assert theatre.text("volume") == "70 %"
    theatre.press("volume-next")
    theatre.press("brightness-previous")
    theatre.press("daily-pages-previous")
    theatre.press("adjust-language-en")
    assert (theatre.text("volume"), theatre.text("brightness")) == ("80 %", "90 %")
    assert asked_for(theatre) == []
    theatre.press("confirm")
    wanted = replace(KEPT, volume=80, brightness=90, daily_pages=15, language="en")
    assert asked_for(theatre) == [Adjust(wanted)]
    theatre.show(replace(SETTINGS, view=replace(views.SETTINGS, adjustments=wanted)), "en")
    assert not theatre.part("confirm").isEnabled(), "it is kept now"


def test_values_end_at_their_bounds(theatre: Theatre) -> None:
    edge = Adjustments(volume=0, brightness=10, daily_pages=0)
    theatre.show(replace(SETTINGS, view=replace(views.SETTINGS, adjustments=edge)), "en")
    for name in ("volume-previous", "brightness-previous", "daily-pages-previous"):
        assert not theatre.part(name).isEnabled(), name
    assert theatre.text("daily-pages") == "no limit"
    for _ in range(12):
        theatre.press("volume-next")
    assert theatre.text("volume") == "100 %"
    assert not theatre.part("volume-next").isEnabled()


def test_out_of_service_takes_effect_at_once_and_takes_no_other_change_with_it(theatre: Theatre) -> None:
    theatre.show(SETTINGS, "en")
    theatre.press("volume-next")
    theatre.press("service-button")
    closed = replace(KEPT, out_of_service=True)
    assert asked_for(theatre) == [Adjust(closed)]
    theatre.show(replace(SETTINGS, view=replace(views.SETTINGS, adjustments=closed)), "en")
    assert theatre.text("service") == "Closed by staff: nobody is served."
    assert theatre.text("service-button") == "Put back in service"
    theatre.press("confirm")
    assert asked_for(theatre)[-1] == Adjust(replace(closed, volume=80)), "what is applied later leaves it closed"
    theatre.press("service-button")
    assert asked_for(theatre)[-1] == Adjust(KEPT)


def test_another_language_keeps_what_was_chosen(theatre: Theatre) -> None:
    theatre.show(SETTINGS, "en")
    theatre.press("volume-next")
    theatre.show(SETTINGS, "zh_CN")
    assert theatre.text("volume") == "80%"


def test_all_settings_can_be_read(theatre: Theatre) -> None:
    theatre.show(SETTINGS, "en")
    seen = set()
    for _ in range(5):
        seen |= {key for key, _value in views.SETTINGS.entries if theatre.has(f"setting-{key}")}
        if not theatre.has("page-next") or not theatre.part("page-next").isEnabled():
            break
        theatre.press("page-next")
    assert seen == {key for key, _value in views.SETTINGS.entries}


# Log


def test_the_filters_ask_for_another_part_of_the_log(theatre: Theatre) -> None:
    theatre.show(LOG)
    theatre.press("log-technical")
    theatre.press("log-failures-only")
    assert theatre.sent_of(PageAsked) == [
        PageAsked(Page.LOG, LogAsked(audit=False)),
        PageAsked(Page.LOG, LogAsked(failures_only=True)),
    ]
    shown = LogAsked(audit=False, failures_only=True, page=2)
    theatre.show(replace(LOG, log=shown, view=replace(views.LOG, asked=shown)))
    marked = {
        name: theatre.part(name).property("checked") for name in ("log-audit", "log-technical", "log-failures-only")
    }
    assert marked == {"log-audit": False, "log-technical": True, "log-failures-only": True}
    theatre.press("log-audit")
    theatre.press("log-failures-only")
    assert theatre.sent_of(PageAsked)[2:] == [
        PageAsked(Page.LOG, LogAsked(audit=True, failures_only=True)),
        PageAsked(Page.LOG, LogAsked(audit=False)),
    ]


def test_pages_are_turned_through_the_whole_log(theatre: Theatre) -> None:
    theatre.show(LOG, "en")
    assert theatre.text("log-place") == "Page 1 of 4, newest first"
    assert not theatre.part("page-previous").isEnabled()
    theatre.press("page-next")
    assert theatre.sent_of(PageAsked) == [PageAsked(Page.LOG, LogAsked(page=1))]
    last = LogAsked(page=3)
    theatre.show(replace(LOG, log=last, view=replace(views.LOG, asked=last)), "en")
    assert not theatre.part("page-next").isEnabled()
    theatre.press("page-previous")
    assert theatre.sent_of(PageAsked)[-1] == PageAsked(Page.LOG, LogAsked(page=2))


def test_leaves_of_a_page_are_turned_before_the_page(theatre: Theatre) -> None:
    many = replace(views.LOG, lines=tuple(f"line {n}" for n in range(80)))
    theatre.show(replace(LOG, view=many), "en")
    theatre.press("page-next")
    assert theatre.sent_of(PageAsked) == []
    assert not theatre.has("log-0")
    theatre.press("page-previous")
    assert theatre.has("log-0")


def test_the_log_is_copied_when_a_stick_is_in_and_looked_for_when_not(theatre: Theatre) -> None:
    theatre.show(replace(LOG, view=replace(views.LOG, stick=False)), "en")
    assert theatre.text("log-export") == "Look for a USB stick"
    theatre.press("log-export")
    assert asked_for(theatre) == []
    assert theatre.sent_of(PageAsked) == [PageAsked(Page.LOG, LogAsked())]
    theatre.show(LOG, "en")
    theatre.press("log-export")
    assert asked_for(theatre) == [ExportLog()]


def test_an_empty_log_says_so(theatre: Theatre) -> None:
    theatre.show(replace(LOG, view=replace(views.LOG, lines=(), pages=0)), "en")
    assert theatre.text("empty") == "Nothing of this kind is in the log."
    assert not theatre.has("page-next")


# People


def ask_about(theatre: Theatre, number: str = NUMBER) -> None:
    theatre.show(PEOPLE, "en")
    QTest.keyClicks(theatre.stage, number)
    theatre.press("confirm")


def test_the_document_comes_first_then_what_shall_be_done(theatre: Theatre) -> None:
    ask_about(theatre)
    assert theatre.text("question") == "Have you checked the ID document?"
    assert NUMBER[:6] in theatre.text("question-text")
    theatre.press("checked-yes")
    assert theatre.text("question") == "What shall be done?"
    theatre.press("unlock")
    assert asked_for(theatre) == [Unlock(NUMBER)]
    assert theatre.text("field-number") == "", "the number goes with the act"


def test_voiding_is_asked_twice(theatre: Theatre) -> None:
    ask_about(theatre)
    theatre.press("checked-yes")
    theatre.press("void-registration")
    assert asked_for(theatre) == []
    theatre.press("void-yes")
    assert asked_for(theatre) == [VoidRegistration(NUMBER)]


@pytest.mark.parametrize("steps", [[], ["checked-yes"], ["checked-yes", "void-registration"]])
def test_every_question_can_be_left_and_nothing_happens(theatre: Theatre, steps: list[str]) -> None:
    ask_about(theatre)
    for step in steps:
        theatre.press(step)
    theatre.press("not-now")
    assert asked_for(theatre) == []
    assert theatre.text("field-number").replace(" ", "") == NUMBER, "the number stays for another try"


def test_a_number_with_letters_can_be_typed(theatre: Theatre) -> None:
    theatre.show(PEOPLE)
    assert not theatre.part("confirm").isEnabled()
    theatre.press("key-letters")
    theatre.press("key-a")
    theatre.press("key-letters")
    QTest.keyClicks(theatre.stage, "12345674")
    assert theatre.text("field-number") == "A12345674"
