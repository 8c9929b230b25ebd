"""The frame of every screen: head, body, foot; and what the keyboard means on it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.events import BackAsked
from kiosk.states import Session
from ui.parts.help_sheet import HelpSheet
from ui.parts.key import Key, Role
from ui.parts.sheet import FRONT, Sheet
from ui.scene import Scene

FOOT_MM = 8.0
"""Below the last row: the panel's edge is a few millimetres away."""


LOW_GAP_MM = 3.0
"""Between the rows of controls on a low screen with larger type: what is in reach is needed for keys."""


class Screen(QWidget):
    """Built from a state and thrown away when its kind changes; `update_to` serves within one kind."""

    def __init__(
        self,
        scene: Scene,
        name: str,
        heading: str,
        *,
        step: str = "",
        back: bool = True,
        finish: bool = True,
        primary: Key | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(heading)
        self.scene, self.primary = scene, primary
        theme = scene.theme
        frame = scene.frames.take(scene)
        self.header, self.footer = frame.header, frame.footer
        self.header.show_words(heading, step)
        self.footer.serve(back=back, finish=finish, help_asked=self.show_help, primary=primary)
        self.body = QBoxLayout(QBoxLayout.Direction.TopToBottom if theme.portrait else QBoxLayout.Direction.LeftToRight)
        self.body.setSpacing(theme.gap if theme.portrait else theme.gap * 2)
        front = QWidget(self)
        front.setObjectName(FRONT)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(front)
        self._column = QVBoxLayout(front)
        self.set_margins()
        self._column.setSpacing(theme.gap)
        self._column.addWidget(self.header)
        self._column.addLayout(self.body, 1)
        self._pressed = QWidget()
        self._controls = QVBoxLayout(self._pressed)
        self._controls.setContentsMargins(0, 0, 0, 0)
        self._controls.setSpacing(theme.px(LOW_GAP_MM) if theme.low and theme.elder else theme.gap)
        self._controls.addWidget(self.footer)
        self._column.addWidget(self._pressed)
        self._help: HelpSheet | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Keys are walked through as they are read: what the screen is about first, the foot last."""
        super().showEvent(event)
        self.order_stops()

    def order_stops(self) -> None:
        """Put the stops of the keyboard in that order; anew after keys were built while the screen is shown."""
        # Labels are most of a screen and never a stop.
        parts = [part for part in self.findChildren(QWidget) if not isinstance(part, QLabel)]
        stops = [part for part in parts if part.focusPolicy() is not Qt.FocusPolicy.NoFocus]
        stops.sort(key=self._pressed.isAncestorOf)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def set_margins(self, right: int = 0, down: int = 0) -> None:
        """Set the outer margins, everything moved by some pixels."""
        theme = self.scene.theme
        foot = theme.px(FOOT_MM)
        self._column.setContentsMargins(theme.margin + right, theme.head_room + down, theme.margin - right, foot - down)

    def put_below_head(self, part: QWidget) -> None:
        """Put a part between head and body, as wide as the screen."""
        self._column.insertWidget(1, part)

    def put_control(self, part: QWidget, column: QBoxLayout, stretch: int = 0) -> None:
        """Put what is pressed into a column; on a low screen above the foot, where it can be reached."""
        if self.scene.theme.low:
            self._controls.insertWidget(self._controls.count() - 1, part, stretch)
        else:
            column.addWidget(part, stretch)

    def put_beside_keypad(self, left: QBoxLayout, keypad: QWidget, share: int) -> None:
        """Put what is typed and the keypad beside one another, or on a portrait panel below one another."""
        theme = self.scene.theme
        if not theme.portrait:
            left.addStretch(1)
        self.body.addLayout(left, int(theme.low) if theme.portrait else share)
        if theme.portrait and not theme.low:
            self.body.addStretch(1)
        self.put_control(keypad, self.body, 20 if theme.portrait else 3)
        self.fill_reach()

    def fill_reach(self, *, fill: bool = True) -> None:
        """Let the controls of a low screen take all that can be reached, or only what they need."""
        theme = self.scene.theme
        if theme.low:
            high = theme.reach - theme.px(FOOT_MM)
            self._pressed.setMinimumHeight(high if fill else 0)
            self._pressed.setMaximumHeight(high)

    @property
    def sheet(self) -> Sheet | None:
        """What lies over the screen now."""
        return next((sheet for sheet in self.findChildren(Sheet) if sheet.isVisibleTo(self)), None)

    def update_to(self, session: Session) -> None:
        """Show the same kind of state again, changed."""

    def typed(self, character: str) -> None:
        """A character of the physical keyboard: a digit or X."""

    def deleted(self) -> None:
        """Backspace of the physical keyboard."""

    def entered(self) -> None:
        """Enter: the one next step; a sheet that lies over the screen is left first."""
        sheet = self.sheet
        if sheet is not None:
            sheet.shut()
        elif self.primary and self.primary.isEnabled() and self.primary.isVisible():
            self.primary.click()

    def escaped(self) -> None:
        """Escape: one step back, where there is one."""
        sheet = self.sheet
        if sheet is not None:
            sheet.shut()
        elif self.footer.back.isVisibleTo(self):
            self.scene.send(BackAsked())

    def show_help(self) -> None:
        """Tell where people help; most screens are left without it, so it is built when it is asked for."""
        if self._help is None:
            self._help = HelpSheet(self.scene, self)
        self._help.open()


def primary_key(scene: Scene, name: str, text: str, icon: str = "arrow-right") -> Key:
    """The key of the one next step."""
    return Key(scene.theme, name, text, Role.PRIMARY, icon=icon)


def column_of(scene: Scene) -> QVBoxLayout:
    """A column without margins, in the page's rhythm."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(scene.theme.gap)
    return column
