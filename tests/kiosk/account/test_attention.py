"""What needs attention: arrears, gaps, accounts that do not add up, rows that do not fit; quiet months are not it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.account.drawing_up import draw_up
from kiosk.account.payment_list import Attention, ListRequest, Trouble
from kiosk.insurance import Insurance
from kiosk.model import Account, AccountYear, Contribution
from kiosk.period import Month, Span, Year
from kiosk.words import words_of
from tests.clock import HandClock
from tests.kiosk.people import ISSUER, account, contribution, owed

PENSION = Insurance.EMPLOYEE_PENSION
FIRST, AS_OF = Month(2026, 1), Month(2026, 10)


def paid(*without: Month) -> list[Contribution]:
    """Ordinary payments up to the data's end, some months left out."""
    return [contribution(month) for month in FIRST.until(AS_OF) if month not in without]


def facts(whose: Account, span: Span | None = None) -> tuple[Attention, ...]:
    """What a list over the account says needs attention."""
    return draw_up(whose, ListRequest(span or Span()), ISSUER, HandClock().now()).attention


def test_an_account_in_order_needs_none() -> None:
    assert facts(account(paid())) == ()


def test_owed_months_are_arrears() -> None:
    late = [Month(2026, 3), Month(2026, 5)]
    (fact,) = facts(account(paid(*late) + [owed(month) for month in late]))
    assert (fact.trouble, fact.count, fact.latest) == (Trouble.ARREARS, 2, Month(2026, 5))
    assert "2个月" in fact.sentence.in_words(words_of("zh_CN"))


def test_a_month_without_a_payment_is_a_gap() -> None:
    (fact,) = facts(account(paid(Month(2026, 4))))
    assert (fact.trouble, fact.count, fact.latest, fact.insurance) == (Trouble.GAP, 1, Month(2026, 4), PENSION)
    assert "April 2026" in fact.sentence.in_words(words_of("en"))


def test_what_is_still_on_its_way_is_none() -> None:
    assert facts(account(paid(AS_OF))) == ()


def test_an_account_year_that_does_not_add_up() -> None:
    years = (AccountYear(PENSION, 2024, 0, 1, 0, 0, 2), AccountYear(PENSION, 2025, 1, 0, 0, 0, 1))
    (fact,) = facts(replace(account(paid()), years=years))
    assert (fact.trouble, fact.count, fact.latest) == (Trouble.MISMATCH, 2, Year(2025))


def test_figures_that_do_not_fit_but_not_a_refund_that_is_only_to_be_known() -> None:
    odd = [replace(row, unit_due=1, unit_paid=1) if row.paid_for == FIRST else row for row in paid()]
    (fact,) = facts(account(odd))
    assert (fact.trouble, fact.latest) == (Trouble.ROWS, FIRST)
    again = contribution(FIRST, settlement_number="again")
    back = replace(again, settlement_number="back", kind="20", unit_paid=-128_000, person_paid=-64_000)
    assert Trouble.ROWS not in {fact.trouble for fact in facts(account([*paid(), again, back]))}


def test_a_list_over_part_of_the_time_speaks_of_that_part() -> None:
    years = (AccountYear(PENSION, 2024, 0, 1, 0, 0, 2),)
    whose = replace(account(paid(Month(2026, 4))), years=years)
    assert facts(whose, Span(Month(2026, 6), AS_OF)) == ()
    assert {fact.trouble for fact in facts(whose)} == {Trouble.GAP, Trouble.MISMATCH}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_sentence_is_filled_in(language: str) -> None:
    insurance = Insurance.RESIDENT_PENSION
    rows = [
        contribution(Year(year), insurance, unit_code="", base=None, unit_due=0, unit_paid=0) for year in (2018, 2026)
    ]
    found = facts(account([*rows, *paid(Month(2026, 2), Month(2026, 4)), owed(Month(2026, 2))]))
    assert found
    for fact in found:
        assert "{" not in fact.sentence.in_words(words_of(language))
