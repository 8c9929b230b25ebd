"""PaymentList -> what stands on each page; pure. The blocks in their order, then running heads and feet."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.account.payment_list import PaymentList, Section
from kiosk.words import Words
from printing.cells import Cells
from printing.foot import Foot
from printing.head import RUNNING_HEAD, draw_head, draw_running_head, draw_section_title
from printing.memo import MeasuredOnce
from printing.page import BODY, BOTTOM, LABEL, LEFT, RIGHT, TOP, Measure, Page
from printing.seal.code import Code, Unsigned
from printing.sheets import Sheets
from printing.table import ROW, Column, Row, Table, fit

_TWO_ROWS = 2 * ROW + 24
"""A block's title stays with its headings and two rows (points)."""


def lay_out(
    content: PaymentList, words: Words, measure: Measure, code: Code | Unsigned = Unsigned.NO_KEY
) -> tuple[Page, ...]:
    """Lay out a list in one language; `measure` is the fonts' widths and coverage, `code` stands on every page."""
    measure = MeasuredOnce(measure)
    cells = Cells(words)
    foot = Foot(content, words, measure, code)
    sheets = Sheets(measure, TOP - RUNNING_HEAD, BOTTOM + foot.height)
    draw_head(sheets, content, cells)
    _summaries(sheets, content, cells)
    _units(sheets, content, cells)
    _payments(sheets, content, cells)
    _account(sheets, content, cells)
    _end(sheets, words)
    for number, draft in enumerate(sheets.drafts):
        if number:
            draw_running_head(sheets, content, words, number)
        foot.draw(draft, number + 1, len(sheets.drafts))
    return tuple(draft.done() for draft in sheets.drafts)


def _table(sheets: Sheets, title: str, columns: Sequence[Column], rows: Sequence[Row], empty: str) -> None:
    """A block; an empty one says so, for a block that is missing looks like a page that is missing."""
    draw_section_title(sheets, title, _TWO_ROWS)
    if rows:
        Table(sheets, columns, fit(columns, rows, sheets.measure)).draw(rows)
    else:
        sheets.paragraph(empty, BODY)


def _summaries(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    rows = [cells.summary(summary) for summary in content.summaries]
    none = cells.words("No insurance is on record for this list.")
    _table(sheets, cells.words("A  Insurances"), cells.summary_columns(), rows, none)
    if rows:
        sheets.y -= 2
        note = cells.words("The unit's part goes into the pooling fund, not into your personal account.")
        sheets.paragraph(note, LABEL)


def _units(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    words = cells.words
    rows = [Row((unit.code, unit.name)) for unit in content.units]
    columns = (Column(words("Unit number")), Column(words("Unit name"), wraps_from=200))
    _table(sheets, words("B  Units that paid"), columns, rows, words("No unit paid in this period."))


def _payments(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    words = cells.words
    draw_section_title(sheets, words("C  Payments"), _TWO_ROWS)
    if not any(section.years or section.empty_months for section in content.sections):
        sheets.paragraph(words("There are no payments in this period."), BODY)
        return
    columns = cells.row_columns()
    every = [cells.rows(section) for section in content.sections]
    places = fit(columns, [row for rows in every for row in rows], sheets.measure)
    for number, (section, rows) in enumerate(zip(content.sections, every, strict=True)):
        if number:
            sheets.space(8)
        if section.years:
            Table(sheets, columns, places).draw(rows)
        _empty_months(sheets, section, cells)


def _empty_months(sheets: Sheets, section: Section, cells: Cells) -> None:
    rows = [cells.gap(gap) for gap in section.empty_months]
    if rows:
        sheets.space(4)
        columns = cells.gap_columns()
        Table(sheets, columns, fit(columns, rows, sheets.measure)).draw(rows)


def _account(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    rows = [cells.account_year(year) for year in content.account_years]
    none = cells.words("There is no account year in this period.")
    _table(sheets, cells.words("D  Personal account year by year"), cells.account_columns(), rows, none)


def _end(sheets: Sheets, words: Words) -> None:
    """Mark where the list ends, so that a missing last page shows."""
    if not sheets.fits(24):
        sheets.turn()
    text = words("— End of the list —")
    middle = (LEFT + RIGHT - sheets.measure.width(text) * LABEL.size) / 2
    sheets.text(middle, sheets.y - 18, text, LABEL)
    sheets.y -= 24
