"""Benefits by month and year: nothing dropped, an item paid twice stands twice, sums are the plain sums."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.account.benefits import InsuranceBenefits, benefits_of
from kiosk.insurance import Insurance
from kiosk.model import Benefit
from kiosk.period import Month
from tests.kiosk.people import account

BENEFIT = st.builds(
    Benefit,
    st.sampled_from([Insurance.EMPLOYEE_PENSION, Insurance.UNEMPLOYMENT]),
    st.builds(Month, st.integers(2020, 2022), st.integers(1, 12)),
    st.sampled_from(["1101", "1102"]),
    st.just("基础养老金"),
    st.integers(-(10**7), 10**7),
)


def of(*benefits: Benefit) -> tuple[InsuranceBenefits, ...]:
    """The benefits of an account with these."""
    return benefits_of(replace(account(), benefits=benefits))


@given(st.lists(BENEFIT, max_size=30))
def test_sums_by_month_year_and_insurance_agree_with_the_plain_sum(benefits: list[Benefit]) -> None:
    found = of(*benefits)
    assert sum(each.total for each in found) == sum(benefit.amount for benefit in benefits)
    for each in found:
        assert each.total == sum(year.total for year in each.years)
        assert [year.year for year in each.years] == sorted({year.year for year in each.years}, reverse=True)
        for year in each.years:
            assert year.total == sum(month.total for month in year.months)
            for month in year.months:
                assert month.total == sum(item.amount for item in month.items)
                assert {item.month for item in month.items} == {month.month}
                assert month.month.year == year.year
    listed = [item for each in found for year in each.years for month in year.months for item in month.items]
    assert len(listed) == len(benefits)


def test_latest_first_and_an_item_paid_twice_stands_twice() -> None:
    one = Benefit(Insurance.UNEMPLOYMENT, Month(2021, 1), "2101", "失业保险金", 150_000, "S1")
    (found,) = of(one, replace(one, serial="S2"), replace(one, month=Month(2022, 3)))
    assert [year.year for year in found.years] == [2022, 2021]
    assert [item.serial for item in found.years[1].months[0].items] == ["S1", "S2"]
    assert found.years[1].total == 300_000


def test_without_benefits_there_is_nothing() -> None:
    assert of() == ()


def test_amounts_stay_out_of_reprs() -> None:
    assert "777777" not in repr(of(Benefit(Insurance.UNEMPLOYMENT, Month(2021, 1), "2101", "失业保险金", 777_777)))
