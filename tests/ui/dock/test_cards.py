"""Every card there is can be found: the people first, then everything by name, narrowed by typing."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from devices.mock import MockReader
from tests.ui.dock.pulled import Strings
from ui.dock.cards import in_order
from ui.dock.dock import Dock
from ui.parts.key import Key


def shown(dock: Dock) -> list[str]:
    keys = dock.cards.findChildren(Key)
    return [key.objectName().removeprefix("dock-insert-") for key in keys if not key.isHidden()]


def test_the_people_stand_before_the_faults() -> None:
    names = ("bank-card", "chen-jing", "expired", "retired", "zhang-san")
    assert in_order(names) == ["zhang-san", "chen-jing", "retired", "bank-card", "expired"]


def test_every_card_of_the_mock_has_a_key(qtbot: QtBot) -> None:
    reader = MockReader()
    dock = Dock(reader, None)
    qtbot.addWidget(dock)
    assert sorted(shown(dock)) == sorted(reader.cards())
    assert shown(dock)[0] == "zhang-san", "the card the README names"


def test_typing_narrows_and_clearing_shows_all_again(qtbot: QtBot) -> None:
    strings = Strings()
    dock = Dock(strings, None)
    qtbot.addWidget(dock)
    field = dock.findChild(QLineEdit, "dock-filter")
    assert isinstance(field, QLineEdit)
    field.setText(" Ban")
    assert shown(dock) == ["bank-card"]
    field.setText("no such card")
    assert shown(dock) == []
    field.returnPressed.emit()
    assert strings.pulled == []
    field.clear()
    assert len(shown(dock)) == len(strings.cards())
