"""The payment list, and the short proof: blocks A to D in their order."""

from __future__ import annotations

from kiosk.account.payment_list import PaymentList, Section
from printing.cells import Cells
from printing.papers.blocks import draw_notes, draw_section_title, draw_table
from printing.sheets import Sheets
from printing.table import Column, Row, Table, fit


def draw_payment_list(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    """Draw the four blocks."""
    _summaries(sheets, content, cells)
    _units(sheets, content, cells)
    _payments(sheets, content, cells)
    _account(sheets, content, cells)


def _summaries(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    rows = [cells.summary(summary) for summary in content.summaries]
    none = cells.words("No insurance is on record for this list.")
    draw_table(sheets, cells.words("A  Insurances"), cells.summary_columns(), rows, none)
    if rows:
        draw_notes(sheets, cells.words("The unit's part goes into the pooling fund, not into your personal account."))


def _units(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    words = cells.words
    rows = [Row((unit.code, unit.name)) for unit in content.units]
    columns = (Column(words("Unit number")), Column(words("Unit name"), wraps_from=200))
    draw_table(sheets, words("B  Units that paid"), columns, rows, words("No unit paid in this period."))


def _payments(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    words = cells.words
    draw_section_title(sheets, words("C  Payments"))
    if not any(section.years or section.empty_months for section in content.sections):
        sheets.paragraph(words("There are no payments in this period."), sheets.size.body)
        return
    columns = cells.row_columns()
    every = [cells.rows(section) if section.years else () for section in content.sections]
    places = fit(columns, [row for rows in every for row in rows], sheets.measure, sheets.size)
    waiting: list[Row] = []
    for section, rows in zip(content.sections, every, strict=True):
        waiting.extend(rows)
        last = section is content.sections[-1]
        if waiting and (section.empty_months or last):
            # Insurances without a gap between them share one table: headings are read once.
            Table(sheets, columns, places).draw(waiting)
            waiting = []
        _empty_months(sheets, section, cells)
        if section.empty_months and not last:
            sheets.space(8)


def _empty_months(sheets: Sheets, section: Section, cells: Cells) -> None:
    rows = [cells.gap(gap) for gap in section.empty_months]
    if rows:
        sheets.space(4)
        columns = cells.gap_columns()
        Table(sheets, columns, fit(columns, rows, sheets.measure, sheets.size)).draw(rows)


def _account(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    rows = [cells.account_year(year) for year in content.account_years]
    none = cells.words("There is no account year in this period.")
    draw_table(sheets, cells.words("D  Personal account year by year"), cells.account_columns(), rows, none)
