"""Years to leaf through: the year grid, or the rows of one year; big keys turn them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.account.payment_list import Section, Summary, YearRows
from kiosk.insurance import Insurance
from kiosk.period import Period
from ui.months import MonthLook, looks_of
from ui.parts.key import Key
from ui.parts.life_line import LifeLine
from ui.parts.month_grid import MonthGrid
from ui.parts.panel import Panel
from ui.parts.rows_table import RowsTable
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.theme import Theme, Type

PAGES_WITHOUT_LINE = 2
"""From the latest page one touch leads to the one before."""


def years_shown(theme: Theme) -> int:
    """How many years of the grid fit."""
    if theme.low:
        return 1 if theme.elder else 3
    if theme.portrait:
        return 2 if theme.elder else 8
    if theme.scarce:
        return 1 if theme.elder else 2
    return 2 if theme.elder else 7


def rows_shown(theme: Theme) -> int:
    """How many rows of the table fit, its sum not counted."""
    if theme.portrait:
        return (4 if theme.low else 6) if theme.elder else 12
    if theme.small:
        return 3 if theme.elder else 6
    return 5 if theme.elder else 9


class Years(Panel):
    """Which year and which page is shown stays in the draft, so that it outlives a change of language."""

    def __init__(self, scene: Scene, insurance: Insurance, section: Section | None, summary: Summary) -> None:
        super().__init__(scene.theme, padding_mm=5 if not scene.theme.small else 2)
        self._scene, self._insurance = scene, insurance
        self._looks: dict[Period, MonthLook] = looks_of(section) if section else {}
        self._rows = {year.year: year for year in section.years} if section else {}
        periods = sorted(period.year for period in self._looks)
        self._first = periods[0] if periods else 0
        self._last = max(periods[-1], summary.as_of.year if summary.as_of else 0) if periods else 0
        self._content: QWidget | None = None
        self.inside.setSpacing(scene.theme.px(3 if not scene.theme.small else 1))
        self.turned: Callable[[bool], None] = lambda _rows: None
        self.told: Callable[[str, bool], None] = lambda _text, _attention: None
        self._line: LifeLine | None = None
        if not periods:
            self.inside.addWidget(Text(scene.theme, scene.words("No payments are recorded here."), align=CENTRE))
            return
        self._keys()
        self._life_line()
        self._show()

    def _keys(self) -> None:
        theme, words = self._scene.theme, self._scene.words
        row = QHBoxLayout()
        row.setSpacing(theme.px(3))
        self._previous = Key(theme, "year-previous", words("Earlier"), icon="" if theme.elder else "chevron-left")
        self._title = Text(theme, "", Type.LEAD, bold=True, name="years", align=CENTRE, wrap=False)
        self._next = Key(theme, "year-next", words("Later"), icon="" if theme.elder else "chevron-right")
        self._turn = Key(theme, "rows-button", "")
        self._previous.clicked.connect(lambda: self._leaf(-1))
        self._next.clicked.connect(lambda: self._leaf(1))
        self._turn.clicked.connect(self._turned)
        for part, stretch in ((self._previous, 2), (self._title, 3), (self._next, 2), (self._turn, 3)):
            row.addWidget(part, stretch)
        self.inside.addLayout(row)

    def _life_line(self) -> None:
        """Only for a life of more years than two pages hold: shorter ones are one touch away as it is."""
        theme, shown = self._scene.theme, years_shown(self._scene.theme)
        if self._last - self._first + 1 <= PAGES_WITHOUT_LINE * shown:
            return
        marked = {period.year for period, look in self._looks.items() if look.attention}
        name = self._scene.words("Years {first} to {last}", first=self._first, last=self._last)
        self._line = LifeLine(theme, name, self._first, self._last, shown, marked)
        self._line.setValue(self._year())
        self._line.valueChanged.connect(self._slid)
        self.inside.addWidget(self._line)

    def _slid(self, year: int) -> None:
        if year != self._year():
            self._scene.draft.year = year
            self._show()
        self._scene.touched()

    def _leaf(self, way: int) -> None:
        draft = self._scene.draft
        step = 1 if draft.rows else years_shown(self._scene.theme)
        draft.year = min(self._last, max(self._first, self._year() + way * step))
        draft.page = 0
        self._show()
        self._scene.touched()

    def _turned(self) -> None:
        self._scene.draft.rows = not self._scene.draft.rows
        self._scene.draft.page = 0
        self._show()
        self.turned(self._scene.draft.rows)
        self._scene.touched()

    def _year(self) -> int:
        return self._scene.draft.year or self._last

    def _tell(self, words: str, attention: bool) -> None:
        self.told(words, attention)
        self._scene.touched()

    def _show(self) -> None:
        if self._content:
            self._content.hide()
            self._content.deleteLater()
        rows, words = self._scene.draft.rows, self._scene.words
        self._content = self._table() if rows else self._grid()
        self.inside.addWidget(self._content, 1)
        if self.isVisible():
            # At once: a layout shows what it takes in only when the program next rests.
            self._content.show()
        if self._line:
            self._line.setVisible(not rows)
            self._line.setValue(self._year())
        self._turn.setText(words("See months") if rows else words("See amounts"))

    def _grid(self) -> MonthGrid:
        last, shown = self._year(), years_shown(self._scene.theme)
        first = max(self._first, last - shown + 1)
        self._title.setText(f"{first} – {last}" if first != last else str(last))
        self._previous.setEnabled(first > self._first)
        self._next.setEnabled(last < self._last)
        return MonthGrid(
            self._scene.theme,
            self._scene.words,
            self._looks,
            range(last, first - 1, -1),
            by_year=self._insurance.rule.paid_by_year,
            told=self._tell,
        )

    def _table(self) -> QWidget:
        year, theme, words = self._year(), self._scene.theme, self._scene.words
        self._title.setText(str(year))
        self._previous.setEnabled(year > self._first)
        self._next.setEnabled(year < self._last)
        here = self._rows.get(year)
        if here is None:
            return Text(theme, words("No payments are recorded for this year."), align=CENTRE)
        shown = rows_shown(theme)
        pages = -(-len(here.rows) // shown)
        return self._page(here, shown, pages)

    def _page(self, here: YearRows, shown: int, pages: int) -> QWidget:
        theme, words, draft = self._scene.theme, self._scene.words, self._scene.draft
        page = QWidget()
        column = QHBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        begun = draft.page * shown
        last = draft.page == pages - 1
        column.addWidget(RowsTable(theme, words, here.rows[begun : begun + shown], here.subtotal if last else None), 1)
        if pages > 1:
            keys = QVBoxLayout()
            for name, text, icon, way, possible in (
                ("page-previous", words("Page up"), "chevron-up", -1, draft.page > 0),
                ("page-next", words("Page down"), "chevron-down", 1, not last),
            ):
                key = Key(theme, name, text, icon=icon, stacked=True)
                key.setEnabled(possible)
                key.clicked.connect(lambda _checked=False, way=way: self._page_turned(way))
                keys.addWidget(key, 1)
            column.addLayout(keys)
        return page

    def _page_turned(self, way: int) -> None:
        self._scene.draft.page += way
        self._show()
        self._scene.touched()
