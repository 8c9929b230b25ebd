"""A page of its own that lies over a screen until it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.key import Key, Role
from ui.scene import Scene

FRONT = "front"
"""The name of what a screen shows when no sheet lies over it."""


class Sheet(QWidget):
    """Opaque, as large as the screen it covers; `column` is its layout, hidden until it is opened."""

    def __init__(self, scene: Scene, screen: QWidget, name: str) -> None:
        super().__init__(screen)
        self._covered: QWidget | None = None
        self._scene, self._screen = scene, screen
        self.setObjectName(name)
        theme, margin = scene.theme, scene.theme.margin
        self.column = QVBoxLayout(self)
        above = theme.height - theme.reach if theme.low else margin
        self.column.setContentsMargins(margin, above, margin, margin)
        self.column.setSpacing(theme.gap)
        self.hide()

    def closing_key(self, name: str, text: str, icon: str = "close") -> Key:
        """A key that closes it."""
        key = Key(self._scene.theme, name, text, Role.PRIMARY, icon=icon)
        key.clicked.connect(self.shut)
        return key

    def open(self) -> None:
        """Lay the sheet over the screen, which is hidden: neither keys nor assistive technology shall find it below."""
        self.setGeometry(self._screen.rect())
        self.raise_()
        self.show()
        self._covered = self._screen.findChild(QWidget, FRONT, Qt.FindChildOption.FindDirectChildrenOnly)
        if self._covered is not None:
            self._covered.hide()
        self._scene.touched()

    def shut(self) -> None:
        """Take the sheet away."""
        if self._covered is not None:
            self._covered.show()
        self.hide()
        self._scene.touched()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An opaque ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._scene.theme.colours.paper))
        painter.end()
