"""How much of something long is done: a bar, and the percentage beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from kiosk.words import Words
from ui.parts.text import FIGURES, Text
from ui.theme import Theme, Type

WHOLE = 100
THICK_MM, LONGEST_MM = 6.0, 160.0
"""Seen from two metres; longer says no more on a wide panel."""


class ShareBar(QWidget):
    """Stands still between two steps: it never guesses."""

    def __init__(self, theme: Theme, words: Words, told: str) -> None:
        """`told` names for assistive technology what it is the share of."""
        super().__init__()
        self._words, self._bar = words, _Bar(theme)
        self._bar.setAccessibleName(told)
        whole = self._written(WHOLE)
        self._percent = Text(theme, whole, Type.LEAD, bold=True, name="percent", align=FIGURES, wrap=False)
        # Figures that grow do not push the bar about.
        self._percent.setMinimumWidth(self._percent.sizeHint().width())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addStretch(1)
        row.addWidget(self._bar, WHOLE)
        row.addWidget(self._percent)
        row.addStretch(1)

    def show_share(self, done: int, of: int) -> None:
        """Show whole per cents, rounded down: all of it only when all is done."""
        percent = done * WHOLE // of
        self._bar.setValue(percent)
        self._percent.setText(self._written(percent))

    def _written(self, percent: int) -> str:
        return self._words("{percent} %", percent=percent)


class _Bar(QProgressBar):
    """Qt's own, for its accessible value; painted in our colours."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("share")
        self.setRange(0, WHOLE)
        self.setValue(0)
        self.setTextVisible(False)
        self.setFixedHeight(theme.px(THICK_MM))
        self.setMaximumWidth(theme.px(LONGEST_MM))

    def paintEvent(self, event: QPaintEvent) -> None:
        """An outline that holds as much colour as is done, from where lines begin."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.hairline
        whole = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        round_ = whole.height() / 2
        painter.setPen(QPen(QColor(theme.colours.accent), edge))
        painter.setBrush(QColor(theme.colours.surface))
        painter.drawRoundedRect(whole, round_, round_)
        done = QRectF(whole)
        done.setWidth(whole.width() * self.value() / WHOLE)
        if theme.right_to_left:
            done.moveRight(whole.right())
        painter.setClipRect(done)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colours.accent))
        painter.drawRoundedRect(whole, round_, round_)
        painter.end()
