"""Dated tables: each published rate, the states of years without one, the limits of payment bases."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib import resources

import pytest

from kiosk.account.rates import (
    AverageWages,
    CreditingRate,
    CreditingRates,
    Limits,
    Unpublished,
    average_wages,
    crediting_rates,
    to_fen,
)
from kiosk.insurance import Insurance
from kiosk.period import Month, Year

PENSION = Insurance.EMPLOYEE_PENSION
PUBLISHED = ["8.31", "7.12", "8.29", "7.61", "6.04", "6.69", "6.12", "3.97", "2.62", "1.50"]
"""2016 to 2025, as domain.md section 4 lists them."""


@pytest.mark.parametrize(("year", "percent"), list(zip(range(2016, 2026), PUBLISHED, strict=True)))
@pytest.mark.parametrize("insurance", [PENSION, Insurance.CIVIL_PENSION])
def test_each_published_rate(insurance: Insurance, year: int, percent: str) -> None:
    found = crediting_rates().of(insurance, year)
    assert isinstance(found, CreditingRate)
    assert found.rate == Decimal(percent) / 100
    assert found.source


def test_years_without_a_rate_are_states() -> None:
    rates = crediting_rates()
    assert rates.of(PENSION, 2026) is Unpublished.NOT_YET_PUBLISHED
    assert rates.of(PENSION, 2015) is Unpublished.NOT_KNOWN_HERE
    assert CreditingRates({}).of(PENSION, 2020) is Unpublished.NOT_YET_PUBLISHED


@pytest.mark.parametrize("insurance", [i for i in Insurance if i.value not in ("110", "120")])
def test_no_other_account_has_a_national_rate(insurance: Insurance) -> None:
    assert crediting_rates().of(insurance, 2020) is Unpublished.NO_NATIONAL_RATE


def test_every_line_of_the_table_names_its_source_and_no_year_stands_twice() -> None:
    text = (resources.files("resources") / "rules" / "interest.toml").read_text(encoding="utf-8")
    lines = tomllib.loads(text)["rate"]
    assert all(line["source"] for line in lines)
    assert len({line["year"] for line in lines}) == len(lines)


def test_the_demo_city_has_the_wages_its_people_were_made_with() -> None:
    wages = average_wages("119901")
    assert wages is not None
    assert min(wages.by_year) == 1994 and max(wages.by_year) == 2026
    assert wages.source


def test_a_division_without_wages_has_none() -> None:
    assert average_wages("330106") is None


WAGES = AverageWages({2023: 500_000, 2024: 600_000}, "test")


def test_limits_are_60_and_300_percent_of_the_wider_of_two_years_less_a_yuan() -> None:
    assert WAGES.limits(Month(2025, 7)) == Limits(300_000 - 100, 1_800_000)
    assert WAGES.limits(Month(2025, 7)) == WAGES.limits(Month(2025, 12))


def test_from_july_the_new_wage_must_be_known_before_it_the_old_one_will_do() -> None:
    assert WAGES.limits(Month(2026, 6)) == Limits(360_000 - 100, 1_800_000)
    assert WAGES.limits(Month(2026, 7)) is None
    assert WAGES.limits(Month(2024, 7)) is None


def test_a_year_has_no_limits() -> None:
    assert WAGES.limits(Year(2025)) is None


@pytest.mark.parametrize(("fen", "rounded"), [("0.5", 1), ("1.5", 2), ("1.4999", 1), ("-0.5", -1), ("-0.4", 0)])
def test_half_a_fen_goes_away_from_zero(fen: str, rounded: int) -> None:
    assert to_fen(Decimal(fen)) == rounded
