"""The rows of one year: what each month was paid for, by whom, and whether it arrived."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.account.payment_list import ListRow, Sums
from kiosk.model import ArrivalStatus, DueKind
from kiosk.period import Month, Period
from kiosk.terms import STATUS, kind_words
from kiosk.words import Words
from ui.parts.text import FIGURES, LEFT, Text
from ui.theme import Theme

FULL_YEAR = 12
"""Rows spread as if the year were full, so that they do not move when another year is turned to."""


def amount(words: Words, fen: int | None) -> str:
    """Yuan, or "/" for what the source cannot know."""
    return "/" if fen is None else words.money(fen)


def state_of(words: Words, row: ListRow) -> str:
    """Status and kind in words; the ordinary kind needs none."""
    status = words(STATUS[row.status])
    return status if row.kind == DueKind.NORMAL else f"{kind_words(words, row.kind)} · {status}"


class RowsTable(QWidget):
    """Figures stand right-aligned under one another; hairlines between the rows."""

    def __init__(self, theme: Theme, words: Words, rows: Sequence[ListRow], subtotal: Sums | None) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(4))
        self._grid.setVerticalSpacing(theme.px(1))
        heads = (words("Month"), words("Unit (yuan)"), words("You (yuan)"), words("State"))
        for column, head in enumerate(heads):
            align = LEFT if column in (0, 3) else FIGURES
            self._grid.addWidget(Text(theme, head, colour=theme.colours.quiet, align=align), 0, column)
        for place, row in enumerate(rows, start=1):
            self._row(place, row)
        if subtotal:
            self._subtotal(len(rows) + 1, subtotal)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 4)
        self._grid.setColumnStretch(2, 4)
        self._grid.setColumnStretch(3, 5)
        for place in range(len(rows) + 2):
            self._grid.setRowStretch(place, 1)
        self._grid.setRowStretch(len(rows) + 2, max(1, FULL_YEAR - len(rows)))

    def _row(self, place: int, row: ListRow) -> None:
        theme, words = self._theme, self._words
        paid_for = row.paid_for
        month = self._month(paid_for)
        arrived = row.status is ArrivalStatus.ARRIVED
        colour = theme.colours.ink if arrived else theme.colours.warm
        self._grid.addWidget(Text(theme, month, wrap=False), place, 0)
        self._grid.addWidget(Text(theme, amount(words, row.unit_paid), align=FIGURES, wrap=False), place, 1)
        self._grid.addWidget(Text(theme, amount(words, row.person_paid), align=FIGURES, wrap=False), place, 2)
        self._grid.addWidget(Text(theme, state_of(words, row), colour=colour), place, 3)

    def _month(self, paid_for: Period) -> str:
        if isinstance(paid_for, Month):
            return self._words.month_in_figures(paid_for)
        return str(paid_for.year)

    def _subtotal(self, place: int, subtotal: Sums) -> None:
        theme, words = self._theme, self._words
        self._grid.addWidget(Text(theme, words("Year's sum"), bold=True, wrap=False), place, 0)
        for column, fen in ((1, subtotal.unit_paid), (2, subtotal.person_paid)):
            self._grid.addWidget(Text(theme, words.money(fen), bold=True, align=FIGURES, wrap=False), place, column)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline under each row."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.colours.line), self._theme.hairline))
        for place in range(self._grid.rowCount() - 1):
            here, below = self._grid.itemAtPosition(place, 0), self._grid.itemAtPosition(place + 1, 0)
            if here and below:
                y = (here.geometry().bottom() + below.geometry().top()) / 2
                painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.end()
