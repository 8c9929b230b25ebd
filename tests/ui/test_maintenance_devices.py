"""Devices: each part's test, and the judgement of what only a person can judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk import errors
from kiosk.staff.acts import Judge, Part, Said, TryPart
from kiosk.staff.states import Maintenance
from kiosk.staff.views import Page
from tests.clock import HandClock
from tests.ui import staff_views as views
from tests.ui.conftest import Theatre
from tests.ui.test_maintenance import asked_for
from ui.screens.maintenance.screen_test import COLOURS, LEAVES_SECONDS, ScreenTest

DEVICES = Maintenance(views.ATTENDANT, view=views.DEVICES)
DONE = Said(errors.NO_PAPER.message)
LEFT = Qt.MouseButton.LeftButton


def press_on_some_leaf(theatre: Theatre, name: str) -> None:
    """Press a key of the list, wherever its page is."""
    for _ in range(10):
        if theatre.has(name):
            theatre.press(name)
            return
        theatre.press("page-next")
    raise AssertionError(f"no leaf has {name}")


@pytest.mark.parametrize("part", [part for part in Part if part is not Part.SCREEN])
def test_each_part_has_a_test(theatre: Theatre, part: Part) -> None:
    theatre.show(DEVICES, "en")
    press_on_some_leaf(theatre, f"test-{part.value}")
    assert asked_for(theatre) == [TryPart(part)]


def test_how_each_part_is_stands_in_words(theatre: Theatre) -> None:
    theatre.show(DEVICES, "en")
    assert theatre.text("device-reader") == "Card reader: in order"
    assert theatre.text("device-printer") == "Printer: needs attention"
    assert theatre.text("device-printer-test").endswith(": good (Judged good by staff)")
    assert theatre.text("device-screen-test").endswith(": not good (Judged not good by staff)")
    assert theatre.text("service") == "In service, with limits:"
    assert "To do: " + errors.NO_PAPER.remedy in theatre.texts()
    theatre.show(replace(DEVICES, view=replace(views.DEVICES, open=False)), "en")
    assert theatre.text("service") == "Out of service:"
    theatre.show(replace(DEVICES, view=replace(views.DEVICES, reasons=())), "en")
    assert theatre.text("service") == "In service, everything works."


@pytest.mark.parametrize("part", [Part.PRINTER, Part.SOUND])
@pytest.mark.parametrize("good", [True, False])
def test_a_person_judges_the_page_and_the_sound(theatre: Theatre, part: Part, good: bool) -> None:
    theatre.show(DEVICES, "en")
    theatre.show(replace(DEVICES, doing=TryPart(part)), "en")
    assert not theatre.has("question")
    theatre.show(replace(DEVICES, said=DONE), "en")
    assert theatre.text("question").endswith("?")
    theatre.press("judge-good" if good else "judge-bad")
    assert asked_for(theatre) == [Judge(part, good)]
    assert not theatre.has("question")
    theatre.show(replace(DEVICES, said=DONE), "en")
    assert not theatre.has("question"), "it is asked once"


@pytest.mark.parametrize("part", [Part.READER, Part.DATABASE, Part.DISK, Part.CLOCK])
def test_what_the_machine_judges_itself_is_not_asked(theatre: Theatre, part: Part) -> None:
    theatre.show(replace(DEVICES, doing=TryPart(part)))
    theatre.show(replace(DEVICES, said=DONE))
    assert not theatre.has("question")


def test_a_test_that_did_not_work_is_not_judged(theatre: Theatre) -> None:
    for answer in (
        replace(DEVICES, failure=errors.NO_PAPER),
        replace(DEVICES, said=Said(errors.NO_PAPER.message, good=False)),
    ):
        theatre.show(replace(DEVICES, doing=TryPart(Part.PRINTER)))
        theatre.show(answer)
        assert not theatre.has("question")


def test_a_judgement_can_wait(theatre: Theatre) -> None:
    theatre.show(replace(DEVICES, doing=TryPart(Part.SOUND)))
    theatre.show(replace(DEVICES, said=DONE))
    theatre.press("not-now")
    assert not theatre.has("question")
    assert asked_for(theatre) == []


# The screen's own test


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def hall(make_theatre: Callable[..., Theatre], clock: HandClock) -> Theatre:
    theatre = make_theatre(clock=clock)
    theatre.show(DEVICES, "en")
    theatre.press("test-screen")
    return theatre


def the_test(theatre: Theatre) -> ScreenTest:
    part = theatre.part("screen-test")
    assert isinstance(part, ScreenTest)
    return part


def touch(part: ScreenTest, place: QPoint) -> None:
    QTest.mouseClick(part, LEFT, pos=place)
    QApplication.processEvents()


def wipe_over(part: ScreenTest) -> None:
    """A finger goes over the whole screen."""
    QTest.mousePress(part, LEFT, pos=QPoint(1, 1))
    for y in range(1, part.height(), 60):
        for x in range(1, part.width(), 60):
            QTest.mouseMove(part, QPoint(x, y))
    QTest.mouseRelease(part, LEFT, pos=QPoint(1, 1))


def test_it_covers_the_whole_screen_and_every_field_wants_a_touch(hall: Theatre) -> None:
    part = the_test(hall)
    assert part.geometry() == hall.stage.rect()
    assert asked_for(hall) == [], "the test is the screen's own"
    before = part.left
    touch(part, QPoint(5, 5))
    touch(part, QPoint(5, 5))
    assert part.left == before - 1, "a field counts once"
    assert part.accessibleName() == f"Touch every field: {before - 1} left"


def test_after_the_fields_come_the_colours_and_the_question(hall: Theatre) -> None:
    part = the_test(hall)
    wipe_over(part)
    assert part.left == 0
    for colour in COLOURS:
        assert part.grab().toImage().pixelColor(3, 3).name() == colour
        touch(part, QPoint(400, 400))
    assert not hall.has("screen-test")
    assert hall.text("question") == "Did every field answer, and was every colour even?"
    hall.press("judge-bad")
    assert asked_for(hall) == [Judge(Part.SCREEN, False)]


def test_a_dead_panel_is_left_by_itself_and_judged(hall: Theatre, clock: HandClock) -> None:
    clock.advance(LEAVES_SECONDS - 1)
    touch(the_test(hall), QPoint(5, 5))
    clock.advance(LEAVES_SECONDS - 1)
    assert hall.has("screen-test"), "a touch gives time anew"
    clock.advance(2)
    QApplication.processEvents()
    assert not hall.has("screen-test")
    assert hall.has("judge-good")


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_keys_leave_it_as_well(hall: Theatre, key: Qt.Key) -> None:
    QTest.keyClick(hall.stage, key)
    assert not hall.has("screen-test")
    assert hall.has("question")


def test_the_end_of_maintenance_takes_it_away_for_good(hall: Theatre, clock: HandClock) -> None:
    hall.show(Maintenance(views.ATTENDANT, Page.TODAY, view=views.TODAY), "en")
    clock.advance(LEAVES_SECONDS * 2)
    assert not hall.has("screen-test")
    assert not hall.has("question")
