"""Benefits received: each payment by month, and the sums by year and by insurance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from kiosk.insurance import Insurance
from kiosk.model import Account, Benefit, Fen
from kiosk.period import Month


@dataclass(frozen=True, slots=True)
class BenefitMonth:
    """What was paid for one month, item by item; an item paid twice stands twice."""

    month: Month
    items: tuple[Benefit, ...] = field(repr=False)
    total: Fen = field(repr=False)


@dataclass(frozen=True, slots=True)
class BenefitYear:
    """The months of one year, latest first, and their sum in fen."""

    year: int
    months: tuple[BenefitMonth, ...]
    total: Fen = field(repr=False)


@dataclass(frozen=True, slots=True)
class InsuranceBenefits:
    """All benefits of one insurance, latest year first, and their sum in fen."""

    insurance: Insurance
    years: tuple[BenefitYear, ...]
    total: Fen = field(repr=False)


def benefits_of(account: Account) -> tuple[InsuranceBenefits, ...]:
    """The benefits received, by insurance; empty when none are recorded."""
    rows = sorted(account.benefits, key=lambda b: (-b.month.number, b.item_code, b.serial))
    found = []
    for insurance in Insurance:
        own = [benefit for benefit in rows if benefit.insurance is insurance]
        if own:
            years = tuple(_year(year, list(group)) for year, group in groupby(own, key=lambda b: b.month.year))
            found.append(InsuranceBenefits(insurance, years, total_of(own)))
    return tuple(found)


def total_of(benefits: Iterable[Benefit]) -> Fen:
    """Add up benefits, in fen."""
    return sum(benefit.amount for benefit in benefits)


def _year(year: int, rows: list[Benefit]) -> BenefitYear:
    months = []
    for month, group in groupby(rows, key=lambda b: b.month):
        items = tuple(group)
        months.append(BenefitMonth(month, items, total_of(items)))
    return BenefitYear(year, tuple(months), total_of(rows))
