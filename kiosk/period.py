"""Months and years as social insurance counts them: `AAE003` is a month, `AAE101` a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

MONTHS_A_YEAR = 12

_MONTH = re.compile(r"(\d{4})-?(\d{2})(?:\d{2})?")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1900 <= self.year <= 2200):
            raise ValueError(f"not a month: {self.year}-{self.month}")

    def __hash__(self) -> int:
        # The generated one builds a tuple; an account hashes its months ten thousand times.
        return self.year * 12 + self.month

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `2026-10`, `202610` or `20261001` (first-insured months come with a day at times).

        Raises ValueError with a sentence when the text is none of them.
        """
        found = _MONTH.fullmatch(text.strip())
        if not found:
            raise ValueError(f"{text!r} is not a month; write it as 2026-10")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    def plus(self, months: int) -> Month:
        """Return the month so many months later (earlier when negative)."""
        return _month(self.year * 12 + self.month - 1 + months)

    def until(self, last: Month) -> Iterator[Month]:
        """Iterate from this month to the last one, both included."""
        return map(_month, range(self.year * 12 + self.month - 1, last.year * 12 + last.month))

    def months_to(self, later: Month) -> int:
        """Count the steps from this month to a later one (0 for itself)."""
        return (later.year - self.year) * 12 + later.month - self.month

    @property
    def first_month(self) -> Month:
        """The month itself, as a year's is its January."""
        return self

    @property
    def last_month(self) -> Month:
        """The month itself, as a year's is its December."""
        return self

    @property
    def number(self) -> int:
        """The month as the feeds write it: 202610."""
        return self.year * 100 + self.month

    @classmethod
    def from_number(cls, number: int) -> Month:
        """Read 202610."""
        year, month = divmod(number, 100)
        return _month(year * 12 + month - 1) if 1 <= month <= MONTHS_A_YEAR else cls(year, month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@cache
def _month(count: int) -> Month:
    """The month so many months after January of the year 0; each is made once, and there are 3,612 of them."""
    year, month = divmod(count, 12)
    return Month(year, month + 1)


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A calendar year: residents' insurance is paid for by the year."""

    year: int

    @property
    def first_month(self) -> Month:
        """January."""
        return Month(self.year, 1)

    @property
    def last_month(self) -> Month:
        """December."""
        return Month(self.year, 12)

    @property
    def number(self) -> int:
        """The year with a month of 00, so that months and years sort in one column: 202600."""
        return self.year * 100

    def __str__(self) -> str:
        return f"{self.year:04d}"


Period: TypeAlias = Month | Year


def period_from_number(number: int) -> Period:
    """Read 202610 as a month and 202600 as a year."""
    return Year(number // 100) if number % 100 == 0 else Month.from_number(number)


@dataclass(frozen=True, slots=True)
class Span:
    """Months from first to last, both included; an open end has no limit."""

    first: Month | None = None
    last: Month | None = None

    def holds(self, period: Period) -> bool:
        """Whether a month lies in the span; a year does when any of its months does."""
        if self.first is not None and period.last_month < self.first:
            return False
        return self.last is None or period.first_month <= self.last
