"""Row checks: for each rule the row that breaks it, the rows it must leave alone, and words a person understands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.account.checks import (
    Check,
    Finding,
    findings_in,
    off_balance,
    off_product,
    off_total,
    outside,
    over_paid,
    parts_of,
    wages_of,
)
from kiosk.account.rates import AverageWages, Limits
from kiosk.account.working_life import WorkingLife
from kiosk.demo.rates import share
from kiosk.insurance import Insurance
from kiosk.model import Contribution, DueKind
from kiosk.period import Month, Year
from kiosk.words import words_of
from tests.kiosk.people import account, contribution, owed, person

MONTH = Month(2025, 9)
WAGES = AverageWages({2023: 700_000, 2024: 800_000}, "test")
"""Bases from 4,199.00 (60 % of 7,000.00 less a yuan) to 24,000.00 in 2025."""


def found(*rows: Contribution, wages: AverageWages | None = None) -> list[Finding]:
    """The findings of an account with these rows."""
    return list(findings_in(WorkingLife(account(rows)), wages))


def checks(*rows: Contribution, wages: AverageWages | None = None) -> list[Check]:
    """What they are about."""
    return [finding.check for finding in found(*rows, wages=wages)]


@pytest.mark.parametrize(
    ("rate", "parts"),
    [("0.16", (16, 100)), ("0.1600", (1600, 10_000)), ("1", (1, 1)), ("", None), ("16%", None), ("-0.1", None)],
)
def test_rates_as_the_feeds_write_them(rate: str, parts: tuple[int, int] | None) -> None:
    assert parts_of(rate) == parts


@given(st.integers(0, 10**8), st.integers(0, 10_000))
def test_the_product_is_rounded_half_up_as_decimals_are(base: int, points: int) -> None:
    rate = f"{points / 10_000:.4f}"
    assert off_product(base, rate, share(base, rate)) == 0
    assert off_product(base, rate, share(base, rate) + 1) == 1


def test_half_a_fen_is_rounded_up() -> None:
    assert off_product(50, "0.01", 1) == 0
    assert off_product(49, "0.01", 0) == 0


def test_the_small_sums() -> None:
    assert off_total(300, 200, 100) == 0
    assert off_total(301, 200, 100) == 1
    assert over_paid(None, 100) == 0
    assert (over_paid(100, 100), over_paid(101, 100), over_paid(-100, -100), over_paid(-101, -100)) == (0, 1, 0, 1)
    assert off_balance(10_000, 1_000, 100, 500, 10_600) == 0
    assert off_balance(10_000, 1_000, 100, 500, 10_599) == -1
    limits = Limits(10, 20)
    assert [outside(base, limits) for base in (9, 10, 20, 21)] == [-1, 0, 0, 1]


def test_an_ordinary_row_has_no_finding() -> None:
    assert found(contribution(MONTH), owed(Month(2025, 10)), wages=WAGES) == []


def test_base_times_rate_must_be_the_amount_to_the_fen() -> None:
    (unit,) = found(contribution(MONTH, unit_due=128_001, unit_paid=128_001))
    assert unit.check is Check.UNIT_PRODUCT
    said = unit.sentence.in_words(words_of("en"))
    assert "8,000.00" in said
    assert "1,280.01" in said
    assert "0.16" in said
    (own,) = found(contribution(MONTH, person_due=63_999, person_paid=63_999))
    assert own.check is Check.PERSON_PRODUCT
    assert unit.rows[0].paid_for == MONTH


@pytest.mark.parametrize("kind", [DueKind.BASE_ADJUSTED, DueKind.RATE_ADJUSTED, DueKind.ONE_OFF, "106"])
def test_kinds_that_settle_something_else_are_not_multiplied(kind: str) -> None:
    assert found(contribution(MONTH, unit_due=1, unit_paid=1, kind=kind)) == []


def test_a_refund_is_multiplied_without_its_sign() -> None:
    back = contribution(
        MONTH, unit_due=-128_000, person_due=-64_000, unit_paid=-128_000, person_paid=-64_000, kind=DueKind.REFUND
    )
    assert checks(back) == [Check.TAKEN_BACK]
    assert checks(replace(back, base=-800_000)) == [Check.TAKEN_BACK]
    assert checks(replace(back, unit_due=-128_001)) == [Check.UNIT_PRODUCT, Check.TAKEN_BACK]


def test_what_the_law_lets_be_nothing_is_no_finding() -> None:
    relieved = contribution(Month(2020, 3), unit_due=0, unit_paid=0)
    assert found(relieved) == []
    assert checks(replace(relieved, paid_for=Month(2021, 3))) == [Check.UNIT_PRODUCT]
    farm = contribution(MONTH, Insurance.UNEMPLOYMENT, person_due=0, person_paid=0)
    assert found(farm) == []
    assert checks(replace(farm, insurance=Insurance.EMPLOYEE_MEDICAL)) == [Check.PERSON_PRODUCT]
    merged = contribution(
        MONTH, Insurance.MATERNITY, unit_due=0, unit_paid=0, person_due=0, person_paid=0, person_rate="0"
    )
    assert found(merged) == []


def test_more_paid_than_due_is_one_finding_over_both_sides() -> None:
    (finding,) = found(contribution(MONTH, unit_paid=128_100, person_paid=64_050))
    assert finding.check is Check.OVER_PAID
    assert "1.50" in finding.sentence.in_words(words_of("en"))
    assert found(contribution(MONTH, unit_paid=None)) == []


@pytest.mark.parametrize(
    ("base", "expected"),
    [(419_899, Check.BASE_LOW), (419_900, None), (2_400_000, None), (2_400_001, Check.BASE_HIGH)],
)
def test_a_base_outside_the_limits_of_the_published_wage(base: int, expected: Check | None) -> None:
    row = contribution(MONTH, base=base, unit_rate="", person_rate="")
    assert checks(row, wages=WAGES) == ([expected] if expected else [])
    assert found(row) == []


def test_limits_that_are_not_known_and_adjusted_bases_are_not_compared() -> None:
    low = contribution(Month(2012, 5), base=1, unit_rate="", person_rate="")
    assert found(low, wages=WAGES) == []
    assert found(replace(low, paid_for=MONTH, kind=DueKind.BASE_ADJUSTED), wages=WAGES) == []


def test_two_units_in_one_month_are_one_finding_over_the_months_with_both_rows() -> None:
    months = (MONTH, MONTH.plus(1))
    rows = [contribution(month, unit_code=code) for month in months for code in ("U1", "U2")]
    (finding,) = found(*rows)
    assert finding.check is Check.TWO_UNITS
    assert (finding.first, finding.last, len(finding.rows)) == (*months, 4)
    said = finding.sentence.in_words(words_of("zh_CN"))
    assert "示例甲公司和示例乙公司" in said
    assert "2025年9月至2025年10月" in said


def test_money_taken_back_is_to_be_known_not_to_be_asked() -> None:
    (finding,) = found(contribution(MONTH, unit_paid=-100, person_paid=0, kind="106"))
    assert finding.check is Check.TAKEN_BACK
    assert not finding.check.to_ask
    assert all(check.to_ask for check in Check if check is not Check.TAKEN_BACK)


def test_who_pays_alone_is_sent_to_the_sub_center() -> None:
    by_unit, alone = (contribution(MONTH, unit_code=code, person_due=1, person_paid=1) for code in ("U1", ""))
    assert "staff" in found(by_unit)[0].advice.in_words(words_of("en"))
    assert "sub-center" in found(alone)[0].advice.in_words(words_of("en"))


def test_yearly_payments_have_no_base_and_no_finding() -> None:
    paid = contribution(Year(2025), Insurance.RESIDENT_PENSION, base=None, unit_code="", unit_due=0, unit_paid=0)
    assert found(paid, wages=WAGES) == []


ANY = st.integers(-(10**7), 10**7)
ROW = st.builds(
    contribution,
    st.builds(Month, st.integers(2023, 2026), st.integers(1, 12)) | st.builds(Year, st.integers(2023, 2026)),
    st.sampled_from(Insurance),
    base=st.none() | ANY,
    unit_due=ANY,
    person_due=ANY,
    unit_paid=st.none() | ANY,
    person_paid=st.none() | ANY,
    unit_rate=st.sampled_from(["", "0.16", "x"]),
    unit_code=st.sampled_from(["", "U1", "U2"]),
    kind=st.sampled_from(["10", "20", "31", "34", "106"]),
)


@given(st.lists(ROW, max_size=12))
def test_whatever_the_rows_every_finding_has_its_rows_and_words(rows: list[Contribution]) -> None:
    for finding in found(*rows, wages=WAGES):
        assert finding.rows
        assert all(row in rows and row.insurance is finding.insurance for row in finding.rows)
        for language in ("zh_CN", "en"):
            assert "{" not in finding.sentence.in_words(words_of(language))
            assert finding.advice.in_words(words_of(language))


@given(ROW)
def test_nearly_every_row_is_passed_over_fast_but_none_that_has_a_finding(row: Contribution) -> None:
    kinds = set(checks(row, wages=WAGES))
    assert (Check.TAKEN_BACK in kinds) == ((row.unit_paid or 0) + (row.person_paid or 0) < 0)
    over = over_paid(row.unit_paid, row.unit_due) + over_paid(row.person_paid, row.person_due)
    assert (Check.OVER_PAID in kinds) == (over > 0)
    limits, base = WAGES.limits(row.paid_for), row.base
    declared = row.kind in (DueKind.NORMAL, DueKind.BACK_PAYMENT)
    off = outside(base, limits) if declared and base and limits else 0
    assert (Check.BASE_LOW in kinds, Check.BASE_HIGH in kinds) == (off < 0, off > 0)


def test_the_wages_are_those_of_the_persons_division() -> None:
    assert wages_of(account()) is not None
    assert wages_of(account(whose=replace(person(), division="330106"))) is None


def test_amounts_stay_out_of_reprs() -> None:
    assert "777777" not in repr(found(contribution(MONTH, unit_paid=777_777)))
