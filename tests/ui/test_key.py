"""A key counts each finger; a press starts and ends inside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from kiosk.choices import Look
from ui.parts.key import Key, Role
from ui.theme import Theme


class Pad(QWidget):
    """Two keys side by side; `pressed` is what was pressed, in order."""

    def __init__(self) -> None:
        super().__init__()
        theme = Theme(Look.STANDARD, 1080, 1920, 268, 476)
        self.pressed: list[str] = []
        row = QHBoxLayout(self)
        self.one = Key(theme, "key-1", "1", Role.DIGIT)
        self.two = Key(theme, "key-2", "2", Role.DIGIT)
        for key in (self.one, self.two):
            key.clicked.connect(lambda _checked=False, key=key: self.pressed.append(key.text()))
            row.addWidget(key)


@pytest.fixture
def pad(qapp: QApplication) -> Iterator[Pad]:
    made = Pad()
    made.resize(400, 200)
    made.show()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents()


@pytest.fixture(scope="session")
def fingers() -> QPointingDevice:
    return QTest.createTouchDevice()


def middle(pad: Pad, key: Key) -> QPoint:
    return key.mapTo(pad, key.rect().center())


def test_two_thumbs_lose_no_press(pad: Pad, fingers: QPointingDevice) -> None:
    one, two = middle(pad, pad.one), middle(pad, pad.two)
    QTest.touchEvent(pad, fingers).press(0, one, pad).commit()
    QTest.touchEvent(pad, fingers).stationary(0).press(1, two, pad).commit()
    QTest.touchEvent(pad, fingers).release(0, one, pad).stationary(1).commit()
    QTest.touchEvent(pad, fingers).release(1, two, pad).commit()
    assert pad.pressed == ["1", "2"]


def test_a_thumb_that_stays_does_not_hold_back_the_other(pad: Pad, fingers: QPointingDevice) -> None:
    one, two = middle(pad, pad.one), middle(pad, pad.two)
    QTest.touchEvent(pad, fingers).press(0, one, pad).commit()
    for _ in range(3):
        QTest.touchEvent(pad, fingers).stationary(0).press(1, two, pad).commit()
        QTest.touchEvent(pad, fingers).stationary(0).release(1, two, pad).commit()
    QTest.touchEvent(pad, fingers).release(0, one, pad).commit()
    assert pad.pressed == ["2", "2", "2", "1"]


def test_a_finger_that_slides_off_presses_nothing(pad: Pad, fingers: QPointingDevice) -> None:
    outside = QPoint(2, 2)
    QTest.touchEvent(pad, fingers).press(0, middle(pad, pad.one), pad).commit()
    QTest.touchEvent(pad, fingers).move(0, outside, pad).commit()
    assert pad.pressed == []
    QTest.touchEvent(pad, fingers).release(0, outside, pad).commit()
    assert pad.pressed == []
    assert not pad.one.isDown()


def test_a_finger_that_slides_in_presses_nothing(pad: Pad, fingers: QPointingDevice) -> None:
    QTest.touchEvent(pad, fingers).press(0, middle(pad, pad.two), pad).commit()
    QTest.touchEvent(pad, fingers).move(0, middle(pad, pad.one), pad).commit()
    QTest.touchEvent(pad, fingers).release(0, middle(pad, pad.one), pad).commit()
    assert pad.pressed == []


def test_a_mouse_press_that_ends_outside_presses_nothing(pad: Pad) -> None:
    QTest.mousePress(pad.one, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(pad.one, Qt.MouseButton.LeftButton, pos=QPoint(-20, -20))
    assert pad.pressed == []
    QTest.mouseClick(pad.one, Qt.MouseButton.LeftButton)
    assert pad.pressed == ["1"]


def test_a_shut_key_takes_no_touch(pad: Pad, fingers: QPointingDevice) -> None:
    pad.one.setEnabled(False)
    QTest.touchEvent(pad, fingers).press(0, middle(pad, pad.one), pad).commit()
    QTest.touchEvent(pad, fingers).release(0, middle(pad, pad.one), pad).commit()
    assert pad.pressed == []


def test_enter_and_space_press_and_arrows_walk(pad: Pad) -> None:
    pad.activateWindow()
    pad.one.setFocus()
    QTest.keyClick(pad.one, Qt.Key.Key_Return)
    QTest.keyClick(pad.one, Qt.Key.Key_Right)
    assert pad.focusWidget() is pad.two
    QTest.keyClick(pad.two, Qt.Key.Key_Space)
    QTest.keyClick(pad.two, Qt.Key.Key_Left)
    assert pad.focusWidget() is pad.one
    assert pad.pressed == ["1", "2"]


def test_assistive_technology_sees_a_button_with_its_words(pad: Pad) -> None:
    seen = QAccessible.queryAccessibleInterface(pad.one)
    assert seen.role() == QAccessible.Role.Button
    assert seen.text(QAccessible.Text.Name) == "1"
    assert "Press" in seen.actionInterface().actionNames()


def press_as_assistive_technology(key: Key) -> None:
    """Do the first thing that can be done with it, as AT-SPI's clients do."""
    actions = QAccessible.queryAccessibleInterface(key).actionInterface()
    actions.doAction(actions.actionNames()[0])


def test_two_quick_presses_of_assistive_technology_are_two(pad: Pad) -> None:
    for count in (1, 2):
        press_as_assistive_technology(pad.one)
        QApplication.processEvents()
        assert pad.pressed == ["1"] * count
    assert not pad.one.isDown()


@pytest.mark.parametrize("chosen", [False, True])
def test_assistive_technology_can_press_a_choice(pad: Pad, chosen: bool) -> None:
    pad.two.choose(chosen)
    press_as_assistive_technology(pad.two)
    assert pad.pressed == ["2"]
    assert pad.two.isChecked() is chosen, "only the session says what is chosen"
    pad.two.choose(not chosen)
    assert pad.pressed == ["2"], "to be told what is chosen is no press"
