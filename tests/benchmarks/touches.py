"""Touches as a panel sends them: from the finger on a key until its press is painted, and until its answer is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk import config
from kiosk.events import Event, Touched
from kiosk.states import Display, EnterNumber, Session
from tests.benchmarks.painting import SIZE, settle, until_painted
from tests.clock import HandClock
from tests.ui.states_shown import SHOWN
from ui.app import application
from ui.parts.key import Key
from ui.stage import Stage

BETWEEN_SECONDS = 0.3
"""From one touch to the next, as a quick person makes them; more would pass for a flood."""
DIGITS = "119901198503150"
CHANGING = ("back", "finish", "print-button", "continue", "confirm", "window-help")
"""Keys that lead to another screen, or lay a sheet over this one."""

Times = list[float]


class _Touching:
    """A stage whose every answer is the next screen, and a finger."""

    def __init__(self) -> None:
        self._clock, self._visit = HandClock(), 0
        settings = config.load(environment={})
        self.stage = Stage(settings, self._sent, windowed=True, size=SIZE, clock=self._clock)
        self.stage.open()
        self._finger = QTest.createTouchDevice()
        self.pressed: Times = []
        self.answered: Times = []

    def show(self, place: int) -> None:
        """Show one of all screens anew."""
        self._visit += 1
        self.stage.show_session(Session(SHOWN[place % len(SHOWN)][1], Display(), visit=self._visit))

    def _sent(self, event: Event) -> None:
        if not isinstance(event, Touched):
            self.show(self._visit)

    def touch(self, key: Key, answers: QWidget | None = None) -> None:
        """Put the finger on a key and take it off; `answers` is the part that its press changes, else the window."""
        self._clock.advance(BETWEEN_SECONDS)
        place = key.mapTo(self.stage, key.rect().center())
        self.pressed.append(until_painted(partial(self._put, place), key))
        self.answered.append(until_painted(partial(self._take, place), answers or self.stage))
        settle()

    def _put(self, place: QPoint) -> None:
        QTest.touchEvent(self.stage, self._finger).press(0, place, self.stage).commit()

    def _take(self, place: QPoint) -> None:
        QTest.touchEvent(self.stage, self._finger).release(0, place, self.stage).commit()


def times() -> tuple[Times, Times]:
    """Milliseconds from touch to painted press, and from letting go to the painted answer."""
    application()
    touching = _Touching()
    for place in range(len(SHOWN)):
        for name in CHANGING:
            touching.show(place)
            settle()
            key = touching.stage.findChild(Key, name)
            if key is not None and key.isVisible() and key.isEnabled():
                touching.touch(key)
    for _ in range(2):
        _type(touching)
    touching.stage.close()
    return touching.pressed, touching.answered


def _type(touching: _Touching) -> None:
    touching.stage.show_session(Session(EnterNumber(), Display(), visit=-1 - len(touching.pressed)))
    settle()
    field = touching.stage.findChild(QWidget, "field-number")
    for digit in DIGITS:
        key = touching.stage.findChild(Key, f"key-{digit}")
        assert key is not None and field is not None
        touching.touch(key, field)
