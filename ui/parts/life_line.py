"""All years of an insurance in one line: a touch leads straight to a year, however long the working life."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from ui.parts.panel import paint_surface
from ui.theme import Theme

BAND_SHARE = 0.45
"""Of the height: the band itself; the rest is room for the finger and the years below."""


class LifeLine(QAbstractSlider):
    """A slider over the years, so that assistive technology can set one; years to look at are marked."""

    def __init__(self, theme: Theme, name: str, first: int, last: int, window: int, marked: Collection[int]) -> None:
        super().__init__()
        self._theme, self._window, self._marked = theme, window, frozenset(marked)
        self.setObjectName("life-line")
        self.setAccessibleName(name)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(first, last)
        self.setPageStep(window)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(theme.sizes.target))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(self._theme.px(self._theme.sizes.action_width), self.height())

    def _band_of(self, first: int, last: int, height: float) -> QRectF:
        """Where some years stand in the band: the earliest where a line of text begins."""
        each = self.width() / (self.maximum() - self.minimum() + 1)
        before = self.maximum() - last if self._theme.right_to_left else first - self.minimum()
        return QRectF(before * each, 0, (last - first + 1) * each, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch leads to the year below the finger, half the window after it."""
        years = self.maximum() - self.minimum() + 1
        along = int(event.position().x() * years / max(1, self.width()))
        touched = self.maximum() - along if self._theme.right_to_left else self.minimum() + along
        self.setValue(min(self.maximum(), touched + self._window // 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the screen."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The band, the marked years in it, the years shown framed, first and last year below."""
        theme, colours, painter = self._theme, self._theme.colours, QPainter(self)
        band = QRectF(0, 0, self.width(), self.height() * BAND_SHARE)
        fill = colours.paper if colours.high_contrast else colours.accent_soft
        paint_surface(painter, theme, band, fill, colours.line, theme.hairline)
        for year in self._marked:
            painter.fillRect(self._band_of(year, year, band.height()), QColor(colours.warm))
        first = max(self.minimum(), self.value() - self._window + 1)
        frame = QPen(QColor(colours.accent), theme.px(1))
        painter.setPen(frame)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = frame.widthF() / 2
        shown = self._band_of(first, self.value(), band.height())
        painter.drawRoundedRect(shown.adjusted(half, half, -half, -half), theme.radius, theme.radius)
        painter.setPen(QColor(colours.quiet))
        painter.setFont(theme.font())
        below = QRectF(0, band.bottom(), self.width(), self.height() - band.height())
        ends = (self.maximum(), self.minimum()) if theme.right_to_left else (self.minimum(), self.maximum())
        for end, side in zip(ends, (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight), strict=True):
            painter.drawText(below, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, str(end))
        painter.end()
