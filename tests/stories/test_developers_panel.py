"""A developer plays every card and every accident from the panel; the kiosk answers each with a screen of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from devices import configured
from devices.mock import MockReader
from devices.virtual.card import card_names
from tests.stories.conftest import PASSWORD, Kiosk, MakeKiosk
from tests.stories.test_card_is_pulled import WAYS, go
from ui.dock.dock import Dock

pytestmark = pytest.mark.qt_log_ignore("does not support raise")
"""A display without a desktop stacks no windows."""


class Developer:
    """Sits at the panel, beside the kiosk."""

    def __init__(self, kiosk: Kiosk, dock: Dock) -> None:
        self.kiosk, self._dock = kiosk, dock

    def press(self, name: str, *, settled: bool = True) -> None:
        """Press a key of the panel; unless told otherwise, let the kiosk finish what that starts."""
        key = self._dock.findChild(QAbstractButton, f"dock-{name}")
        assert isinstance(key, QAbstractButton), name
        assert key.isEnabled(), name
        key.click()
        if settled:
            self.kiosk.settle()

    def key(self, name: str) -> str:
        """What a key says it will do."""
        key = self._dock.findChild(QAbstractButton, f"dock-{name}")
        assert isinstance(key, QAbstractButton), name
        return key.text()

    def thinks(self, name: str) -> str:
        """What the panel says the session thinks."""
        value = self._dock.findChild(QLabel, f"dock-{name}")
        assert isinstance(value, QLabel), name
        return value.text()

    def search(self, text: str) -> None:
        """Type a card's name and press Enter."""
        field = self._dock.findChild(QLineEdit, "dock-filter")
        assert isinstance(field, QLineEdit)
        field.clear()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.kiosk.settle()

    def sees_the_banner(self) -> bool:
        """Whether the stage says that mocks are in use."""
        return "模拟" in self.kiosk.read("mock-banner") or "simulated" in self.kiosk.read("mock-banner")


def at_once(pulled: threading.Event, _seconds: float) -> bool:
    """Slow and frozen cards hold no test up."""
    return pulled.is_set()


MakeDeveloper = Callable[..., Developer]


@pytest.fixture
def make_developer(make_kiosk: MakeKiosk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MakeDeveloper:
    """Sit down at a kiosk; sections of settings may be given."""
    monkeypatch.setattr(configured, "reader_of", lambda _settings: MockReader(wait=at_once))

    def make(**sections: dict[str, object]) -> Developer:
        kiosk = make_kiosk(**sections)
        kiosk.program.open_dock()
        dock = kiosk.program.dock
        assert dock is not None
        qtbot.addWidget(dock)
        dock.show_session(kiosk.program.conductor.session)
        dock.open_beside(kiosk.program.stage)
        return Developer(kiosk, dock)

    return make


@pytest.fixture
def developer(make_developer: MakeDeveloper) -> Developer:
    return make_developer()


TOLD = {
    "application-blocked": "C06",
    "bank-card": "C02",
    "blank": "C01",
    "contradicting": "C09",
    "endless-61": "C01",
    "expired": "C08",
    "frozen-after-3": "C04",
    "issued-this-month": "C05",
    "lost": "C07",
    "mute": "C01",
    "removed-after-3": "C03",
}
"""Cards that open nothing, and what is told of them."""


def test_every_card_there_is_opens_something_or_is_answered(developer: Developer) -> None:
    """One after another in one kiosk: no card leaves anything behind for the next."""
    kiosk = developer.kiosk
    for name in card_names():
        developer.press(f"insert-{name}")
        if kiosk.screen != "enter-password":
            assert kiosk.read("message"), name
            assert kiosk.read("message-code") == developer.thinks("code"), name
        assert developer.thinks("code") == TOLD.get(name, developer.thinks("code")), name
        assert developer.sees_the_banner()
        if developer.thinks("reader") == "card-present":
            developer.press("pull")
        if kiosk.screen != "welcome":
            # A card read on the antenna may leave; its visit goes on.
            assert developer.thinks("origin") == "antenna", name
            kiosk.press("finish")
        assert (kiosk.screen, developer.thinks("reader"), developer.thinks("card-in")) == ("welcome", "no-card", "no")


def test_searching_for_a_card_and_entering(developer: Developer) -> None:
    developer.search("retired")
    assert (developer.kiosk.screen, developer.thinks("state")) == ("enter-password", "EnterPassword")
    developer.search("zhang-san")
    developer.kiosk.type(PASSWORD)
    developer.kiosk.press("confirm")
    assert developer.thinks("state") == "Overview"
    assert "张" not in "".join(developer.thinks(name) for name in ("state", "origin", "visit", "data", "code"))


@pytest.mark.parametrize("screen", list(WAYS))
def test_swapping_on_every_screen_begins_anew_with_the_other_card(developer: Developer, screen: str) -> None:
    kiosk = developer.kiosk
    assert developer.key("insert-zhang-san") == "Insert zhang-san"
    developer.press("insert-zhang-san")
    go(kiosk, WAYS[screen])
    assert kiosk.screen == screen
    assert developer.sees_the_banner()
    visit = int(developer.thinks("visit"))
    assert developer.key("insert-resident") == "Swap for resident"
    developer.press("insert-resident")
    assert kiosk.screen == "enter-password"
    assert int(developer.thinks("visit")) > visit
    assert "张" not in kiosk.texts()
    kiosk.type(PASSWORD)
    kiosk.press("confirm")
    assert "张" not in kiosk.texts()
    assert developer.sees_the_banner()


def test_swapping_a_card_that_was_not_taken_back(developer: Developer) -> None:
    kiosk = developer.kiosk
    developer.press("insert-zhang-san")
    kiosk.press("finish")
    assert (kiosk.screen, developer.thinks("card-in")) == ("take-card", "yes")
    assert developer.sees_the_banner()
    developer.press("insert-resident")
    assert kiosk.screen == "enter-password"


def begin_reading(developer: Developer, card: str) -> None:
    """The card is in and known to be; it is about to be read."""
    developer.press(f"insert-{card}", settled=False)
    developer.kiosk.threads.hands.mail.run_all()
    assert developer.thinks("state") == "ReadingCard reading"


def test_reading_is_shown_while_it_lasts(developer: Developer) -> None:
    begin_reading(developer, "zhang-san")
    hands = developer.kiosk.threads.hands
    hands.card.run_all()
    hands.mail.run_one()
    assert developer.thinks("reader") == "reading"
    developer.kiosk.settle()
    assert developer.thinks("reader") == "card-present"


def test_a_card_that_freezes_while_it_is_read(developer: Developer) -> None:
    """A9: said within the deadline; the next card works."""
    kiosk = developer.kiosk
    begin_reading(developer, "zhang-san")
    developer.press("freeze")
    assert (kiosk.screen, developer.thinks("code")) == ("card-problem", "C04")
    assert kiosk.find("enter-number-button") is not None
    developer.press("pull")
    assert kiosk.screen == "welcome"
    developer.press("insert-zhang-san")
    assert kiosk.screen == "enter-password"


@pytest.mark.parametrize(
    ("key", "condition", "words", "other"),
    [
        ("unplug", "no-reader", "没有接上读卡器", "读卡服务"),
        ("service", "service-down", "读卡服务没有运行", "没有接上"),
    ],
)
def test_reader_and_service_go_and_come_back(
    developer: Developer, key: str, condition: str, words: str, other: str
) -> None:
    """A7, A8: told apart on Welcome; the number stays; back by itself."""
    kiosk = developer.kiosk
    developer.press("insert-zhang-san")
    developer.press(key)
    assert (kiosk.screen, developer.thinks("reader")) == ("welcome", condition)
    kiosk.wait(20)
    assert words in kiosk.read("health")
    assert other not in kiosk.read("health")
    assert kiosk.read("insert") == "现在不能读卡"
    assert developer.sees_the_banner()
    kiosk.press("enter-number-button")
    assert kiosk.screen == "enter-number"
    kiosk.press("finish")
    developer.press(key)
    assert developer.thinks("reader") == "no-card"
    assert kiosk.read("insert") == "请插入社会保障卡"
    developer.press("insert-zhang-san")
    assert kiosk.screen == "enter-password"


def test_the_service_ends_while_a_card_is_read(developer: Developer) -> None:
    begin_reading(developer, "zhang-san")
    developer.press("service")
    assert developer.kiosk.screen == "welcome"
    assert developer.thinks("card-in") == "no"
    developer.press("service")
    developer.press("insert-zhang-san")
    assert developer.kiosk.screen == "enter-password"


@pytest.mark.parametrize(
    ("key", "code"), [("paper", "P01"), ("jam", "P06"), ("silent", "P04"), ("unusable", "P04"), ("cover", "P06")]
)
def test_a_printers_trouble_is_told_and_healed(developer: Developer, key: str, code: str) -> None:
    """Before anything is printed: nothing was broken off (P02) or cancelled (P03) yet."""
    kiosk = developer.kiosk
    developer.press(key)
    kiosk.wait(10)
    assert developer.thinks("printer") == code
    kiosk.insert_and_log_in()
    kiosk.press("print-button")
    confirm = kiosk.find("print-confirm")
    assert confirm is not None
    assert not confirm.isEnabled()
    developer.press(key)
    kiosk.wait(10)
    assert developer.thinks("printer") == "well"
    assert confirm.isEnabled()


def test_tries_of_a_pin_are_shown_from_the_first(make_developer: MakeDeveloper) -> None:
    developer = make_developer(reader={"opened_by": "pin"})
    kiosk = developer.kiosk
    developer.press("insert-zhang-san")
    assert kiosk.screen == "enter-pin"
    tries = int(developer.thinks("tries"))
    while tries > 1:
        assert str(tries) in kiosk.read("tries-left")
        kiosk.type("000000")
        kiosk.press("confirm")
        tries -= 1
        assert (kiosk.screen, developer.thinks("tries"), developer.thinks("code")) == ("enter-pin", str(tries), "C10")
    kiosk.type("000000")
    kiosk.press("confirm")
    assert (kiosk.screen, developer.thinks("code")) == ("card-problem", "C11")
    assert kiosk.find("enter-number-button") is None
    assert "人工窗口" in kiosk.read("message")
    assert developer.sees_the_banner()
    kiosk.press("continue")
    assert kiosk.screen == "take-card"


def test_the_banner_speaks_the_visitors_language_and_outlives_every_ending(developer: Developer) -> None:
    kiosk = developer.kiosk
    assert "模拟" in kiosk.read("mock-banner")
    kiosk.press("language-en")
    assert "simulated" in kiosk.read("mock-banner")
    kiosk.insert_and_log_in()
    for look in ("look-elder", "look-dark", "look-light"):
        kiosk.press(look)
        assert "simulated" in kiosk.read("mock-banner")
    kiosk.wait(121)  # larger type gives twice the time
    assert kiosk.screen == "still-there"
    assert developer.sees_the_banner()
    for _ in range(6):
        kiosk.program.conductor.bug()
    assert kiosk.screen == "out-of-service"
    assert developer.sees_the_banner()
