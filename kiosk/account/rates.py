"""Dated tables with their sources: crediting rates of pension accounts, published average wages.

The tables are data (resources/rules), because a new line is published every year; a year without a line is a state.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache
from importlib import resources
from typing import Any

from kiosk.insurance import Insurance
from kiosk.model import Fen
from kiosk.period import Month, Period

FEN_PER_YUAN = 100
LOWEST_PERCENT, HIGHEST_PERCENT = 60, 300
"""A payment base lies between these percentages of the average wage (domain.md section 2)."""
WAGE_MONTH = 7
"""A year's average wage is published in the summer after it and holds from July."""
CREDITED_NATIONALLY = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION)
"""The only accounts the national crediting rate is for; never residents' pension or medical insurance."""

_ONE = Decimal(1)


def to_fen(amount: Decimal) -> Fen:
    """Round an amount in fen half up: half a fen goes away from zero."""
    return int(amount.quantize(_ONE, ROUND_HALF_UP))


class Unpublished(Enum):
    """Why there is no crediting rate for a year."""

    NOT_YET_PUBLISHED = "not-yet-published"
    NOT_KNOWN_HERE = "not-known-here"
    """Before the first national rate each province had its own."""
    NO_NATIONAL_RATE = "no-national-rate"
    """The insurance has no national rate at all."""


@dataclass(frozen=True, slots=True)
class CreditingRate:
    """One year's rate, as a share (0.0262), and who says so."""

    rate: Decimal
    source: str


@dataclass(frozen=True)
class CreditingRates:
    """The published rates by year."""

    published: Mapping[int, CreditingRate]

    def of(self, insurance: Insurance, year: int) -> CreditingRate | Unpublished:
        """The rate of a year, or why there is none."""
        if insurance not in CREDITED_NATIONALLY:
            return Unpublished.NO_NATIONAL_RATE
        if year in self.published:
            return self.published[year]
        before = year < min(self.published, default=year)
        return Unpublished.NOT_KNOWN_HERE if before else Unpublished.NOT_YET_PUBLISHED


@dataclass(frozen=True, slots=True)
class Limits:
    """The lowest and the highest payment base of a month, in fen."""

    lowest: Fen
    highest: Fen


@dataclass(frozen=True)
class AverageWages:
    """One division's published average monthly wages, in fen, by the year they were earned in."""

    by_year: Mapping[int, Fen]
    source: str
    _by_half_year: dict[tuple[int, bool], Limits | None] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out already: the same for every person."""

    def limits(self, period: Period) -> Limits | None:
        """The limits of payment bases in a month; None for a year, and when a wage they hang on is not in the table.

        Bases follow a new wage in July or, where a unit declares late or someone is newly hired, in the months about
        it: so the wider of the last two years' limits holds, less a yuan, because bases are declared in whole yuan.
        """
        if not isinstance(period, Month):
            return None
        half = (period.year, period.month >= WAGE_MONTH)
        if half not in self._by_half_year:
            self._by_half_year[half] = self._work_out(*half)
        return self._by_half_year[half]

    def _work_out(self, year: int, published: bool) -> Limits | None:
        last, before = self.by_year.get(year - 1), self.by_year.get(year - 2)
        if before is None or (last is None and published):
            return None
        wages = (before, before if last is None else last)
        lowest = min(wages) * LOWEST_PERCENT // 100 - FEN_PER_YUAN
        return Limits(lowest, max(wages) * HIGHEST_PERCENT // 100)


@lru_cache(maxsize=1)
def crediting_rates() -> CreditingRates:
    """Read resources/rules/interest.toml."""
    return CreditingRates(
        {line["year"]: CreditingRate(Decimal(line["rate"]), line["source"]) for line in _read("interest")["rate"]}
    )


@lru_cache
def average_wages(division: str) -> AverageWages | None:
    """Read a division's wages from resources/rules/wages.toml; None where there are none."""
    for table in _read("wages").get("wages", ()):
        if table["division"] == division:
            by_year = {int(year): yuan * FEN_PER_YUAN for year, yuan in table["yuan"].items()}
            return AverageWages(by_year, table["source"])
    return None


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("resources") / "rules" / f"{name}.toml").read_text(encoding="utf-8"))
