"""The frame of every screen: head, body, foot; and what the keyboard means on it."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk.events import BackAsked
from kiosk.states import Session
from ui.parts.footer import Footer
from ui.parts.header import Header
from ui.parts.help_sheet import HelpSheet
from ui.parts.key import Key, Role
from ui.scene import Scene

FOOT_MM = 8.0
"""Below the last row: the panel's edge is a few millimetres away."""


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
        self.header = Header(scene, heading, step)
        self.footer = Footer(scene, back=back, finish=finish, help_asked=self.show_help, primary=primary)
        self.body = QBoxLayout(QBoxLayout.Direction.TopToBottom if theme.portrait else QBoxLayout.Direction.LeftToRight)
        self.body.setSpacing(theme.gap if theme.portrait else theme.gap * 2)
        column = QVBoxLayout(self)
        foot = theme.px(FOOT_MM)
        column.setContentsMargins(theme.margin, theme.head_room, theme.margin, foot)
        column.setSpacing(theme.gap)
        column.addWidget(self.header)
        reach = QWidget()
        self._reach = QVBoxLayout(reach)
        self._reach.setContentsMargins(0, 0, 0, 0)
        self._reach.setSpacing(theme.gap)
        self._reach.addLayout(self.body, 1)
        self._reach.addWidget(self.footer)
        if theme.low:
            column.addStretch(1)
            reach.setFixedHeight(theme.height - foot)
        column.addWidget(reach, 1)
        self._help = HelpSheet(scene, self)

    def put_below_head(self, part: QWidget) -> None:
        """Put a part between head and body, as wide as the screen."""
        self._reach.insertWidget(0, part)

    def update_to(self, session: Session) -> None:
        """Show the same kind of state again, changed."""

    def typed(self, character: str) -> None:
        """A character of the physical keyboard: a digit or X."""

    def deleted(self) -> None:
        """Backspace of the physical keyboard."""

    def entered(self) -> None:
        """Enter: the one next step."""
        if self.primary and self.primary.isEnabled() and self.primary.isVisible():
            self.primary.click()

    def escaped(self) -> None:
        """Escape: one step back, where there is one."""
        if self._help.isVisible():
            self._help.hide()
        elif self.footer.back.isVisibleTo(self):
            self.scene.send(BackAsked())

    def show_help(self) -> None:
        """Tell where people help."""
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
