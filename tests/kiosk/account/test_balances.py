"""Account years: each difference named, the next opening against the last closing, the interest to the fen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.account.balances import (
    InterestState,
    YearBalance,
    balances_of,
    credited_by_month,
    interest_of,
    to_account_of,
    years_off,
)
from kiosk.demo.people import data_as_of, demo_records
from kiosk.insurance import Insurance
from kiosk.model import Account, AccountYear, Contribution
from kiosk.period import Month, Year
from kiosk.words import words_of
from tests.kiosk.people import account, contribution, owed

PENSION = Insurance.EMPLOYEE_PENSION
FEN = st.integers(-(10**9), 10**9)
TODAY = date(2026, 11, 21)


def year(number: int = 2024, insurance: Insurance = PENSION, **other: int) -> AccountYear:
    """Make the year of domain.md's example: 10,000.00 and 12 x 400.00 at 2.62 %."""
    made = AccountYear(insurance, number, 1_000_000, 480_000, 33_012, 0, 1_513_012)
    return replace(made, **other)  # type: ignore[arg-type]  # amounts by name


def rows(number: int = 2024, **other: object) -> list[Contribution]:
    """Twelve payments of 400.00 by the person."""
    months = Month(number, 1).until(Month(number, 12))
    return [contribution(month, person_due=40_000, person_paid=40_000, **other) for month in months]  # type: ignore[arg-type]  # fields by name


def balances(years: list[AccountYear], paid: list[Contribution] | None = None) -> tuple[YearBalance, ...]:
    """The balances of an account with these years."""
    return balances_of(replace(account(rows() if paid is None else paid), years=tuple(years)), PENSION)


def test_the_example_of_the_monthly_product_method_to_the_fen() -> None:
    interest = interest_of(1_000_000, dict.fromkeys(range(1, 13), 40_000), Decimal("0.0262"))
    assert (interest.on_opening, interest.on_principal, interest.total) == (26_200, 6_812, 33_012)


@pytest.mark.parametrize(("month", "expected"), [(1, 2_620), (12, 218)])
def test_money_of_january_bears_twelve_months_of_december_one(month: int, expected: int) -> None:
    assert interest_of(0, {month: 100_000}, Decimal("0.0262")).total == expected


def test_the_whole_is_rounded_once_and_its_parts_add_up_to_it() -> None:
    # 0.5 + 0.5 fen: rounded apart they would make 2.
    interest = interest_of(50, {1: 50}, Decimal("0.01"))
    assert (interest.on_opening, interest.on_principal, interest.total) == (1, 0, 1)


@given(st.integers(0, 10**10), st.dictionaries(st.integers(1, 12), FEN), st.decimals(0, 1, places=4))
def test_interest_is_within_half_a_fen_of_the_exact_product(
    opening: int, credited: dict[int, int], rate: Decimal
) -> None:
    exact = opening * rate + sum(a * rate * (13 - n) for n, a in credited.items()) / Decimal(12)
    assert abs(interest_of(opening, credited, rate).total - exact) <= Decimal("0.500001")


def test_a_year_that_reconciles_with_the_published_interest() -> None:
    (found,) = balances([year()])
    assert found.reconciles
    assert found.in_order
    assert found.interest.state is InterestState.EQUAL
    assert found.interest.difference == 0
    assert found.interest.rate is not None
    assert [s.in_words(words_of("zh_CN")) for s in found.sentences] == [
        "本年度核对相符：年初＋本金＋利息－支出＝年末。"
    ]


@pytest.mark.parametrize(("by", "word"), [(1, "more"), (-12_345, "less")])
def test_a_year_that_does_not_add_up_names_the_difference(by: int, word: str) -> None:
    (found,) = balances([year(closing=1_513_012 + by)])
    assert not found.reconciles
    sentence = found.sentences[0].in_words(words_of("en"))
    assert word in sentence
    assert f"{abs(by) / 100:.2f}" in sentence


@given(FEN, FEN, FEN, FEN, FEN)
def test_reconciling_is_the_identity_of_the_law(a: int, b: int, c: int, d: int, e: int) -> None:
    (found,) = balances([AccountYear(PENSION, 2024, a, b, c, d, e)], [])
    assert found.reconciles == (a + b + c - d == e)


def test_a_year_begins_where_the_last_one_ended_or_the_difference_is_named() -> None:
    after = year(2025, opening=1_513_012, principal=0, interest=0, closing=1_513_012)
    good = balances([after, year()])
    assert [found.carried for found in good] == [None, 0]
    bad = balances([year(), replace(after, opening=1_513_000, closing=1_513_000)])
    assert bad[1].carried == -12
    assert bad[1].reconciles
    assert not bad[1].in_order
    assert "0.12 yuan less" in bad[1].sentences[1].in_words(words_of("en"))


def test_a_year_missing_in_between_is_named_and_nothing_is_compared_across_it() -> None:
    found = balances([year(2022), year(2024)])
    assert (found[1].carried, found[1].skipped) == (None, True)
    assert "2023" in found[1].sentences[-1].in_words(words_of("en"))


@pytest.mark.parametrize(("interest", "state"), [(33_013, "EQUAL"), (33_011, "EQUAL"), (33_014, "DIFFERS")])
def test_one_fen_is_rounding_two_are_a_difference(interest: int, state: str) -> None:
    (found,) = balances([year(interest=interest)])
    assert found.interest.state.name == state
    assert found.interest.difference == interest - 33_012


def test_a_difference_is_to_be_asked_about_never_wrong() -> None:
    sentence = balances([year(interest=30_000)])[0].interest.sentence.in_words(words_of("en"))
    assert "330.12" in sentence
    assert "300.00" in sentence
    assert "ask" in sentence
    assert "wrong" not in sentence


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (year(2026), InterestState.NOT_YET_PUBLISHED),
        (year(2015), InterestState.NOT_KNOWN_HERE),
        (year(paid_out=1), InterestState.PAID_OUT),
        (year(principal=480_001), InterestState.OTHER_PRINCIPAL),
    ],
)
def test_where_nothing_can_be_compared_the_reason_is_told(made: AccountYear, state: InterestState) -> None:
    (found,) = balances([made])
    assert found.interest.state is state
    assert (found.interest.computed, found.interest.difference) == (None, None)
    for language in ("en", "zh_CN"):
        assert "{" not in found.interest.sentence.in_words(words_of(language))


@pytest.mark.parametrize("insurance", [Insurance.EMPLOYEE_MEDICAL, Insurance.RESIDENT_PENSION])
def test_accounts_without_a_national_rate_are_not_compared(insurance: Insurance) -> None:
    whose = replace(account(), years=(year(insurance=insurance),))
    assert balances_of(whose, insurance)[0].interest.state is InterestState.NO_NATIONAL_RATE


def test_what_goes_to_the_account() -> None:
    month = Month(2024, 5)
    assert to_account_of(contribution(month)) == 64_000
    assert to_account_of(contribution(month, to_account=70_000)) == 70_000
    assert to_account_of(owed(month)) == 0
    alone = contribution(month, unit_code="", unit_paid=0, person_paid=160_001)
    assert to_account_of(alone) == 64_000
    assert to_account_of(replace(alone, person_paid=160_002)) == 64_001
    assert to_account_of(replace(alone, insurance=Insurance.EMPLOYEE_MEDICAL)) == 160_001
    resident = contribution(Year(2024), Insurance.RESIDENT_PENSION, unit_code="", person_paid=20_000, subsidy=3_000)
    assert to_account_of(resident) == 23_000


def test_money_bears_interest_from_the_month_it_was_settled_in_not_the_one_it_is_for() -> None:
    late = contribution(Month(2023, 12), settled=Month(2024, 3))
    assert credited_by_month([late, late]) == {2024: {3: 128_000}}


def test_years_off_says_the_same_as_the_balances() -> None:
    years = [year(2022), year(2023), year(2024, closing=0), year(2025)]
    whose = replace(account(), years=tuple(years))
    off = tuple(found.year.year for found in balances_of(whose, PENSION) if not found.in_order)
    assert years_off(whose, PENSION) == off == (2023, 2024, 2025)


def demo() -> list[Account]:
    """The demo people's accounts."""
    return [
        Account(r.person, {}, r.participations, r.contributions, r.years, r.benefits, data_as_of(TODAY))
        for r in demo_records(TODAY)
    ]


def test_the_demo_agency_credits_what_is_published_and_one_account_year_does_not_add_up() -> None:
    found = [b for whose in demo() for insurance in Insurance for b in balances_of(whose, insurance)]
    assert not [b for b in found if b.interest.state in (InterestState.DIFFERS, InterestState.OTHER_PRINCIPAL)]
    assert any(b.interest.state is InterestState.EQUAL for b in found)
    assert len([b for b in found if not b.in_order]) == 1


def test_amounts_stay_out_of_reprs() -> None:
    text = repr(balances([year(interest=77_777)]))
    assert not any(secret in text for secret in ("77777", "1000000", "1513012"))
