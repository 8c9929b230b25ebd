"""The hall's name, held for three seconds, leads staff in; nothing shorter does, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk import errors
from kiosk.choices import Look
from kiosk.staff.events import MaintenanceAsked
from kiosk.staff.states import StaffLogin
from kiosk.states import EnterNumber, Guide, OutOfService, State, TakeCard, Welcome
from tests.clock import HandClock
from tests.ui.conftest import Theatre
from ui.parts.staff_door import HOLD_SECONDS, KEYS, KEYS_SECONDS

LEFT = Qt.MouseButton.LeftButton
DOORS = pytest.mark.parametrize("state", [Welcome(), OutOfService(errors.CLOSED_BY_STAFF)], ids=["welcome", "closed"])


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def hall(make_theatre: Callable[..., Theatre], clock: HandClock) -> Theatre:
    """A stage whose time is driven by hand."""
    return make_theatre(clock=clock)


def asked(theatre: Theatre) -> int:
    return len(theatre.sent_of(MaintenanceAsked))


@DOORS
def test_it_opens_when_it_is_held_long_enough(hall: Theatre, clock: HandClock, state: State) -> None:
    hall.show(state)
    QTest.mousePress(hall.part("staff-door"), LEFT)
    clock.advance(HOLD_SECONDS - 0.1)
    assert asked(hall) == 0
    clock.advance(0.2)
    assert asked(hall) == 1
    QTest.mouseRelease(hall.part("staff-door"), LEFT)
    clock.advance(60)
    assert asked(hall) == 1, "held once, opened once"


@DOORS
def test_a_shorter_touch_opens_nothing(hall: Theatre, clock: HandClock, state: State) -> None:
    hall.show(state)
    for _ in range(5):
        QTest.mousePress(hall.part("staff-door"), LEFT)
        clock.advance(HOLD_SECONDS / 2)
        QTest.mouseRelease(hall.part("staff-door"), LEFT)
    clock.advance(60)
    assert asked(hall) == 0


def test_a_finger_that_slides_off_has_let_go(hall: Theatre, clock: HandClock) -> None:
    hall.show(Welcome())
    door = hall.part("staff-door")
    QTest.mousePress(door, LEFT)
    QTest.mouseMove(door, QPoint(10, door.height() * 4))
    clock.advance(60)
    assert asked(hall) == 0


def test_a_finger_on_a_screen_that_goes_opens_nothing(hall: Theatre, clock: HandClock) -> None:
    hall.show(Welcome())
    QTest.mousePress(hall.part("staff-door"), LEFT)
    hall.show(EnterNumber())
    clock.advance(60)
    assert asked(hall) == 0


def test_a_finger_opens_it_as_a_mouse_does(hall: Theatre, clock: HandClock) -> None:
    hall.show(Welcome())
    door, device = hall.part("staff-door"), QTest.createTouchDevice()
    window = hall.stage.windowHandle()
    place = door.mapTo(hall.stage, door.rect().center())
    QTest.touchEvent(window, device).press(0, place).commit()
    QApplication.processEvents()
    clock.advance(HOLD_SECONDS)
    assert asked(hall) == 1
    QTest.touchEvent(window, device).release(0, place).commit()


@DOORS
def test_assistive_technology_opens_it_with_one_press(hall: Theatre, qtbot: QtBot, state: State) -> None:
    hall.show(state)
    door = QAccessible.queryAccessibleInterface(hall.part("staff-door"))
    assert door.role() is QAccessible.Role.Button
    assert door.text(QAccessible.Text.Name) == hall.stage.windowTitle()
    door.actionInterface().doAction("Press")
    qtbot.waitUntil(lambda: asked(hall) > 0)
    assert asked(hall) == 1


@pytest.mark.parametrize("state", [EnterNumber(), Guide(), TakeCard(), StaffLogin()], ids=lambda s: type(s).__name__)
def test_nobodys_visit_has_the_door(hall: Theatre, state: State) -> None:
    hall.show(Welcome())
    assert hall.has("staff-door")
    hall.show(state)
    assert not hall.has("staff-door")
    assert hall.has("hall"), "the name itself stands on every screen"
    QTest.keyClicks(hall.stage, KEYS)
    assert asked(hall) == 0


@DOORS
def test_the_sequence_of_digits_opens_it(hall: Theatre, state: State) -> None:
    hall.show(state)
    QTest.keyClicks(hall.stage, KEYS[:-1])
    assert asked(hall) == 0
    QTest.keyClicks(hall.stage, KEYS[-1])
    assert asked(hall) == 1


def test_another_digit_between_begins_anew(hall: Theatre, clock: HandClock) -> None:
    hall.show(Welcome())
    for digits in (KEYS[:-1], "1", KEYS[:-1]):
        QTest.keyClicks(hall.stage, digits)
        clock.advance(0.3)
    assert asked(hall) == 0


def test_digits_typed_slowly_open_nothing(hall: Theatre, clock: HandClock) -> None:
    hall.show(Welcome())
    for digit in KEYS + KEYS:
        QTest.keyClicks(hall.stage, digit)
        clock.advance(KEYS_SECONDS / 3)
    assert asked(hall) == 0


def test_a_press_on_it_is_not_shown(hall: Theatre) -> None:
    hall.show(Welcome())
    door = hall.part("staff-door")
    before = door.grab().toImage()
    QTest.mousePress(door, LEFT)
    assert door.grab().toImage() == before


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
def test_it_is_as_large_as_a_finger_needs(hall: Theatre, look: Look) -> None:
    hall.show(Welcome(), look=look)
    door, theme = hall.part("staff-door"), hall.stage.theme
    assert theme is not None
    assert door.height() >= theme.px(theme.sizes.target)
    names = [part for part in hall.stage.findChildren(QWidget, "hall") if part.isVisible()]
    assert len(names) == 1, "the name stands there once"
