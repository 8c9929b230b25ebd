"""Choosing a paper, its period and its insurances; leafing through its pages; marking months for the slip."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from kiosk.choices import Look, Marked, PaperKind, PrintChoice, PrintPeriod
from kiosk.events import MonthMarked, PreviewTurned, PrintAsked, PrintChoiceMade
from kiosk.insurance import Insurance
from kiosk.period import Month
from kiosk.states import Discrepancy, Print, RightsDetail
from tests.ui import records
from tests.ui.conftest import Theatre

PENSION, MEDICAL = Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL
OWED = Marked(PENSION, Month(2024, 5))
WORKER = records.worker()
FIVE = tuple(summary.insurance for summary in WORKER.overview.summaries)


def press(theatre: Theatre, name: str) -> None:
    part = theatre.part(name)
    assert isinstance(part, QAbstractButton)
    part.click()
    QApplication.processEvents()


def choices(theatre: Theatre) -> list[PrintChoice]:
    return [event.choice for event in theatre.sent if isinstance(event, PrintChoiceMade)]


def test_a_touched_month_is_marked_and_not_only_told(theatre: Theatre) -> None:
    theatre.show(Discrepancy(WORKER, PENSION))
    press(theatre, "month-2024-05")
    assert theatre.sent_of(MonthMarked) == [MonthMarked(OWED)]


def test_a_marked_month_says_so_to_the_eye_and_to_assistive_technology(theatre: Theatre) -> None:
    theatre.show(Discrepancy(WORKER, PENSION), "en")
    before = theatre.part("month-2024-05").grab().toImage()
    theatre.show(Discrepancy(WORKER, PENSION, frozenset({OWED})), "en")
    after = theatre.part("month-2024-05")
    assert after.grab().toImage() != before
    assert after.accessibleName().endswith(", marked")
    assert theatre.text("marked-months") == "Marked: May 2024"
    assert not theatre.part("month-2024-06").accessibleName().endswith(", marked")


def test_many_marks_are_counted_and_those_of_all_insurances_together(theatre: Theatre) -> None:
    marked = frozenset(Marked(insurance, Month(2024, 5)) for insurance in (PENSION, MEDICAL))
    theatre.show(Discrepancy(WORKER, PENSION, marked), "en")
    assert theatre.text("marked-months") == "2 months marked"


def test_the_slip_is_printed_once_a_month_is_marked(theatre: Theatre) -> None:
    theatre.show(Discrepancy(WORKER, PENSION))
    assert not theatre.part("print-button").isEnabled()
    theatre.show(Discrepancy(WORKER, PENSION, frozenset({OWED})))
    press(theatre, "print-button")
    assert theatre.sent_of(PrintAsked) == [PrintAsked(PaperKind.SLIP)]


def test_other_insurances_and_earlier_years_can_be_marked_too(theatre: Theatre) -> None:
    theatre.show(Discrepancy(WORKER, PENSION))
    press(theatre, "insurance-next")
    press(theatre, "years-previous")
    press(theatre, "month-2019-03")
    (event,) = theatre.sent_of(MonthMarked)
    assert event == MonthMarked(Marked(FIVE[1], Month(2019, 3)))


def test_years_turn_no_further_than_the_record_reaches(theatre: Theatre) -> None:
    theatre.show(Discrepancy(WORKER, PENSION))
    for _ in range(9):
        if theatre.part("years-previous").isEnabled():
            press(theatre, "years-previous")
    assert theatre.has("month-2011-09")
    assert not theatre.part("years-previous").isEnabled()
    for _ in range(9):
        if theatre.part("years-next").isEnabled():
            press(theatre, "years-next")
    assert theatre.has("month-2026-10")


def test_larger_type_shows_one_thing_at_a_time_and_what_is_marked_first(theatre: Theatre) -> None:
    theatre.show(Discrepancy(WORKER, PENSION), look=Look.ELDER)
    assert theatre.has("whom-to-see")
    assert not theatre.has("month-2024-05")
    press(theatre, "mark-button")
    assert theatre.has("month-2024-05")
    assert not theatre.has("whom-to-see")


def test_the_rights_record_of_the_year_shown_is_printed(theatre: Theatre) -> None:
    theatre.show(RightsDetail(WORKER))
    press(theatre, "year-previous")
    press(theatre, "print-button")
    assert theatre.sent_of(PrintAsked) == [PrintAsked(PaperKind.RIGHTS_RECORD, 2025)]


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("paper-rights-record", PrintChoice(kind=PaperKind.RIGHTS_RECORD)),
        ("paper-not-insured", PrintChoice(kind=PaperKind.NOT_INSURED)),
        ("period-year", PrintChoice(PrintPeriod.YEAR)),
        ("period-24", PrintChoice(PrintPeriod.LAST_24)),
        ("period-all", PrintChoice(PrintPeriod.ALL)),
        ("print-full-number", PrintChoice(full_number=True)),
    ],
)
def test_each_key_changes_one_thing(theatre: Theatre, key: str, wanted: PrintChoice) -> None:
    theatre.show(Print(WORKER, PrintChoice(), records.document()))
    press(theatre, key)
    assert choices(theatre) == [wanted]


def test_the_year_is_leafed_through_from_the_latest(theatre: Theatre) -> None:
    theatre.show(Print(WORKER, PrintChoice(PrintPeriod.YEAR), records.document()))
    assert theatre.text("print-year") == "2026"
    assert not theatre.part("print-year-next").isEnabled()
    press(theatre, "print-year-previous")
    assert choices(theatre) == [PrintChoice(PrintPeriod.YEAR, year=2025)]


def test_insurances_are_chosen_on_a_sheet_and_one_stays_at_the_least(theatre: Theatre) -> None:
    theatre.show(Print(WORKER, PrintChoice(), records.document()))
    press(theatre, "print-insurances")
    press(theatre, "print-insurance-110")
    rest = tuple(insurance for insurance in FIVE if insurance is not PENSION)
    assert choices(theatre) == [PrintChoice(insurances=rest)]
    theatre.show(Print(WORKER, PrintChoice(insurances=(PENSION,)), records.document()))
    press(theatre, "print-insurance-110")
    assert len(choices(theatre)) == 1
    theatre.show(Print(WORKER, PrintChoice(insurances=rest), records.document()))
    press(theatre, "print-insurance-110")
    assert choices(theatre)[-1] == PrintChoice()
    press(theatre, "insurances-close")
    assert not theatre.has("print-insurance-110")


def test_only_a_list_has_periods_and_only_years_a_year(theatre: Theatre) -> None:
    theatre.show(Print(WORKER, PrintChoice(), records.document()))
    assert theatre.has("period-12")
    assert not theatre.has("print-year")
    theatre.show(Print(WORKER, PrintChoice(kind=PaperKind.RIGHTS_RECORD), records.document()))
    assert theatre.has("print-year")
    assert not theatre.has("period-12")
    theatre.show(Print(WORKER, PrintChoice(kind=PaperKind.NOT_INSURED), records.document()))
    assert not theatre.has("print-year")


def test_all_pages_can_be_looked_at_before_they_are_printed(theatre: Theatre) -> None:
    state = Print(WORKER, PrintChoice(), records.document(3))
    theatre.show(state, "en")
    assert theatre.text("pages") == "Page 1 of 3"
    assert not theatre.part("page-previous").isEnabled()
    press(theatre, "page-next")
    theatre.show(replace(state, page=2), "en")
    assert theatre.text("pages") == "Page 3 of 3"
    assert not theatre.part("page-next").isEnabled()
    press(theatre, "page-previous")
    assert theatre.sent_of(PreviewTurned) == [PreviewTurned(1), PreviewTurned(1)]


def test_one_page_needs_no_leafing(theatre: Theatre) -> None:
    theatre.show(Print(WORKER, PrintChoice(), records.document(1)), "en")
    assert theatre.text("pages") == "1 page, A4"
    assert not theatre.has("page-next")
