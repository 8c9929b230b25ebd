"""Where touches and keys come in: foreign keys and floods end here, before any part of a screen sees them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QEventPoint, QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from kiosk.ports import Clock
from ui.parts.key import Key, Role

WINDOW_SECONDS = 0.25
TOUCHES_AT_MOST = 6
"""In a quarter of a second: two quick thumbs make four; more is a palm, or a panel that sees ghosts."""
KEYS_AT_MOST = 12
"""In a quarter of a second: a key that is held repeats eight times; more is a device that has gone mad."""
BOUNCE_SECONDS = 0.12
"""The same key again within this time is the same touch: a trembling hand, or a panel that bounces. Not for keypads."""

KNOWN = frozenset(
    {
        *(Qt.Key(int(Qt.Key.Key_0) + digit) for digit in range(10)),
        Qt.Key.Key_X,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
        Qt.Key.Key_Escape,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
    }
)
"""Every key there is to a person at a kiosk; all others are dropped."""
PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
"""With any other modifier a key is a shortcut, and there is none."""


class Flood:
    """Counts what comes within a moment; while it is more than a person can do, nothing of it passes."""

    def __init__(self, at_most: int) -> None:
        self._times: deque[float] = deque(maxlen=at_most + 1)

    def lets(self, now: float) -> bool:
        """Whether one that comes now (seconds, monotonic) may pass; those that may not count as well."""
        self._times.append(now)
        full = len(self._times) == self._times.maxlen
        return not (full and now - self._times[0] < WINDOW_SECONDS)


class Gate(QObject):
    """Filters what reaches the window; `noticed` hears of all that passes, and `done` when a touch or key has ended."""

    def __init__(self, stage: QWidget, clock: Clock, noticed: Callable[[], None], done: Callable[[], None]) -> None:
        super().__init__(stage)
        self._stage, self._clock, self._noticed, self._done = stage, clock, noticed, done
        self._touches, self._keys = Flood(TOUCHES_AT_MOST), Flood(KEYS_AT_MOST)
        self._last_key, self._last_time = "", float("-inf")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what may not pass, notice what may."""
        match event.type():
            case QEvent.Type.KeyPress | QEvent.Type.KeyRelease | QEvent.Type.ShortcutOverride:
                passes = isinstance(event, QKeyEvent) and self._lets_key(event)
            case QEvent.Type.TouchBegin | QEvent.Type.TouchUpdate:
                passes = not isinstance(event, QTouchEvent) or self._lets_touch(event)
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick:
                passes = not isinstance(event, QMouseEvent) or self._lets_mouse(event)
            case QEvent.Type.TouchEnd | QEvent.Type.MouseButtonRelease:
                self._done()
                return False
            case _:
                return False
        if not passes:
            event.accept()
        return not passes

    def _lets_key(self, event: QKeyEvent) -> bool:
        if event.key() not in KNOWN or event.modifiers() & ~PLAIN:
            return False
        if event.type() is QEvent.Type.KeyPress:
            if not self._keys.lets(self._clock.monotonic()):
                return False
            self._noticed()
        self._done()
        return True

    def _lets_touch(self, event: QTouchEvent) -> bool:
        pressed = [point for point in event.points() if point.state() == QEventPoint.State.Pressed]
        # Every one is counted, also behind one that may not pass.
        if all([self._lets_press(point.position()) for point in pressed]):
            if pressed:
                self._noticed()
            return True
        # Fingers whose end will never be heard of must not stay on their keys.
        for key in self._stage.findChildren(Key):
            key.let_go()
        return False

    def _lets_mouse(self, event: QMouseEvent) -> bool:
        if event.source() != Qt.MouseEventSource.MouseEventNotSynthesized:
            # A touch that no part took, seen again as a mouse: it was counted as a touch.
            return True
        if not self._lets_press(event.position()):
            return False
        self._noticed()
        return True

    def _lets_press(self, position: QPointF) -> bool:
        now, part = self._clock.monotonic(), self._stage.childAt(position.toPoint())
        lets = self._touches.lets(now)
        if not isinstance(part, Key) or part.role is Role.DIGIT:
            return lets
        bounced = part.objectName() == self._last_key and now - self._last_time < BOUNCE_SECONDS
        self._last_key, self._last_time = part.objectName(), now
        return lets and not bounced
