"""Dated local data behind the month cases: the relief of 2020, deferrals, the maternity merger, delay, old rates."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from importlib import resources
from typing import Any

from kiosk.insurance import Insurance
from kiosk.period import Month, Span


class Extent(Enum):
    """How much of the unit's share a relief took away."""

    WAIVED = "waived"
    HALVED = "halved"


@dataclass(frozen=True, slots=True)
class Relief:
    """Months in which the law waived or halved units' shares of some insurances."""

    extent: Extent
    span: Span
    insurances: frozenset[Insurance]
    source: str


@dataclass(frozen=True, slots=True)
class Deferral:
    """Months whose dues could be deferred by a general rule, and when they must have come."""

    span: Span
    repaid_by: Month
    insurances: frozenset[Insurance]
    source: str


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A rate and the month it begins to hold."""

    begins: Month
    rate: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class LocalRules:
    """What is dated and local, each with its source; see resources/rules/relief.toml."""

    delay_months: int
    delay_source: str
    maternity_merged: Month
    maternity_source: str
    unit_pension_rates: tuple[DatedRate, ...]
    reliefs: tuple[Relief, ...]
    deferrals: tuple[Deferral, ...]

    def relief_of(self, insurance: Insurance, month: Month, extent: Extent) -> Relief | None:
        """The relief of that extent that held for an insurance in a month."""
        for relief in self.reliefs:
            if relief.extent is extent and insurance in relief.insurances and relief.span.holds(month):
                return relief
        return None

    def relieved_months(self, insurance: Insurance) -> frozenset[Month]:
        """Every month in which a relief of some extent held for an insurance."""
        spans = (relief.span for relief in self.reliefs if insurance in relief.insurances)
        return frozenset(m for span in spans if span.first and span.last for m in span.first.until(span.last))

    def deferral_of(self, insurance: Insurance, month: Month) -> Deferral | None:
        """The general deferral that covered an insurance's due for a month."""
        for deferral in self.deferrals:
            if insurance in deferral.insurances and deferral.span.holds(month):
                return deferral
        return None

    def unit_pension_rate(self, month: Month) -> Decimal | None:
        """The unit's usual pension rate in a month (20 % before 2019-05); None before the first one known."""
        begun = [each for each in self.unit_pension_rates if each.begins <= month]
        return max(begun, key=lambda each: each.begins).rate if begun else None


@lru_cache(maxsize=1)
def read_local_rules() -> LocalRules:
    """Read resources/rules/relief.toml."""
    told = tomllib.loads((resources.files("resources") / "rules" / "relief.toml").read_text(encoding="utf-8"))
    return LocalRules(
        delay_months=told["delay"]["months"],
        delay_source=told["delay"]["source"],
        maternity_merged=Month.parse(told["maternity"]["merged_from"]),
        maternity_source=told["maternity"]["source"],
        unit_pension_rates=tuple(
            DatedRate(Month.parse(each["from"]), Decimal(each["rate"]), each["source"])
            for each in told["unit_pension_rate"]
        ),
        reliefs=tuple(
            Relief(Extent(each["extent"]), _span(each), _insurances(each), each["source"]) for each in told["relief"]
        ),
        deferrals=tuple(
            Deferral(_span(each), Month.parse(each["repaid_by"]), _insurances(each), each["source"])
            for each in told["deferral"]
        ),
    )


def _span(entry: dict[str, Any]) -> Span:
    return Span(Month.parse(entry["first"]), Month.parse(entry["last"]))


def _insurances(entry: dict[str, Any]) -> frozenset[Insurance]:
    return frozenset(map(Insurance, entry["insurances"]))
