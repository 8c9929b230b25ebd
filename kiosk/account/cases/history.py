"""What is known of one insurance of one person, looked up once for all its months."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.account.cases.transfers import covered_months
from kiosk.account.relief import LocalRules
from kiosk.insurance import Insurance
from kiosk.model import Account, Contribution, DueKind, Participation, Standing, Transfer, Unit
from kiosk.period import Month, Period, Year

STANDING_ORDER = (Standing.PAYING, Standing.DRAWING, Standing.PAUSED, Standing.ENDED, Standing.NOT_INSURED)
"""With several participations in one insurance the first of these that occurs is the person's standing."""

Rows = Mapping[Period, tuple[Contribution, ...]]

_PENSIONS = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION)


@dataclass(frozen=True, slots=True)
class History:
    """One insurance of one account."""

    insurance: Insurance
    rules: LocalRules
    as_of: Month | None
    units: Mapping[str, Unit] = field(repr=False)
    rows: Rows = field(repr=False)
    """The insurance's own rows; a year's row stands with each of its months where the insurance is monthly."""
    paid_for: tuple[Period, ...] = field(repr=False)
    """The periods with rows, in order."""
    participations: tuple[Participation, ...]
    standing: Standing | None
    first: Month | None
    """First participation: as registered, or the first payment or transferred month."""
    life: Month | None
    """The beginning of the working life: the first participation in any insurance."""
    drawing_since: Month | None
    transferred: Mapping[Month, Transfer] = field(repr=False)
    transfers: tuple[Transfer, ...] = field(repr=False)
    with_unit: frozenset[Month] = field(repr=False)
    """Months in which a unit paid any insurance for the person."""
    alone: frozenset[Month] = field(repr=False)
    """Months in which the person alone paid employees' insurances."""
    medical: Rows = field(repr=False)
    """Employees' medical rows, for maternity insurance since the merger."""

    def before(self, period: Period) -> Period | None:
        """The last period with rows before one."""
        place = bisect_left(self.paid_for, period.number, key=_number)
        return self.paid_for[place - 1] if place else None

    def after(self, period: Period) -> Period | None:
        """The next period with rows after one."""
        place = bisect_right(self.paid_for, period.number, key=_number)
        return self.paid_for[place] if place < len(self.paid_for) else None

    def unit(self, code: str) -> Unit | None:
        """The unit behind a code; None for who pays alone."""
        return self.units.get(code, Unit(code, "")) if code else None

    def units_of(self, rows: Iterable[Contribution]) -> tuple[Unit, ...]:
        """The units of some rows, each once, in their order."""
        codes = dict.fromkeys(row.unit_code for row in rows if row.unit_code)
        return tuple(self.units.get(code, Unit(code, "")) for code in codes)

    def payer(self, period: Period | None) -> tuple[Unit, ...]:
        """Who paid for a period; empty when nobody or the person alone did."""
        return self.units_of(self.rows.get(period, ())[-1:]) if period else ()


def _number(period: Period) -> int:
    return period.number


def first_month_of(period: Period) -> Month:
    """The month itself, or January of a year."""
    return period if isinstance(period, Month) else Month(period.year, 1)


def history_of(account: Account, insurance: Insurance, rules: LocalRules) -> History:
    """Look up what is known of one insurance of an account."""
    own = [row for row in account.contributions if row.insurance is insurance]
    rows = _by_period(own, by_year=insurance.rule.paid_by_year)
    participations = tuple(p for p in account.participations if p.insurance is insurance)
    registered = min((p.first_insured for p in participations if p.first_insured), default=None)
    transfers = tuple(t for t in account.transfers if t.insurance is insurance)
    named = _months_of(rows, named=True)
    by_year = insurance.rule.paid_by_year
    covered = {} if by_year else covered_months(transfers, _months_of(rows, named=False), named, registered)
    begun = [*(first_month_of(period) for period in rows), *covered, *([registered] if registered else [])]
    with_unit, alone = _who_paid(account.contributions)
    merged = insurance is Insurance.MATERNITY
    medical = (r for r in account.contributions if merged and r.insurance is Insurance.EMPLOYEE_MEDICAL)
    standings = {p.standing for p in participations}
    return History(
        insurance=insurance,
        rules=rules,
        as_of=account.as_of.get(insurance.authority),
        units=account.units,
        rows=rows,
        paid_for=tuple(sorted(rows, key=_number)),
        participations=participations,
        standing=next((each for each in STANDING_ORDER if each in standings), None),
        first=min(begun, default=None),
        life=min([*begun, *_beginnings(account)], default=None),
        drawing_since=_drawing_since(account, insurance),
        transferred=covered,
        transfers=transfers,
        with_unit=with_unit,
        alone=alone,
        medical=_by_period(medical, by_year=False),
    )


def _by_period(rows: Iterable[Contribution], *, by_year: bool) -> dict[Period, tuple[Contribution, ...]]:
    """Rows by month, or by year for residents; a row paid for a whole year pays for each of its months."""
    found: dict[Period, list[Contribution]] = defaultdict(list)
    for row in sorted(rows, key=_as_settled):
        if by_year:
            found[Year(row.paid_for.year)].append(row)
        elif isinstance(row.paid_for, Year):
            for number in range(1, 13):
                found[Month(row.paid_for.year, number)].append(row)
        else:
            found[row.paid_for].append(row)
    return {period: tuple(here) for period, here in found.items()}


def _as_settled(row: Contribution) -> tuple[int, str, str, str, str]:
    """As settled: the same rows give the same case, in whatever order a feed brings them."""
    return (row.settled.number, row.settlement_number, row.kind, row.unit_code, row.status.value)


def _months_of(rows: Rows, *, named: bool) -> list[Month]:
    """Months paid here; or those the feed names as transferred in."""
    months = (period for period in rows if isinstance(period, Month))
    return sorted(m for m in months if all(row.kind == DueKind.TRANSFERRED_IN for row in rows[m]) is named)


def _beginnings(account: Account) -> Iterable[Month]:
    yield from (p.first_insured for p in account.participations if p.first_insured)
    yield from (first_month_of(row.paid_for) for row in account.contributions)


def _who_paid(rows: Iterable[Contribution]) -> tuple[frozenset[Month], frozenset[Month]]:
    """Months a unit paid for, and months the person alone paid for."""
    with_unit: set[Month] = set()
    alone: set[Month] = set()
    for row in rows:
        if isinstance(row.paid_for, Month) and not row.insurance.rule.paid_by_year:
            (with_unit if row.unit_code else alone).add(row.paid_for)
    return frozenset(with_unit), frozenset(alone - with_unit)


def _drawing_since(account: Account, insurance: Insurance) -> Month | None:
    """The month a pension began: it ends every employees' insurance; a resident's pension ends only itself."""
    ending = (insurance,) if insurance.rule.paid_by_year else _PENSIONS
    fixed = [_drawn_from(r.drawing_since, r.retired) for r in account.retirements if r.insurance in ending]
    known = [month for month in fixed if month]
    return min(known or [b.month for b in account.benefits if b.insurance in ending], default=None)


def _drawn_from(drawing: Month | None, retired: date | None) -> Month | None:
    return drawing or (Month.of(retired).plus(1) if retired else None)
