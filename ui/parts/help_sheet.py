"""Where people help: the window and the hotline. A touch closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.parts.key import Key, Role
from ui.parts.panel import Panel
from ui.parts.sign import Sign
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.theme import Type


class HelpSheet(QWidget):
    """Covers the screen, so that nothing personal stays in view while the person looks around for help."""

    def __init__(self, scene: Scene, screen: QWidget) -> None:
        super().__init__(screen)
        self._theme, self._screen = scene.theme, screen
        theme, words = scene.theme, scene.words
        self.setObjectName("help-sheet")
        panel = Panel(theme, padding_mm=12)
        panel.inside.setSpacing(theme.gap)
        sign = Sign(theme, "account-voice", theme.colours.accent, theme.px(24))
        panel.inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for name, text, size in (
            (
                "help-window",
                words("Staff at the windows of this hall will help you. Please bring your ID card."),
                Type.LEAD,
            ),
            ("help-hotline", words("Hotline {number}", number=scene.settings.hall.hotline), Type.HEADING),
        ):
            bold = size is Type.HEADING
            panel.inside.addWidget(Text(theme, text, size, bold=bold, name=name, align=CENTRE))
        close = Key(theme, "help-close", words("Close"), Role.PRIMARY, icon="close")
        close.clicked.connect(self.hide)
        panel.inside.addWidget(close, 0, Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.margin, theme.margin, theme.margin, theme.margin)
        column.addStretch(1)
        column.addWidget(panel)
        column.addStretch(1)
        self.hide()

    def open(self) -> None:
        """Lay the sheet over the screen."""
        self.setGeometry(self._screen.rect())
        self.raise_()
        self.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch anywhere closes it."""
        self.hide()
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An opaque ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.colours.paper))
        painter.end()
