"""A paper's content -> what stands on each of its pages; pure. Head, body and end, then running heads and feet."""

from __future__ import annotations

from typing import assert_never

from kiosk.account.payment_list import PaymentList
from kiosk.papers import NotInsured, PaperContent, RightsPaper, Slip, TestPage
from kiosk.words import Words
from printing.cells import Cells
from printing.foot import Foot
from printing.head import RUNNING_HEAD, draw_head, draw_running_head, draw_title
from printing.memo import MeasuredOnce
from printing.page import BOTTOM, TOP, Measure, Page
from printing.papers.blocks import draw_end
from printing.papers.not_insured import draw_not_insured
from printing.papers.payment_list import draw_payment_list
from printing.papers.readiness import draw_readiness
from printing.papers.rights_record import draw_rights_record
from printing.papers.slip import draw_slip
from printing.seal.code import Code, Unsigned
from printing.sheets import Sheets
from printing.typesize import COMPACT, LARGER, TypeSize

_ROWS_OF_A_PAGE = 40
"""More than stand on one page."""


def lay_out(
    content: PaperContent, words: Words, measure: Measure, code: Code | Unsigned = Unsigned.NO_KEY
) -> tuple[Page, ...]:
    """Lay out a paper in one language; `measure` is the fonts' widths and coverage, `code` stands on every page."""
    measure, cells = MeasuredOnce(measure), Cells(words)
    foot = Foot(content, words, measure, code)
    sheets = _set(content, cells, measure, foot)
    for number, draft in enumerate(sheets.drafts):
        if number:
            draw_running_head(sheets, content, words, number)
        foot.draw(draft, number + 1, len(sheets.drafts))
    return tuple(draft.done() for draft in sheets.drafts)


def _set(content: PaperContent, cells: Cells, measure: Measure, foot: Foot) -> Sheets:
    """Set the body as large as it fits on one page; what does not is set compact."""
    for size in (*_larger(content), COMPACT):
        sheets = Sheets(measure, TOP - RUNNING_HEAD, BOTTOM + foot.height, size)
        _draw(sheets, content, cells)
        draw_end(sheets, cells.words)
        if len(sheets.drafts) == 1:
            break
    return sheets


def _larger(content: PaperContent) -> tuple[TypeSize, ...]:
    """The larger sizes worth the time of trying: a list of many rows never fits on one page."""
    match content:
        case PaymentList(sections=sections):
            rows = sum(len(year.rows) for section in sections for year in section.years)
            return LARGER if rows <= _ROWS_OF_A_PAGE else ()
        case Slip():
            return LARGER[-1:]  # its table is broad: in larger type names break in every line
        case _:
            return LARGER


def _draw(sheets: Sheets, content: PaperContent, cells: Cells) -> None:
    if isinstance(content, TestPage):
        draw_title(sheets, content, cells.words)
    else:
        draw_head(sheets, content, cells)
    match content:
        case PaymentList():
            draw_payment_list(sheets, content, cells)
        case RightsPaper():
            draw_rights_record(sheets, content, cells)
        case NotInsured():
            draw_not_insured(sheets, content, cells)
        case Slip():
            draw_slip(sheets, content, cells)
        case TestPage():
            draw_readiness(sheets, content, cells)
        case _:
            assert_never(content)
