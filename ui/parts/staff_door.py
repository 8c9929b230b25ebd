"""The discreet place for staff: the hall's name, held for three seconds, leads to their login."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from kiosk.ports import Timer
from kiosk.staff.events import MaintenanceAsked
from ui.parts.text import Text
from ui.scene import Scene

HOLD_SECONDS = 3.0
"""Nobody rests a finger on a name for this long by chance."""
KEYS = "00000"
"""What opens the door on a hardware keypad, typed one after another."""
KEYS_SECONDS = 3.0
"""Within this time: digits that somebody types slowly, waiting for a screen, open nothing."""


class StaffDoor(QAbstractButton):
    """Shows the name and no press. While it is shut it is a plain name; a press by assistive technology opens at once.

    It is no stop for the keyboard, which would walk everybody through it: there the sequence of digits opens.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene
        self._timer: Timer | None = None
        self._typed: list[float] = []
        name = scene.settings.hall.name
        self.setObjectName("staff-door")
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(scene.theme.px(scene.theme.sizes.target))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._name = Text(scene.theme, name, name="hall", colour=scene.theme.colours.quiet)
        # A press on the name is one on the door.
        self._name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._name)
        self.clicked.connect(self._open)

    def typed(self, character: str) -> None:
        """Count the digits of the sequence; any other begins anew."""
        now = self._scene.clock.monotonic()
        place = len(self._typed)
        if place and now - self._typed[0] > KEYS_SECONDS:
            self._typed.clear()
            place = 0
        if character != KEYS[place]:
            self._typed.clear()
            return
        self._typed.append(now)
        if len(self._typed) == len(KEYS):
            self._typed.clear()
            self._open()

    def _open(self) -> None:
        self._let_go()
        self._scene.send(MaintenanceAsked())

    def _let_go(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing but the name, which paints itself."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to hold; a finger comes as a mouse here."""
        self._let_go()
        self._timer = self._scene.clock.later(HOLD_SECONDS, self._open)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Who slides off has let go."""
        if not self.rect().contains(event.position().toPoint()):
            self._let_go()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Too short a touch is none."""
        self._let_go()
        event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody holds what is not there."""
        self._let_go()
        super().hideEvent(event)
