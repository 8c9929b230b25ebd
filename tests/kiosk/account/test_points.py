"""Residence-permit points: counted + left out = all months; monotone; each reason by a month that has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.account.points import Contracts, Exclusion, Points, PointsRule, Reason, points_of, rule_of
from kiosk.config import load
from kiosk.insurance import Authority, Insurance
from kiosk.model import (
    Account,
    ArrivalStatus,
    Contract,
    Contribution,
    DueKind,
    Participation,
    Standing,
    Transfer,
)
from kiosk.period import Month, Span, Year
from kiosk.words import words_of
from tests.kiosk.people import account, contribution, owed

PENSION = Insurance.EMPLOYEE_PENSION
RULE = PointsRule()
BOTH = PointsRule(exclusion=Exclusion.BOTH)
JANUARY, AS_OF = Month(2025, 1), Month(2026, 10)
SIGNED = Contract("U1", Month(2000, 1), None)


def months(first: Month, last: Month, **other: object) -> list[Contribution]:
    """Ordinary payments from month to month."""
    return [contribution(month, **other) for month in first.until(last)]  # type: ignore[arg-type]  # fields by name


def points(rows: list[Contribution], rule: PointsRule = RULE, *contracts: Contract) -> Points:
    """The points of an account with these rows and contracts."""
    return points_of(replace(account(rows), contracts=contracts), rule)


def reason(row: Contribution, rule: PointsRule = RULE, *contracts: Contract) -> Reason | None:
    """Why the month of a single row in the last month of the data does not count."""
    found = points([replace(row, paid_for=AS_OF)], rule, *contracts)
    return found.left_out[0].reason if found.left_out else None


@pytest.mark.parametrize(("paid", "gained", "further"), [(0, 0, 12), (11, 0, 1), (12, 3, 12), (23, 3, 1), (24, 6, 12)])
def test_three_points_for_twelve_months(paid: int, gained: int, further: int) -> None:
    rows = months(AS_OF.plus(1 - paid), AS_OF) if paid else [owed(AS_OF)]
    found = points(rows)
    assert (found.counted, found.points, found.months_to_next) == (paid, gained, further)


def test_months_need_not_be_consecutive_and_empty_ones_are_told() -> None:
    found = points(months(JANUARY, JANUARY.plus(5)) + months(Month(2026, 5), AS_OF))
    assert (found.counted, found.points) == (12, 3)
    assert [(run.first, run.last, run.reason) for run in found.left_out] == [
        (Month(2025, 7), Month(2026, 4), Reason.NO_PAYMENT)
    ]
    assert found.looked_at == Span(JANUARY, AS_OF)
    assert [(year.year, year.counted, year.left_out) for year in found.years] == [(2025, 6, 6), (2026, 6, 4)]


PERIOD = st.builds(Month, st.integers(2022, 2026), st.integers(1, 12))
ROW = st.builds(
    contribution,
    PERIOD | st.builds(Year, st.integers(2022, 2026)),
    st.sampled_from([PENSION, Insurance.UNEMPLOYMENT, Insurance.RESIDENT_PENSION]),
    unit_code=st.sampled_from(["", "U1", "U2"]),
    kind=st.sampled_from(["10", "10", "20", "31", "32", "33", "34", "40", "105", "106"]),
    status=st.sampled_from(ArrivalStatus),
)
RULES = st.builds(
    PointsRule,
    st.sampled_from([(PENSION,), (PENSION, Insurance.UNEMPLOYMENT)]),
    st.sampled_from(Exclusion),
    st.booleans(),
)
CONTRACTS = st.lists(st.builds(Contract, st.sampled_from(["U1", "U2"]), PERIOD, st.none() | PERIOD), max_size=2)


@settings(deadline=None)
@given(st.lists(ROW, max_size=40), RULES, CONTRACTS)
def test_counted_and_left_out_are_all_months_looked_at(
    rows: list[Contribution], rule: PointsRule, contracts: list[Contract]
) -> None:
    found = points(rows, rule, *contracts)
    first, last = found.looked_at.first, found.looked_at.last
    looked_at = first.months_to(last) + 1 if first and last else 0
    assert found.counted + found.months_left_out == looked_at
    assert sum(year.counted + year.left_out for year in found.years) == looked_at
    assert found.points == 3 * (found.counted // 12)
    assert 1 <= found.months_to_next <= 12
    seen = [month for run in found.left_out for month in run.first.until(run.last)]
    assert seen == sorted(set(seen))


@settings(deadline=None)
@given(st.lists(ROW, max_size=40), PERIOD, RULES, CONTRACTS)
def test_another_month_paid_normally_never_takes_points_away(
    rows: list[Contribution], month: Month, rule: PointsRule, contracts: list[Contract]
) -> None:
    more = [contribution(month, insurance, unit_code="U1", settlement_number="more") for insurance in rule.insurances]
    assert points(rows + more, rule, *contracts).counted >= points(rows, rule, *contracts).counted


@settings(deadline=None)
@given(st.lists(ROW, max_size=40), RULES, CONTRACTS)
def test_counting_flexible_months_and_needing_both_rules_never_takes_points_away(
    rows: list[Contribution], rule: PointsRule, contracts: list[Contract]
) -> None:
    strict = replace(rule, exclusion=Exclusion.EITHER, flexible=False)
    assert points(rows, rule, *contracts).counted >= points(rows, strict, *contracts).counted


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (DueKind.NORMAL, None),
        (DueKind.BACK_PAYMENT, Reason.BACK_PAID),
        (DueKind.ONE_OFF_BACK_PAYMENT, Reason.ONE_OFF),
        (DueKind.ONE_OFF, Reason.ONE_OFF),
        (DueKind.TRANSFERRED_IN, Reason.TRANSFERRED_IN),
        ("106", Reason.OTHER_KIND),
    ],
)
def test_what_is_not_paid_normally(kind: str, expected: Reason | None) -> None:
    assert reason(contribution(AS_OF, kind=kind)) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (ArrivalStatus.NOT_ARRIVED, Reason.OWED),
        (ArrivalStatus.BROKEN_OFF, Reason.OWED),
        (ArrivalStatus.ON_THE_WAY, Reason.ON_THE_WAY),
        (ArrivalStatus.DEFERRED, Reason.DEFERRED),
    ],
)
def test_money_that_has_not_come_never_counts(status: ArrivalStatus, expected: Reason) -> None:
    row = contribution(AS_OF, status=status, arrived=None)
    assert reason(row) is expected
    assert reason(row, BOTH, SIGNED) is expected


def test_a_refunded_month_does_not_count() -> None:
    paid = contribution(AS_OF)
    back = replace(paid, kind=DueKind.REFUND, unit_paid=-128_000, person_paid=-64_000)
    assert points([paid, back]).left_out[0].reason is Reason.REFUNDED


def test_the_unit_that_signed_the_contract() -> None:
    other = replace(SIGNED, unit_code="U2")
    assert reason(contribution(AS_OF), RULE, SIGNED) is None
    assert reason(contribution(AS_OF), RULE, other) is Reason.OTHER_UNIT
    assert reason(contribution(AS_OF), RULE, other, SIGNED) is None
    over = replace(other, last=AS_OF.plus(-1))
    assert reason(contribution(AS_OF), RULE, over) is None


def test_each_of_the_two_rules_is_sufficient_or_only_both_by_the_setting() -> None:
    late, other = contribution(AS_OF, kind=DueKind.BACK_PAYMENT), replace(SIGNED, unit_code="U2")
    assert reason(late, RULE, SIGNED) is Reason.BACK_PAID
    assert reason(late, BOTH, SIGNED) is None
    assert reason(contribution(AS_OF), BOTH, other) is None
    assert reason(late, BOTH, other) is Reason.BACK_PAID
    assert reason(late, BOTH) is Reason.BACK_PAID


def test_whether_the_contracts_unit_was_checked_is_said() -> None:
    rows = months(JANUARY, AS_OF)
    assert points(rows).contracts is Contracts.NOT_CHECKED
    assert points(rows, RULE, SIGNED).contracts is Contracts.CHECKED
    assert points(rows, RULE, replace(SIGNED, first=Month(2026, 1))).contracts is Contracts.IN_PART
    assert words_of("zh_CN")(Contracts.NOT_CHECKED.value) == "未核对：签订劳动合同的单位。"


def test_flexible_months_count_by_the_setting() -> None:
    alone = contribution(AS_OF, unit_code="", unit_paid=0)
    assert reason(alone) is Reason.FLEXIBLE
    assert reason(alone, PointsRule(flexible=True)) is None
    assert reason(alone, PointsRule(flexible=True), SIGNED) is None


def test_a_month_counts_in_every_configured_insurance() -> None:
    rule = PointsRule((PENSION, Insurance.UNEMPLOYMENT))
    rows = months(JANUARY, AS_OF)
    assert points(rows, rule).counted == 0
    assert points(rows + [replace(row, insurance=Insurance.UNEMPLOYMENT) for row in rows[:5]], rule).counted == 5


def test_years_of_residents_insurance_do_not_count_and_say_so() -> None:
    resident = contribution(Year(2024), Insurance.RESIDENT_PENSION, unit_code="")
    found = points([resident, *months(JANUARY, AS_OF)])
    assert found.left_out[0].first == Month(2024, 1)
    assert (found.left_out[0].reason, found.left_out[0].months) == (Reason.RESIDENTS, 12)
    assert found.counted == 22


def test_a_corrected_base_does_not_spoil_a_month() -> None:
    rows = [contribution(AS_OF, kind=DueKind.BASE_ADJUSTED, settlement_number="again"), contribution(AS_OF)]
    assert points(rows).counted == 1
    assert points(rows[::-1]).counted == 1
    assert points(rows[:1]).counted == 0


def test_for_who_draws_a_pension_nothing_is_looked_at_after_the_last_payment() -> None:
    drawing = Participation(PENSION, "U1", Month(2020, 1), Standing.DRAWING)
    found = points_of(account(months(JANUARY, Month(2025, 12)), [drawing]), RULE)
    assert found.looked_at == Span(JANUARY, Month(2025, 12))
    assert found.left_out == ()


def test_months_moved_in_without_rows_are_named_but_not_counted() -> None:
    moved = Transfer(PENSION, True, date(2025, 1, 1), "外地", 0, 30, 0, 0)
    found = points_of(replace(account(months(JANUARY, AS_OF)), transfers=(moved,)), RULE)
    assert (found.moved_in, found.counted) == (30, 22)


def test_nothing_to_look_at() -> None:
    empty: Account = account()
    found = points_of(empty, RULE)
    assert (found.looked_at, found.counted, found.left_out, found.points) == (Span(), 0, (), 0)
    without = points_of(account([contribution(AS_OF)], as_of={}), RULE)
    assert without.counted == 1


def test_the_data_of_the_insurances_own_authority_end_it() -> None:
    as_of = {Authority.HUMAN_RESOURCES: Month(2026, 8), Authority.MEDICAL_SECURITY: Month(2026, 10)}
    assert points_of(account([contribution(Month(2026, 7))], as_of=as_of), RULE).looked_at.last == Month(2026, 8)


def test_the_rule_comes_from_the_settings() -> None:
    settings_ = load(environment={})
    assert rule_of(settings_.points) == PointsRule()
    other = settings_.with_values(points={"insurances": ("110", "310"), "rule": "both", "flexible": True})
    assert rule_of(other.points) == PointsRule((PENSION, Insurance.EMPLOYEE_MEDICAL), Exclusion.BOTH, True)


@pytest.mark.parametrize(("later", "expected"), [(0, None), (3, None), (4, Reason.BACK_PAID), (30, Reason.BACK_PAID)])
def test_an_ordinary_row_settled_long_after_its_month_is_a_back_payment_as_on_the_list(
    later: int, expected: Reason | None
) -> None:
    month = AS_OF.plus(-40)
    rows = [*months(JANUARY, AS_OF), contribution(month, settled=month.plus(later))]
    found = points(rows)
    assert [left.reason for left in found.left_out if left.first == month] == ([expected] if expected else [])
    assert found.counted == len(months(JANUARY, AS_OF)) + (expected is None)
