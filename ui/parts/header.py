"""The head of a screen: the hall, the time, which step this is, and what the screen is about."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.switches import DisplaySwitches
from ui.parts.text import RIGHT, Text
from ui.scene import Scene
from ui.theme import Type

CLOCK_MS = 5000
"""The time is shown to the minute; looking every five seconds costs nothing and is never far off."""


class Header(QWidget):
    """On a landscape panel the display switches stand here; below they would cost height."""

    def __init__(self, scene: Scene, heading: str, step: str = "") -> None:
        super().__init__()
        theme, self._scene = scene.theme, scene
        quiet = theme.colours.quiet
        self._time = Text(theme, "", name="time", colour=quiet, align=RIGHT, wrap=False)
        hall = Text(theme, scene.settings.hall.name, name="hall", colour=quiet)
        self.heading = Text(theme, heading, Type.HEADING, bold=True, name="heading")
        self.step = Text(theme, "", bold=True, name="step", colour=theme.colours.accent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        first = QHBoxLayout()
        first.addWidget(hall, 1)
        first.addWidget(self._time)
        if theme.portrait:
            column.addLayout(first)
            column.addSpacing(theme.gap // 2)
            column.addWidget(self.step)
            column.addWidget(self.heading)
        else:
            self._landscape(column, hall, first)
        self.step.show_text(step)
        self._tick()
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(CLOCK_MS)

    def _landscape(self, column: QVBoxLayout, hall: Text, first: QHBoxLayout) -> None:
        first.insertWidget(2, DisplaySwitches(self._scene))
        if self._scene.theme.small and self._scene.theme.elder:
            hall.hide()
        column.addLayout(first)
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self.step)
        column.addLayout(row)

    def _tick(self) -> None:
        now, words = self._scene.clock.now(), self._scene.words
        short = not self._scene.theme.portrait or self._scene.theme.elder
        shown = words.time(now) if short else f"{words.date(now.date())}  {words.time(now)}"
        if shown != self._time.text():
            self._time.setText(shown)
