"""Months without a payment that counts, and why: runs made of the month cases with the same reason."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.account.cases import Case, PeriodCase, cases_of, counts_as_paid
from kiosk.account.payment_list import EmptyMonths
from kiosk.insurance import Insurance
from kiosk.model import Account
from kiosk.period import Month, Period, Span


def first_of(period: Period) -> Month:
    """The month itself, or January of a year."""
    return period if isinstance(period, Month) else Month(period.year, 1)


def empty_months(account: Account, insurance: Insurance, span: Span) -> tuple[EmptyMonths, ...]:
    """Return the runs of empty months of one insurance inside a span, from first insured to data-as-of.

    Yearly insurances have no empty months: their years stand among the cases.
    """
    cases = (case for case in cases_of(account, insurance) if span.holds(case.period))
    return runs_of(cases, account.as_of.get(insurance.authority))


def runs_of(cases: Iterable[PeriodCase], as_of: Month | None) -> tuple[EmptyMonths, ...]:
    """Put the empty months up to the data-as-of together where reason and units are the same."""
    runs: list[EmptyMonths] = []
    for case in cases:
        month = case.period
        if as_of is not None and isinstance(month, Month) and month <= as_of and is_empty(case):
            _extend(runs, case, month)
    return tuple(runs)


def is_empty(case: PeriodCase) -> bool:
    """Whether a month of a working life has no payment that counts; before the first participation none is due."""
    return case.case is not Case.BEFORE and not counts_as_paid(case.rows)


def _extend(runs: list[EmptyMonths], case: PeriodCase, month: Month) -> None:
    if runs and runs[-1].last.plus(1) == month and _alike(runs[-1].cases[-1], case):
        run = runs[-1]
        runs[-1] = EmptyMonths(run.insurance, run.first, month, run.reason, run.advice, (*run.cases, case))
    else:
        runs.append(EmptyMonths(case.insurance, month, month, case.why.brief, case.why.advice, (case,)))


def _alike(one: PeriodCase, other: PeriodCase) -> bool:
    return one.why is other.why and one.units == other.units
