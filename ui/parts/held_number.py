"""A number that was typed: its birth date is hidden, and seen as long as a key is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.ports import Timer
from ui.parts.entry import grouped, grouped_mask
from ui.parts.fact import Fact
from ui.parts.key import Key
from ui.scene import Scene

SHOWN_SECONDS = 5.0
"""Who cannot hold a key (a keyboard, assistive technology) sees the number this long after a press."""


class HoldKey(Key):
    """Tells when a finger begins to hold it and when it lets go."""

    held = Signal(bool)
    _was_down = False

    def event(self, event: QEvent) -> bool:
        """A mouse and a finger press a key on different ways; both leave it down."""
        done = super().event(event)
        if self.isDown() != self._was_down:
            self._was_down = self.isDown()
            self.held.emit(self._was_down)
        return done


class HeldNumber(QWidget):
    """The number masked, and the key to hold beside it."""

    def __init__(self, scene: Scene, caption: str, number: str) -> None:
        super().__init__()
        self._scene, self._number = scene, number
        self._timer: Timer | None = None
        self._held = False
        self._fact = Fact(scene.theme, "claimed-number", caption, grouped_mask(number))
        key = HoldKey(
            scene.theme, "reveal", scene.words("Hold to see"), icon="" if scene.theme.elder else "eye-outline"
        )
        key.held.connect(self._hold)
        key.clicked.connect(self._pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scene.theme.px(3))
        row.addWidget(self._fact, 3)
        row.addWidget(key, 2)
        # On a low screen this stands above what a hand reaches.
        key.setVisible(not scene.theme.low)

    def _hold(self, held: bool) -> None:
        self._held = self._held or held
        self._show(held)

    def _pressed(self) -> None:
        """The end of a hold is a press as well; any other is by nobody's finger."""
        if self._held:
            self._held = False
            return
        self._show(True)
        self._timer = self._scene.clock.later(SHOWN_SECONDS, lambda: self._show(False))

    def _show(self, whole: bool) -> None:
        self._stop()
        self._fact.value.setText(grouped(self._number) if whole else grouped_mask(self._number))
        self._scene.touched()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # Qt

    def hideEvent(self, event: QHideEvent) -> None:
        """Its screen goes: nothing may ring for a part that is gone, nor keep the number until then."""
        self._stop()
        super().hideEvent(event)
