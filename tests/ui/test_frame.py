"""Head and foot are kept from screen to screen, and nothing of the screen before stays in them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from kiosk.choices import Look
from kiosk.events import FinishAsked
from kiosk.memory import MIB
from kiosk.states import Display, EnterNumber, Overview, Session, State, TakeCard, Welcome
from tests.soak.gauges import used_mib
from tests.ui.conftest import Theatre
from tests.ui.states_shown import SHOWN, WORKER
from ui.parts.frame import Frames
from ui.parts.header import Header
from ui.parts.key import Key
from ui.screens.screen import Screen

SWAPS = 500
SMALLEST_BLOCK = 32
"""Bytes that the C library takes for the smallest thing; one for each time would be growth."""
AFTER: tuple[State, ...] = (Welcome(), TakeCard())


@pytest.fixture(scope="session")
def fingers() -> QPointingDevice:
    return QTest.createTouchDevice()


def shown(theatre: Theatre) -> Screen:
    """The screen, once what was put away is gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    screen = theatre.stage.screen_shown
    assert screen is not None
    return screen


def parts(theatre: Theatre) -> list[tuple[str, str, str, bool]]:
    """Each part there is, hidden ones too: its name, what it shows, what it tells, and whether it is seen."""
    shown(theatre)
    found = [part for part in theatre.stage.findChildren(QWidget) if part.objectName() != "time"]
    return sorted((p.objectName(), str(p.property("text") or ""), p.accessibleName(), p.isVisible()) for p in found)


def test_another_screen_keeps_head_and_foot(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    before = shown(theatre)
    head, foot = before.header, before.footer
    theatre.show(Overview(WORKER))
    after = shown(theatre)
    assert after is not before and after.header is head and after.footer is foot
    assert after.isAncestorOf(head) and after.isAncestorOf(foot)


@pytest.mark.parametrize("display", [Display("en"), Display(look=Look.DARK), Display(low=True), Display(voice=True)])
def test_another_look_or_language_has_its_own(theatre: Theatre, display: Display) -> None:
    theatre.show(EnterNumber())
    foot = shown(theatre).footer
    theatre.stage.show_session(Session(EnterNumber(), display, visit=theatre.visit))
    assert shown(theatre).footer is not foot
    theatre.stage.fall_silent()


def test_a_screen_is_the_same_whatever_was_shown_before(theatre: Theatre) -> None:
    """No key, word, mark or hidden part of any screen is left on the one after it."""
    alone: dict[State, list[tuple[str, str, str, bool]]] = {}
    for after in AFTER:
        # Another look in between, so that its frame is made anew.
        theatre.show(after)
        theatre.show(after, look=Look.ELDER)
        alone[after] = parts(theatre)
    kinds = {type(state): (name, state) for name, state, _names in SHOWN}
    for place, (name, state) in enumerate(kinds.values()):
        after = AFTER[place % len(AFTER)]
        # In this look the overview puts a key of its own where "back" stands.
        theatre.show(state, look=Look.ELDER)
        shown(theatre).show_help()
        theatre.visit += 1
        theatre.show(after, look=Look.ELDER)
        assert parts(theatre) == alone[after], name


def test_a_finger_that_was_on_a_key_is_forgotten(theatre: Theatre, fingers: QPointingDevice) -> None:
    theatre.show(EnterNumber())
    stage, key = theatre.stage, shown(theatre).footer.finish
    place: QPoint = key.mapTo(stage, key.rect().center())
    QTest.touchEvent(stage, fingers).press(0, place, stage).commit()
    assert key.isDown()
    theatre.show(Overview(WORKER))
    assert not key.isDown()
    QTest.touchEvent(stage, fingers).release(0, place, stage).commit()
    assert theatre.sent_of(FinishAsked) == []


@pytest.mark.parametrize("name", ["guide-button", "finish", "print-button"])
def test_a_touched_key_may_take_its_own_screen_away(theatre: Theatre, fingers: QPointingDevice, name: str) -> None:
    """The key that a screen brought goes with it, but not while its touch is still being told."""
    theatre.show(Welcome() if name == "guide-button" else Overview(WORKER))
    stage, key = theatre.stage, theatre.part(name)
    assert isinstance(key, Key)
    key.clicked.connect(lambda: theatre.stage.show_session(Session(TakeCard(), Display(), visit=2)))
    place: QPoint = key.mapTo(stage, key.rect().center())
    del key
    QTest.touchEvent(stage, fingers).press(0, place, stage).commit()
    QTest.touchEvent(stage, fingers).release(0, place, stage).commit()
    assert shown(theatre).objectName() == "take-card"
    assert stage.findChildren(QWidget, name) == ([] if name != "finish" else [shown(theatre).footer.finish])


def test_a_frame_that_is_gone_is_made_anew(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    scene, frames = shown(theatre).scene, Frames()
    first = frames.take(scene)
    assert frames.take(scene) is first
    delete(first.header)
    second = frames.take(scene)
    assert second is not first and second.lives
    assert isinstance(second.header, Header)
    delete(second.header)
    delete(second.footer)
    delete(first.footer)


def test_a_key_that_takes_another_place_leaves_nothing_behind(theatre: Theatre) -> None:
    theatre.show(TakeCard())
    screen = shown(theatre)
    foot, key = screen.footer, Key(screen.scene.theme, "instead", "Instead")

    def there_and_back(times: int) -> None:
        for _ in range(times):
            foot.put_instead(foot.back, key)
            foot.serve(back=True, finish=False, help_asked=lambda: None, primary=None)
            QCoreApplication.processEvents()

    there_and_back(10)
    before = used_mib()
    there_and_back(SWAPS)
    assert used_mib() - before < SWAPS * SMALLEST_BLOCK / MIB
    assert (foot.back.isVisible(), foot.back.geometry().left()) == (True, 0)
    delete(key)
