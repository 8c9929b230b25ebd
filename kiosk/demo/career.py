"""A story's jobs as contributions: month by month, insurance by insurance, base times rate to the fen; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kiosk.account.rates import to_fen
from kiosk.demo.rates import ZERO_RATE as ZERO
from kiosk.demo.rates import Rates, Shares, share
from kiosk.demo.story import Job, Story, Yearly
from kiosk.insurance import Insurance
from kiosk.model import ArrivalStatus, Contribution, DueKind, Fen
from kiosk.period import Month, Year

BASE_MONTH = 7
"""Payment bases are declared anew each July."""

FIRST_ARRIVAL_DAY, ARRIVAL_DAYS = 18, 5
"""Money arrives from the 18th to the 22nd of the settlement month."""

_RELIEVED = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION, Insurance.UNEMPLOYMENT, Insurance.WORK_INJURY)
_TOLD_BY_GBT40217 = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION, Insurance.RESIDENT_PENSION)
_ALONE = "SELF"


def contributions(story: Story, rates: Rates, as_of: Month) -> tuple[Contribution, ...]:
    """Expand all jobs and yearly payments settled up to the month the data reach to."""
    paid = [row for job in story.jobs for row in _of_job(job, rates, as_of)]
    paid += [row for yearly in story.yearly for row in _of_yearly(yearly, as_of)]
    return tuple(row for row in paid if row.settled <= as_of)


def last_month(job: Job, as_of: Month) -> Month:
    """The last month of a job that the data know."""
    return min(job.last or as_of, as_of)


def arrival_day(settled: Month) -> date:
    """The day a settlement month's money arrives: about the 20th."""
    return date(settled.year, settled.month, FIRST_ARRIVAL_DAY + settled.number % ARRIVAL_DAYS)


def _of_job(job: Job, rates: Rates, as_of: Month) -> Iterator[Contribution]:
    for month, base in bases(job, rates, as_of):
        for insurance in job.insurances:
            due = _due(job, insurance, month, base, rates)
            if any(lost.insurance is insurance and lost.month == month for lost in job.unrecorded):
                continue
            if month in job.owed:
                yield _owed(due)
            elif month in job.deferred and insurance in _RELIEVED:
                yield replace(_owed(due), status=ArrivalStatus.DEFERRED)
            elif job.latest_on_the_way and month == as_of:
                yield replace(_owed(due), status=ArrivalStatus.ON_THE_WAY)
            elif month not in job.missing:
                yield due
            yield from _paid_later(job, due)


def bases(job: Job, rates: Rates, as_of: Month) -> Iterator[tuple[Month, Fen]]:
    """The payment base of each month of a job, in fen: raised each July, kept within the legal bounds."""
    wished = Decimal(job.base)
    base = rates.bounded(job.base, job.first.year)
    for month in job.first.until(last_month(job, as_of)):
        if month.month == BASE_MONTH and month != job.first:
            wished *= 1 + job.growth
            base = rates.bounded(to_fen(wished), month.year)
        yield month, base


def _due(job: Job, insurance: Insurance, month: Month, base: Fen, rates: Rates) -> Contribution:
    shares = _shares(job, insurance, month, rates)
    unit, person = share(base, shares.unit), share(base, shares.person)
    code = job.employer.unit.code if job.employer else ""
    return Contribution(
        settlement_number=_settlement_number(month, code),
        insurance=insurance,
        paid_for=month,
        settled=month,
        arrived=arrival_day(month),
        unit_code=code,
        base=base,
        unit_rate=shares.unit,
        person_rate=shares.person,
        unit_due=unit,
        person_due=person,
        unit_paid=unit,
        person_paid=person,
        kind=DueKind.NORMAL,
        status=ArrivalStatus.ARRIVED,
    )


def _shares(job: Job, insurance: Insurance, month: Month, rates: Rates) -> Shares:
    if job.employer is None:
        return Shares(ZERO, rates.flexible[insurance])
    shares = rates.of(insurance, month)
    if insurance is Insurance.WORK_INJURY:
        shares = replace(shares, unit=job.employer.injury_rate)
    relief = job.employer.relief
    if relief and relief[0] <= month <= relief[1] and insurance in _RELIEVED:
        shares = replace(shares, unit=_relieved_rate(shares.unit, halved=job.employer.halved))
    return shares


def _relieved_rate(rate: str, *, halved: bool) -> str:
    """The unit's rate in the months of the 2020 relief; the person's went on."""
    return f"{Decimal(rate) / 2:.4f}" if halved else ZERO


def _settlement_number(settled: Month, unit_code: str) -> str:
    return f"{settled.number}-{unit_code or _ALONE}"


def _owed(due: Contribution) -> Contribution:
    # Table 11 of GB/T 40217 has no field for what a unit paid: as long as the due did not arrive, nobody knows.
    unit_paid = None if due.insurance in _TOLD_BY_GBT40217 else 0
    return replace(due, arrived=None, unit_paid=unit_paid, person_paid=0, status=ArrivalStatus.NOT_ARRIVED)


def _paid_later(job: Job, due: Contribution) -> Iterator[Contribution]:
    for late in job.back_payments:
        if isinstance(due.paid_for, Month) and late.first <= due.paid_for <= late.last:
            yield _settled_in(due, late.settled, DueKind.BACK_PAYMENT)
    for refund in job.refunds:
        if due.paid_for == refund.month:
            # Paid a second time by mistake in the month after, and that payment given back.
            again = _settled_in(due, refund.month.plus(1), DueKind.NORMAL)
            yield again
            yield _given_back(_settled_in(due, refund.settled, DueKind.REFUND))
    for refund in job.given_back:
        if due.paid_for == refund.month:
            yield _given_back(_settled_in(due, refund.settled, DueKind.REFUND))


def _settled_in(due: Contribution, settled: Month, kind: str) -> Contribution:
    number = _settlement_number(settled, due.unit_code)
    return replace(due, settlement_number=number, settled=settled, arrived=arrival_day(settled), kind=kind)


def _given_back(paid: Contribution) -> Contribution:
    unit, person = -paid.unit_due, -paid.person_due
    return replace(paid, unit_due=unit, person_due=person, unit_paid=unit, person_paid=person)


def _of_yearly(yearly: Yearly, as_of: Month) -> Iterator[Contribution]:
    amount = Decimal(yearly.amount)
    for year in range(yearly.first, as_of.year + 1):
        settled = Month(year, yearly.month)
        # A resident pays whole tens of yuan.
        paid = int(amount / 1000) * 1000
        amount *= 1 + yearly.growth
        if year not in yearly.missing:
            yield _of_year(yearly, Year(year), settled, paid)


def _of_year(yearly: Yearly, year: Year, settled: Month, paid: Fen) -> Contribution:
    return Contribution(
        # Table 10 of GB/T 40217 has no settlement number.
        settlement_number="" if yearly.insurance in _TOLD_BY_GBT40217 else _settlement_number(settled, ""),
        insurance=yearly.insurance,
        paid_for=year,
        settled=settled,
        arrived=arrival_day(settled),
        unit_code="",
        base=None,
        unit_rate="",
        person_rate="",
        unit_due=0,
        person_due=paid,
        unit_paid=0,
        person_paid=paid,
        kind=DueKind.NORMAL,
        status=ArrivalStatus.ARRIVED,
        subsidy=yearly.subsidy,
    )
