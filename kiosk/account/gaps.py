"""Months or years without a payment that counts, and why: runs made of cases with the same reason and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kiosk.account.cases import Case, PeriodCase, cases_of
from kiosk.account.money import counts_as_paid
from kiosk.account.payment_list import EmptyMonths
from kiosk.insurance import Insurance
from kiosk.model import Account
from kiosk.period import Month, Span


def empty_months(account: Account, insurance: Insurance, span: Span) -> tuple[EmptyMonths, ...]:
    """Return the runs of empty months (years for residents) of one insurance inside a span, up to the data-as-of."""
    cases = (case for case in cases_of(account, insurance) if span.holds(case.period))
    return runs_of(cases, account.as_of.get(insurance.authority))


def runs_of(cases: Iterable[PeriodCase], as_of: Month | None) -> tuple[EmptyMonths, ...]:
    """Put the empty periods up to the data-as-of together where reason and evidence are the same."""
    runs: list[EmptyMonths] = []
    for case in cases:
        if as_of is not None and is_empty(case) and case.period.first_month <= as_of:
            _extend(runs, case)
    return tuple(runs)


def is_empty(case: PeriodCase) -> bool:
    """Whether a period of a working life has no payment that counts; before the first participation none is due."""
    return case.case not in (Case.PAID, Case.BEFORE) and not counts_as_paid(case.rows)


def _extend(runs: list[EmptyMonths], case: PeriodCase) -> None:
    if runs and _goes_on(runs[-1].cases[-1], case):
        run = runs[-1]
        runs[-1] = EmptyMonths(run.insurance, run.first, case.period, run.reason, run.advice, (*run.cases, case))
    else:
        advice = case.why.advice if case.units else case.why.advice_alone
        runs.append(EmptyMonths(case.insurance, case.period, case.period, case.why.brief, advice, (case,)))


def _goes_on(one: PeriodCase, other: PeriodCase) -> bool:
    """Whether the next period has the same evidence, so that one sentence tells both."""
    follows = one.period.last_month.plus(1) == other.period.first_month
    return follows and replace(one, period=other.period, rows=other.rows) == other
