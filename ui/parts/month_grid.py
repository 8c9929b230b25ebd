"""The year grid: a year a row, twelve cells; signs with hue, and words on touch and for assistive technology."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.period import Month, Period, Year
from kiosk.words import Words
from ui.months import MonthLook, Sign
from ui.parts.panel import paint_surface
from ui.parts.text import CENTRE, LEFT, Text
from ui.theme import Theme

LEAST_CELL_MM = 9.0
"""A cell is read, not aimed at: its words also stand below for the whole year's list."""
MOST_CELL_MM = 20.0


def paint_sign(painter: QPainter, theme: Theme, rect: QRectF, sign: Sign) -> None:
    """Paint a month's sign: every sign has its own shape, the hue only helps."""
    colours, size = theme.colours, min(rect.width(), rect.height()) * 0.5
    box = QRectF(0, 0, size, size)
    box.moveCenter(rect.center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thick = max(2.0, theme.px_per_mm * 0.8)
    colour = colours.warm if sign in (Sign.OWED, Sign.NONE) else colours.accent
    painter.setPen(QPen(QColor(colour), thick))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = box.center().y()
    match sign:
        case Sign.PAID:
            painter.setBrush(QColor(colour))
            painter.drawEllipse(box.adjusted(thick, thick, -thick, -thick))
        case Sign.BACK_PAID:
            painter.drawEllipse(box.adjusted(thick, thick, -thick, -thick))
        case Sign.OWED:
            painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
        case Sign.NONE:
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
        case Sign.ON_THE_WAY | Sign.NOTHING_DUE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.quiet))
            places = (-1, 0, 1) if sign is Sign.ON_THE_WAY else (0,)
            for place in places:
                painter.drawEllipse(QPointF(box.center().x() + place * size * 0.4, middle), thick * 0.8, thick * 0.8)


Stamps: TypeAlias = dict[tuple[Sign, int, int], QPixmap]
"""Painted cells by sign and size."""


class PeriodCell(QWidget):
    """One month, or one year of a residents' insurance."""

    def __init__(
        self,
        theme: Theme,
        period: Period,
        look: MonthLook | None,
        name: str,
        told: Callable[[str], None],
        stamps: Stamps,
    ) -> None:
        super().__init__()
        self._theme, self._look, self._told, self._stamps = theme, look, told, stamps
        self.setObjectName(f"{'month' if isinstance(period, Month) else 'year'}-{period}")
        self.setAccessibleName(name)
        self.setMinimumSize(theme.px(LEAST_CELL_MM), theme.px(LEAST_CELL_MM))
        self.setMaximumHeight(theme.px(MOST_CELL_MM))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch tells the month's words."""
        self._told(self.accessibleName())
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hundred cells are painted from a handful of stamps."""
        if self._look is None:
            return
        key = (self._look.sign, self.width(), self.height())
        if key not in self._stamps:
            self._stamps[key] = self._stamp(self._look.sign)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._stamps[key])
        painter.end()

    def _stamp(self, sign: Sign) -> QPixmap:
        """A warm ground makes a gap visible from two metres."""
        theme, colours = self._theme, self._theme.colours
        attention = sign in (Sign.OWED, Sign.NONE)
        fill = colours.warm_soft if attention else colours.paper if colours.high_contrast else colours.accent_soft
        if sign in (Sign.ON_THE_WAY, Sign.NOTHING_DUE):
            fill = colours.paper
        stamp = QPixmap(self.size())
        stamp.fill(QColor(colours.surface))
        painter = QPainter(stamp)
        line = colours.warm if attention else fill
        paint_surface(painter, theme, QRectF(self.rect()), fill, line, theme.hairline)
        paint_sign(painter, theme, QRectF(self.rect()), sign)
        painter.end()
        return stamp


class SignPicture(QWidget):
    """A sign in the legend; the words stand beside it."""

    def __init__(self, theme: Theme, sign: Sign) -> None:
        super().__init__()
        self._theme, self._sign = theme, sign
        side = theme.px(theme.sizes.body * 1.3)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        painter = QPainter(self)
        paint_sign(painter, self._theme, QRectF(self.rect()), self._sign)
        painter.end()


class MonthGrid(QWidget):
    """Some years of months, the latest first; yearly insurances have one wide cell a year."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        looks: Mapping[Period, MonthLook],
        years: Sequence[int],
        *,
        by_year: bool,
        told: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._theme, self._words, self._looks, self._told = theme, words, looks, told
        self._stamps: Stamps = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addLayout(grid, 1)
        if not by_year:
            for month in range(1, 13):
                grid.addWidget(Text(theme, str(month), colour=theme.colours.quiet, align=CENTRE, wrap=False), 0, month)
        for row, year in enumerate(years, start=1):
            grid.addWidget(Text(theme, str(year), bold=True, align=LEFT, wrap=False), row, 0)
            self._row(grid, row, year, by_year=by_year)
            grid.setRowStretch(row, 1)
        for month in range(1, 13):
            grid.setColumnStretch(month, 1)
        column.addLayout(self._legend({looks[p].sign for p in looks}))

    def _row(self, grid: QGridLayout, row: int, year: int, *, by_year: bool) -> None:
        periods: list[Period] = [Year(year)] if by_year else [Month(year, month) for month in range(1, 13)]
        for place, period in enumerate(periods, start=1):
            look = self._looks.get(period)
            said = self._words(look.words) if look else self._words("before the insurance began, or not yet known")
            name = self._words("{period}: {state}", period=self._words.period(period), state=said)
            grid.addWidget(
                PeriodCell(self._theme, period, look, name, self._told, self._stamps),
                row,
                place,
                1,
                12 if by_year else 1,
            )

    def _legend(self, signs: set[Sign]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(1))
        for sign in Sign:
            if sign in signs:
                row.addWidget(SignPicture(self._theme, sign))
                row.addWidget(Text(self._theme, self._words(sign.value), colour=self._theme.colours.quiet), 1)
        return row
