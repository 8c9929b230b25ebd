"""Months with rows: what became of the money, and which case it makes; for each rule the case that breaks it."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.account.cases import Case, PeriodCase, Why, case_at
from kiosk.account.money import counts_as_paid
from kiosk.insurance import Insurance
from kiosk.model import ArrivalStatus, Contribution, DueKind
from kiosk.period import Month, Period, Year
from tests.kiosk.people import account, contribution, owed

PENSION, MEDICAL, MATERNITY = Insurance.EMPLOYEE_PENSION, Insurance.EMPLOYEE_MEDICAL, Insurance.MATERNITY
UNEMPLOYMENT, INJURY = Insurance.UNEMPLOYMENT, Insurance.WORK_INJURY
HERE = Month(2026, 5)


def case_of(*rows: Contribution, insurance: Insurance = PENSION, at: Period = HERE) -> PeriodCase:
    """The case the rows make of one period."""
    return case_at(account(rows), insurance, at)


def row(number: str = "S2", insurance: Insurance = PENSION, **other: object) -> Contribution:
    """One more row of the month."""
    return contribution(HERE, insurance, settlement_number=number, **other)


def back(number: str = "R", **other: object) -> Contribution:
    """The ordinary payment given back."""
    values = {"kind": DueKind.REFUND, "unit_paid": -128_000, "person_paid": -64_000, **other}
    return contribution(HERE, PENSION, settlement_number=number, **values)


def waiting(status: ArrivalStatus, **other: object) -> Contribution:
    """A due that has not come."""
    values = {"arrived": None, "unit_paid": 0, "person_paid": 0, "status": status, **other}
    return contribution(HERE, PENSION, settlement_number="W", **values)


def test_an_ordinary_payment_names_its_unit_and_the_day() -> None:
    found = case_of(row())
    assert (found.why, found.case, found.case.sign) == (Why.PAID, Case.PAID, "●")
    assert found.unit is not None and found.unit.name == "示例甲公司"
    assert found.day == date(2026, 5, 12)
    assert not found.needs_attention


def test_a_payment_that_looks_ordinary_is_told_as_the_rules_have_it() -> None:
    alone = row(insurance=INJURY, person_due=0, person_paid=0)
    assert case_of(alone, insurance=INJURY).why is Why.PAID_BY_UNIT_ALONE
    odd = row(insurance=INJURY, person_due=-1, person_paid=0)
    assert case_of(odd, insurance=INJURY).why is Why.PAID
    assert case_of(row(settled=HERE.plus(5))).why is Why.BACK_PAID
    assert case_of(row(unit_paid=None)).why is Why.PAID_UNIT_NOT_KNOWN


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([row("1"), row("2", unit_code="U2")], Why.PAID_BY_SEVERAL),
        ([row("1"), row("2")], Why.PAID_TWICE),
        ([row("1"), row("2"), back()], Why.PAID_AFTER_REFUND),
        ([row("1"), back(), row("3")], Why.PAID_AFTER_REFUND),
        ([row("1"), back(unit_paid=0, person_paid=-1)], Why.PAID_AFTER_REFUND),
        ([row("1"), row("2", kind=DueKind.BASE_ADJUSTED)], Why.PAID_ADJUSTED),
        ([row("1"), row("2", kind=DueKind.RATE_ADJUSTED, unit_paid=-5, person_paid=0)], Why.PAID_ADJUSTED),
        ([row("1", kind=DueKind.BASE_ADJUSTED)], Why.PAID_ADJUSTED),
        ([row("1", kind=DueKind.ONE_OFF)], Why.PAID_OTHER_KIND),
        ([row("1", kind=DueKind.RETIREMENT)], Why.PAID_OTHER_KIND),
        ([row("1", kind="106")], Why.PAID_OTHER_KIND),
        ([row("1", kind="90")], Why.PAID_MOVED_OUT),
        ([row("1"), row("2", kind="90", unit_paid=-128_000, person_paid=-64_000)], Why.PAID_MOVED_OUT),
        ([row("1", unit_paid=None)], Why.PAID_UNIT_NOT_KNOWN),
        ([row("1", kind=DueKind.TRANSFERRED_IN)], Why.TRANSFERRED_ROW),
        ([row("1", kind=DueKind.BACK_PAYMENT)], Why.BACK_PAID),
        ([row("1", kind=DueKind.ONE_OFF_BACK_PAYMENT)], Why.BACK_PAID_AS),
        ([owed(HERE), row("2", kind=DueKind.BACK_PAYMENT)], Why.BACK_PAID),
        ([owed(HERE), row("2", kind=DueKind.BACK_PAYMENT, unit_code="U2")], Why.BACK_PAID),
        ([row("1"), row("2", kind=DueKind.BACK_PAYMENT)], Why.PAID_ADJUSTED),
        ([row("1"), waiting(ArrivalStatus.NOT_ARRIVED, unit_code="U2")], Why.PAID_PART_OWED),
        ([row("1"), waiting(ArrivalStatus.NOT_ARRIVED, kind=DueKind.BASE_ADJUSTED)], Why.PAID_PART_OWED),
        ([row("1"), waiting(ArrivalStatus.ON_THE_WAY, kind=DueKind.BASE_ADJUSTED)], Why.PAID_ADJUSTED),
    ],
)
def test_money_that_came(rows: list[Contribution], why: Why) -> None:
    assert case_of(*rows).why is why
    assert counts_as_paid(rows)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([row("1"), back()], Why.REFUNDED),
        ([back()], Why.REFUNDED),
        ([owed(HERE), row("2"), back("3")], Why.REFUNDED),
        ([waiting(ArrivalStatus.NOT_ARRIVED)], Why.OWED),
        ([waiting(ArrivalStatus.NOT_ARRIVED, unit_code="")], Why.OWED_ALONE),
        ([waiting(ArrivalStatus.BROKEN_OFF)], Why.OWED_BROKEN_OFF),
        ([waiting(ArrivalStatus.NOT_ARRIVED, unit_paid=None, person_paid=64_000)], Why.OWED_PART),
        ([waiting(ArrivalStatus.NOT_ARRIVED), row("2", kind=DueKind.BASE_ADJUSTED)], Why.OWED),
        ([waiting(ArrivalStatus.DEFERRED)], Why.DEFERRED),
        ([waiting(ArrivalStatus.DEFERRED), waiting(ArrivalStatus.NOT_ARRIVED)], Why.DEFERRED),
        ([waiting(ArrivalStatus.DEFERRED), waiting(ArrivalStatus.NOT_ARRIVED, unit_code="U2")], Why.OWED),
        ([waiting(ArrivalStatus.ON_THE_WAY, settled=Month(2026, 8))], Why.ROW_ON_THE_WAY),
        ([owed(HERE), waiting(ArrivalStatus.ON_THE_WAY, settled=Month(2026, 10))], Why.ROW_ON_THE_WAY),
        ([waiting(ArrivalStatus.ON_THE_WAY, settled=Month(2026, 7))], Why.OWED_TOO_LONG),
    ],
)
def test_money_that_did_not_come_or_went(rows: list[Contribution], why: Why) -> None:
    assert case_of(*rows).why is why
    assert not counts_as_paid(rows)


def test_a_payment_settled_before_the_due_does_not_settle_it() -> None:
    later = waiting(ArrivalStatus.NOT_ARRIVED, settled=Month(2026, 9))
    assert case_of(row("1"), later).why is Why.PAID_PART_OWED
    earlier = waiting(ArrivalStatus.NOT_ARRIVED)
    assert case_of(row("1", settled=Month(2026, 6)), earlier).why is Why.PAID


def test_a_normal_payment_settled_after_the_delay_is_a_back_payment() -> None:
    assert case_of(row(settled=HERE.plus(3))).why is Why.PAID
    late = case_of(row(settled=HERE.plus(4)))
    assert (late.why, late.since) == (Why.BACK_PAID, HERE.plus(4))


def test_the_person_owing_for_themselves_is_not_sent_to_a_unit() -> None:
    found = case_of(waiting(ArrivalStatus.NOT_ARRIVED, unit_code=""))
    assert found.units == ()
    assert "unit" not in found.why.advice_alone


# The relief of 2020.


def relieved(month: Month, insurance: Insurance = PENSION, unit_rate: str = "0", **other: object) -> Contribution:
    """A month of the relief: nothing due from the unit, the person's share went on."""
    person = 0 if insurance is INJURY else 64_000
    unit = 0 if unit_rate == "0" else 64_000
    values = {"unit_due": unit, "unit_paid": unit, "person_due": person, "person_paid": person, **other}
    return contribution(month, insurance, unit_rate=unit_rate, **values)


@pytest.mark.parametrize(
    ("month", "insurance", "why"),
    [
        (Month(2020, 2), PENSION, Why.UNIT_PART_WAIVED),
        (Month(2020, 12), PENSION, Why.UNIT_PART_WAIVED),
        (Month(2020, 2), UNEMPLOYMENT, Why.UNIT_PART_WAIVED),
        (Month(2020, 2), INJURY, Why.WAIVED),
        (Month(2020, 1), PENSION, Why.PAID),
        (Month(2021, 1), PENSION, Why.PAID),
        (Month(2020, 2), MEDICAL, Why.PAID),
    ],
)
def test_the_units_share_was_waived(month: Month, insurance: Insurance, why: Why) -> None:
    assert case_of(relieved(month, insurance), insurance=insurance, at=month).why is why


def test_who_pays_alone_was_not_relieved() -> None:
    alone = relieved(Month(2020, 3), unit_code="")
    assert case_of(alone, at=Month(2020, 3)).why is Why.PAID


@pytest.mark.parametrize(
    ("month", "rate", "why"),
    [
        (Month(2020, 6), "0.08", Why.UNIT_PART_HALVED),
        (Month(2020, 7), "0.08", Why.PAID),
        (Month(2020, 6), "0.16", Why.PAID),
        (Month(2020, 6), "", Why.PAID),
    ],
)
def test_large_units_shares_were_halved(month: Month, rate: str, why: Why) -> None:
    assert case_of(contribution(Month(2020, 1)), relieved(month, unit_rate=rate), at=month).why is why
    new_unit = case_of(relieved(month, unit_rate=rate), at=month)
    assert new_unit.why is why


def test_a_halved_rate_is_half_of_the_units_own() -> None:
    before = contribution(Month(2020, 1), unit_rate="0.14")
    assert case_of(before, relieved(Month(2020, 3), unit_rate="0.07"), at=Month(2020, 3)).why is Why.UNIT_PART_HALVED
    assert case_of(before, relieved(Month(2020, 3), unit_rate="0.08"), at=Month(2020, 3)).why is Why.PAID


def test_relief_takes_no_owed_month_away() -> None:
    unpaid = relieved(Month(2020, 3), arrived=None, person_paid=0, status=ArrivalStatus.NOT_ARRIVED)
    assert case_of(unpaid, at=Month(2020, 3)).why is Why.OWED


# Deferral.


def test_a_general_deferral_ends_at_its_day() -> None:
    month = Month(2022, 6)
    due = contribution(month, unit_paid=0, person_paid=0, arrived=None, status=ArrivalStatus.DEFERRED)
    assert case_of(due, at=month).why is Why.OWED_DEFERRAL_OVER
    early = account([due], as_of=dict.fromkeys(account().as_of, Month(2023, 12)))
    found = case_at(early, PENSION, month)
    assert (found.why, found.until) == (Why.DEFERRED_UNTIL, Month(2023, 12))


# Shares of 0 that are in order.


def test_a_units_own_insurances_say_that_the_person_pays_nothing() -> None:
    for insurance in (INJURY, MATERNITY):
        month = Month(2018, 5)
        paid = contribution(month, insurance, person_due=0, person_paid=0)
        assert case_of(paid, insurance=insurance, at=month).why is Why.PAID_BY_UNIT_ALONE


def test_a_farm_contract_worker_pays_no_unemployment_contribution() -> None:
    free = row(person_due=0, person_paid=0, insurance=UNEMPLOYMENT)
    assert case_of(free, insurance=UNEMPLOYMENT).why is Why.PAID_FARM_CONTRACT
    assert case_of(row(insurance=UNEMPLOYMENT), insurance=UNEMPLOYMENT).why is Why.PAID
    assert case_of(row(person_due=0, person_paid=0)).why is Why.PAID


# Maternity insurance since the merger.


def nothing(month: Month, **other: object) -> Contribution:
    """A maternity row of 0."""
    values = {"unit_due": 0, "person_due": 0, "unit_paid": 0, "person_paid": 0, **other}
    return contribution(month, MATERNITY, **values)


def test_a_maternity_row_of_0_is_as_medical_insurance_was() -> None:
    paid, unpaid = contribution(HERE, MEDICAL), owed(HERE, MEDICAL)
    assert case_of(nothing(HERE), paid, insurance=MATERNITY).why is Why.WITH_MEDICAL
    assert case_of(nothing(HERE), unpaid, insurance=MATERNITY).why is Why.OWED_WITH_MEDICAL
    assert case_of(nothing(HERE), insurance=MATERNITY).why is Why.WITH_MEDICAL_BY_ROW


def test_maternity_money_of_its_own_stays_its_own() -> None:
    own = contribution(HERE, MATERNITY, person_due=0, person_paid=0)
    assert case_of(own, owed(HERE, MEDICAL), insurance=MATERNITY).why is Why.PAID_BY_UNIT_ALONE
    before = Month(2019, 6)
    rows = (nothing(before), contribution(before, MEDICAL))
    assert case_of(*rows, insurance=MATERNITY, at=before).case is Case.PAID


# Years.


def test_a_residents_year_is_paid_whatever_its_months() -> None:
    resident = Insurance.RESIDENT_PENSION
    for period in (Year(2025), Month(2025, 4)):
        paid = contribution(period, resident, unit_code="", settled=Month(2025, 12))
        assert case_of(paid, insurance=resident, at=Year(2025)).why is Why.PAID


def test_a_years_row_of_a_monthly_insurance_pays_for_its_months() -> None:
    whole = contribution(Year(2025), unit_code="")
    assert case_of(whole, at=Month(2025, 12)).why is Why.PAID
    assert case_of(whole, at=Month(2026, 1)).why is not Why.PAID
