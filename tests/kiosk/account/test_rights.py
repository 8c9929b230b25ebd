"""The yearly rights record: only that year's rows, sums that agree with them, accounts and benefits beside them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.account.rights import RightsLine, rights_of, rights_years
from kiosk.insurance import Insurance
from kiosk.model import AccountYear, Benefit, Contribution, Participation, Standing
from kiosk.period import Month, Year
from tests.kiosk.people import account, contribution, owed

PENSION = Insurance.EMPLOYEE_PENSION
ROW = st.builds(
    contribution,
    st.builds(Month, st.integers(2020, 2023), st.integers(1, 12)) | st.builds(Year, st.integers(2020, 2023)),
    st.sampled_from(Insurance),
    unit_paid=st.none() | st.integers(-(10**7), 10**7),
    person_paid=st.none() | st.integers(-(10**7), 10**7),
    unit_code=st.sampled_from(["", "U1"]),
)


def line(year: int, *rows: Contribution) -> RightsLine:
    """The pension's line of a year."""
    (found,) = (each for each in rights_of(account(rows), year).lines if each.insurance is PENSION)
    return found


@settings(deadline=None)
@given(st.lists(ROW, max_size=30))
def test_the_records_of_all_years_add_up_to_all_rows(rows: list[Contribution]) -> None:
    whose = account(rows)
    records = [rights_of(whose, year) for year in rights_years(whose)]
    assert sum(each.total.unit_paid for each in records) == sum(row.unit_paid or 0 for row in rows)
    assert sum(each.total.person_paid for each in records) == sum(row.person_paid or 0 for row in rows)
    for each in records:
        assert each.total.total == sum(one.paid.total for one in each.lines)


def test_one_year_with_months_units_base_and_what_is_owed() -> None:
    rows = [contribution(month) for month in Month(2024, 11).until(Month(2025, 10))]
    rows += [contribution(Month(2025, 11), unit_code="U2", base=900_000), replace(owed(Month(2025, 12)), base=900_000)]
    found = line(2025, *rows)
    assert (found.periods, found.paid_until_then) == (11, 13)
    assert [unit.code for unit in found.units if unit] == ["U1", "U2"]
    assert found.base == 900_000
    assert (found.paid.unit_paid, found.paid.person_paid) == (11 * 128_000, 11 * 64_000)
    assert found.owed == 192_000
    assert found.first_insured == Month(2026, 1)


def test_more_paid_than_due_is_not_owed_below_nothing() -> None:
    assert line(2025, contribution(Month(2025, 1), unit_paid=999_999)).owed == 0


def test_a_year_later_than_the_data_is_running() -> None:
    whose = account([contribution(Month(2026, 1))])
    assert rights_of(whose, 2026).running
    assert not rights_of(whose, 2025).running


def test_a_participation_without_payments_stands_in_the_years_it_covers() -> None:
    part = Participation(PENSION, "U1", Month(2020, 3), Standing.PAUSED, ended=Month(2022, 6))
    whose = account((), [part])
    assert [bool(rights_of(whose, year).lines) for year in (2019, 2020, 2022, 2023)] == [False, True, True, False]
    going_on = account((), [replace(part, ended=None)])
    assert rights_of(going_on, 2026).lines[0].periods == 0
    assert rights_of(going_on, 2027).lines == ()


def test_accounts_and_benefits_of_the_year_and_no_other() -> None:
    years = tuple(AccountYear(PENSION, year, 0, 1, 0, 0, 1) for year in (2024, 2025))
    benefits = tuple(Benefit(PENSION, Month(year, 5), "1101", "基础养老金", year) for year in (2024, 2025))
    whose = replace(account(), years=years, benefits=benefits)
    found = rights_of(whose, 2025)
    assert [balance.year.year for balance in found.accounts] == [2025]
    assert found.accounts[0].carried == -1
    assert [(each.total, [year.year for year in each.years]) for each in found.benefits] == [(2025, [2025])]
    assert rights_years(whose) == (2025, 2024)
    assert rights_of(whose, 2023).benefits == ()


def test_a_residents_year_with_its_subsidy() -> None:
    paid = contribution(Year(2025), Insurance.RESIDENT_PENSION, unit_code="", unit_due=0, unit_paid=0, base=None)
    (found,) = rights_of(account([replace(paid, subsidy=3_000)], [_resident()]), 2025).lines
    assert (found.periods, found.subsidy, found.units, found.base) == (1, 3_000, (None,), None)


def _resident() -> Participation:
    return Participation(Insurance.RESIDENT_PENSION, "", Month(2025, 3), Standing.PAYING)


def test_amounts_stay_out_of_reprs() -> None:
    assert "777777" not in repr(rights_of(account([contribution(Month(2025, 1), unit_paid=777_777)]), 2025))
