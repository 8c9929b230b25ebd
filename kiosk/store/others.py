"""Rows of categories the kiosk has no rules for: counted, and kept away from those it can explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from kiosk.insurance import Authority
from kiosk.model import Contribution, OtherRows
from kiosk.store import rows

_Built = TypeVar("_Built")

_AUTHORITIES = {member.value: member for member in Authority}
_COLUMNS = [getattr(column, "key", None) for column in rows.READ_CONTRIBUTION]
_CATEGORY, _UNIT_PAID, _PERSON_PAID = (_COLUMNS.index(name) for name in ("insurance", "unit_paid", "person_paid"))


class Others:
    """Counts the rows of categories the kiosk has no rules for, and keeps them away from the others."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._paid: Counter[str] = Counter()

    def build(self, make: Callable[[Sequence[Any]], _Built], found: Iterable[Sequence[Any]]) -> tuple[_Built, ...]:
        """Build a model object of each row; rows begin with their category."""
        known: list[Sequence[Any]] = []
        others: list[Sequence[Any]] = []
        for row in found:
            (known if row[0] in rows.INSURANCES else others).append(row)
        self._rows.update(row[0] for row in others)
        return tuple(map(make, known))

    def build_contributions(self, found: Sequence[Sequence[Any]]) -> tuple[Contribution, ...]:
        """Build the contributions of READ_CONTRIBUTION that have rules."""
        for row in found:
            if (category := row[_CATEGORY]) not in rows.INSURANCES:
                self._rows[category] += 1
                self._paid[category] += (row[_UNIT_PAID] or 0) + (row[_PERSON_PAID] or 0)
        return rows.contributions(row for row in found if row[_CATEGORY] in rows.INSURANCES)

    def summed(self) -> tuple[OtherRows, ...]:
        """What was counted, by category."""
        return tuple(_other(category, self._rows[category], self._paid[category]) for category in sorted(self._rows))


def _other(category: str, rows: int, paid: int) -> OtherRows:
    authority, _, code = category.partition(":")
    return OtherRows(_AUTHORITIES.get(authority, Authority.HUMAN_RESOURCES), code or category, rows, paid)
