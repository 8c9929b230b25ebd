"""How far one is on the way to the next points: twelve discs, as many filled as months count already."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme

MONTHS = 12
HEIGHT_MM = 9.0
LINE_MM = 0.8


class YearDots(QWidget):
    """Filled or a ring: told apart without hue."""

    def __init__(self, theme: Theme, name: str, told: str, filled: int) -> None:
        """`told` says the same in words, for assistive technology."""
        super().__init__()
        self._theme, self._filled = theme, filled
        self.setObjectName(name)
        self.setAccessibleName(told)
        self.setFixedHeight(theme.px(HEIGHT_MM))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As words run: the filled ones first."""
        theme, painter, high = self._theme, QPainter(self), self.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, pen = QColor(theme.colours.accent), theme.px(LINE_MM)
        painter.setPen(QPen(accent, pen))
        step = min(self.width() / MONTHS, high * 1.5)
        for place in range(MONTHS):
            middle = step * (place + 0.5)
            left = self.width() - middle if theme.right_to_left else middle
            painter.setBrush(accent if place < self._filled else QColor(theme.colours.surface))
            painter.drawEllipse(QPointF(left, high / 2), high / 2 - pen, high / 2 - pen)
        painter.end()
