"""Dated rates, shares rounded to the fen, bounded bases, and interest by the monthly-product method."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.demo.rates import read_rates, share
from kiosk.insurance import Insurance
from kiosk.period import Month

RATES = read_rates()


@pytest.mark.parametrize(("month", "unit"), [(Month(2019, 4), "0.2000"), (Month(2019, 5), "0.1600")])
def test_the_units_pension_rate_fell_in_may_2019(month: Month, unit: str) -> None:
    assert RATES.of(Insurance.EMPLOYEE_PENSION, month).unit == unit


def test_maternity_is_collected_with_medical_since_the_merger() -> None:
    assert RATES.of(Insurance.MATERNITY, Month(2019, 6)).unit == "0.0080"
    assert RATES.of(Insurance.MATERNITY, Month(2019, 7)).unit == "0.0000"


@pytest.mark.parametrize(
    ("base", "rate", "fen"),
    [(450_000, "0.1600", 72_000), (100_100, "0.0005", 50), (100_000, "0.000005", 1), (0, "1", 0)],
)
def test_a_share_is_rounded_half_up(base: int, rate: str, fen: int) -> None:
    assert share(base, rate) == fen


def test_published_rates_hold_for_pensions_only() -> None:
    assert RATES.interest_of(Insurance.EMPLOYEE_PENSION, 2016) == Decimal("0.0831")
    assert RATES.interest_of(Insurance.CIVIL_PENSION, 2025) == Decimal("0.0150")
    assert RATES.interest_of(Insurance.EMPLOYEE_PENSION, 2026) == 0
    assert RATES.interest_of(Insurance.EMPLOYEE_MEDICAL, 2020) == 0
    assert RATES.interest_of(Insurance.RESIDENT_PENSION, 2020) == RATES.resident
    assert RATES.interest_of(Insurance.RESIDENT_PENSION, 2026) == 0
    assert RATES.interest_of(Insurance.EMPLOYEE_PENSION, 2015) == RATES.provincial


@given(st.integers(0, 10**8), st.integers(1980, 2040))
def test_a_base_lies_within_60_and_300_percent_in_whole_yuan(base: int, year: int) -> None:
    bounded = RATES.bounded(base, year)
    wage = RATES.average_wage[min(max(year - 1, 1994), 2026)]
    assert bounded % 100 == 0
    assert wage * 0.6 - 100 < bounded <= wage * 3
    assert bounded == RATES.bounded(bounded, year) or bounded < wage * 0.6
