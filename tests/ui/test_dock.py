"""The developers' panel pulls the mocks' strings and says that they are mocks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from kiosk import errors
from kiosk.errors import Failure
from kiosk.states import Display, Overview, Session
from tests.ui import records
from ui.dock import Dock


class Strings:
    """Writes down which strings were pulled."""

    def __init__(self) -> None:
        self.pulled: list[object] = []

    def cards(self) -> Sequence[str]:
        return ("zhang-san", "chen-jing")

    def insert(self, name: str) -> None:
        self.pulled.append(name)

    def pull(self) -> None:
        self.pulled.append("pull")

    def unplug(self, away: bool) -> None:
        self.pulled.append(away)

    def fail_with(self, failure: Failure | None) -> None:
        self.pulled.append(failure)


def test_every_string_can_be_pulled(qtbot: QtBot) -> None:
    strings = Strings()
    dock = Dock(strings, strings)
    qtbot.addWidget(dock)
    names = ["dock-insert-chen-jing", "dock-pull", "dock-unplug", "dock-unplug", "dock-paper", "dock-paper"]
    for name in names:
        key = dock.findChild(QAbstractButton, name)
        assert isinstance(key, QAbstractButton)
        key.click()
    assert strings.pulled == ["chen-jing", "pull", True, False, errors.NO_PAPER, None]


def test_the_dock_says_that_mocks_are_in_use_and_shows_no_person(qtbot: QtBot) -> None:
    dock = Dock(Strings(), None)
    qtbot.addWidget(dock)
    dock.show_session(Session(Overview(records.worker()), Display()))
    texts = [label.text() for label in dock.findChildren(QLabel)]
    assert any("mock devices are in use" in text for text in texts)
    assert "Now: Overview" in texts
    assert not any(records.MASKED_NAME in text for text in texts)
