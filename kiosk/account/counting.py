"""Which months count as paid, and how many there are: actual, deemed, moved in or out, fixed at retirement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kiosk.account.money import counts_as_paid
from kiosk.account.standing import STANDING_ORDER, standing_of
from kiosk.insurance import Insurance
from kiosk.model import Account, Contribution, DueKind, Retirement, Unit
from kiosk.period import Month, Period, Year

Rows: TypeAlias = Mapping[Period, tuple[Contribution, ...]]
"""Rows of one insurance by the period they pay for."""

_DEEMED_IN = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION)
"""Pensions that know deemed months: service from before personal accounts began."""


def by_period(rows: Sequence[Contribution]) -> Rows:
    """The rows of one insurance by the period they pay for, in each as they were settled.

    A row for a whole year pays for each of its months; where the insurance is paid for by the year, a month's row pays
    for its year.
    """
    found: dict[Period, list[Contribution]] = defaultdict(list)
    by_year = bool(rows) and rows[0].insurance.rule.paid_by_year
    for row in rows:
        if isinstance(row.paid_for, Year) is by_year:
            found[row.paid_for].append(row)
        elif isinstance(row.paid_for, Month):
            found[Year(row.paid_for.year)].append(row)
        else:
            for month in row.paid_for.first_month.until(row.paid_for.last_month):
                found[month].append(row)
    return {period: tuple(sorted(here, key=as_settled) if len(here) > 1 else here) for period, here in found.items()}


def as_settled(row: Contribution) -> tuple[int, str, str, str, str]:
    """The same rows stand in the same order, in whatever order a feed brings them."""
    return (row.settled.number, row.settlement_number, row.kind, row.unit_code, row.status.value)


def paid_periods(rows: Sequence[Contribution]) -> set[Period]:
    """The paid periods of one insurance; each counts once however often it was paid."""
    return {period for period, here in by_period(rows).items() if counts_as_paid(here)}


def number_of(period: Period) -> int:
    """What periods are sorted by."""
    return period.number


def rows_of(account: Account, insurance: Insurance) -> list[Contribution]:
    """The rows of one insurance, as the account has them."""
    return [row for row in account.contributions if row.insurance is insurance]


def unit_of(account: Account, code: str) -> Unit | None:
    """The unit behind a code, without a name where the data have none; None for who pays alone."""
    return (account.units.get(code) or Unit(code, "")) if code else None


@dataclass(frozen=True, slots=True)
class CountedMonths:
    """Cumulative months of one insurance; years where it is paid for by the year.

    What was fixed at retirement stands, as the agency then counted papers that no feed carries. Before that: the
    periods paid here, more by what moved in beyond the rows that came along (kind 105), less by what moved out, since
    those months count elsewhere now.
    """

    actual: int
    deemed: int
    by_rows: int
    """Periods paid for by the rows of this record alone."""
    moved_in: int = 0
    moved_out: int = 0
    at_retirement: bool = False
    """Whether `actual` and `deemed` are the agency's figures of retirement."""

    @property
    def together(self) -> int:
        """Actual and deemed months; the one figure shown as "paid in all"."""
        return self.actual + self.deemed


def counted_months(account: Account, insurance: Insurance, paid: Collection[Period]) -> CountedMonths:
    """Count the months of an insurance, given its paid periods."""
    retirement = _retirement(account, insurance)
    moved_in, moved_out, deemed_in = _moved(account, insurance)
    if retirement is not None:
        return CountedMonths(
            retirement.actual_months, retirement.deemed_months, len(paid), moved_in, moved_out, at_retirement=True
        )
    actual = max(0, len(paid) + moved_in - moved_out)
    return CountedMonths(actual, max(_deemed(account, insurance), deemed_in), len(paid), moved_in, moved_out)


def _deemed(account: Account, insurance: Insurance) -> int:
    """Months counted without payment: as said of the insurance, else of the person (GB/T 40217, table 2).

    What is said of the person counts once: in the employees' pension the person is in now.
    """
    said = [each for each in account.participations if each.deemed_months]
    if said:
        return max((each.deemed_months for each in said if each.insurance is insurance), default=0)
    return (account.person.deemed_months or 0) if insurance is _pension_of(account) else 0


def _pension_of(account: Account) -> Insurance | None:
    """The employees' pension a person is in now; of two that are alike the one of companies."""
    taken = {each.insurance for each in account.participations}
    if not taken & set(_DEEMED_IN):
        taken = {row.insurance for row in account.contributions}
    own = [insurance for insurance in _DEEMED_IN if insurance in taken]
    return min(own, key=lambda each: STANDING_ORDER.index(standing_of(account, each)), default=None)


def _retirement(account: Account, insurance: Insurance) -> Retirement | None:
    """What was fixed at retirement, when the feed says months at all."""
    fixed = (r for r in account.retirements if r.insurance is insurance and r.actual_months + r.deemed_months > 0)
    return next(fixed, None)


def _moved(account: Account, insurance: Insurance) -> tuple[int, int, int]:
    """Actual months that moved in beyond the rows that came along, actual months moved out, deemed months moved in.

    The deemed months of a transfer are the person's own ones told again (AAE200), so they are never added to them.
    """
    moves = [t for t in account.transfers if t.insurance is insurance]
    if not moves:
        return 0, 0, 0
    came = sum(t.actual_months for t in moves if t.moved_in)
    went = sum(t.actual_months for t in moves if not t.moved_in)
    rows = rows_of(account, insurance)
    along = {row.paid_for for row in rows if row.kind == DueKind.TRANSFERRED_IN and counts_as_paid((row,))}
    return max(0, came - len(along)), went, sum(t.deemed_months for t in moves if t.moved_in)


def runs_of(months: Iterable[Month]) -> list[tuple[Month, Month]]:
    """Put distinct months, in any order, together into runs of consecutive ones."""
    runs: list[tuple[Month, Month]] = []
    for month in sorted(set(months), key=number_of):
        if runs and runs[-1][1].plus(1) == month:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs
