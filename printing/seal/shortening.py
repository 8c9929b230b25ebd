"""What stands for a paper that does not fit the largest symbol: totals for each year, and a fingerprint of the rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby

from kiosk.insurance import Insurance
from kiosk.period import Month, Year
from printing.seal.blocks import ACCOUNT, DIGEST, HEAD, ROWS, SUMMARIES, UNITS, YEARS
from printing.seal.form import Block, Cells, Form, Value


def shortened(form: Form) -> Iterator[Form]:
    """The forms that stand for one that does not fit: ever less, each with the fingerprint of what is left out."""
    digest = Block(DIGEST, ((rows_digest(form),),))
    rows = form.rows(ROWS)
    head, kept = form.blocks[0], [each for kind in (SUMMARIES, ACCOUNT) if (each := form.block(kind))]
    if rows:
        years = Block(YEARS, tuple(yearly_totals(rows)))
        yield Form((head, *kept, years, digest))
        yield Form((head, years, digest))
        yield Form((head, Block(YEARS, (_total(None, None, rows),)), digest))
    yield Form((Block(HEAD, (_without_names(head.rows[0]),)), digest))


def rows_digest(form: Form) -> str:
    """SHA-256 over the figures of every payment as they stand on the paper; of other papers over everything."""
    rows = form.rows(ROWS)
    units = form.rows(UNITS)
    lines = "".join(figures_line(row, units) + "\n" for row in rows)
    if not rows:
        lines = repr([block.rows for block in form])
    return hashlib.sha256(lines.encode()).hexdigest()


def figures_line(row: Cells, units: Sequence[Cells]) -> str:
    """Month, insurance code, unit number, base, unit's and person's part, sum (fen) and day arrived, tab-separated.

    "/" is what is not known.
    """
    insurance, period, unit, *amounts = row[:7]
    code = units[unit - 1][0] if isinstance(unit, int) and unit else None
    cells: tuple[Value, ...] = (period, _code(insurance), code, *amounts, row[7])
    return "\t".join("/" if cell is None else str(cell) for cell in cells)


def _code(insurance: Value) -> str:
    assert isinstance(insurance, Insurance)  # noqa: S101 - a row's first cell
    return insurance.value


def _without_names(head: Cells) -> Cells:
    """A head whose length has a bound: without the names of place and agency."""
    names = (HEAD.place("place"), HEAD.place("agency"))
    return tuple(None if place in names else value for place, value in enumerate(head))


def yearly_totals(rows: Sequence[Cells]) -> Iterator[Cells]:
    """What was paid for each year of each insurance."""
    for (insurance, year), group in groupby(rows, key=lambda row: (row[0], _year_of(row[1]))):
        yield _total(insurance, year, tuple(group))


def _year_of(period: Value) -> Year:
    assert isinstance(period, Month | Year)  # noqa: S101 - a row's second cell
    return Year(period.year)


def _total(insurance: Value, year: Value, rows: Sequence[Cells]) -> Cells:
    return insurance, year, len(rows), _sum(rows, "unit_paid"), _sum(rows, "person_paid")


def _sum(rows: Sequence[Cells], name: str) -> int:
    """What a column of amounts adds up to; unknown ones count as nothing."""
    place = ROWS.place(name)
    return sum(amount for row in rows if isinstance(amount := row[place], int))
