"""The discrepancy slip: the marked months, whom to see and what to bring, and the written application filled in.

人力资源社会保障部令第14号, Art. 16: who finds the record wrong may apply to the agency in writing, with what proves it.
"""

from __future__ import annotations

from collections import defaultdict

from kiosk.account.cases import explain
from kiosk.account.objection import objection_sentences
from kiosk.account.payment_list import ListRow
from kiosk.papers import Slip, SlipLine
from kiosk.period import Period
from kiosk.terms import STATUS, kind_words
from kiosk.words import Words
from printing.cells import EMPTY, Cells, between_sentences
from printing.page import BODY, INK, LEFT, RIGHT, SECTION, STRONG, Rule, Style
from printing.papers.blocks import draw_table
from printing.sheets import Sheets
from printing.stack import Stack
from printing.table import Column, Row

_TEXT = Style(9)
_BETWEEN = 24.0
"""Between what the person keeps in mind and what they hand in (points)."""
_ADVICE = 0.36
"""Share of the width for whom to see and what to bring; the application is written on and takes the rest."""
_LINES_TO_WRITE_ON = 4
"""Enough for what happened and what proves it."""


def draw_slip(sheets: Sheets, content: Slip, cells: Cells) -> None:
    """Draw the months, then side by side what to do and the application; these two are never torn apart."""
    words = cells.words
    rows = [row for line in content.lines for row in _rows(line, cells)]
    draw_table(sheets, words("A  Months that look wrong"), _columns(cells), rows, EMPTY)
    room = RIGHT - LEFT - _BETWEEN
    advice = Stack(room * _ADVICE, sheets.measure)
    application = Stack(room * (1 - _ADVICE), sheets.measure)
    _advise(advice, content, words)
    _apply(application, content, words)
    height = max(advice.height, application.height)
    if not sheets.fits(height + 14):
        sheets.turn()
    sheets.space(12)
    left = LEFT + advice.width + _BETWEEN
    for begins, ends in ((LEFT, LEFT + advice.width), (left, RIGHT)):
        sheets.page.rules.append(Rule(begins, ends, sheets.y, 0.6, INK))
    advice.draw(sheets.page, LEFT, sheets.y - 2)
    application.draw(sheets.page, left, sheets.y - 2)
    sheets.y -= height + 2


def _columns(cells: Cells) -> tuple[Column, ...]:
    words = cells.words
    return (
        Column(words("Month paid for")),
        Column(words("Insurance"), wraps_from=52),
        Column(words("Unit number and name"), wraps_from=76),
        Column(words("Payment base"), figures=True),
        Column(words("Unit paid"), figures=True),
        Column(words("Person paid"), figures=True),
        Column(words("Together"), figures=True),
        Column(words("Date arrived")),
        Column(words("Kind, arrival"), wraps_from=34),
        Column(words("Reason code")),
        Column(words("What the record says"), wraps_from=150),
    )


def _rows(line: SlipLine, cells: Cells) -> list[Row]:
    """The month's rows, the reason beside the first; a month without any still has its line."""
    case = line.case
    told = explain(cells.words, case)
    reason = (case.why.name.replace("_", "-"), told.reason)
    head = (str(case.period), cells.words(case.insurance.rule.name))
    rows = [(*head, *_payment(row, cells), *reason) for row in line.rows]
    if not rows:
        return [Row((*head, *[EMPTY] * 7, *reason))]
    again = [(*row[:-2], EMPTY, EMPTY) for row in rows[1:]]
    return [Row(row) for row in (rows[0], *again)]


def _payment(row: ListRow, cells: Cells) -> tuple[str, ...]:
    words, money = cells.words, cells.money
    kind = kind_words(words, row.kind) if row.kind else EMPTY
    return (
        cells.unit(row.unit),
        money(row.base),
        money(row.unit_paid),
        money(row.person_paid),
        money(row.total),
        row.arrived.isoformat() if row.arrived else EMPTY,
        words(", ").join((kind, words(STATUS[row.status]))),
    )


def _advise(stack: Stack, content: Slip, words: Words) -> None:
    stack.text(words("B  Whom to see"), SECTION)
    stack.space(2)
    for sentence in objection_sentences(words, content.objection, content.issuer):
        stack.text(sentence, _TEXT)
    stack.text(words("Or call {hotline}.", hotline=content.issuer.hotline), _TEXT)
    stack.space(7)
    stack.text(words("C  What to bring"), SECTION)
    stack.space(2)
    for paper in _papers_to_bring(content, words):
        stack.point("□", paper, _TEXT)


def _papers_to_bring(content: Slip, words: Words) -> list[str]:
    papers = [words("this slip, and your ID card or social security card")]
    if content.objection.units or not content.objection.alone:
        papers.append(words("your labour contract or another proof that you worked there in these months"))
        papers.append(words("pay slips or bank statements that show what was kept back for social insurance"))
    if content.objection.alone:
        papers.append(words("the receipts of what you paid, or the bank statements that show it"))
    return papers


def _apply(stack: Stack, content: Slip, words: Words) -> None:
    """The application, in the applicant's own words as far as the record knows them."""
    agency = content.objection.agency or content.agency or content.issuer.agency
    stack.text(words("D  Written application for a check (Order 14, Art. 16)"), SECTION)
    stack.space(2)
    stack.text(words("To: {agency}", agency=agency), _TEXT)
    who = words(
        "Applicant: {name} · Social security number {number} · Personal number {person}",
        name=content.holder_name,
        number=content.holder_number,
        person=content.person_id,
    )
    stack.text(who, _TEXT)
    items = words("; ").join(_items(content, words))
    ask = words("I ask you to check these items of my record: {items}.", items=items)
    stack.text(ask + between_sentences(words) + words("Data as of: {parts}.", parts=_reach(content, words)), _TEXT)
    stack.space(3)
    stack.text(words("What is right in my knowledge, and what I enclose to prove it:"), STRONG)
    for _ in range(_LINES_TO_WRITE_ON):
        stack.writing_line("", BODY)
    stack.writing_line(words("Telephone"), _TEXT)
    stack.writing_line(words("Signature and date"), _TEXT)


def _items(content: Slip, words: Words) -> list[str]:
    """The marked months, gathered by insurance."""
    marked: dict[str, list[Period]] = defaultdict(list)
    for line in content.lines:
        marked[words(line.case.insurance.rule.name)].append(line.case.period)
    return [f"{name} {words(', ').join(map(str, periods))}" for name, periods in marked.items()]


def _reach(content: Slip, words: Words) -> str:
    reached = {content.as_of.get(line.case.insurance.authority) for line in content.lines}
    return words(", ").join(sorted(str(month or EMPTY) for month in reached))
