"""Months that count: each once, deemed ones apart, transfers without counting twice, retirement's own figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kiosk.account.counting import CountedMonths, counted_months, paid_periods, runs_of, unit_of
from kiosk.insurance import Insurance
from kiosk.model import Account, DueKind, Participation, Retirement, Standing, Transfer, Unit
from kiosk.period import Month, Year
from tests.kiosk.people import account, contribution, owed, person

PENSION, CIVIL = Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION
JANUARY = Month(2026, 1)


def counted(whose: Account) -> CountedMonths:
    """Count the pension's months."""
    rows = [row for row in whose.contributions if row.insurance is PENSION]
    return counted_months(whose, PENSION, paid_periods(rows))


def transfer(moved_in: bool, actual: int, deemed: int = 0) -> Transfer:
    """Make a transfer of the pension."""
    return Transfer(PENSION, moved_in, date(2025, 1, 1), "外地", deemed, actual, 0, 0)


def retirement(actual: int, deemed: int) -> Retirement:
    """Make what was fixed at retirement."""
    return Retirement(PENSION, date(2026, 2, 1), Month(2026, 2), deemed, actual, 0, None, None)


def test_a_month_counts_once_however_often_it_was_paid_and_not_when_owed() -> None:
    rows = [contribution(JANUARY), contribution(JANUARY, settlement_number="again"), owed(Month(2026, 2))]
    assert paid_periods(rows) == {JANUARY}


def test_deemed_months_are_apart_and_together() -> None:
    deemed = Participation(PENSION, "U1", None, Standing.PAYING, deemed_months=7)
    found = counted(account([contribution(JANUARY)], [deemed, replace(deemed, unit_code="U2")]))
    assert (found.actual, found.deemed, found.together) == (1, 7, 8)


def test_what_is_said_of_the_person_counts_once_in_the_pension_they_are_in() -> None:
    company = Participation(PENSION, "U1", None, Standing.PAUSED)
    office = Participation(CIVIL, "U2", None, Standing.PAYING)
    medical = Participation(Insurance.EMPLOYEE_MEDICAL, "U1", None, Standing.PAYING)
    for taking_part, deemed in (
        ((company, medical), (48, 0)),
        ((company, office), (0, 48)),
        ((replace(company, standing=Standing.PAYING), office), (48, 0)),
        ((medical,), (48, 0)),
        ((replace(company, deemed_months=7), office), (7, 0)),
    ):
        whose = account([contribution(JANUARY)], taking_part, replace(person(), deemed_months=48))
        assert (deemed_in(whose, PENSION), deemed_in(whose, CIVIL)) == deemed
        assert deemed_in(whose, Insurance.EMPLOYEE_MEDICAL) == 0
    assert deemed_in(account([], (medical,), replace(person(), deemed_months=48)), PENSION) == 0


def deemed_in(whose: Account, insurance: Insurance) -> int:
    """Count the deemed months of one insurance."""
    return counted_months(whose, insurance, ()).deemed


def test_months_that_moved_in_are_added_beyond_the_rows_that_came_along() -> None:
    along = contribution(Month(2025, 12), kind=DueKind.TRANSFERRED_IN)
    whose = replace(account([along, contribution(JANUARY)]), transfers=(transfer(True, 12, deemed=3),))
    found = counted(whose)
    assert (found.by_rows, found.moved_in, found.actual) == (2, 11, 13)
    assert found.deemed == 3


def test_deemed_months_of_a_transfer_are_not_added_to_the_persons_own() -> None:
    deemed = Participation(PENSION, "U1", None, Standing.PAYING, deemed_months=7)
    whose = replace(account([contribution(JANUARY)], [deemed]), transfers=(transfer(True, 0, deemed=5),))
    assert counted(whose).deemed == 7


def test_months_that_moved_out_count_elsewhere_and_never_below_none() -> None:
    rows = [contribution(month) for month in JANUARY.until(Month(2026, 6))]
    assert counted(replace(account(rows), transfers=(transfer(False, 4),))).actual == 2
    assert counted(replace(account(rows), transfers=(transfer(False, 40),))).actual == 0


def test_a_transfer_of_another_insurance_changes_nothing() -> None:
    other = replace(transfer(True, 12), insurance=Insurance.UNEMPLOYMENT)
    assert counted(replace(account([contribution(JANUARY)]), transfers=(other,))).actual == 1


def test_what_was_fixed_at_retirement_stands() -> None:
    whose = replace(account([contribution(JANUARY)]), retirements=(retirement(300, 60),))
    found = counted(whose)
    assert (found.actual, found.deemed, found.by_rows, found.at_retirement) == (300, 60, 1, True)
    assert found.together == 360


def test_a_retirement_without_figures_fixes_nothing() -> None:
    found = counted(replace(account([contribution(JANUARY)]), retirements=(retirement(0, 0),)))
    assert (found.actual, found.at_retirement) == (1, False)


def test_years_of_residents_are_counted_as_years() -> None:
    rows = [contribution(Year(year), Insurance.RESIDENT_PENSION, unit_code="") for year in (2020, 2021)]
    whose = account(rows)
    assert counted_months(whose, Insurance.RESIDENT_PENSION, paid_periods(rows)).together == 2


def test_months_are_put_together_into_runs() -> None:
    months = [Month(2026, 1), Month(2025, 12), Month(2026, 3), Month(2026, 1)]
    assert runs_of(months) == [(Month(2025, 12), Month(2026, 1)), (Month(2026, 3), Month(2026, 3))]


def test_a_unit_without_a_name_is_named_by_its_code_and_none_pays_alone() -> None:
    assert unit_of(account(), "U1") == Unit("U1", "示例甲公司")
    assert unit_of(account(), "U9") == Unit("U9", "")
    assert unit_of(account(), "") is None
