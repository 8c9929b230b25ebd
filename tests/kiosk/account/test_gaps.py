"""Runs of empty months: put together where reason and units are the same, cut by the span, never twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.account.cases import Why
from kiosk.account.gaps import empty_months
from kiosk.account.money import counts_as_paid
from kiosk.insurance import Insurance
from kiosk.model import Account, ArrivalStatus, Contribution, DueKind, Participation, Standing
from kiosk.period import Month, Span, Year
from tests.kiosk.people import account, contribution, owed

PENSION, MATERNITY, MEDICAL = Insurance.EMPLOYEE_PENSION, Insurance.MATERNITY, Insurance.EMPLOYEE_MEDICAL


def paying(
    insurance: Insurance = PENSION, standing: Standing = Standing.PAYING, first: str = "2026-01"
) -> Participation:
    """Take part in an insurance."""
    return Participation(insurance, "U1", Month.parse(first), standing)


def months(first: str, last: str, insurance: Insurance = PENSION) -> list[Contribution]:
    """Ordinary payments."""
    return [contribution(month, insurance) for month in Month.parse(first).until(Month.parse(last))]


def runs(whose: Account, insurance: Insurance = PENSION, span: Span | None = None) -> list[tuple[str, str, str]]:
    """First month, last month and why, of each run."""
    return [(str(run.first), str(run.last), run.reason) for run in empty_months(whose, insurance, span or Span())]


def test_no_gap_where_every_month_is_paid() -> None:
    assert runs(account(months("2026-01", "2026-10"))) == []


def test_owed() -> None:
    rows = [*months("2026-01", "2026-08"), owed(Month(2026, 9)), contribution(Month(2026, 10))]
    assert runs(account(rows)) == [("2026-09", "2026-09", Why.OWED.brief)]


def test_owed_and_paid_back_later_is_paid() -> None:
    late = contribution(Month(2026, 9), kind=DueKind.BACK_PAYMENT, settlement_number="S2")
    rows = [*months("2026-01", "2026-08"), owed(Month(2026, 9)), late, contribution(Month(2026, 10))]
    assert runs(account(rows)) == []


def test_a_row_on_the_way() -> None:
    going = contribution(Month(2026, 10), status=ArrivalStatus.ON_THE_WAY, arrived=None)
    assert runs(account([*months("2026-01", "2026-09"), going])) == [("2026-10", "2026-10", Why.WITHIN_DELAY.brief)]


def test_months_inside_the_delay_are_on_the_way_and_older_ones_are_not_recorded() -> None:
    assert runs(account(months("2026-01", "2026-05"))) == [
        ("2026-06", "2026-07", Why.NOT_RECORDED.brief),
        ("2026-08", "2026-10", Why.WITHIN_DELAY.brief),
    ]


def test_between_two_payments_of_a_unit() -> None:
    rows = [*months("2026-01", "2026-03"), *months("2026-07", "2026-10")]
    assert runs(account(rows)) == [("2026-04", "2026-06", Why.LEFT_OUT.brief)]


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (Standing.PAUSED, Why.STOPPED),
        (Standing.ENDED, Why.ENDED),
        (Standing.DRAWING, Why.ENDED),
        (Standing.NOT_INSURED, Why.STOPPED),
    ],
)
def test_after_the_last_payment_the_standing_tells(standing: Standing, reason: Why) -> None:
    whose = account(months("2026-01", "2026-08"), [paying(standing=standing)])
    assert runs(whose) == [("2026-09", "2026-10", reason.brief)]


def test_refunded_months_are_not_paid() -> None:
    back = contribution(
        Month(2026, 10), kind=DueKind.REFUND, unit_paid=-128_000, person_paid=-64_000, settlement_number="R"
    )
    assert runs(account([*months("2026-01", "2026-10"), back])) == [("2026-10", "2026-10", Why.REFUNDED.brief)]


def test_a_month_refunded_in_part_is_still_paid() -> None:
    back = contribution(Month(2026, 10), kind=DueKind.REFUND, unit_paid=0, person_paid=-1_000, settlement_number="R")
    assert runs(account([*months("2026-01", "2026-10"), back])) == []


@pytest.mark.parametrize(("paid", "refunded", "counts"), [(2, 1, True), (1, 1, False)])
def test_rows_of_nothing_are_counted_to_see_what_a_refund_left(paid: int, refunded: int, counts: bool) -> None:
    """Maternity rows are 0.00 since the merger: paid twice and refunded once is paid."""
    kinds = [DueKind.NORMAL] * paid + [DueKind.REFUND] * refunded
    rows = [
        contribution(Month(2022, 4), MATERNITY, kind=kind, unit_paid=0, person_paid=0, settlement_number=str(place))
        for place, kind in enumerate(kinds)
    ]
    assert counts_as_paid(rows) is counts


def test_maternity_is_collected_with_medical_since_the_merger() -> None:
    rows = [*months("2018-01", "2018-06", MATERNITY), *months("2019-07", "2026-09", MEDICAL)]
    whose = account(rows, [paying(MATERNITY, first="2018-01")])
    found = runs(whose, MATERNITY)
    assert found[-1] == ("2019-07", "2026-09", Why.WITH_MEDICAL.brief)
    assert Why.WITH_MEDICAL.brief not in {why for _, last, why in found if last < "2019-07"}


def test_before_the_first_participation_nothing_is_empty() -> None:
    assert runs(account(months("2026-09", "2026-10"), [paying(first="2026-09")])) == []


def test_each_authority_ends_at_its_own_month() -> None:
    whose = account(months("2026-01", "2026-09", MEDICAL), [paying(MEDICAL)])
    assert runs(whose, MEDICAL) == []


def test_a_span_cuts_the_runs() -> None:
    rows = [*months("2026-01", "2026-01"), *months("2026-10", "2026-10")]
    found = runs(account(rows), span=Span(Month(2026, 3), Month(2026, 5)))
    assert found == [("2026-03", "2026-05", Why.LEFT_OUT.brief)]


def test_residents_have_empty_years() -> None:
    residents = Insurance.RESIDENT_PENSION
    rows = [contribution(Year(year), residents) for year in (2020, 2025)]
    found = runs(account(rows, [paying(residents, first="2020-01")]), residents)
    assert found == [
        ("2021", "2024", Why.YEAR_LEFT_OUT.brief),
        ("2026", "2026", Why.YEAR_RUNNING.brief),
    ]
    (missing, _) = empty_months(account(rows, [paying(residents, first="2020-01")]), residents, Span())
    assert missing.count == 4


def test_months_with_other_evidence_stay_apart() -> None:
    """Refunded on two days: one sentence cannot tell both."""
    refunds = [
        contribution(month, kind=DueKind.REFUND, unit_paid=-128_000, person_paid=-64_000, arrived=date(2026, 9, day))
        for month, day in ((Month(2026, 3), 1), (Month(2026, 4), 2), (Month(2026, 5), 2))
    ]
    rows = [*months("2026-01", "2026-10"), *refunds]
    assert [run[:2] for run in runs(account(rows))] == [("2026-03", "2026-03"), ("2026-04", "2026-05")]


def test_missing_data_have_no_empty_months() -> None:
    assert runs(account(months("2026-01", "2026-02"), as_of={})) == []
    assert runs(account([], [Participation(PENSION, "U1", None, Standing.PAYING)])) == []


def test_runs_of_different_units_stay_apart() -> None:
    rows = [
        *months("2026-01", "2026-08"),
        owed(Month(2026, 9)),
        replace(owed(Month(2026, 10)), unit_code="U2"),
    ]
    found = empty_months(account(rows), PENSION, Span())
    assert [(str(run.first), [unit.name for unit in run.cases[0].units]) for run in found] == [
        ("2026-09", ["示例甲公司"]),
        ("2026-10", ["示例乙公司"]),
    ]


MONTH = st.builds(Month, st.integers(2018, 2026), st.integers(1, 12)).filter(lambda month: month <= Month(2026, 10))
ROW = st.builds(
    contribution,
    MONTH,
    st.sampled_from([PENSION, MATERNITY, MEDICAL]),
    kind=st.sampled_from([DueKind.NORMAL, DueKind.REFUND, DueKind.BACK_PAYMENT, "106"]),
    status=st.sampled_from(ArrivalStatus),
    unit_paid=st.none() | st.integers(-200_000, 200_000),
    person_paid=st.none() | st.integers(-200_000, 200_000),
)
STANDINGS = st.sampled_from(Standing)


@given(st.lists(ROW, max_size=60), STANDINGS, st.sampled_from([PENSION, MATERNITY, MEDICAL]))
def test_each_month_has_at_most_one_reason_whatever_the_rows(
    rows: list[Contribution], standing: Standing, insurance: Insurance
) -> None:
    whose = account(rows, [paying(insurance, standing, first="2018-06")])
    found = empty_months(whose, insurance, Span())
    spans = [(run.first.first_month, run.last.last_month) for run in found]
    counted = Counter(month for first, last in spans for month in first.until(last))
    assert all(count == 1 for count in counted.values())
    assert all(earlier[1] < later[0] for earlier, later in zip(spans, spans[1:], strict=False))
    assert all(run.reason and run.advice for run in found)
    assert all(len(run.cases) == run.count for run in found)
