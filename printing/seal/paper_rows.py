"""The payments, subtotals and totals as a page's own text has them, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kiosk.insurance import Insurance
from kiosk.words import Words, languages, words_of
from printing.seal.blocks import MARKED, ROWS, UNITS
from printing.seal.form import Cells, Form, Value
from printing.seal.reading import Line, PageRead
from printing.seal.telling import NOTHING, coded

PERIOD = re.compile(r"\d{4}(-\d{2})?")
_AMOUNT = re.compile(r"-?[\d,]+\.\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_YEAR_DIGITS = 4

PAYMENT, SUBTOTAL, TOTAL = "payment", "subtotal", "total"

FIGURES = ("base", "unit_paid", "person_paid", "total")
"""The amounts of a payment, in the order in which they stand on its line."""
SUMS = FIGURES[1:]

WORDED = ("kind", "status")
"""What follows the day on a list's line, in words; a long one goes on in the next line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A payment, subtotal or total: what names it and what is compared, all in the paper's own writing."""

    what: str
    period: str
    """The month or year; empty for a total."""
    insurance: str
    """Category code; empty where the line does not name it."""
    cells: tuple[tuple[str, str], ...] = field(repr=False)
    """Column name and text, for the columns that could be read."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it."""
        return self.what, self.period, self.insurance


def language_of(pages: Sequence[PageRead]) -> Words:
    """The language a paper is written in: the one whose page number stands on it."""
    for language in languages():
        words = words_of(language)
        if any(page_numbers(page, words) for page in pages):
            return words
    return words_of(languages()[0])


def page_numbers(page: PageRead, words: Words) -> tuple[int, int] | None:
    """Which page of how many it says it is; None where it does not say."""
    pattern = re.compile(_pattern(words("Page {page} of {pages}", page="\0", pages="\0"), r"(\d+)"))
    for line in reversed(page.lines):
        for cell in line:
            if found := pattern.fullmatch(cell):
                return int(found[1]), int(found[2])
    return None


def _pattern(text: str, hole: str) -> str:
    """A text with holes as a pattern; room between words is not told reliably apart."""
    return r"\s*".join(re.escape(part) for part in re.split(r"\s+", text)).replace(re.escape("\0"), hole)


def entries_of_code(form: Form, words: Words) -> list[Entry]:
    """What the paper must say, from the sealed rows."""
    if form.head("paper") == "slip":
        return list(_of_slip(form, words))
    return list(_of_list(form.rows(ROWS), form, words))


def _of_list(rows: Sequence[Cells], form: Form, words: Words) -> Iterator[Entry]:
    """A subtotal after each year, a total after each insurance."""
    for insurance, group in groupby(rows, key=_insurance):
        whole = list(group)
        for year, part in groupby(whole, key=_year):
            held = list(part)
            yield from (_payment(row, form, words) for row in held)
            yield _sums(SUBTOTAL, year, insurance, held, words)
        yield _sums(TOTAL, "", insurance, whole, words)


def _of_slip(form: Form, words: Words) -> Iterator[Entry]:
    """The marked months' rows; a month without any has a line all the same."""
    rows = {key: list(group) for key, group in groupby(form.rows(ROWS), key=lambda row: row[:2])}
    nothing = (*((name, NOTHING) for name in FIGURES), ("arrived", NOTHING), ("unit", ""))
    for marked in form.rows(MARKED):
        held = rows.get(marked[:2], [])
        yield from (_payment(row, form, words) for row in held)
        if not held:
            yield Entry(PAYMENT, str(marked[1]), _insurance(marked), nothing)


def _year(row: Cells) -> str:
    return str(row[1])[:_YEAR_DIGITS]


def _insurance(row: Cells) -> str:
    return row[0].value if isinstance(row[0], Insurance) else ""


def _payment(row: Cells, form: Form, words: Words) -> Entry:
    cells = [(name, _money(row[ROWS.place(name)], words)) for name in FIGURES]
    arrived = row[ROWS.place("arrived")]
    units, unit = form.rows(UNITS), row[ROWS.place("unit")]
    code = str(units[unit - 1][0]) if isinstance(unit, int) and unit else ""
    cells += [("arrived", NOTHING if arrived is None else str(arrived)), ("unit", code)]
    if form.head("paper") == "list":
        cells += [(name, _coded_cell(row, name, words)) for name in WORDED]
    return Entry(PAYMENT, str(row[1]), _insurance(row), tuple(cells))


def _coded_cell(row: Cells, name: str, words: Words) -> str:
    place = ROWS.place(name)
    return coded(ROWS.columns[place].kind, str(row[place] or ""), words) if row[place] else NOTHING


def _sums(what: str, period: str, insurance: str, rows: Iterable[Cells], words: Words) -> Entry:
    held = list(rows)
    unit, person = (sum(_known(row[ROWS.place(name)]) for row in held) for name in SUMS[:2])
    sums = zip(SUMS, (unit, person, unit + person), strict=True)
    return Entry(what, period, insurance, tuple((name, words.money(fen)) for name, fen in sums))


def _known(amount: Value) -> int:
    return amount if isinstance(amount, int) else 0


def _money(amount: Value, words: Words) -> str:
    return words.money(amount) if isinstance(amount, int) else NOTHING


def entries_on_paper(pages: Iterable[PageRead], form: Form, words: Words) -> Iterator[Entry]:
    """What the pages' text says, in reading order."""
    names = {insurance: _squeezed(words(insurance.rule.name)) for insurance in Insurance}
    codes = frozenset(str(code) for code, _ in form.rows(UNITS))
    reader = _LineReader(names, codes, words)
    for page in pages:
        for line in page.lines:
            if entry := reader.read(line):
                yield entry


class _LineReader:
    """Reads one line; a total and a subtotal belong to the insurance whose payments stand above."""

    def __init__(self, names: dict[Insurance, str], codes: frozenset[str], words: Words) -> None:
        self._names = names
        self._codes = codes
        self._alone = words("pays alone")
        self._subtotal = re.compile(_pattern(words("Subtotal {year}", year="\0"), r"(\d{4})"))
        self._total = re.compile(_pattern(words("Total, {insurance}", insurance="\0"), "(.*)"))
        self._insurance = ""

    def read(self, line: Line) -> Entry | None:
        """The entry on a line; None when it is something else."""
        first = line[0]
        if PERIOD.fullmatch(first):
            return self._payment(line)
        sums = [cell for cell in line[1:] if _AMOUNT.fullmatch(cell)]
        if len(sums) != len(SUMS):
            return None
        cells = tuple(zip(SUMS, sums, strict=True))
        if found := self._subtotal.fullmatch(first):
            return Entry(SUBTOTAL, found[1], self._insurance, cells)
        return Entry(TOTAL, "", self._insurance, cells) if self._total.fullmatch(first) else None

    def _payment(self, line: Line) -> Entry | None:
        places = [place for place, cell in enumerate(line[1:], 1) if _AMOUNT.fullmatch(cell) or cell == NOTHING]
        start = next((place for place in places if {*range(place, place + len(FIGURES))} <= {*places}), None)
        if start is None:
            return None
        end = start + len(FIGURES)
        cells = list(zip(FIGURES, line[start:end], strict=True))
        arrived = line[end] if end < len(line) else ""
        if _DAY.fullmatch(arrived) or arrived == NOTHING:
            cells.append(("arrived", arrived))
            cells += zip(WORDED, line[end + 1 :], strict=False)
        self._insurance = self._insurance_in(line[1:start]) or self._insurance
        return Entry(PAYMENT, line[0], self._insurance, (*cells, ("unit", self._unit_in(line[1:start]))))

    def _unit_in(self, cells: Sequence[str]) -> str:
        """The unit's number; where the code names no units, what stands before the figures unless the person paid."""
        if not self._codes:
            return "" if not cells or cells[-1] == self._alone else cells[-1].split()[0]
        return next((word for cell in cells for word in cell.split()[:1] if word in self._codes), "")

    def _insurance_in(self, cells: Sequence[str]) -> str:
        """The insurance whose name a cell holds, or begins where the name goes on in the next line."""
        for cell in map(_squeezed, cells):
            found = [insurance for insurance, name in self._names.items() if len(cell) > 1 and name.startswith(cell)]
            if found:
                return found[0].value
        return ""


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
