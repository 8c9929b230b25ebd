"""Residence-permit points: 3 for every 12 cumulative months, and why each month that does not count does not.

Source: the points rule in the mission's document (domain.md section 6). One indicator of a permit holder's total, not
a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from kiosk.account.counting import by_period, number_of, rows_of
from kiosk.account.money import Money, arrived_rows, counts_as_paid, money_of
from kiosk.account.relief import read_local_rules
from kiosk.config import PointsSection
from kiosk.insurance import Insurance
from kiosk.model import Account, Contract, Contribution, DueKind, Standing
from kiosk.period import Month, Period, Span, Year
from kiosk.words import N_

POINTS_A_YEAR = 3
MONTHS_A_YEAR = 12
"""Cumulative months that bring points; they need not be consecutive."""


class Exclusion(Enum):
    """The two rules that leave paid months out: not paid normally; paid by a unit that did not sign the contract."""

    EITHER = "either"
    """Each of the two is sufficient on its own."""
    BOTH = "both"
    """Only both together leave a month out. Without a contract for a month the second cannot be told to hold or not:
    a month not paid normally then stays left out, so that nobody is promised what no document carries."""


@dataclass(frozen=True, slots=True)
class PointsRule:
    """The local rule, from the settings section [points]."""

    insurances: tuple[Insurance, ...] = (Insurance.EMPLOYEE_PENSION,)
    """A month counts when it counts in every one of them."""
    exclusion: Exclusion = Exclusion.EITHER
    flexible: bool = False
    """Whether months that a person pays alone count."""


def rule_of(section: PointsSection) -> PointsRule:
    """The rule the settings give."""
    return PointsRule(tuple(map(Insurance, section.insurances)), Exclusion(section.rule), section.flexible)


class Reason(Enum):
    """Why a month does not count; the value is the sentence."""

    NO_PAYMENT = N_("No payment is recorded.")
    OWED = N_("Due, but the money has not arrived.")
    DEFERRED = N_("The unit was allowed to pay later and has not paid yet.")
    ON_THE_WAY = N_("The payment is on its way; it counts when it has arrived.")
    REFUNDED = N_("Paid and given back.")
    BACK_PAID = N_("Paid later, not in its month.")
    ONE_OFF = N_("Paid in one sum, not month by month.")
    TRANSFERRED_IN = N_("Transferred in from another place, not paid in this city.")
    OTHER_KIND = N_("Not an ordinary monthly payment.")
    RESIDENTS = N_("Residents' insurance that year; only employees' insurance counts.")
    OTHER_UNIT = N_("Paid by another unit than the one that signed the labour contract.")
    FLEXIBLE = N_("Paid by you alone; months of flexible work do not count here.")


_KIND_REASONS = {
    DueKind.BACK_PAYMENT: Reason.BACK_PAID,
    DueKind.ONE_OFF_BACK_PAYMENT: Reason.ONE_OFF,
    DueKind.RETIREMENT: Reason.ONE_OFF,
    DueKind.ONE_OFF: Reason.ONE_OFF,
    DueKind.TRANSFERRED_IN: Reason.TRANSFERRED_IN,
}
_MONEY_REASONS = {
    None: Reason.NO_PAYMENT,
    Money.OWED: Reason.OWED,
    Money.DEFERRED: Reason.DEFERRED,
    Money.ON_THE_WAY: Reason.ON_THE_WAY,
    Money.WENT_BACK: Reason.REFUNDED,
}
_RESIDENTS = {
    Insurance.EMPLOYEE_PENSION: Insurance.RESIDENT_PENSION,
    Insurance.CIVIL_PENSION: Insurance.RESIDENT_PENSION,
    Insurance.EMPLOYEE_MEDICAL: Insurance.RESIDENT_MEDICAL,
}
"""The residents' insurance that stands in for an employees' one."""


class Contracts(Enum):
    """Whether it was checked that the paying unit signed the labour contract; the value is the sentence."""

    CHECKED = N_("Checked: the unit that paid signed the labour contract.")
    IN_PART = N_("For some months not checked: the unit that signed the contract.")
    NOT_CHECKED = N_("Not checked: the unit that signed the contract.")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Consecutive months that do not count for one reason."""

    first: Month
    last: Month
    reason: Reason

    @property
    def months(self) -> int:
        """How many they are."""
        return self.first.months_to(self.last) + 1


@dataclass(frozen=True, slots=True)
class PointsYear:
    """The months of one year looked at."""

    year: int
    counted: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Points:
    """The points and how they come about; counted + left out = looked at."""

    rule: PointsRule
    looked_at: Span
    """From the first payment to where the data end; open when there is nothing to look at."""
    counted: int
    left_out: tuple[LeftOut, ...]
    years: tuple[PointsYear, ...]
    contracts: Contracts
    moved_in: int
    """Months that moved in from another place without rows; they are not among those looked at."""

    @property
    def points(self) -> int:
        """3 x floor(eligible months / 12)."""
        return POINTS_A_YEAR * (self.counted // MONTHS_A_YEAR)

    @property
    def months_to_next(self) -> int:
        """Further months that bring the next 3 points."""
        return MONTHS_A_YEAR - self.counted % MONTHS_A_YEAR

    @property
    def months_left_out(self) -> int:
        """All months that do not count."""
        return sum(run.months for run in self.left_out)


def points_of(account: Account, rule: PointsRule) -> Points:
    """Look at every month from the first payment to where the data end."""
    rows = {insurance: by_period(rows_of(account, insurance)) for insurance in rule.insurances}
    residents = {_RESIDENTS[i] for i in rule.insurances if i in _RESIDENTS}
    years = {
        row.paid_for.year for row in account.contributions if row.insurance in residents and counts_as_paid((row,))
    }
    months = _months(account, rule, rows, years)
    judged = [(month, _judge(account, rule, rows, years, month)) for month in months]
    counted = [month for month, reason in judged if reason is None]
    return Points(
        rule=rule,
        looked_at=Span(months[0], months[-1]) if months else Span(),
        counted=len(counted),
        left_out=_runs(judged),
        years=tuple(_year(year, list(group)) for year, group in groupby(judged, key=lambda each: each[0].year)),
        contracts=_contracts(account, counted),
        moved_in=sum(t.actual_months for t in account.transfers if t.moved_in and t.insurance in rule.insurances),
    )


_Rows = Mapping[Insurance, Mapping[Period, Sequence[Contribution]]]


def _months(account: Account, rule: PointsRule, rows: _Rows, residents: Iterable[int]) -> tuple[Month, ...]:
    """The months looked at: from the first row to data-as-of, for who draws a pension to the last row."""
    present = [period for here in rows.values() for period in here if isinstance(period, Month)]
    firsts = [*present, *(Month(year, 1) for year in residents)]
    ends = [account.as_of[i.authority] for i in rule.insurances if i.authority in account.as_of]
    if not firsts:
        return ()
    standings = {p.standing for p in account.participations if p.insurance in rule.insurances}
    last = max(present, key=number_of, default=None)
    over = standings and standings <= {Standing.DRAWING, Standing.ENDED}
    end = last if over and last else max([*ends, *present], key=number_of, default=None)
    return tuple(min(firsts, key=number_of).until(end)) if end else ()


def _judge(account: Account, rule: PointsRule, rows: _Rows, residents: set[int], month: Month) -> Reason | None:
    """Why a month does not count: the first reason any of the insurances gives; None when it counts."""
    for here in rows.values():
        reason = _of_rows(account.contracts, rule, here.get(month, ()), month)
        if reason is Reason.NO_PAYMENT and month.year in residents:
            return Reason.RESIDENTS
        if reason is not None:
            return reason
    return None


def _of_rows(
    contracts: Sequence[Contract], rule: PointsRule, here: Sequence[Contribution], month: Month
) -> Reason | None:
    money = money_of(here)
    if money is not Money.CAME:
        return _MONEY_REASONS[money]
    reasons = [_of_row(contracts, rule, row, month) for row in arrived_rows(here)]
    # A month counts once and as soon as one of its payments does: a base adjusted later does not spoil it.
    return None if None in reasons else reasons[0]


def _of_row(contracts: Sequence[Contract], rule: PointsRule, row: Contribution, month: Month) -> Reason | None:
    if not row.unit_code and not rule.flexible:
        return Reason.FLEXIBLE
    # Who pays alone has no contract, so nothing is known of one.
    signed = _signed(contracts, month) if row.unit_code else set()
    other_unit = bool(signed) and row.unit_code not in signed
    not_normal = _not_normal(row)
    if rule.exclusion is Exclusion.BOTH:
        return not_normal if other_unit or not signed else None
    return not_normal or (Reason.OTHER_UNIT if other_unit else None)


def _not_normal(row: Contribution) -> Reason | None:
    """Why a row is no ordinary monthly payment; a row for a whole year is none, nor is one settled long after."""
    if isinstance(row.paid_for, Year):
        return Reason.ONE_OFF
    if row.kind != DueKind.NORMAL:
        return _KIND_REASONS.get(row.kind, Reason.OTHER_KIND)
    late = row.paid_for.months_to(row.settled) > read_local_rules().delay_months
    return Reason.BACK_PAID if late else None


def _signed(contracts: Sequence[Contract], month: Month) -> set[str]:
    """The units whose contracts cover a month; empty: not known."""
    return {c.unit_code for c in contracts if c.first <= month and (c.last is None or month <= c.last)}


def _contracts(account: Account, counted: Sequence[Month]) -> Contracts:
    """Of the months that count, whether the contract's unit was known."""
    if not account.contracts:
        return Contracts.NOT_CHECKED
    known = sum(bool(_signed(account.contracts, month)) for month in counted)
    return Contracts.CHECKED if known == len(counted) else Contracts.IN_PART


def _runs(judged: Iterable[tuple[Month, Reason | None]]) -> tuple[LeftOut, ...]:
    runs: list[LeftOut] = []
    for reason, group in groupby(judged, key=lambda each: each[1]):
        months = [month for month, _ in group]
        if reason is not None:
            runs.append(LeftOut(months[0], months[-1], reason))
    return tuple(runs)


def _year(year: int, judged: Sequence[tuple[Month, Reason | None]]) -> PointsYear:
    counted = sum(reason is None for _, reason in judged)
    return PointsYear(year, counted, len(judged) - counted)
