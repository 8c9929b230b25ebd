"""What a paper says beside its payments: head, and the figures, dates, counts and standings of every other block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.identity import mask_name, mask_number
from kiosk.insurance import Insurance
from kiosk.period import Period, Year
from kiosk.words import N_, Words
from printing.cells import Cells
from printing.check_string import check_string_of
from printing.papers.not_insured import NOTHING_RECORDED, statements
from printing.seal.blocks import ACCOUNT, BENEFITS, EMPTY, ENDED, INSURED, MARKED, NEVER, RIGHTS, SUMMARIES, UNITS
from printing.seal.columns import BlockKind, Column, Kind, Shown
from printing.seal.form import Block, Form, Value
from printing.seal.paper_rows import PERIOD
from printing.seal.reading import Line, PageRead
from printing.seal.reasons import note_words
from printing.seal.telling import case_words, cell, number_of

_COMPARED = (SUMMARIES, NEVER, ENDED, INSURED, UNITS, EMPTY, MARKED, ACCOUNT, RIGHTS, BENEFITS)
"""Blocks whose figures stand on the paper as they are sealed."""

_IN_FIGURES = (Kind.MONEY, Kind.PERIOD, Kind.DAY)

_TOGETHER = N_("Together")
_ALL = N_("All insurances")

_CHECK = re.compile(r"[0-9a-f]{4}( ?[0-9a-f]{4}){3}")

_BEGINNING = 2
"""Characters of a text that stand on its first line at the least."""

_REACH = 8
"""Lines that one row may take where its texts are wrapped."""


def head_differences(pages: Sequence[PageRead], form: Form, packed: bytes, words: Words) -> Iterator[str]:
    """Number, kiosk, whom it is about, and the check string, which must stand on the paper as they are sealed."""
    for place, page in enumerate(pages, 1):
        cells = [each for line in page.lines for each in line]
        if not any(number_of(form) in cell for cell in cells):
            yield words(
                "Page {place}: it does not carry the list number {number}.", place=place, number=number_of(form)
            )
    cells = [cell for page in pages[:1] for line in page.lines for cell in line]
    # The whole cell: on a slip the numbers stand in the application once more, where the head may have been altered.
    numbers = {mask_number(cell) for cell in cells}
    if form.head("holder_number") not in numbers:
        yield words("The social security number on the paper is not the one the code masks.")
    if form.head("person_id") and form.head("person_id") not in numbers:
        yield words("The personal number on the paper is not the one the code masks.")
    if not any(mask_name(cell) == form.head("holder_name") for cell in cells):
        yield words("The name on the paper is not the one the code masks.")
    if form.whole:
        yield from _of_check_string(pages, packed, words)


def _of_check_string(pages: Sequence[PageRead], packed: bytes, words: Words) -> Iterator[str]:
    found = {match[0] for page in pages for line in page.lines for cell in line for match in _CHECK.finditer(cell)}
    wanted = check_string_of(packed)
    if found and wanted not in found:
        yield words("The check string on the paper is not that of the code ({check}).", check=wanted)


def token_differences(pages: Sequence[PageRead], form: Form, written: Words, words: Words) -> Iterator[str]:
    """Every amount, month and date of the other blocks, row by row."""
    lines = [_Line(line, tuple(map(_squeezed, line))) for page in pages for line in page.lines]
    if form.head("paper") == "list":
        # These are compared already, and there may be thousands.
        lines = [line for line in lines if not PERIOD.fullmatch(line.cells[0])]
    for block in form:
        if block.kind in _COMPARED:
            for row in range(len(block.rows)):
                tokens = list(_tokens(block, row, form, written))
                yield from _of_row(tokens, block, _name(block, row, words), lines, words)
        if block.kind is RIGHTS and len(block.rows) > 1:
            yield from _of_row(list(_all_insurances(block, written)), block, words(_ALL), lines, words)
    yield from _of_statements(form, lines, written, words)


def _of_row(tokens: list[Token], block: Block, row: str, lines: Sequence[_Line], words: Words) -> Iterator[str]:
    """The line that lacks least of a row's figures is its line; what it lacks is named."""
    begun = [place for place, line in enumerate(lines) if any(line.may_have(token) for token in tokens)]
    found = (_lacking(tokens, lines[place : place + _REACH]) for place in begun)
    for token in min(found, key=len, default=tokens):
        yield words(
            "{block}, {row}: the code says {column} {code}, the paper does not.",
            block=words(block.kind.title),
            row=row,
            column=words(token.heading),
            code=token.text,
        )


def _of_statements(form: Form, lines: Sequence[_Line], written: Words, words: Words) -> Iterator[str]:
    """The sentences that a proof of no insurance is carried for."""
    never, ended, insured = (_named(form.block(kind)) for kind in (NEVER, ENDED, INSURED))
    text = "".join(cell for line in lines for cell in line.squeezed)
    for sentence in statements(never, ended, insured, written):
        if _squeezed(sentence) not in text:
            yield words("The paper does not say what the code does: {sentence}", sentence=sentence)


def _named(block: Block | None) -> list[tuple[Insurance, Period | None]]:
    """The insurances of a block, each with the last period paid for."""
    if block is None:
        return []
    held = zip(block.column("insurance"), block.column("last_paid"), strict=True)
    return [(insurance, last) for insurance, last in held if isinstance(insurance, Insurance)]  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Token:
    """A text that must stand on the paper, and its column's heading."""

    heading: str
    text: str = field(repr=False)
    figure: bool = False
    """Whether it is a figure or a date: these are never broken."""
    whole: bool = False
    """Whether it is all that its cell says."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's cells as they are, and without room in them."""

    cells: Line = field(repr=False)
    squeezed: Line = field(repr=False)

    def may_have(self, token: Token) -> bool:
        """A quick look whether it is worth a thorough one."""
        begins = token.text if token.figure else _squeezed(token.text)[:_BEGINNING]
        return any(begins in cell for cell in self.squeezed)


def _tokens(block: Block, row: int, form: Form, written: Words) -> Iterator[Token]:
    """What must stand on one line, as the paper's language writes it."""
    cells = block.rows[row]
    for place, (column, value) in enumerate(zip(block.kind.columns, cells, strict=True)):
        if value is None or value == "" or not _stands_on_paper(block, row, column):
            continue
        if column.kind in _IN_FIGURES:
            yield Token(column.heading, cell(block, row, place, form, written), figure=True)
        elif column.kind is Kind.COUNT:
            yield from _counted(block.kind, column, cells[0], value, written)
        elif column.kind is Kind.STANDING and block.kind is NEVER:
            yield Token(column.heading, written(NOTHING_RECORDED))
        elif column.kind in (Kind.INSURANCE, Kind.STANDING) or block.kind is UNITS:
            yield Token(column.heading, cell(block, row, place, form, written))
        elif column.kind is Kind.CASE:
            yield Token(column.heading, _reason(block, row, form, written))
    if block.kind is RIGHTS:
        yield Token(_TOGETHER, written.money(sum(_paid(block, name)[row] for name in _SIDES)), figure=True)


def _stands_on_paper(block: Block, row: int, column: Column) -> bool:
    if block.kind is EMPTY and column.name == "last":
        # A single month is written once.
        return block.column("period")[row] != block.column("last")[row]
    if column.name == "first_paid":
        return block.kind in (NEVER, ENDED, INSURED)
    return column.shown is Shown.ALWAYS


def _counted(kind: BlockKind, column: Column, insurance: Value, count: Value, written: Words) -> Iterator[Token]:
    """Months or years, as the paper writes them; a proof writes no nought."""
    assert isinstance(insurance, Insurance) and isinstance(count, int)  # noqa: S101 - as unpacked
    by_year, cells = insurance.rule.paid_by_year, Cells(written)
    if kind is RIGHTS:
        yield Token(column.heading, cells.periods(count, by_year), whole=True)
    elif kind is BENEFITS:
        yield Token(column.heading, cells.periods(count, years=False), whole=True)
    elif kind is SUMMARIES or count:
        yield Token(column.heading, cells.duration(count, by_year), whole=True)


_SIDES = ("unit_paid", "person_paid")


def _paid(block: Block, name: str) -> list[int]:
    return [value if isinstance(value, int) else 0 for value in block.column(name)]


def _all_insurances(block: Block, written: Words) -> Iterator[Token]:
    """The line under several insurances: what both sides paid in all of them."""
    unit, person = (sum(_paid(block, name)) for name in _SIDES)
    for name, fen in zip((*_SIDES, ""), (unit, person, unit + person), strict=True):
        heading = block.kind.columns[block.kind.place(name)].heading if name else _TOGETHER
        yield Token(heading, written.money(fen), figure=True)


def _reason(block: Block, row: int, form: Form, written: Words) -> str:
    """As the paper tells it: a slip by its code; of several years the reason that holds for all of them."""
    cells = block.rows[row]
    name = str(cells[block.kind.place("reason")])
    if block.kind is MARKED:
        return name.replace("_", "-")
    first, last = cells[1:3]
    if isinstance(first, Year) and first != last:
        return note_words(name, written)
    return case_words(block.kind, cells, form, written)


def _lacking(tokens: Sequence[Token], lines: Sequence[_Line]) -> list[Token]:
    """What does not stand on the first line, as often as it must; a text may go on in the lines below."""
    lacking, wanted = [], Counter[str]()
    for token in tokens:
        wanted[token.text] += 1
        if token.figure:
            there = _times(token.text, lines[0].cells) >= wanted[token.text]
        elif token.whole:
            there = lines[0].squeezed.count(_squeezed(token.text)) >= wanted[token.text]
        else:
            there = _spelled(token, lines)
        if not there:
            lacking.append(token)
    return lacking


def _times(figure: str, line: Line) -> int:
    """How often a figure stands on a line, and not as a part of a longer one."""
    pattern = rf"(?<![\d.,-]){re.escape(figure)}(?![\d.,-]*\d)"
    return sum(len(re.findall(pattern, each)) for each in line if figure in each)


def _spelled(token: Token, lines: Sequence[_Line]) -> bool:
    """Whether a text stands on the first line, or begins there and goes on below, a piece a line."""
    wanted = _squeezed(token.text)
    for each in lines[0].squeezed:
        if wanted in each:
            return True
        for cut in range(min(len(wanted) - 1, len(each)), 0, -1):
            if each.endswith(wanted[:cut]) and _goes_on(wanted[cut:], lines[1:]):
                return True
    return False


def _goes_on(rest: str, lines: Sequence[_Line]) -> bool:
    if not rest:
        return True
    pieces = lines[0].squeezed if lines else ()
    return any(rest.startswith(piece) and _goes_on(rest[len(piece) :], lines[1:]) for piece in pieces)


def _name(block: Block, row: int, words: Words) -> str:
    """What tells a row: its insurance and year, or the unit's number."""
    cells = block.rows[row][:2]
    return " ".join(words(c.rule.name) if isinstance(c, Insurance) else str(c) for c in cells if c is not None)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
