"""Months without a payment that counts, and why; runs of months with the same reason are put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.insurance import Insurance
from kiosk.model import Account, ArrivalStatus, Contribution, DueKind, Standing
from kiosk.payment_list import EmptyMonths
from kiosk.period import Month, Period, Span
from kiosk.words import N_

MATERNITY_MERGED = Month(2019, 7)
"""From here on maternity insurance may be collected together with medical insurance (2019 merger)."""

DELAY_MONTHS = 3
"""Data arrive with one to three months' delay; a month empty for longer is not on its way."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a month is empty, and what to do; both are catalogue messages."""

    why: str
    advice: str


OWED = Reason(N_("Due, but the money has not arrived"), N_("Ask your unit's social insurance staff when it will pay."))
ON_THE_WAY = Reason(N_("On the way: data arrive with one to three months' delay"), N_("Look again next month."))
WITH_MEDICAL = Reason(N_("Collected together with medical insurance"), N_("Nothing to do."))
ENDED = Reason(N_("After retirement or the end of this insurance"), N_("Nothing to do."))
PAUSED = Reason(
    N_("Payment paused: no unit has paid since"),
    N_("When you start work, your new unit continues; or pay as a flexible worker."),
)
BETWEEN = Reason(
    N_("No payment: one unit had stopped, the next payment came later"),
    N_("Ask the units' social insurance staff whether this is right."),
)
NOT_RECORDED = Reason(
    N_("Not recorded: insured, but there is no payment for this month"),
    N_("Ask your unit's social insurance staff whether it paid for this month."),
)
REFUNDED = Reason(N_("Paid and refunded"), N_("Ask your unit's social insurance staff for the reason."))


def first_of(period: Period) -> Month:
    """The month itself, or January of a year."""
    return period if isinstance(period, Month) else Month(period.year, 1)


@dataclass(frozen=True, slots=True)
class _Payments:
    """What is known of one insurance, looked up once for all its months."""

    insurance: Insurance
    rows: Mapping[Month, Sequence[Contribution]]
    last: Month | None
    as_of: Month
    standings: frozenset[Standing]
    medical_months: frozenset[Period]


def empty_months(account: Account, insurance: Insurance, span: Span) -> tuple[EmptyMonths, ...]:
    """Return the runs of empty months of one insurance inside a span, from first insured to data-as-of.

    Yearly insurances have no empty months.
    """
    as_of = account.as_of.get(insurance.authority)
    if insurance.rule.paid_by_year or as_of is None:
        return ()
    payments = _payments(account, insurance, as_of)
    known = [p.first_insured for p in account.participations if p.insurance is insurance and p.first_insured]
    first = min([*known, *payments.rows], default=None)
    if first is None:
        return ()
    runs: list[EmptyMonths] = []
    for month in max(first, span.first or first).until(min(as_of, span.last or as_of)):
        reason = _reason(payments, month)
        if reason is not None:
            _extend(runs, insurance, month, reason)
    return tuple(runs)


def _extend(runs: list[EmptyMonths], insurance: Insurance, month: Month, reason: Reason) -> None:
    if runs and runs[-1].reason == reason.why and runs[-1].last.plus(1) == month:
        runs[-1] = EmptyMonths(insurance, runs[-1].first, month, reason.why, reason.advice)
    else:
        runs.append(EmptyMonths(insurance, month, month, reason.why, reason.advice))


def _payments(account: Account, insurance: Insurance, as_of: Month) -> _Payments:
    rows: dict[Month, list[Contribution]] = defaultdict(list)
    for row in account.contributions:
        if row.insurance is insurance and isinstance(row.paid_for, Month):
            rows[row.paid_for].append(row)
    medical = account.contributions if insurance is Insurance.MATERNITY else ()
    return _Payments(
        insurance,
        dict(rows),
        max(rows, default=None),
        as_of,
        frozenset(p.standing for p in account.participations if p.insurance is insurance),
        frozenset(row.paid_for for row in medical if row.insurance is Insurance.EMPLOYEE_MEDICAL),
    )


def _reason(payments: _Payments, month: Month) -> Reason | None:
    here = payments.rows.get(month, ())
    if here:
        return reason_of(here)
    merged = payments.insurance is Insurance.MATERNITY and month >= MATERNITY_MERGED
    if merged and month in payments.medical_months:
        return WITH_MEDICAL
    if payments.last is not None and month < payments.last:
        return BETWEEN
    if payments.standings & {Standing.DRAWING, Standing.ENDED}:
        return ENDED
    if Standing.PAYING not in payments.standings:
        return PAUSED
    return ON_THE_WAY if month.months_to(payments.as_of) < DELAY_MONTHS else NOT_RECORDED


def reason_of(here: Sequence[Contribution]) -> Reason | None:
    """Why the rows of one month do not make it a paid one; None when they do."""
    if len(here) == 1 and here[0].status is ArrivalStatus.ARRIVED and here[0].kind == DueKind.NORMAL:
        return None
    if any(row.kind == DueKind.REFUND for row in here):
        return REFUNDED if _all_refunded(here) else None
    statuses = {row.status for row in here}
    if ArrivalStatus.ARRIVED in statuses:
        return None
    return ON_THE_WAY if ArrivalStatus.ON_THE_WAY in statuses else OWED


def _all_refunded(here: Sequence[Contribution]) -> bool:
    """Whether nothing is left of a month's money; rows of 0.00 (maternity since the merger) are counted instead."""
    amounts = [(row.unit_paid or 0) + (row.person_paid or 0) for row in here]
    if any(amounts):
        return sum(amounts) <= 0
    return 2 * sum(row.kind == DueKind.REFUND for row in here) >= len(here)
