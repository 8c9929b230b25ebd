"""The yearly record of rights on one page: what was paid, the accounts, the benefits (Social Insurance Law Art. 74)."""

from __future__ import annotations

from kiosk.account.balances import YearBalance
from kiosk.account.benefits import InsuranceBenefits
from kiosk.account.rights import RightsLine, RightsRecord
from kiosk.papers import RightsPaper
from printing.cells import EMPTY, Cells, between_sentences
from printing.papers.blocks import draw_notes, draw_table
from printing.sheets import Sheets
from printing.table import Column, Row, Weight


def draw_rights_record(sheets: Sheets, content: RightsPaper, cells: Cells) -> None:
    """Draw the three blocks of the year."""
    words, record = cells.words, content.record
    none = words("No insurance is on record for this year.")
    draw_table(
        sheets, words("A  Payments for {year}", year=record.year), _columns(record, cells), _lines(record, cells), none
    )
    notes = [words("The unit's part goes into the pooling fund, not into your personal account.")]
    if record.running:
        notes.append(words("The year is not over in the data; later payments are missing."))
    draw_notes(sheets, between_sentences(words).join(notes))
    rows = [_balance(balance, cells) for balance in record.accounts]
    none = words("There is no account year in this period.")
    draw_table(sheets, words("B  Personal accounts in {year}", year=record.year), cells.account_columns(), rows, none)
    rows = [_benefits(benefits, cells) for benefits in record.benefits]
    none = words("No benefits recorded in this year.")
    draw_table(sheets, words("C  Benefits received in {year}", year=record.year), _benefit_columns(cells), rows, none)


def _columns(record: RightsRecord, cells: Cells) -> tuple[Column, ...]:
    words = cells.words
    return (
        Column(words("Insurance"), wraps_from=64),
        Column(words("First insured")),
        Column(words("Paid for in {year}", year=record.year)),
        Column(words("Paid for by the year's end")),
        Column(words("Latest base"), figures=True),
        Column(words("Unit paid"), figures=True),
        Column(words("Person paid"), figures=True),
        Column(words("Together"), figures=True),
        Column(words("Subsidy"), figures=True),
        Column(words("Due, not paid"), figures=True),
        Column(words("Paid by"), wraps_from=90),
    )


def _lines(record: RightsRecord, cells: Cells) -> list[Row]:
    """A row an insurance and, under several, what unit and person paid in all of them."""
    rows = [_line(line, cells) for line in record.lines]
    if len(rows) > 1:
        money, total = cells.money, record.total
        figures = (money(total.unit_paid), money(total.person_paid), money(total.total))
        rows[-1] = rows[-1]._replace(keep=True)
        rows.append(Row((cells.words("All insurances"), "", "", "", "", *figures, "", "", ""), Weight.TOTAL))
    return rows


def _line(line: RightsLine, cells: Cells) -> Row:
    words, money, rule = cells.words, cells.money, line.insurance.rule
    units = words(", ").join(unit.name or unit.code if unit else words("yourself") for unit in line.units)
    return Row(
        (
            words(rule.name),
            str(line.first_insured or EMPTY),
            cells.periods(line.periods, rule.paid_by_year),
            cells.periods(line.paid_until_then, rule.paid_by_year),
            money(line.base),
            money(line.paid.unit_paid),
            money(line.paid.person_paid),
            money(line.paid.total),
            money(line.subsidy or None),
            money(line.owed),
            units or EMPTY,
        )
    )


def _balance(balance: YearBalance, cells: Cells) -> Row:
    """An account year with all that is to be said of its sums."""
    row = cells.account_year(balance.year)
    said = between_sentences(cells.words).join(each.in_words(cells.words) for each in balance.sentences)
    return row if balance.in_order else Row((*row.cells[:-1], said))


def _benefit_columns(cells: Cells) -> tuple[Column, ...]:
    words = cells.words
    return (
        Column(words("Insurance"), wraps_from=90),
        Column(words("Months with a payment")),
        Column(words("What was paid"), wraps_from=200),
        Column(words("Together"), figures=True),
    )


def _benefits(benefits: InsuranceBenefits, cells: Cells) -> Row:
    words = cells.words
    months = [month for year in benefits.years for month in year.months]
    items = dict.fromkeys(item.item_name or item.item_code for month in reversed(months) for item in month.items)
    return Row(
        (
            words(benefits.insurance.rule.name),
            words.plural("{count} month", "{count} months", len(months)),
            words(", ").join(items) or EMPTY,
            cells.money(benefits.total),
        )
    )
