"""Years as bars over one ground line: how an account grew, what was paid; read without knowing charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.parts.panel import Panel
from ui.parts.text import Text
from ui.theme import Theme

HEIGHT_MM = 50.0
SMALL_HEIGHT_MM = 36.0
"""A panel that lies across shows the picture beside nothing else: less is seen as well."""
FILLED = 0.68
"""Of a year's width; the rest is air."""
LEAST_MM = 0.8
"""A year with a little is still told from a year with nothing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One year, and its amount as it is written."""

    year: int
    amount: int
    """In fen, or in months."""
    words: str
    marked: bool = False
    """Whether the year does not add up."""


class YearBars(QWidget):
    """The year that is shown stands out by its colour and its figure; the first and last year are named below."""

    def __init__(self, theme: Theme, name: str, told: str, bars: Sequence[Bar], shown: int) -> None:
        """`told` says the same in words, for assistive technology."""
        super().__init__()
        self._theme, self._bars, self._shown = theme, tuple(bars), shown
        self.setObjectName(name)
        self.setAccessibleName(told)
        self.setFixedHeight(theme.px(HEIGHT_MM if theme.portrait else SMALL_HEIGHT_MM))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar a year, from one ground line, the figure of the year shown above its bar."""
        theme, painter = self._theme, QPainter(self)
        line = theme.metrics().height()
        ground, wide = self.height() - line, self.width() / len(self._bars)
        highest = max((bar.amount for bar in self._bars), default=0) or 1
        for place, bar in enumerate(self._in_order()):
            high = max(0, bar.amount) / highest * (ground - line)
            high = max(high, theme.px(LEAST_MM)) if bar.amount > 0 else 0
            rect = QRectF(place * wide + wide * (1 - FILLED) / 2, ground - high, wide * FILLED, high)
            self._paint_bar(painter, bar, rect)
            if bar.year == self._shown:
                self._paint_figure(painter, bar.words, rect, line)
        painter.fillRect(QRectF(0, ground, self.width(), theme.hairline), QColor(theme.colours.quiet))
        self._paint_years(painter, QRectF(0, ground, self.width(), line))
        painter.end()

    def _in_order(self) -> tuple[Bar, ...]:
        """Years run as the text does."""
        return self._bars[::-1] if self._theme.right_to_left else self._bars

    def _paint_bar(self, painter: QPainter, bar: Bar, rect: QRectF) -> None:
        colours = self._theme.colours
        if bar.marked or bar.year == self._shown:
            painter.fillRect(rect, QColor(colours.warm if bar.marked else colours.accent))
        elif colours.high_contrast:
            painter.setPen(QPen(QColor(colours.ink), self._theme.hairline))
            painter.drawRect(rect)
        else:
            painter.fillRect(rect, QColor(colours.line))

    def _paint_figure(self, painter: QPainter, words: str, bar: QRectF, line: int) -> None:
        """Over its bar, but inside the picture."""
        theme = self._theme
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(theme.colours.ink))
        wide = theme.metrics(bold=True).horizontalAdvance(words)
        left = min(max(0.0, bar.center().x() - wide / 2), self.width() - wide)
        painter.drawText(QRectF(left, bar.top() - line, wide, line), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_years(self, painter: QPainter, below: QRectF) -> None:
        painter.setFont(self._theme.font())
        painter.setPen(QColor(self._theme.colours.quiet))
        bars = self._in_order()
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute, str(bars[0].year))
        if len(bars) > 1:
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute, str(bars[-1].year))


class BarsPanel(Panel):
    """A title, the bars, and one sentence that says what they show."""

    def __init__(self, theme: Theme, name: str, title: str, sentence: str, bars: Sequence[Bar], shown: int) -> None:
        super().__init__(theme, padding_mm=6 if not theme.small else 3)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        column.addWidget(Text(theme, title, bold=True))
        column.addWidget(YearBars(theme, name, f"{title}. {sentence}", bars, shown))
        column.addWidget(Text(theme, sentence, colour=theme.colours.quiet, name=f"{name}-words"))
        self.inside.addLayout(column)
