"""A paper's own text against what its code says: every difference by name, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from kiosk.insurance import Insurance
from kiosk.words import Words
from printing.seal.blocks import ROWS
from printing.seal.elsewhere import head_differences, token_differences
from printing.seal.form import Form
from printing.seal.paper_rows import (
    PAYMENT,
    SUBTOTAL,
    WORDED,
    Entry,
    entries_of_code,
    entries_on_paper,
    language_of,
    page_numbers,
)
from printing.seal.partial import partial_differences
from printing.seal.reading import PageRead

_UNNAMED = 2
"""Parts of a key that are left where the paper does not name the insurance on each line."""


def differences(pages: Sequence[PageRead], form: Form, packed: bytes, words: Words) -> list[str]:
    """What on the pages is not as the code says; empty when all is. Only for pages with a text of their own."""
    written = language_of(pages)
    told = list(_missing_pages(pages, written, words))
    told += head_differences(pages, form, packed, words)
    if form.whole:
        told += _of_rows(list(entries_of_code(form, written)), list(entries_on_paper(pages, form, written)), words)
        told += token_differences(pages, form, written, words)
    else:
        told += partial_differences(list(entries_on_paper(pages, form, written)), form, words)
    return told


def _missing_pages(pages: Sequence[PageRead], written: Words, words: Words) -> Iterator[str]:
    numbers = [page_numbers(page, written) for page in pages]
    there = {number[0] for number in numbers if number}
    count = max((number[1] for number in numbers if number), default=0)
    for page in range(1, count + 1):
        if page not in there:
            yield words("Page {page} of {pages} is missing.", page=page, pages=count)
    for place, number in enumerate(numbers, 1):
        if number is None:
            yield words("Page {place} of the file carries no page number.", place=place)


def _of_rows(sealed: list[Entry], printed: list[Entry], words: Words) -> Iterator[str]:
    """Rows side by side, in their order."""
    named = all(entry.insurance for entry in printed)
    keys = [[entry.key if named else entry.key[:_UNNAMED] for entry in each] for each in (sealed, printed)]
    for tag, first, last, begin, end in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            for code, paper in zip(sealed[first:last], printed[begin:end], strict=True):
                yield from _of_cells(code, paper, words)
            continue
        for code in sealed[first:last]:
            yield words("{row}: the code has this row, the paper does not.", row=_name(code, words))
        for paper in printed[begin:end]:
            yield words("{row}: the paper has this row, the code does not.", row=_name(paper, words))


def _of_cells(code: Entry, paper: Entry, words: Words) -> Iterator[str]:
    printed = dict(paper.cells)
    for name, text in code.cells:
        if name in printed and not _same(name, printed[name], text):
            yield words(
                "{row}: the paper says {column} {paper}, the code says {code}.",
                row=_name(code, words),
                column=words(ROWS.columns[ROWS.place(name)].heading),
                paper=printed[name] or words("nobody"),
                code=text or words("nobody"),
            )


def _same(name: str, paper: str, code: str) -> bool:
    """Whether a cell says what is sealed; of words that go on in the next line their beginning must be there."""
    if name not in WORDED:
        return paper == code
    return bool(paper) and "".join(code.split()).startswith("".join(paper.split()))


def _name(entry: Entry, words: Words) -> str:
    """2019-03 Employees' pension; a subtotal or total by its own words."""
    insurance = next((words(each.rule.name) for each in Insurance if each.value == entry.insurance), "")
    if entry.what == PAYMENT:
        return f"{entry.period} {insurance}".strip()
    if entry.what == SUBTOTAL:
        return f"{words('Subtotal {year}', year=entry.period)} {insurance}".strip()
    return words("Total, {insurance}", insurance=insurance)
