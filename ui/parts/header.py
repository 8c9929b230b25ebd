"""The head of a screen: the hall, the time, which step this is, and what the screen is about."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from ui.parts.staff_door import StaffDoor
from ui.parts.switches import DisplaySwitches
from ui.parts.text import RIGHT, Text
from ui.scene import Scene
from ui.theme import Type

CLOCK_MS = 5000
"""The time is shown to the minute; looking every five seconds costs nothing and is never far off."""


class Header(QWidget):
    """On a landscape panel the display switches stand here; below they would cost height."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        theme, self._scene = scene.theme, scene
        quiet = theme.colours.quiet
        self._time = Text(theme, "", name="time", colour=quiet, align=RIGHT, wrap=False)
        self._hall = Text(theme, scene.settings.hall.name, name="hall", colour=quiet)
        self.door = StaffDoor(scene)
        self._below = QSpacerItem(0, theme.gap // 2)
        self.heading = Text(theme, "", Type.HEADING, bold=True, name="heading")
        self.step = Text(theme, "", bold=True, name="step", colour=theme.colours.accent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        first = QHBoxLayout()
        first.addWidget(self._hall, 1)
        first.addWidget(self.door, 1)
        first.addWidget(self._time)
        if theme.portrait:
            column.addLayout(first)
            column.addItem(self._below)
            column.addWidget(self.step)
            column.addWidget(self.heading)
        else:
            self._landscape(column, first)
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(CLOCK_MS)

    def show_words(self, heading: str, step: str) -> None:
        """Show what a screen is about and which step it is, and nothing of the screen before."""
        self.heading.setText(heading)
        self.step.show_text(step)
        self._show_door(False)
        self._tick()

    def open_door(self) -> None:
        """Let staff in by the hall's name, on a screen where nobody's visit is."""
        self._show_door(True)

    def _show_door(self, opens: bool) -> None:
        theme = self._scene.theme
        named = theme.portrait or not (theme.small and theme.elder)
        self._hall.setVisible(named and not opens)
        self.door.setVisible(named and opens)
        # The door is as high as a finger needs: it takes the room below the name.
        self._below.changeSize(0, 0 if opens else theme.gap // 2)
        layout = self.layout()
        if layout is not None:
            layout.invalidate()

    def _landscape(self, column: QVBoxLayout, first: QHBoxLayout) -> None:
        first.addWidget(DisplaySwitches(self._scene))
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
