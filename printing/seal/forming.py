"""A paper -> its canonical form. Name and numbers are masked here, whatever the person asked to have printed.

With a full number in the code, or any hash of one, a masked number could be found by trying: nothing in a form depends
on what the mask hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.account.cases import PeriodCase
from kiosk.account.payment_list import EmptyMonths, ListRow, PaperHead, PaymentList, Summary
from kiosk.account.rights import RightsLine, RightsRecord
from kiosk.identity import mask_name, mask_number
from kiosk.model import AccountYear, AsOf, Unit
from kiosk.papers import NotInsured, PersonalPaper, RightsPaper, Slip
from kiosk.period import Month, Year
from printing.seal.blocks import (
    ACCOUNT,
    AS_OF,
    BENEFITS,
    EMPTY,
    ENDED,
    HEAD,
    INSURED,
    MARKED,
    NEVER,
    PAYERS,
    RIGHTS,
    ROWS,
    SUMMARIES,
    UNITS,
)
from printing.seal.columns import BlockKind
from printing.seal.form import Block, Cells, Form
from printing.seal.reasons import name_of

_BETWEEN_ITEMS = "; "
"""Between the names of several benefits."""


def form_of(content: PersonalPaper) -> Form:
    """Everything that stands on a paper about the person, as it is signed."""
    match content:
        case PaymentList():
            return _list(content)
        case RightsPaper():
            return _rights(content)
        case NotInsured():
            return _not_insured(content)
        case Slip():
            return _slip(content)


class _Units:
    """The units a paper names, each once, by their place."""

    def __init__(self, *, by_name: bool = False) -> None:
        self._by_name = by_name
        self._places: dict[tuple[str, str], int] = {}

    def place(self, unit: Unit | None) -> int:
        """Where a unit stands, counted from 1; 0 for who pays alone."""
        if unit is None:
            return 0
        names = ("", unit.name or unit.code) if self._by_name else (unit.code, unit.name)
        return self._places.setdefault(names, len(self._places) + 1)

    def block(self) -> Block | None:
        """The block of units."""
        return _block(UNITS, self._places)


def _list(content: PaymentList) -> Form:
    units = _Units()
    for unit in content.units:
        units.place(unit)
    rows = [_row(row, units) for section in content.sections for year in section.years for row in year.rows]
    empty = [_empty(gap, units) for section in content.sections for gap in section.empty_months]
    return _form(
        _head("list", content, content.first, content.last),
        _block(SUMMARIES, map(_summary, content.summaries)),
        units.block(),
        _block(ROWS, rows),
        _block(EMPTY, empty),
        _block(ACCOUNT, map(_account_year, content.account_years)),
    )


def _rights(content: RightsPaper) -> Form:
    # This paper names its units without their numbers.
    record, units = content.record, _Units(by_name=True)
    payers = [(line.insurance, units.place(unit)) for line in record.lines for unit in line.units]
    return _form(
        _head("rights", content, Month(record.year, 1), Month(record.year, 12)),
        _as_of(record.as_of),
        units.block(),
        _block(RIGHTS, map(_rights_line, record.lines)),
        _block(PAYERS, payers),
        _block(ACCOUNT, (_account_year(balance.year) for balance in record.accounts)),
        _block(BENEFITS, _benefits(record)),
    )


def _not_insured(content: NotInsured) -> Form:
    return _form(
        _head("not-insured", content),
        _block(NEVER, map(_proof, content.never)),
        _block(ENDED, map(_proof, content.ended)),
        _block(INSURED, map(_proof, content.insured)),
    )


def _slip(content: Slip) -> Form:
    units = _Units()
    marked = [(line.case.insurance, line.case.period, *_evidence(line.case, units)) for line in content.lines]
    # A slip says in one sentence what the record says of a month, and has no notes.
    rows = [_row(replace(row, note="", subsidy=0), units) for line in content.lines for row in line.rows]
    return _form(
        _head("slip", content), _as_of(content.as_of), units.block(), _block(MARKED, marked), _block(ROWS, rows)
    )


def _form(*blocks: Block | None) -> Form:
    return Form(tuple(block for block in blocks if block))


def _block(kind: BlockKind, rows: Iterable[Cells]) -> Block | None:
    """A block; none without rows."""
    held = tuple(rows)
    return Block(kind, held) if held else None


def _head(paper: str, content: PaperHead, first: Month | None = None, last: Month | None = None) -> Block:
    kiosk, printed_at = content.issuer.kiosk_id, content.printed_at.replace(microsecond=0)
    usual = f"{kiosk}-{printed_at:%Y%m%d-%H%M%S}"
    row = (
        paper,
        None if content.number == usual else content.number,
        kiosk,
        printed_at,
        mask_name(content.holder_name),
        mask_number(content.holder_number),
        mask_number(content.person_id),
        content.sex,
        content.place,
        content.agency,
        int(content.other_division),
        first,
        last,
    )
    return Block(HEAD, (row,))


def _summary(summary: Summary) -> Cells:
    return (
        summary.insurance,
        summary.standing.value,
        summary.first_insured,
        summary.months,
        summary.deemed_months,
        summary.first_paid,
        summary.last_paid,
        summary.as_of,
        summary.balance,
    )


def _proof(summary: Summary) -> Cells:
    return (
        summary.insurance,
        summary.standing.value,
        summary.first_insured,
        summary.months,
        summary.first_paid,
        summary.last_paid,
        summary.as_of,
    )


def _row(row: ListRow, units: _Units) -> Cells:
    return (
        row.insurance,
        row.paid_for,
        units.place(row.unit),
        row.base,
        row.unit_paid,
        row.person_paid,
        row.total,
        row.arrived,
        row.kind,
        row.status.value,
        name_of(row.note),
        row.subsidy,
    )


def _empty(gap: EmptyMonths, units: _Units) -> Cells:
    if gap.cases:
        return (gap.insurance, gap.first, gap.last, *_evidence(gap.cases[0], units))
    return (gap.insurance, gap.first, gap.last, name_of(gap.reason), 0, 0, None, None, None, 0, "", "")


def _evidence(case: PeriodCase, units: _Units) -> Cells:
    return (
        case.why.name,
        units.place(case.unit),
        units.place(case.next_unit),
        case.since,
        case.until,
        case.day,
        case.months,
        case.kind,
        case.agency,
    )


def _account_year(year: AccountYear) -> Cells:
    return (
        year.insurance,
        Year(year.year),
        year.principal,
        year.interest,
        year.paid_out,
        year.opening,
        year.closing,
    )


def _rights_line(line: RightsLine) -> Cells:
    return (
        line.insurance,
        line.first_insured,
        line.periods,
        line.paid_until_then,
        line.base,
        line.paid.unit_paid,
        line.paid.person_paid,
        line.subsidy,
        line.owed,
    )


def _benefits(record: RightsRecord) -> Iterator[Cells]:
    for benefits in record.benefits:
        months = [month for year in benefits.years for month in year.months]
        items = dict.fromkeys(item.item_name or item.item_code for month in reversed(months) for item in month.items)
        yield benefits.insurance, len(months), _BETWEEN_ITEMS.join(items), benefits.total


def _as_of(as_of: AsOf) -> Block | None:
    reached = sorted(as_of.items(), key=lambda each: each[0].value)
    return _block(AS_OF, [(authority.value, month) for authority, month in reached])
