"""Foreign keys and floods end at the window; thumbs, held keys and quick people pass."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk import config
from kiosk.choices import Look
from kiosk.events import Event, LanguageChosen, NumberEntered, PasswordEntered, Touched
from kiosk.states import Claim, Display, EnterNumber, EnterPassword, Overview, Session, State, Welcome
from tests.clock import HandClock
from tests.ui import records
from tests.ui.conftest import HEALTHY
from tests.ui.speakers import HeardSpeaker
from tests.ui.states_shown import WORKER
from ui.gate import BOUNCE_SECONDS, KEYS_AT_MOST, TOUCHES_AT_MOST, WINDOW_SECONDS, Flood
from ui.parts.key import Key
from ui.stage import Stage

FLOOD = 1000
"""Touches in a second, from a panel that sees ghosts."""
KEY_FLOOD = 10_000
NONE = Qt.KeyboardModifier.NoModifier
ALT, CTRL, META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.MetaModifier
FOREIGN = [
    (Qt.Key.Key_F4, ALT),
    (Qt.Key.Key_Tab, ALT),
    (Qt.Key.Key_Tab, CTRL),
    (Qt.Key.Key_Return, ALT),
    (Qt.Key.Key_Return, CTRL),
    (Qt.Key.Key_Escape, META),
    (Qt.Key.Key_1, CTRL),
    (Qt.Key.Key_Print, NONE),
    (Qt.Key.Key_SysReq, NONE),
    (Qt.Key.Key_Menu, NONE),
    (Qt.Key.Key_Meta, NONE),
    (Qt.Key.Key_Super_L, NONE),
    (Qt.Key.Key_Help, NONE),
    (Qt.Key.Key_VolumeUp, NONE),
    (Qt.Key.Key_MediaPlay, NONE),
    (Qt.Key.Key_HomePage, NONE),
    (Qt.Key.Key_A, NONE),
    *((Qt.Key(int(Qt.Key.Key_F1) + number), NONE) for number in range(35)),
    *((Qt.Key(int(Qt.Key.Key_F1) + number), CTRL | ALT) for number in range(12)),
]


@dataclass
class Panel:
    """A stage as a person reaches it: through its window."""

    stage: Stage
    sent: list[Event]
    clock: HandClock
    fingers: QPointingDevice

    def show(self, state: State) -> None:
        """Show a state."""
        self.stage.show_session(Session(state, Display("en"), visit=1, health=HEALTHY))
        QApplication.processEvents()

    @property
    def window(self) -> QWindow:
        """Where keys arrive."""
        handle = self.stage.windowHandle()
        assert handle is not None
        return handle

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press and release a key, in no time."""
        QTest.keyClick(self.window, key, modifiers)

    def find(self, name: str) -> Key:
        """A visible key of a screen."""
        return next(key for key in self.stage.findChildren(Key, name) if key.isVisible())

    def middle(self, name: str) -> QPoint:
        """Where to touch it."""
        key = self.find(name)
        return key.mapTo(self.stage, key.rect().center())

    def tap(self, name: str) -> None:
        """Touch a key and let go, in no time."""
        at = self.middle(name)
        QTest.touchEvent(self.window, self.fingers).press(0, at).commit()
        QTest.touchEvent(self.window, self.fingers).release(0, at).commit()

    def typed(self) -> str:
        """What stands in the number's field."""
        field = next(part for part in self.stage.findChildren(QWidget, "field-number") if part.isVisible())
        return str(field.property("text"))

    def of(self, kind: type[Event]) -> list[Event]:
        """What was sent of a kind."""
        return [event for event in self.sent if isinstance(event, kind)]


@pytest.fixture(scope="session")
def fingers() -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture
def panel(qapp: QApplication, fingers: QPointingDevice) -> Iterator[Panel]:
    sent: list[Event] = []
    clock = HandClock()
    settings = config.load(environment={})
    stage = Stage(settings, sent.append, windowed=True, size=(1080, 1920), clock=clock, speaker=HeardSpeaker())
    stage.open()
    yield Panel(stage, sent, clock, fingers)
    stage.close()
    stage.deleteLater()


@given(st.lists(st.floats(0, 0.5), max_size=200), st.integers(1, 10))
def test_no_moment_ever_holds_more_than_may_pass(pauses: list[float], at_most: int) -> None:
    flood, now, passed = Flood(at_most), 0.0, list[float]()
    for pause in pauses:
        now += pause
        if flood.lets(now):
            passed.append(now)
    for place in range(len(passed) - at_most):
        assert passed[place + at_most] - passed[place] >= WINDOW_SECONDS


def test_a_flood_passes_nothing_until_it_ebbs() -> None:
    flood = Flood(TOUCHES_AT_MOST)
    passed = [flood.lets(number / FLOOD) for number in range(FLOOD)]
    assert sum(passed) == TOUCHES_AT_MOST
    assert flood.lets(1 + WINDOW_SECONDS)


@pytest.mark.parametrize("state", [Welcome(), EnterNumber(), Overview(WORKER)])
def test_foreign_keys_are_dropped(panel: Panel, state: State) -> None:
    panel.show(state)
    shown, windows = panel.stage.screen_shown, len(QApplication.topLevelWidgets())
    panel.sent.clear()
    for key, modifiers in FOREIGN:
        panel.key(key, modifiers)
        panel.clock.advance(WINDOW_SECONDS)
    QApplication.processEvents()
    assert panel.sent == [], "not even as a sign that somebody is there"
    assert panel.stage.screen_shown is shown
    assert panel.stage.isVisible()
    assert len(QApplication.topLevelWidgets()) == windows
    assert panel.stage.focusWidget() in (None, panel.stage), "nothing was walked to"


def test_the_keypads_own_keys_pass(panel: Panel) -> None:
    panel.show(EnterNumber())
    for character in records.NUMBER:
        panel.key(Qt.Key(ord(character)), Qt.KeyboardModifier.KeypadModifier)
        panel.clock.advance(0.1)
    panel.key(Qt.Key.Key_Backspace)
    panel.clock.advance(0.1)
    panel.key(Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    panel.clock.advance(0.1)
    panel.key(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert panel.of(NumberEntered) == [NumberEntered(records.NUMBER[:-1] + "X")]


def test_ten_thousand_keys_a_second_hold_nothing_up(panel: Panel) -> None:
    panel.show(EnterNumber())
    panel.key(Qt.Key.Key_Escape)
    panel.clock.advance(1)
    keys = [Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_F4, Qt.Key.Key_Space]
    panel.sent.clear()
    for number in range(KEY_FLOOD):
        panel.key(keys[number % len(keys)])
        panel.clock.advance(1 / KEY_FLOOD)
    panel.show(EnterNumber())
    assert len(panel.sent) <= 4 * KEYS_AT_MOST
    panel.clock.advance(1)
    panel.key(Qt.Key.Key_7)
    assert panel.typed().endswith("7"), "a person's key counts again"


def test_a_thousand_ghosts_a_second_press_next_to_nothing(panel: Panel) -> None:
    """D10: no storm of logins or of screens, the window answers, and the keypad works meanwhile."""
    chance = random.Random(7)
    panel.show(EnterPassword(Claim(number=records.NUMBER)))
    for digit in "246":
        panel.tap(f"key-{digit}")
        panel.clock.advance(0.2)
    panel.sent.clear()
    for _ in range(FLOOD):
        at = QPoint(chance.randrange(1080), chance.randrange(1920))
        finger = chance.randrange(10)
        QTest.touchEvent(panel.window, panel.fingers).press(finger, at).commit()
        QTest.touchEvent(panel.window, panel.fingers).release(finger, at).commit()
        panel.clock.advance(1 / FLOOD)
    assert len(panel.of(PasswordEntered)) <= 1
    assert len([event for event in panel.sent if not isinstance(event, Touched)]) <= TOUCHES_AT_MOST
    assert not [key for key in panel.stage.findChildren(Key) if key.isDown()]
    panel.show(EnterNumber())
    panel.key(Qt.Key.Key_5)
    assert panel.typed() == "5", "who has a hardware keypad goes on while the panel is mad"


def test_a_key_that_bounces_is_one_touch(panel: Panel) -> None:
    panel.show(Overview(WORKER))
    for _ in range(3):
        panel.tap("language-zh_CN")
        panel.clock.advance(BOUNCE_SECONDS / 2)
    assert len(panel.of(LanguageChosen)) == 1
    panel.clock.advance(BOUNCE_SECONDS)
    panel.tap("language-zh_CN")
    assert len(panel.of(LanguageChosen)) == 2


def test_two_thumbs_lose_no_digit_on_the_kiosks_keypad(panel: Panel) -> None:
    """The second thumb comes down before the first has left, all along the number."""
    panel.show(EnterNumber())

    def touch() -> QTest.QTouchEventSequence:
        return QTest.touchEvent(panel.window, panel.fingers)

    number = records.NUMBER
    touch().press(0, panel.middle(f"key-{number[0]}")).commit()
    for place in range(1, len(number)):
        panel.clock.advance(0.08)
        before, here = panel.middle(f"key-{number[place - 1]}"), panel.middle(f"key-{number[place]}")
        old, new = (place - 1) % 2, place % 2
        touch().stationary(old).press(new, here).commit()
        touch().stationary(new).release(old, before).commit()
    touch().release((len(number) - 1) % 2, panel.middle(f"key-{number[-1]}")).commit()
    assert panel.typed().replace(" ", "") == number


def test_a_finger_caught_by_the_flood_holds_no_key(panel: Panel) -> None:
    panel.show(EnterNumber())
    one = panel.middle("key-1")
    QTest.touchEvent(panel.window, panel.fingers).press(0, one).commit()
    assert panel.find("key-1").isDown()
    for finger in range(1, TOUCHES_AT_MOST + 2):
        QTest.touchEvent(panel.window, panel.fingers).stationary(0).press(finger, panel.middle("key-5")).commit()
    assert not panel.find("key-1").isDown()
    assert not panel.find("key-5").isDown()


def test_a_panel_that_goes_in_mid_touch_and_comes_back(panel: Panel) -> None:
    """The end of the touch is never heard of: keys work meanwhile, and so does the panel afterwards."""
    panel.show(EnterNumber())
    QTest.touchEvent(panel.window, panel.fingers).press(0, panel.middle("key-1")).commit()
    panel.clock.advance(1)
    panel.key(Qt.Key.Key_7)
    assert panel.typed() == "7"
    back = QTest.createTouchDevice()
    at = panel.middle("key-2")
    QTest.touchEvent(panel.window, back).press(0, at).commit()
    QTest.touchEvent(panel.window, back).release(0, at).commit()
    assert panel.typed() == "72"


def test_a_press_is_seen_at_once_but_never_on_a_secret(panel: Panel) -> None:
    for state, seen in ((EnterNumber(), True), (EnterPassword(Claim()), False)):
        panel.show(state)
        calm = panel.find("key-5").grab().toImage()
        QTest.touchEvent(panel.window, panel.fingers).press(0, panel.middle("key-5")).commit()
        assert (panel.find("key-5").grab().toImage() != calm) is seen
        QTest.touchEvent(panel.window, panel.fingers).release(0, panel.middle("key-5")).commit()
        panel.clock.advance(1)


def test_a_mouse_counts_as_well(panel: Panel) -> None:
    panel.show(EnterNumber())
    for _ in range(50):
        QTest.mouseClick(panel.window, Qt.MouseButton.LeftButton, pos=panel.middle("key-5"))
    assert panel.typed() == "5" * TOUCHES_AT_MOST


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
def test_what_passes_is_a_sign_of_life(panel: Panel, look: Look) -> None:
    panel.stage.show_session(Session(Overview(WORKER), Display("en", look), visit=1, health=HEALTHY))
    QApplication.processEvents()
    QTest.touchEvent(panel.window, panel.fingers).press(0, QPoint(5, 5)).commit()
    assert panel.of(Touched) == [Touched()]
