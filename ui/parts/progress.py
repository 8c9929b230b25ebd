"""Something is under way: three dots that take turns. No percentage is known for what takes less than ten seconds."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme

STEP_MS = 350
DOTS = 3


class Progress(QWidget):
    """Moves slowly: a repaint three times a second costs nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._turn = theme, 0
        self.setFixedHeight(theme.px(8))
        timer = QTimer(self)
        timer.timeout.connect(self._step)
        timer.start(STEP_MS)

    def _step(self) -> None:
        self._turn = (self._turn + 1) % DOTS
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dot whose turn it is, is dark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius, colours = self._theme.px(2), self._theme.colours
        for dot in range(DOTS):
            painter.setBrush(QColor(colours.accent if dot == self._turn else colours.line))
            way = -1 if self._theme.right_to_left else 1
            x = self.width() / 2 + way * (dot - 1) * radius * 4
            painter.drawEllipse(QPointF(x, self.height() / 2), radius, radius)
        painter.end()
