"""The closing balances over the years as bars: how an account grew, read without knowing charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.model import Fen
from ui.theme import Theme

HEIGHT_MM = 70.0
FILLED = 0.68
"""Of a year's width; the rest is air."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year."""

    year: int
    closing: Fen
    marked: bool
    """Whether the year does not add up."""


class YearBars(QWidget):
    """The year that is shown stands out by its colour and its figure; the first and last year are named below."""

    def __init__(self, theme: Theme, name: str, bars: Sequence[Bar], shown: int) -> None:
        super().__init__()
        self._theme, self._bars, self._shown = theme, tuple(bars), shown
        self.setObjectName("balance-bars")
        self.setAccessibleName(name)
        self.setFixedHeight(theme.px(HEIGHT_MM))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar a year, from one ground line."""
        theme, colours, painter = self._theme, self._theme.colours, QPainter(self)
        painter.setFont(theme.font())
        below = theme.metrics().height()
        ground, wide = self.height() - below, self.width() / len(self._bars)
        highest = max((bar.closing for bar in self._bars), default=0) or 1
        # Years run as the text does.
        bars = self._bars[::-1] if theme.right_to_left else self._bars
        for place, bar in enumerate(bars):
            high = max(0, bar.closing) / highest * (ground - theme.px(2))
            rect = QRectF(place * wide + wide * (1 - FILLED) / 2, ground - high, wide * FILLED, high)
            if bar.marked or bar.year == self._shown:
                painter.fillRect(rect, QColor(colours.warm if bar.marked else colours.accent))
            elif colours.high_contrast:
                painter.setPen(QPen(QColor(colours.ink), theme.hairline))
                painter.drawRect(rect)
            else:
                painter.fillRect(rect, QColor(colours.line))
        painter.fillRect(QRectF(0, ground, self.width(), theme.hairline), QColor(colours.quiet))
        painter.setPen(QColor(colours.quiet))
        line = QRectF(0, ground, self.width(), below)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute, str(bars[0].year))
        if len(self._bars) > 1:
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute, str(bars[-1].year))
        painter.end()
