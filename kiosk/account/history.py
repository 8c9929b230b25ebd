"""What was paid in one insurance: in all, by year, by unit, and the units in time order with months paid twice over."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TypeVar

from kiosk.account.counting import (
    CountedMonths,
    Rows,
    by_period,
    counted_months,
    number_of,
    paid_periods,
    rows_of,
    runs_of,
    unit_of,
)
from kiosk.account.money import Money, money_of
from kiosk.account.payment_list import Sums, sums_of
from kiosk.account.standing import first_insured_of, standing_of
from kiosk.insurance import Insurance
from kiosk.model import Account, Contribution, Fen, Standing, Unit
from kiosk.period import Month, Period

_Key = TypeVar("_Key", int, str)


@dataclass(frozen=True, slots=True)
class YearSums:
    """What was paid for one year."""

    year: int
    periods: int
    """Paid months of the year (1 or 0 where it is paid for by the year)."""
    sums: Sums
    subsidy: Fen = field(default=0, repr=False)


@dataclass(frozen=True, slots=True)
class UnitSums:
    """What was paid through one unit; None is the person paying alone."""

    unit: Unit | None
    periods: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class Spell:
    """Time with one unit: it ends where another unit pays in between, not where a month is missing."""

    unit: Unit | None
    first: Month
    last: Month
    periods: int
    """Paid periods in it."""
    sums: Sums


@dataclass(frozen=True, slots=True)
class Overlap:
    """Consecutive months that the same units (None: the person alone) were all due to pay in one insurance."""

    insurance: Insurance
    first: Month
    last: Month
    units: tuple[Unit | None, ...]


@dataclass(frozen=True, slots=True)
class History:
    """One insurance from the first payment to the last."""

    insurance: Insurance
    standing: Standing
    first_insured: Month | None
    counted: CountedMonths
    first_paid: Period | None
    last_paid: Period | None
    total: Sums
    subsidy: Fen = field(repr=False)
    """Government subsidies to a resident's payments, in fen."""
    years: tuple[YearSums, ...]
    units: tuple[UnitSums, ...]
    """In the order they first paid."""
    spells: tuple[Spell, ...]
    overlaps: tuple[Overlap, ...]


def history_of(account: Account, insurance: Insurance) -> History:
    """Draw up the history of one insurance."""
    rows = sorted(rows_of(account, insurance), key=_by_time)
    paid = paid_periods(rows)
    return History(
        insurance=insurance,
        standing=standing_of(account, insurance),
        first_insured=first_insured_of(account, insurance),
        counted=counted_months(account, insurance, paid),
        first_paid=min(paid, key=number_of, default=None),
        last_paid=max(paid, key=number_of, default=None),
        total=sums_of(rows),
        subsidy=sum(row.subsidy for row in rows),
        years=tuple(_year(year, group, paid) for year, group in _grouped(rows, lambda row: row.paid_for.year)),
        units=tuple(
            UnitSums(unit_of(account, code), len(paid_periods(group)), sums_of(group))
            for code, group in _grouped(rows, lambda row: row.unit_code)
        ),
        spells=spells_of(account, rows),
        overlaps=overlaps_in(account, insurance, by_period(rows)),
    )


def insurances_of(account: Account) -> tuple[Insurance, ...]:
    """The insurances a person takes part in or ever paid for."""
    held = {p.insurance for p in account.participations} | {c.insurance for c in account.contributions}
    return tuple(i for i in Insurance if i in held)


def _by_time(row: Contribution) -> tuple[int, int, str]:
    return (row.paid_for.number, row.settled.number, row.unit_code)


def _grouped(
    rows: Iterable[Contribution], key: Callable[[Contribution], _Key]
) -> Iterable[tuple[_Key, list[Contribution]]]:
    """Rows by a key, in the order in which the keys first occur."""
    found: dict[_Key, list[Contribution]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found.items()


def _year(year: int, rows: Sequence[Contribution], paid: set[Period]) -> YearSums:
    periods = sum(period.year == year for period in paid)
    return YearSums(year, periods, sums_of(rows), sum(row.subsidy for row in rows))


def spells_of(account: Account, rows: Sequence[Contribution]) -> tuple[Spell, ...]:
    """The units that paid, in time order; every row belongs to exactly one spell."""
    by_unit = dict(_grouped(sorted(rows, key=_by_time), lambda row: row.unit_code))
    numbers = {code: sorted({row.paid_for.number for row in own}) for code, own in by_unit.items()}
    spells = []
    for code, own in by_unit.items():
        others = sorted({n for other, those in numbers.items() if other != code for n in those})
        for _, group in groupby(own, key=_stretch(numbers[code], others)):
            spells.append(_spell(unit_of(account, code), list(group)))
    return tuple(sorted(spells, key=lambda s: (s.first, s.last, s.unit.code if s.unit else "")))


def _stretch(own: Sequence[int], others: Sequence[int]) -> Callable[[Contribution], int]:
    """Number the stretches of a unit's periods: a new one begins where others paid strictly in between."""
    stretches, stretch = {own[0]: 0}, 0
    for earlier, here in pairwise(own):
        stretch += bisect_left(others, here) > bisect_right(others, earlier)
        stretches[here] = stretch
    return lambda row: stretches[row.paid_for.number]


def _spell(unit: Unit | None, rows: Sequence[Contribution]) -> Spell:
    periods = [row.paid_for for row in rows]
    last = max(period.last_month for period in periods)
    return Spell(unit, min(period.first_month for period in periods), last, len(_paid_in_any(rows)), sums_of(rows))


def _paid_in_any(rows: Sequence[Contribution]) -> set[Period]:
    """Periods paid in at least one insurance."""
    return {period for _, own in _grouped(rows, lambda row: row.insurance.value) for period in paid_periods(own)}


def overlaps_in(account: Account, insurance: Insurance, rows: Rows) -> tuple[Overlap, ...]:
    """Months that two units, or a unit and the person, were due to pay; what was refunded in full does not count."""
    months: dict[tuple[str, ...], list[Month]] = defaultdict(list)
    for period, here in rows.items():
        if len(here) > 1 and isinstance(period, Month):
            codes = {row.unit_code for row in here}
            left = tuple(sorted(code for code in codes if _stands(row for row in here if row.unit_code == code)))
            if len(left) > 1:
                months[left].append(period)
    found = [
        Overlap(insurance, first, last, tuple(unit_of(account, code) for code in codes))
        for codes, there in months.items()
        for first, last in runs_of(there)
    ]
    return tuple(sorted(found, key=lambda overlap: (overlap.first, overlap.last)))


def _stands(rows: Iterable[Contribution]) -> bool:
    return money_of(tuple(rows)) is not Money.WENT_BACK
