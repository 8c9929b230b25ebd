"""The developers' panel follows the session, is worked by keyboard, and lies beside the kiosk on a small display."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk import errors
from kiosk.events import Health, ReaderCondition
from kiosk.states import Display, Overview, Session, Welcome
from tests.ui import records
from tests.ui.dock.pulled import Strings
from ui.dock.dock import Dock

pytestmark = pytest.mark.qt_log_ignore("does not support raise")
"""A display without a desktop stacks no windows."""

LAPTOP = QRect(0, 0, 1366, 768)
CARD_IN = Session(Welcome(), Display(), health=Health(ReaderCondition.CARD_PRESENT))
CARD_OUT = Session(Welcome(), Display(), health=Health(ReaderCondition.NO_CARD))


@pytest.fixture
def strings() -> Strings:
    return Strings()


@pytest.fixture
def dock(qtbot: QtBot, strings: Strings) -> Dock:
    made = Dock(strings, strings)
    qtbot.addWidget(made)
    made.show_session(CARD_IN)
    made.show()
    return made


def key(dock: Dock, name: str) -> QAbstractButton:
    found = dock.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def test_every_string_can_be_pulled(dock: Dock, strings: Strings) -> None:
    names = [
        "dock-insert-chen-jing", "dock-freeze", "dock-pull", "dock-unplug", "dock-unplug", "dock-service",
        "dock-service", "dock-paper", "dock-paper", "dock-jam", "dock-cover", "dock-silent", "dock-unusable",
    ]  # fmt: skip
    for name in names:
        key(dock, name).click()
    assert strings.pulled == [
        "chen-jing", "freeze", "pull", ("unplug", True), ("unplug", False), ("service", True), ("service", False),
        errors.NO_PAPER, None, errors.PRINT_BROKEN_OFF, errors.PRINTER_NEEDS_STAFF, errors.PRINTER_SILENT,
        errors.PRINTER_UNUSABLE,
    ]  # fmt: skip


def test_the_keys_say_what_they_will_do(dock: Dock) -> None:
    assert key(dock, "dock-insert-zhang-san").text() == "Swap for zhang-san"
    assert key(dock, "dock-pull").isEnabled()
    dock.show_session(CARD_OUT)
    assert key(dock, "dock-insert-zhang-san").text() == "Insert zhang-san"
    assert not key(dock, "dock-pull").isEnabled()
    assert not key(dock, "dock-freeze").isEnabled()
    for name, before, after in (
        ("dock-unplug", "Unplug the reader", "Plug the reader in"),
        ("dock-service", "Stop the card service", "Start the card service"),
        ("dock-paper", "Take the paper out", "Put paper in"),
    ):
        assert key(dock, name).text() == before
        key(dock, name).click()
        assert key(dock, name).text() == after


def test_a_printer_has_one_trouble_at_a_time(dock: Dock, strings: Strings) -> None:
    key(dock, "dock-jam").click()
    key(dock, "dock-paper").click()
    assert not key(dock, "dock-jam").isChecked()
    assert key(dock, "dock-paper").isChecked()
    key(dock, "dock-paper").click()
    assert strings.pulled[-1] is None
    assert not key(dock, "dock-paper").isChecked()


def test_a_real_printer_has_no_strings(qtbot: QtBot) -> None:
    dock = Dock(Strings(), None)
    qtbot.addWidget(dock)
    assert dock.findChild(QAbstractButton, "dock-paper") is None


def test_it_says_that_mocks_are_in_use_and_shows_no_person(dock: Dock) -> None:
    dock.show_session(Session(Overview(records.worker()), Display()))
    texts = [label.text() for label in dock.findChildren(QLabel)]
    assert any("mock devices are in use" in text for text in texts)
    assert "Overview" in texts
    assert not any(secret in text for text in texts for secret in (records.MASKED_NAME, records.NAME, "98,214.36"))


def test_typing_anywhere_finds_a_card_and_enter_inserts_it(dock: Dock, strings: Strings) -> None:
    key(dock, "dock-pull").setFocus()
    QTest.keyClicks(key(dock, "dock-pull"), "EXP")
    field = dock.findChild(QLineEdit, "dock-filter")
    assert isinstance(field, QLineEdit)
    assert field.text().lower() == "exp"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert strings.pulled == ["expired"]


def test_the_list_is_walked_with_the_arrows(dock: Dock, strings: Strings) -> None:
    dock.activateWindow()
    field = dock.findChild(QLineEdit, "dock-filter")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(dock.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(dock.focusWidget(), Qt.Key.Key_Return)
    assert strings.pulled == ["chen-jing"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_words_are_cut(qtbot: QtBot, language: str) -> None:
    strings = Strings()
    dock = Dock(strings, strings, language)
    qtbot.addWidget(dock)
    dock.show_session(CARD_IN)
    dock.show()
    for found in dock.findChildren(QAbstractButton):
        advance = found.fontMetrics().horizontalAdvance(found.text())
        assert advance < found.width(), found.text()
    assert dock.width() == dock.sizeHint().expandedTo(dock.size()).width()


@pytest.mark.parametrize("left", [0, 480, 960])
def test_it_lies_beside_the_kiosk_on_a_laptop(dock: Dock, monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    stage = QWidget()
    monkeypatch.setattr(type(stage.screen()), "availableGeometry", lambda _screen: LAPTOP)
    stage.setGeometry(left, 30, 398, 706)
    stage.show()
    dock.open_beside(stage)
    QApplication.processEvents()
    assert LAPTOP.contains(dock.frameGeometry())
    assert LAPTOP.contains(stage.frameGeometry())
    assert not dock.frameGeometry().intersects(stage.frameGeometry())
    stage.deleteLater()
