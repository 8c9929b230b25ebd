"""Once typed, a number hides its birth date from whoever stands behind; its owner may look again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from tests.stories.conftest import Kiosk

NUMBER, HIDDEN, WHOLE = "119901198503150015", "119901 ******** 0015", "119901 19850315 0015"


@pytest.fixture
def asked(kiosk: Kiosk) -> Kiosk:
    kiosk.press("enter-number-button")
    kiosk.type(NUMBER)
    kiosk.press("confirm")
    assert kiosk.screen == "enter-password"
    assert kiosk.read("claimed-number") == HIDDEN
    return kiosk


def test_a_held_key_shows_it_and_a_released_one_hides_it(asked: Kiosk) -> None:
    key = asked.find("reveal")
    assert key is not None
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    assert asked.read("claimed-number") == WHOLE
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)
    assert asked.read("claimed-number") == HIDDEN


def test_a_finger_that_slides_away_hides_it(asked: Kiosk) -> None:
    key = asked.find("reveal")
    assert key is not None
    device = QTest.createTouchDevice()
    assert isinstance(device, QPointingDevice)
    touch = QTest.touchEvent(asked.program.stage, device)
    touch.press(0, key.rect().center(), key).commit()
    assert asked.read("claimed-number") == WHOLE
    touch.move(0, QPoint(-500, -500), key).commit()
    touch.release(0, QPoint(-500, -500), key).commit()
    assert asked.read("claimed-number") == HIDDEN


def test_who_cannot_hold_a_key_sees_it_for_five_seconds(asked: Kiosk) -> None:
    asked.press("reveal")
    assert asked.read("claimed-number") == WHOLE
    asked.wait(5)
    assert asked.read("claimed-number") == HIDDEN


def test_nothing_of_it_is_left_when_the_visit_ends_meanwhile(asked: Kiosk) -> None:
    asked.press("reveal")
    asked.press("finish")
    assert asked.screen == "welcome"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    # What still rang then would raise here, for the part is gone.
    asked.wait(6)
    assert NUMBER not in asked.texts() and "19850315" not in asked.texts()
