"""The proof of not being insured: one statement, what it stands on, and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from kiosk.account.payment_list import Summary
from kiosk.insurance import Insurance
from kiosk.papers import NotInsured
from kiosk.period import Period
from kiosk.terms import STANDING
from kiosk.words import N_, Words
from printing.cells import EMPTY, Cells
from printing.page import Style
from printing.papers.blocks import draw_notes, draw_table
from printing.sheets import Sheets
from printing.table import Column, Row

_STATEMENT = Style(12, bold=True)
"""What the paper is for: read first, and from afar."""

NOTHING_RECORDED = N_("nothing is recorded")
"""The standing of who was never insured."""


def draw_not_insured(sheets: Sheets, content: NotInsured, cells: Cells) -> None:
    """Draw the statement, then insurance by insurance what is recorded."""
    words = cells.words
    sheets.space(10)
    never, ended, insured = map(_pairs, (content.never, content.ended, content.insured))
    for statement in statements(never, ended, insured, words):
        sheets.paragraph(statement, _STATEMENT)
        sheets.space(4)
    rows = [_row(summary, summary in content.never, cells) for summary in content.summaries]
    draw_table(sheets, words("What is recorded"), _columns(cells), rows, EMPTY)
    sheets.space(4)
    draw_notes(
        sheets,
        words("The data of this machine cover this city only; insurance in other places is not in them."),
        words("A payment made lately may not be in the data yet: they arrive with one to three months' delay."),
        words("For a stamped proof please see {agency}.", agency=content.agency or content.issuer.agency),
        style=sheets.size.body,
    )


def _pairs(summaries: Sequence[Summary]) -> list[tuple[Insurance, Period | None]]:
    return [(summary.insurance, summary.last_paid) for summary in summaries]


Named: TypeAlias = Sequence[tuple[Insurance, Period | None]]
"""Insurances, each with the last period paid for."""


def statements(never: Named, ended: Named, insured: Named, words: Words) -> list[str]:
    """What the paper says first: the sentences that it is carried for. Who verifies it looks for them."""
    said = []
    if never:
        text = N_("Never insured, as far as the data reach: {names}.")
        said.append(words(text, names=_names(never, words)))
    if ended:
        text = N_("Insured once, and not at present: {names}.")
        said.append(words(text, names=_names(ended, words)))
    if insured:
        text = N_("This proof does not hold for {names}: there the person is insured.")
        said.append(words(text, names=words(", ").join(words(insurance.rule.name) for insurance, _ in insured)))
    return said


def _names(named: Named, words: Words) -> str:
    """The insurances' names; of what ended, with the last month paid for."""
    return words(", ").join(
        words("{name} (last paid for {period})", name=words(insurance.rule.name), period=words.period(last))
        if last
        else words(insurance.rule.name)
        for insurance, last in named
    )


def _columns(cells: Cells) -> tuple[Column, ...]:
    words = cells.words
    return (
        Column(words("Insurance"), wraps_from=90),
        Column(words("Standing"), wraps_from=60),
        Column(words("First insured")),
        Column(words("First paid for")),
        Column(words("Last paid for")),
        Column(words("Paid for in total")),
        Column(words("Data as of")),
    )


def _row(summary: Summary, never: bool, cells: Cells) -> Row:
    words, rule = cells.words, summary.insurance.rule
    return Row(
        (
            words(rule.name),
            words(NOTHING_RECORDED) if never else words(STANDING[summary.standing]),
            str(summary.first_insured or EMPTY),
            str(summary.first_paid or EMPTY),
            str(summary.last_paid or EMPTY),
            cells.duration(summary.months, rule.paid_by_year) if summary.months else EMPTY,
            str(summary.as_of or EMPTY),
        )
    )
