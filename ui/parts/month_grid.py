"""The year grid: a year a row or two, twelve cells; signs with hue, and words on touch and for assistive technology."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.account.cases import explain
from kiosk.period import Month, Period, Year
from kiosk.words import N_, Words
from ui.months import MonthLook, Sign
from ui.parts.grid_walk import GridWalk
from ui.parts.month_sign import QUIET, SignPicture, paint_sign
from ui.parts.panel import paint_focus, paint_surface
from ui.parts.text import CENTRE, LEFT, Text
from ui.theme import Theme

MOST_CELL = 1.25
"""A cell grows to this much of a target; a grid of few years does not blow its signs up."""
GAP_MM = 1.0
SIGNS_A_ROW = 3
"""Of the legend: the longest words beside a sign then wrap once at the most."""


def months_across(theme: Theme) -> int:
    """Cells in a row: a whole year where each is as large as a target, else half of one."""
    return 6 if theme.elder or theme.small else 12


_GROWS = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
FIGURE_SHARE = 0.42
"""Of a cell's width: the month's figure stands first, the sign after it."""
MARK_MM = 1.4
"""Of the frame around a month that a person marked; seen at arm's length."""


class PeriodCell(QAbstractButton):
    """One month, or one year of a residents' insurance; a press tells its words."""

    def __init__(
        self,
        theme: Theme,
        period: Period,
        look: MonthLook | None,
        name: str,
        touched: Callable[[], None],
        figure: str = "",
    ) -> None:
        """`figure` is the month written in the cell, where no head stands above it."""
        super().__init__()
        self._theme, self._look, self._touched, self._figure = theme, look, touched, figure
        self._marked = False
        self.walk: GridWalk | None = None
        # A hundred stops would bury the keys: the grid is one.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName(f"{'month' if isinstance(period, Month) else 'year'}-{period}")
        self.setAccessibleName(name)
        side = theme.px(theme.sizes.target)
        self.setMinimumSize(side, side)
        self.setMaximumHeight(round(side * MOST_CELL))
        self.setSizePolicy(_GROWS)

    @property
    def marked(self) -> bool:
        """Whether it is framed as one the person marked."""
        return self._marked

    def mark(self, marked: bool, name: str) -> None:
        """Frame it as one the person marked; `name` says so to assistive technology."""
        self._marked = marked
        self.setAccessibleName(name)
        self.update()

    def nextCheckState(self) -> None:
        """Qt calls this at each click; a signal connected for each of a hundred cells costs more than the cells."""
        self._touched()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The tab key comes back to here."""
        super().focusInEvent(event)
        if self.walk is not None:
            self.walk.stop_at(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk over the grid."""
        if self.walk is None or not self.walk.key(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hundred cells are painted from a handful of stamps."""
        if self._look is None:
            return
        look = self._look
        key = (PeriodCell, look.sign, look.attention, self._marked, self._figure, self.width(), self.height())
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._theme.stamp(key, partial(self._stamp, look)))
        if self.hasFocus():
            paint_focus(painter, self._theme, QRectF(self.rect()), self._theme.colours.ink)
        painter.end()

    def _stamp(self, look: MonthLook) -> QPixmap:
        """A warm ground makes a gap visible from two metres; a thick frame is the person's own mark."""
        theme, colours, sign, attention = self._theme, self._theme.colours, look.sign, look.attention
        fill = colours.warm_soft if attention else colours.paper if colours.high_contrast else colours.accent_soft
        if sign in QUIET and not attention:
            fill = colours.paper
        stamp = QPixmap(self.size())
        stamp.fill(QColor(colours.surface))
        painter = QPainter(stamp)
        line = colours.ink if self._marked else colours.warm if attention else fill
        width = theme.px(MARK_MM) if self._marked else theme.hairline
        paint_surface(painter, theme, QRectF(self.rect()), fill, line, width)
        place = QRectF(self.rect())
        if self._figure:
            beside = place.width() * FIGURE_SHARE
            figure = QRectF(place.right() - beside if theme.right_to_left else place.left(), 0, beside, place.height())
            painter.setFont(theme.font())
            painter.setPen(QColor(colours.warm if attention else colours.ink))
            painter.drawText(figure, int(CENTRE), self._figure)
            place.adjust(*((0, 0, -beside, 0) if theme.right_to_left else (beside, 0, 0, 0)))
        paint_sign(painter, theme, place, sign)
        painter.end()
        return stamp


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
        told: Callable[[str, bool], None],
        chosen: Callable[[Period], None] | None = None,
        legend: bool = True,
    ) -> None:
        """`told` gets a touched period's words; with `chosen` a period on record is chosen instead."""
        super().__init__()
        self._theme, self._words, self._looks, self._told = theme, words, looks, told
        self._chosen = chosen
        self._cells: dict[Period, PeriodCell] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(GAP_MM))
        self._across = 12 if by_year else months_across(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addLayout(grid, 100)
        column.addStretch(1)
        if self._across == 12 and not by_year:
            for month in range(1, 13):
                head = Text(theme, str(month), colour=theme.colours.quiet, align=CENTRE, wrap=False)
                # Room that is left over is not for the heads.
                head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
                grid.addWidget(head, 0, month)
        rows = 12 // self._across
        for place, year in enumerate(years):
            row = 1 + place * (rows + 1 if rows > 1 else 1)
            if rows > 1 and place:
                grid.setRowMinimumHeight(row - 1, theme.px(GAP_MM))
            grid.addWidget(Text(theme, str(year), bold=True, align=LEFT, wrap=False), row, 0, rows, 1)
            self._cells_of(grid, row, year, by_year=by_year)
        self._walk = GridWalk([cell for period, cell in self._cells.items() if period in looks])
        for cell in self._cells.values():
            cell.walk = self._walk
        for month in range(1, self._across + 1):
            grid.setColumnStretch(month, 1)
        if legend:
            column.addLayout(self._legend({looks[p].sign for p in looks if p.year in years}))

    def _cells_of(self, grid: QGridLayout, row: int, year: int, *, by_year: bool) -> None:
        periods: list[Period] = [Year(year)] if by_year else [Month(year, month) for month in range(1, 13)]
        for place, period in enumerate(periods):
            look = self._looks.get(period)
            touched = partial(self._touched, period, look)
            figure = str(place + 1) if self._across < 12 else ""
            cell = PeriodCell(self._theme, period, look, self._name(period, look), touched, figure)
            self._cells[period] = cell
            below, beside = divmod(place, self._across)
            grid.addWidget(cell, row + below, beside + 1, 1, 12 if by_year else 1)
            grid.setRowStretch(row + below, 1)

    def show_marks(self, marked: Set[Period]) -> None:
        """Frame these periods and no others."""
        for period, cell in self._cells.items():
            if cell.marked is (period in marked):
                continue
            name = self._name(period, self._looks.get(period))
            said = self._words("{month}, marked", month=name) if period in marked else name
            cell.mark(period in marked, said)

    def _touched(self, period: Period, look: MonthLook | None) -> None:
        if self._chosen and look is not None:
            self._chosen(period)
        else:
            self._tell(period, look)

    def _name(self, period: Period, look: MonthLook | None) -> str:
        """The month and its case in few words."""
        not_yet = N_("before the insurance began, or not yet known")
        said = self._words(look.case.case.label if look else not_yet)
        return self._words("{period}: {state}", period=self._words.period(period), state=said)

    def _tell(self, period: Period, look: MonthLook | None) -> None:
        """Tell the month, the reason with its evidence, and the next step."""
        name = self._name(period, look)
        if look is None:
            self._told(name, False)
            return
        told = explain(self._words, look.case)
        form = N_("{period}: {reason} {advice}") if told.advice else N_("{period}: {reason}")
        self._told(self._words(form, period=name, reason=told.reason, advice=told.advice), look.attention)

    def _legend(self, signs: set[Sign]) -> QGridLayout:
        """The signs of the years shown, in rows that leave each its words."""
        legend = QGridLayout()
        legend.setHorizontalSpacing(self._theme.px(1))
        legend.setVerticalSpacing(0)
        for place, sign in enumerate(sign for sign in Sign if sign in signs):
            row, column = divmod(place, SIGNS_A_ROW)
            legend.addWidget(SignPicture(self._theme, sign), row, column * 2)
            words = Text(self._theme, self._words(sign.value), colour=self._theme.colours.quiet)
            legend.addWidget(words, row, column * 2 + 1)
            legend.setColumnStretch(column * 2 + 1, 1)
        return legend
