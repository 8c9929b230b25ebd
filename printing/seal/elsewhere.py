"""What a paper says beside its payments: head, and the figures and dates of every other block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kiosk.identity import mask_name, mask_number
from kiosk.insurance import Insurance
from kiosk.words import Words
from printing.check_string import check_string_of
from printing.seal.blocks import ACCOUNT, BENEFITS, EMPTY, ENDED, INSURED, MARKED, RIGHTS, SUMMARIES, UNITS, Kind, Shown
from printing.seal.form import Block, Form
from printing.seal.reading import Line, PageRead
from printing.seal.telling import number_of

_COMPARED = (SUMMARIES, ENDED, INSURED, UNITS, EMPTY, MARKED, ACCOUNT, RIGHTS, BENEFITS)
"""Blocks whose figures stand on the paper as they are sealed."""

_IN_FIGURES = (Kind.MONEY, Kind.PERIOD, Kind.DAY)

_NUMBER = re.compile(r"[0-9A-Z*]{6,}")
_CHECK = re.compile(r"[0-9a-f]{4}( ?[0-9a-f]{4}){3}")

_REACH = 3
"""Lines that one row may take where its texts are wrapped."""


def head_differences(pages: Sequence[PageRead], form: Form, packed: bytes, words: Words) -> Iterator[str]:
    """Number, kiosk, whom it is about, and the check string, which must stand on the paper as they are sealed."""
    for place, page in enumerate(pages, 1):
        cells = [cell for line in page.lines for cell in line]
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
    lines = [line for page in pages for line in page.lines]
    for block in form:
        if block.kind in _COMPARED:
            for row in range(len(block.rows)):
                yield from _of_row(block, row, lines, written, words)


def _of_row(block: Block, row: int, lines: Sequence[Line], written: Words, words: Words) -> Iterator[str]:
    """The line that lacks least of a row's figures is its line; what it lacks is named."""
    tokens = list(_tokens(block, row, written))
    found = (_lacking(tokens, lines[place : place + _REACH]) for place in range(len(lines)))
    for heading, text in min(found, key=len, default=tokens):
        yield words(
            "{block}, {row}: the code says {column} {code}, the paper does not.",
            block=words(block.kind.title),
            row=_name(block, row, words),
            column=words(heading),
            code=text,
        )


def _tokens(block: Block, row: int, written: Words) -> Iterator[tuple[str, str]]:
    """Heading and text of what must stand on one line, as the paper's language writes it."""
    for column, value in zip(block.kind.columns, block.rows[row], strict=True):
        if column.shown is not Shown.ALWAYS or value is None:
            continue
        if column.kind in _IN_FIGURES:
            yield column.heading, written.money(value) if column.kind is Kind.MONEY else str(value)  # type: ignore[arg-type]
        elif isinstance(value, Insurance):
            yield column.heading, written(value.rule.name)
        elif block.kind is UNITS and value:
            yield column.heading, str(value)


def _lacking(tokens: list[tuple[str, str]], lines: Sequence[Line]) -> list[tuple[str, str]]:
    """What is not on the first line; a name may go on in the lines below."""
    here = " ".join(lines[0])
    below = _squeezed("".join(cell for line in lines for cell in line))
    lacking = []
    for heading, text in tokens:
        figure = rf"(?<![\d.,-]){re.escape(text)}(?![\d.,-]*\d)"
        if not (re.search(figure, here) if text[-1].isdigit() else _squeezed(text) in below or text in here):
            lacking.append((heading, text))
    return lacking


def _name(block: Block, row: int, words: Words) -> str:
    """What tells a row: its insurance and year, or the unit's number."""
    cells = block.rows[row][:2]
    return " ".join(words(c.rule.name) if isinstance(c, Insurance) else str(c) for c in cells if c is not None)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
