"""The payment list, and the short proof: blocks A to D in their order."""

from __future__ import annotations

from kiosk.account.payment_list import PaymentList
from printing.cells import Cells
from printing.papers.blocks import draw_notes, draw_table
from printing.sheets import Sheets
from printing.table import Column, Row


def draw_payment_list(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    """Draw the four blocks, the months without a payment after the payments."""
    _summaries(sheets, content, cells)
    _units(sheets, content, cells)
    _payments(sheets, content, cells)
    _empty_months(sheets, content, cells)
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
    """One table for all insurances: their columns stand under one another, and the headings are read once."""
    words = cells.words
    rows = [row for section in content.sections if section.years for row in cells.rows(section)]
    none = words("There are no payments in this period.")
    draw_table(sheets, words("C  Payments"), cells.row_columns(), rows, none)


def _empty_months(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    """What is missing, in one table as well; nothing where nothing is."""
    rows = [cells.gap(gap) for section in content.sections for gap in section.empty_months]
    if rows:
        draw_table(sheets, cells.words("Months without a payment"), cells.gap_columns(), rows, "")


def _account(sheets: Sheets, content: PaymentList, cells: Cells) -> None:
    rows = [cells.account_year(year) for year in content.account_years]
    none = cells.words("There is no account year in this period.")
    draw_table(sheets, cells.words("D  Personal account year by year"), cells.account_columns(), rows, none)
