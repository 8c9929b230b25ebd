"""Totals by year, by unit and in all are plain sums whatever the rows; units in time order, overlaps named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.account.counting import paid_periods
from kiosk.account.history import History, history_of, spells_of
from kiosk.account.payment_list import Sums, sums_of
from kiosk.insurance import Insurance
from kiosk.model import ArrivalStatus, Contribution, DueKind, Participation, Standing, Unit
from kiosk.period import Month, Year
from tests.kiosk.people import account, contribution, owed

PENSION = Insurance.EMPLOYEE_PENSION
AMOUNT = st.none() | st.integers(-(10**9), 10**9)
PERIOD = st.builds(Month, st.integers(2020, 2023), st.integers(1, 12)) | st.builds(Year, st.integers(2020, 2023))
ROW = st.builds(
    contribution,
    PERIOD,
    st.sampled_from([PENSION, Insurance.UNEMPLOYMENT]),
    unit_paid=AMOUNT,
    person_paid=AMOUNT,
    unit_code=st.sampled_from(["", "U1", "U2"]),
    kind=st.sampled_from([DueKind.NORMAL, DueKind.REFUND, DueKind.BACK_PAYMENT, "106"]),
    status=st.sampled_from(ArrivalStatus),
    subsidy=st.integers(0, 10**6),
)
ROWS = st.lists(ROW, max_size=40)


def added(parts: list[Sums]) -> Sums:
    """Add sums up the plain way."""
    return Sums(sum(part.unit_paid for part in parts), sum(part.person_paid for part in parts))


def of_months(*spans: tuple[str, Month, Month]) -> History:
    """The pension's history of units paying from month to month."""
    rows = [contribution(m, unit_code=code) for code, first, last in spans for m in first.until(last)]
    return history_of(account(rows), PENSION)


@settings(deadline=None)
@given(ROWS)
def test_every_way_of_adding_up_agrees_with_the_plain_sum(rows: list[Contribution]) -> None:
    own = [row for row in rows if row.insurance is PENSION]
    plain = Sums(sum(row.unit_paid or 0 for row in own), sum(row.person_paid or 0 for row in own))
    found = history_of(account(rows), PENSION)
    assert found.total == plain
    for parts in (found.years, found.units, found.spells):
        assert added([part.sums for part in parts]) == plain
    assert found.subsidy == sum(row.subsidy for row in own) == sum(year.subsidy for year in found.years)
    assert sum(year.periods for year in found.years) == len(paid_periods(own)) == found.counted.by_rows


@settings(deadline=None)
@given(ROWS)
def test_each_year_and_unit_stands_once_and_spells_of_one_unit_do_not_touch(rows: list[Contribution]) -> None:
    found = history_of(account(rows), PENSION)
    assert [year.year for year in found.years] == sorted({year.year for year in found.years})
    assert len({unit.unit for unit in found.units}) == len(found.units)
    assert [spell.first for spell in found.spells] == sorted(spell.first for spell in found.spells)
    for overlap in found.overlaps:
        assert len(overlap.units) > 1
        assert overlap.first <= overlap.last


@settings(deadline=None)
@given(ROWS, st.randoms())
def test_the_order_of_the_feed_does_not_matter(rows: list[Contribution], random: st.DrawFn) -> None:
    numbered = [replace(row, settlement_number=str(number)) for number, row in enumerate(rows)]
    shuffled = list(numbered)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    one, other = history_of(account(numbered), PENSION), history_of(account(shuffled), PENSION)
    assert (one.years, one.overlaps, one.total) == (other.years, other.overlaps, other.total)
    assert set(one.units) == set(other.units)
    assert set(one.spells) == set(other.spells)


def test_units_stand_in_time_order_and_a_missing_month_ends_no_spell() -> None:
    found = of_months(
        ("U1", Month(2020, 1), Month(2020, 3)),
        ("U1", Month(2020, 6), Month(2020, 8)),
        ("U2", Month(2021, 1), Month(2021, 2)),
    )
    assert [(spell.unit, spell.first, spell.last, spell.periods) for spell in found.spells] == [
        (Unit("U1", "示例甲公司"), Month(2020, 1), Month(2020, 8), 6),
        (Unit("U2", "示例乙公司"), Month(2021, 1), Month(2021, 2), 2),
    ]
    assert found.overlaps == ()


def test_a_unit_one_came_back_to_stands_twice() -> None:
    found = of_months(
        ("U1", Month(2020, 1), Month(2020, 3)),
        ("U2", Month(2020, 4), Month(2020, 8)),
        ("U1", Month(2020, 9), Month(2020, 10)),
    )
    assert [spell.unit.code for spell in found.spells if spell.unit] == ["U1", "U2", "U1"]
    assert [unit.periods for unit in found.units] == [5, 5]


def test_months_two_units_paid_are_named_in_runs() -> None:
    found = of_months(("U1", Month(2020, 1), Month(2020, 6)), ("U2", Month(2020, 5), Month(2020, 8)))
    (overlap,) = found.overlaps
    assert (overlap.first, overlap.last) == (Month(2020, 5), Month(2020, 6))
    assert [unit.code for unit in overlap.units if unit] == ["U1", "U2"]
    assert len(found.spells) == 2
    assert found.counted.together == 8


def test_a_unit_and_the_person_alone_overlap_too() -> None:
    found = of_months(("U1", Month(2020, 1), Month(2020, 1)), ("", Month(2020, 1), Month(2020, 1)))
    assert found.overlaps[0].units[0] is None


def test_what_one_unit_got_back_in_full_is_no_overlap() -> None:
    month = Month(2020, 5)
    other = contribution(month, unit_code="U2")
    back = replace(other, unit_paid=-128_000, person_paid=-64_000, kind=DueKind.REFUND)
    rows = [contribution(month), other, back]
    assert history_of(account(rows), PENSION).overlaps == ()


def test_an_owed_month_of_another_unit_is_an_overlap_but_not_paid() -> None:
    rows = [contribution(Month(2020, 5)), replace(owed(Month(2020, 5)), unit_code="U2")]
    found = history_of(account(rows), PENSION)
    assert len(found.overlaps) == 1
    assert [unit.periods for unit in found.units] == [1, 0]


def test_standing_and_first_and_last_paid() -> None:
    both = [
        Participation(PENSION, "U1", Month(2020, 2), Standing.ENDED),
        Participation(PENSION, "U2", Month(2019, 5), Standing.PAUSED),
    ]
    rows = [contribution(Month(2020, 3)), contribution(Month(2020, 9)), owed(Month(2020, 10))]
    found = history_of(account(rows, both), PENSION)
    assert found.standing is Standing.PAUSED
    assert found.first_insured == Month(2019, 5)
    assert (found.first_paid, found.last_paid) == (Month(2020, 3), Month(2020, 9))


def test_an_insurance_never_taken_part_in_is_empty() -> None:
    found = history_of(account(), Insurance.RESIDENT_MEDICAL)
    assert found.standing is Standing.NOT_INSURED
    assert (found.years, found.spells, found.first_paid, found.counted.together) == ((), (), None, 0)


def test_residents_years_stand_with_their_subsidy() -> None:
    insurance = Insurance.RESIDENT_PENSION
    paid = contribution(Year(2020), insurance, unit_code="", unit_paid=0, person_paid=20_000, subsidy=3_000)
    rows = [paid, replace(paid, paid_for=Year(2022))]
    found = history_of(account(rows), insurance)
    assert [(y.year, y.periods, y.sums.person_paid, y.subsidy) for y in found.years] == [
        (2020, 1, 20_000, 3_000),
        (2022, 1, 20_000, 3_000),
    ]
    assert found.subsidy == 6_000
    assert (found.spells[0].first, found.spells[0].last) == (Month(2020, 1), Month(2022, 12))


@pytest.mark.parametrize("rows", [[], [contribution(Month(2020, 1))]])
def test_spells_of_few_rows(rows: list[Contribution]) -> None:
    assert len(spells_of(account(), rows)) == len(rows)
    assert sums_of(rows).total == 192_000 * len(rows)
