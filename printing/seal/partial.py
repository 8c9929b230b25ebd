"""A paper whose code holds totals and a fingerprint only: its rows are added up and fingerprinted again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from kiosk.insurance import Insurance
from kiosk.words import Words
from printing.seal.blocks import DIGEST, YEARS
from printing.seal.form import Cells, Form
from printing.seal.paper_rows import FIGURES, PAYMENT, Entry
from printing.seal.telling import NOTHING


def partial_differences(printed: Sequence[Entry], form: Form, words: Words) -> Iterator[str]:
    """What does not fit: totals by year, and the rows as a whole."""
    payments = [entry for entry in printed if entry.what == PAYMENT]
    if not payments:
        return
    for row in form.rows(YEARS):
        yield from _of_year(row, payments, words)
    lines = "".join(_line(entry) + "\n" for entry in payments)
    if hashlib.sha256(lines.encode()).hexdigest() != form.rows(DIGEST)[0][0]:
        yield words("The rows on the paper are not those that the code's fingerprint was made of.")


def _of_year(row: Cells, payments: Sequence[Entry], words: Words) -> Iterator[str]:
    insurance, year, count, *sums = row
    mine = [entry for entry in payments if _belongs(entry, insurance, year)]
    name = words(insurance.rule.name) if isinstance(insurance, Insurance) else words("All insurances")
    title = f"{year or ''} {name}".strip()
    if len(mine) != count:
        text = words("{row}: the paper has {paper} rows, the code says {code}.", row=title, paper=len(mine), code=count)
        yield text
    for column, wanted in zip(FIGURES[1:3], sums, strict=True):
        found = sum(_fen(dict(entry.cells)[column]) or 0 for entry in mine)
        if found != wanted:
            heading = words(YEARS.columns[YEARS.place(column)].heading)
            yield words(
                "{row}: the paper says {column} {paper}, the code says {code}.",
                row=title,
                column=heading,
                paper=words.money(found),
                code=words.money(wanted) if isinstance(wanted, int) else NOTHING,
            )


def _belongs(entry: Entry, insurance: object, year: object) -> bool:
    if isinstance(insurance, Insurance) and entry.insurance != insurance.value:
        return False
    return year is None or entry.period.startswith(str(year))


def _line(entry: Entry) -> str:
    """As printing.seal.shortening.figures_line writes the sealed row."""
    cells = dict(entry.cells)
    amounts = [_fen(cells[name]) for name in FIGURES]
    values = (entry.period, entry.insurance, cells["unit"] or None, *amounts, cells.get("arrived"))
    return "\t".join(NOTHING if value is None else str(value) for value in values)


def _fen(text: str) -> int | None:
    return None if text == NOTHING else int(text.replace(",", "").replace(".", ""))
