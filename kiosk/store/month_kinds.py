"""Which table each kind of row is written to, by which columns, and which of them is its category."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Table

from kiosk.intake.rows import (
    AccountYearRow,
    BenefitRow,
    CardRow,
    ContractRow,
    ContributionRow,
    ParticipationRow,
    RetirementRow,
    SourceRow,
    TransferRow,
)
from kiosk.store import tables as t
from kiosk.store.bulk import Row
from kiosk.store.values import NOT_SAID

_WHO = 2
"""Every row begins with whom it is about, in two fields."""

Values = Callable[[Sequence[str], Sequence[Any]], list[Row]]
"""Personal numbers and rows, side by side, as values of the kind's columns."""


@dataclass(frozen=True)
class Kind:
    """One kind of row and its table. `category` is the column by which a snapshot replaces; None: all at once."""

    table: Table
    columns: tuple[str, ...]
    values: Values
    category: str | None = "insurance"

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Where among the columns those of the primary key are, in the key's order."""
        return tuple(self.columns.index(column.name) for column in self.table.primary_key)

    @cached_property
    def category_at(self) -> int | None:
        """Where among the columns the category is."""
        return None if self.category is None else self.columns.index(self.category)

    def insert(self, brought: int) -> str:
        """The statement that writes a row."""
        marks = ", ".join("?" * len(self.columns))
        into = f"{self.table.name} ({', '.join(self.columns)}, brought)"
        return f"INSERT INTO {into} VALUES ({marks}, {brought})"  # noqa: S608 our own names

    def update(self, brought: int) -> str:
        """The statement that replaces a row; its values are the row's, then its key's."""
        values = ", ".join(f"{column} = ?" for column in self.columns)
        return f"UPDATE {self.table.name} SET {values}, brought = {brought} WHERE {self._by_key}"  # noqa: S608

    @cached_property
    def look(self) -> str:
        """The statement that finds the import that brought a row, and its values, by its key."""
        return f"SELECT brought, {', '.join(self.columns)} FROM {self.table.name} WHERE {self._by_key}"  # noqa: S608

    @cached_property
    def _by_key(self) -> str:
        return " AND ".join(f"{column.name} = ?" for column in self.table.primary_key)


def _straight(ids: Sequence[str], rows: Sequence[Any]) -> list[Row]:
    """The row's own fields after the person: there are millions, so no field is touched."""
    return [(person_id, *row[_WHO:]) for person_id, row in zip(ids, rows, strict=True)]


def _participations(ids: Sequence[str], rows: Sequence[ParticipationRow]) -> list[Row]:
    return [
        (
            person_id,
            row.insurance,
            row.unit_code,
            row.begun or NOT_SAID,
            row.first_insured,
            row.standing,
            row.deemed_months,
            row.ended,
        )
        for person_id, row in zip(ids, rows, strict=True)
    ]


def _transfers(ids: Sequence[str], rows: Sequence[TransferRow]) -> list[Row]:
    return [
        (person_id, row.insurance, bool(row.moved_in), row.moved or "", *row[_WHO + 3 :])
        for person_id, row in zip(ids, rows, strict=True)
    ]


def _kind(table: Table, row: type[Any], category: str | None = "insurance", values: Values = _straight) -> Kind:
    return Kind(table, ("person_id", *row._fields[_WHO:]), values, category)


_CARD_COLUMNS = ("person_id", "number", *CardRow._fields[_WHO + 1 :])
_PARTICIPATION_COLUMNS = (
    *("person_id", "insurance", "unit_code", "begun"),
    *("first_insured", "standing", "deemed_months", "ended"),
)

KINDS: Mapping[type[SourceRow], Kind] = {
    # A list of social security cards does not say that there are no medical insurance cards any more.
    CardRow: Kind(t.cards, _CARD_COLUMNS, _straight, "kind"),
    ParticipationRow: Kind(t.participations, _PARTICIPATION_COLUMNS, _participations),
    ContributionRow: _kind(t.contributions, ContributionRow),
    AccountYearRow: _kind(t.account_years, AccountYearRow),
    BenefitRow: _kind(t.benefits, BenefitRow),
    TransferRow: _kind(t.transfers, TransferRow, values=_transfers),
    RetirementRow: _kind(t.retirements, RetirementRow),
    ContractRow: _kind(t.contracts, ContractRow, None),
}
"""Persons and units are no kinds: they are never replaced, only learned more about."""
