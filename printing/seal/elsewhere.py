"""What a paper says beside its payments: head, and the figures and dates of every other block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kiosk.identity import mask_name, mask_number
from kiosk.insurance import Insurance
from kiosk.period import Year
from kiosk.words import Words
from printing.check_string import check_string_of
from printing.seal.blocks import ACCOUNT, BENEFITS, EMPTY, ENDED, INSURED, MARKED, NEVER, RIGHTS, SUMMARIES, UNITS
from printing.seal.columns import Kind, Shown
from printing.seal.form import Block, Form
from printing.seal.paper_rows import PERIOD
from printing.seal.reading import Line, PageRead
from printing.seal.reasons import note_words
from printing.seal.telling import case_words, cell, number_of

_COMPARED = (SUMMARIES, NEVER, ENDED, INSURED, UNITS, EMPTY, MARKED, ACCOUNT, RIGHTS, BENEFITS)
"""Blocks whose figures stand on the paper as they are sealed."""

_IN_FIGURES = (Kind.MONEY, Kind.PERIOD, Kind.DAY)

_NUMBER = re.compile(r"[0-9A-Z*]{6,}")
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
    numbers = {mask_number(found) for cell in cells for found in _NUMBER.findall(cell)}
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
                yield from _of_row(block, row, form, lines, written, words)


def _of_row(block: Block, row: int, form: Form, lines: Sequence[_Line], written: Words, words: Words) -> Iterator[str]:
    """The line that lacks least of a row's figures is its line; what it lacks is named."""
    tokens = list(_tokens(block, row, form, written))
    begun = [place for place, line in enumerate(lines) if any(line.may_have(token) for token in tokens)]
    found = (_lacking(tokens, lines[place : place + _REACH]) for place in begun)
    for token in min(found, key=len, default=tokens):
        yield words(
            "{block}, {row}: the code says {column} {code}, the paper does not.",
            block=words(block.kind.title),
            row=_name(block, row, words),
            column=words(token.heading),
            code=token.text,
        )


@dataclass(frozen=True, slots=True)
class Token:
    """A text that must stand on the paper, and its column's heading."""

    heading: str
    text: str = field(repr=False)
    figure: bool = False
    """Whether it is a figure or a date: these are never broken."""


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
    for place, (column, value) in enumerate(zip(block.kind.columns, block.rows[row], strict=True)):
        if column.shown is not Shown.ALWAYS or value is None or value == "":
            continue
        if column.kind in _IN_FIGURES:
            yield Token(column.heading, cell(block, row, place, form, written), figure=True)
        elif column.kind is Kind.INSURANCE or block.kind is UNITS:
            yield Token(column.heading, cell(block, row, place, form, written))
        elif column.kind is Kind.CASE:
            yield Token(column.heading, _reason(block, row, form, written))


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
    """What does not stand on the first line; a text may go on in the lines below."""
    return [
        token
        for token in tokens
        if not (_stands(token.text, lines[0].cells) if token.figure else _spelled(token, lines))
    ]


def _stands(figure: str, line: Line) -> bool:
    """Whether a figure stands on a line, and not as a part of a longer one."""
    pattern = rf"(?<![\d.,-]){re.escape(figure)}(?![\d.,-]*\d)"
    return any(figure in each and re.search(pattern, each) for each in line)


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
