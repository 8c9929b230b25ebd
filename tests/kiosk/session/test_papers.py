"""What a person does to have a paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.choices import Marked, PaperKind, PrintChoice, PrintPeriod
from kiosk.document import Picture
from kiosk.effects import CheckHealth, DrawPage, MakePaper
from kiosk.events import BackAsked, MonthMarked, PreviewTurned, PrintAsked, PrintChoiceMade
from kiosk.insurance import Insurance
from kiosk.period import Month
from kiosk.session import step
from kiosk.states import Discrepancy, Overview, Print, RightsDetail
from tests.kiosk.fakes import DOCUMENT
from tests.kiosk.session.cases import MARKED, PENSION, PICTURE, RECORD, RULES, visiting

SLIP = PrintChoice(kind=PaperKind.SLIP, marked=frozenset({MARKED}))


def test_touching_a_month_marks_it_and_touching_it_again_takes_the_mark_away() -> None:
    marked, _ = step(visiting(Discrepancy(RECORD, PENSION)), MonthMarked(MARKED), RULES)
    assert marked.state == Discrepancy(RECORD, PENSION, frozenset({MARKED}))
    assert step(marked, MonthMarked(MARKED), RULES)[0].state == Discrepancy(RECORD, PENSION)


@pytest.mark.parametrize("unknown", [Marked(PENSION, Month(1970, 1)), Marked(Insurance.MATERNITY, MARKED.period)])
def test_only_what_the_record_has_a_case_for_can_be_marked(unknown: Marked) -> None:
    here = visiting(Discrepancy(RECORD))
    assert step(here, MonthMarked(unknown), RULES)[0] == here


def test_months_are_marked_on_the_discrepancy_screen_only() -> None:
    here = visiting(Overview(RECORD))
    assert step(here, MonthMarked(MARKED), RULES)[0] == here


def test_the_slip_is_about_the_marked_months_and_needs_one() -> None:
    after, effects = step(visiting(Discrepancy(RECORD, PENSION, SLIP.marked)), PrintAsked(PaperKind.SLIP), RULES)
    slip = replace(SLIP, insurances=(PENSION,))
    assert after.state == Print(RECORD, slip)
    assert effects[:2] == (CheckHealth(), MakePaper(RECORD, slip, "zh_CN"))
    assert step(after, BackAsked(), RULES)[0].state == Discrepancy(RECORD, PENSION, SLIP.marked)
    for state in (Discrepancy(RECORD), Overview(RECORD)):
        assert step(visiting(state), PrintAsked(PaperKind.SLIP), RULES)[0].state == state


def test_the_rights_record_is_that_of_the_year_shown() -> None:
    after, _ = step(visiting(RightsDetail(RECORD)), PrintAsked(PaperKind.RIGHTS_RECORD, 2024), RULES)
    assert after.state == Print(RECORD, PrintChoice(kind=PaperKind.RIGHTS_RECORD, year=2024))


def test_back_leads_to_where_a_paper_is_asked_for_and_keeps_the_marks() -> None:
    assert step(visiting(Print(RECORD, SLIP)), BackAsked(), RULES)[0].state == Discrepancy(RECORD, marked=SLIP.marked)
    rights = Print(RECORD, PrintChoice(kind=PaperKind.RIGHTS_RECORD))
    assert step(visiting(rights), BackAsked(), RULES)[0].state == RightsDetail(RECORD)
    proof = Print(RECORD, PrintChoice(kind=PaperKind.NOT_INSURED))
    assert step(visiting(proof), BackAsked(), RULES)[0].state == Overview(RECORD)


def test_another_page_is_drawn_when_it_is_turned_to() -> None:
    shown = Print(RECORD, document=DOCUMENT, picture=PICTURE)
    after, effects = step(visiting(shown), PreviewTurned(1), RULES)
    assert after.state == replace(shown, page=1, picture=None)
    assert DrawPage(DOCUMENT, 1) in effects


@pytest.mark.parametrize("page", [-1, 0, DOCUMENT.pages])
def test_a_page_there_is_not_is_not_turned_to(page: int) -> None:
    here = visiting(Print(RECORD, document=DOCUMENT))
    assert step(here, PreviewTurned(page), RULES)[0] == here


def test_no_page_is_turned_before_the_paper_is_made() -> None:
    here = visiting(Print(RECORD))
    assert step(here, PreviewTurned(1), RULES)[0] == here


def test_another_choice_begins_at_its_first_page() -> None:
    turned = Print(RECORD, document=DOCUMENT, page=1, picture=Picture(1, 1, bytes(3)))
    choice = PrintChoice(PrintPeriod.YEAR, year=2025)
    assert step(visiting(turned), PrintChoiceMade(choice), RULES)[0].state == Print(RECORD, choice)
