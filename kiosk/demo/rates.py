"""The dated rates of the demo's made-up city, and the arithmetic of shares; amounts in fen."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

from kiosk.account.rates import (
    FEN_PER_YUAN,
    HIGHEST_PERCENT,
    LOWEST_PERCENT,
    average_wages,
    crediting_rates,
    to_fen,
)
from kiosk.insurance import Insurance
from kiosk.model import Fen
from kiosk.period import Month

ZERO_RATE = "0.0000"
DIVISION = "119901"
"""Assigned to nobody; the made-up city whose average wages stand in resources/rules/wages.toml."""

SHARES_KEPT = 4096
"""A base holds for a year, so the same shares come up again and again; enough for one person's career."""


@lru_cache(SHARES_KEPT)
def share(base: Fen, rate: str) -> Fen:
    """Base times rate, rounded half up to the fen."""
    return to_fen(base * Decimal(rate))


@dataclass(frozen=True, slots=True)
class Shares:
    """Unit's and person's rate as the feeds write them: "0.1600"."""

    unit: str
    person: str


@dataclass(frozen=True)
class Rates:
    """Every rate, by insurance and month."""

    shares: Mapping[Insurance, tuple[tuple[Month, Shares], ...]]
    flexible: Mapping[Insurance, str]
    to_account: Mapping[Insurance, str]
    interest: Mapping[int, Decimal]
    provincial_until: int
    provincial: Decimal
    resident: Decimal
    average_wage: Mapping[int, Fen]

    def of(self, insurance: Insurance, month: Month) -> Shares:
        """The shares that hold for a month."""
        return next(shares for begins, shares in reversed(self.shares[insurance]) if begins <= month)

    def interest_of(self, insurance: Insurance, year: int) -> Decimal:
        """The crediting rate of a year; 0 when it is not yet published, and for accounts that bear none."""
        if insurance is Insurance.RESIDENT_PENSION:
            return self.resident if year in self.interest or year <= self.provincial_until else Decimal(0)
        if insurance not in (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION):
            return Decimal(0)
        return self.provincial if year <= self.provincial_until else self.interest.get(year, Decimal(0))

    def bounded(self, base: Fen, year: int) -> Fen:
        """Keep a base, in whole yuan, within 60 % to 300 % of the average wage of the year before."""
        years = self.average_wage
        wage = years[min(max(year - 1, min(years)), max(years))]
        lowest, highest = Decimal(wage * LOWEST_PERCENT) / 100, Decimal(wage * HIGHEST_PERCENT) / 100
        return int(min(max(Decimal(base), lowest), highest) / FEN_PER_YUAN) * FEN_PER_YUAN


@lru_cache(maxsize=1)
def read_rates() -> Rates:
    """Read resources/demo/rates.toml, and what is published from the tables of the rules."""
    told = tomllib.loads((resources.files("resources") / "demo" / "rates.toml").read_text(encoding="utf-8"))
    wages = average_wages(DIVISION)
    if wages is None:
        raise LookupError("resources/rules/wages.toml has no wages of the demo's city")
    return Rates(
        shares=_dated(told["rate"]),
        flexible=_by_insurance(told["flexible"]),
        to_account=_by_insurance(told["to_account"]),
        interest={year: each.rate for year, each in crediting_rates().published.items()},
        provincial_until=told["provincial_interest"]["until"],
        provincial=Decimal(told["provincial_interest"]["rate"]),
        resident=Decimal(told["resident_interest"]["rate"]),
        average_wage=wages.by_year,
    )


def _dated(entries: list[dict[str, Any]]) -> dict[Insurance, tuple[tuple[Month, Shares], ...]]:
    dated: dict[Insurance, tuple[tuple[Month, Shares], ...]] = {}
    for entry in entries:
        insurance = Insurance(entry["insurance"])
        line = (Month.parse(entry["from"]), Shares(entry["unit"], entry["person"]))
        dated[insurance] = (*dated.get(insurance, ()), line)
    return dated


def _by_insurance(entries: dict[str, str]) -> dict[Insurance, str]:
    return {Insurance(code): rate for code, rate in entries.items()}
