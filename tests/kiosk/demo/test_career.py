"""Each story's rows: to the fen, dated, and exactly what the story tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from kiosk.demo.career import contributions
from kiosk.demo.rates import read_rates, share
from kiosk.demo.story import read_stories
from kiosk.insurance import Insurance
from kiosk.model import ArrivalStatus, Contribution, DueKind
from kiosk.period import Month, Year

AS_OF = Month(2026, 10)
STORIES = {story.key: story for story in read_stories(date(2026, 11, 21))}
ROWS = {key: contributions(story, read_rates(), AS_OF) for key, story in STORIES.items()}
PENSION = Insurance.EMPLOYEE_PENSION


def months_of(key: str, insurance: Insurance) -> list[int]:
    return [row.paid_for.number for row in ROWS[key] if row.insurance is insurance]


@pytest.mark.parametrize("key", STORIES)
def test_base_times_rate_is_the_amount_to_the_fen(key: str) -> None:
    for row in ROWS[key]:
        if row.base is not None:
            sign = -1 if row.kind == DueKind.REFUND else 1
            assert row.unit_due == sign * share(row.base, row.unit_rate)
            assert row.person_due == sign * share(row.base, row.person_rate)


@pytest.mark.parametrize("key", STORIES)
def test_rows_are_named_once_and_arrive_after_they_are_settled(key: str) -> None:
    names = Counter(
        (row.settlement_number, row.insurance, row.paid_for.number, row.kind, row.unit_code) for row in ROWS[key]
    )
    assert set(names.values()) <= {1}
    for row in ROWS[key]:
        assert row.settled <= AS_OF
        assert (row.arrived is None) == (row.status is not ArrivalStatus.ARRIVED)
        assert row.arrived is None or (Month.of(row.arrived) == row.settled and 18 <= row.arrived.day <= 22)


def test_zhang_san_worked_fifteen_years_with_a_gap_of_two_months() -> None:
    months = months_of("zhang-san", PENSION)
    assert len(months) == 178
    assert (months[0], months[-1]) == (201111, 202610)
    assert not {201903, 201904} & set(months)
    assert {row.unit_code for row in ROWS["zhang-san"]} == {"900001", "900002", "900003"}
    assert {row.insurance for row in ROWS["zhang-san"]} == {
        Insurance(code) for code in ("110", "210", "310", "410", "510")
    }


def test_the_long_career_has_1800_rows() -> None:
    assert len(ROWS["career"]) == 1800
    assert len({row.unit_code for row in ROWS["career"]}) == 3


def test_the_relief_of_2020_waives_the_units_part_and_not_the_persons() -> None:
    def paid(month: int, insurance: Insurance) -> Contribution:
        return next(r for r in ROWS["zhang-san"] if r.paid_for.number == month and r.insurance is insurance)

    for month in (202002, 202006):
        assert (paid(month, PENSION).unit_due, paid(month, Insurance.WORK_INJURY).unit_due) == (0, 0)
        assert paid(month, PENSION).person_due > 0
        assert paid(month, Insurance.EMPLOYEE_MEDICAL).unit_due > 0
    for month in (202001, 202007):
        assert paid(month, PENSION).unit_due > 0


def test_a_gap_is_paid_back_in_part_and_two_months_are_owed() -> None:
    rows = [row for row in ROWS["gap"] if row.insurance is PENSION]
    late = [row for row in rows if row.kind == DueKind.BACK_PAYMENT]
    assert [(row.paid_for.number, row.settled.number) for row in late] == [
        (202305, 202402),
        (202306, 202402),
        (202307, 202402),
    ]
    assert 202308 not in months_of("gap", PENSION)
    owed = [row for row in rows if row.status is ArrivalStatus.NOT_ARRIVED]
    # What the unit paid of a pension due that did not arrive, its feed has no field for.
    assert [(row.paid_for.number, row.unit_paid, row.person_paid) for row in owed] == [
        (202608, None, 0),
        (202609, None, 0),
    ]
    assert all(row.unit_due > 0 and row.person_due > 0 for row in owed)


def test_a_refund_takes_back_exactly_the_second_payment() -> None:
    month = [row for row in ROWS["gap"] if row.insurance is PENSION and row.paid_for == Month(2022, 4)]
    assert [row.kind for row in month] == [DueKind.NORMAL, DueKind.NORMAL, DueKind.REFUND]
    assert sum(row.person_paid or 0 for row in month) == month[0].person_due


def test_who_works_flexibly_pays_both_parts_alone() -> None:
    alone = [row for row in ROWS["flexible"] if row.paid_for.number >= 201710]
    assert {row.insurance for row in alone} == {PENSION, Insurance.EMPLOYEE_MEDICAL}
    assert {(row.unit_code, row.unit_due) for row in alone} == {("", 0)}
    assert {row.person_rate for row in alone if row.insurance is PENSION} == {"0.2000"}


def test_a_resident_pays_by_the_year() -> None:
    rows = ROWS["resident"]
    assert all(isinstance(row.paid_for, Year) and row.base is None and row.unit_code == "" for row in rows)
    years = [row.paid_for.year for row in rows if row.insurance is Insurance.RESIDENT_PENSION]
    assert years == [year for year in range(2012, 2027) if year != 2017]


def test_nothing_is_known_after_the_data_end() -> None:
    early = Month(2019, 3)
    for story in STORIES.values():
        rows = contributions(story, read_rates(), early)
        assert all(row.settled <= early and row.paid_for.year <= early.year for row in rows)
    assert contributions(replace(STORIES["foreigner"]), read_rates(), early) == ()
