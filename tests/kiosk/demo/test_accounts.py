"""Account years reconcile to the fen, but for the one that is told not to; a pension comes out of its account."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.demo.people import demo_records
from kiosk.demo.story import read_stories
from kiosk.insurance import Insurance
from kiosk.store.record import Record

TODAY = date(2026, 11, 21)
RECORDS = dict(zip((story.key for story in read_stories(TODAY)), demo_records(TODAY), strict=True))
PENSIONS = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION)


@pytest.mark.parametrize("key", RECORDS)
def test_each_year_opens_with_what_the_last_closed_with(key: str) -> None:
    for insurance in Insurance:
        years = [year for year in RECORDS[key].years if year.insurance is insurance]
        for before, after in zip(years, years[1:], strict=False):
            assert (after.year, after.opening) == (before.year + 1, before.closing)


@pytest.mark.parametrize("key", RECORDS)
def test_years_reconcile_but_for_the_one_told_not_to(key: str) -> None:
    wrong = [(year.insurance, year.year, year.difference) for year in RECORDS[key].years if year.difference]
    assert wrong == ([(Insurance.EMPLOYEE_PENSION, 2021, -12_000)] if key == "not-reconciling" else [])


@pytest.mark.parametrize("key", ["zhang-san", "career", "teacher", "elsewhere"])
def test_an_employees_principal_is_what_the_person_paid(key: str) -> None:
    record = RECORDS[key]
    for year in record.years:
        if year.insurance in PENSIONS:
            paid = sum(
                row.person_paid or 0
                for row in record.contributions
                if row.insurance is year.insurance and row.settled.year == year.year
            )
            assert year.principal == paid


def test_only_eight_points_of_a_flexible_workers_pension_go_into_the_account() -> None:
    record = RECORDS["flexible"]
    rows = [row for row in record.contributions if row.insurance in PENSIONS and row.settled.year == 2025]
    (year,) = [year for year in record.years if year.insurance in PENSIONS and year.year == 2025]
    assert abs(year.principal - sum(row.person_due for row in rows) * 8 // 20) <= len(rows)


def test_the_running_year_shows_no_interest() -> None:
    for record in RECORDS.values():
        assert all(year.interest == 0 for year in record.years if year.year == 2026)
        assert all(year.interest > 0 for year in record.years if year.insurance in PENSIONS and year.year < 2026)


def test_money_that_has_not_arrived_is_not_in_the_account() -> None:
    record = RECORDS["gap"]
    (year,) = [year for year in record.years if year.insurance in PENSIONS and year.year == 2026]
    rows = [row for row in record.contributions if row.insurance in PENSIONS and row.settled.year == 2026]
    assert year.principal == sum(row.person_paid or 0 for row in rows) < sum(row.person_due for row in rows)


def test_a_pension_is_drawn_each_month_and_leaves_the_account() -> None:
    record = RECORDS["retired"]
    assert {benefit.month.number for benefit in record.benefits} == {
        *range(202504, 202513),
        *range(202601, 202611),
    }
    for year in record.years:
        drawn = [b.amount for b in record.benefits if b.item_code == "1102" and b.month.year == year.year]
        if year.insurance is Insurance.EMPLOYEE_PENSION:
            assert year.paid_out == sum(drawn)
    assert all(benefit.amount > 0 for benefit in record.benefits)


def test_a_resident_has_an_account_for_the_pension_only() -> None:
    record: Record = RECORDS["resident"]
    assert {year.insurance for year in record.years} == {Insurance.RESIDENT_PENSION}
    first = record.years[0]
    assert first.principal == 50_000 + 6_000
