"""Model objects as values by column name, as the database keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import Table

from kiosk.insurance import Authority
from kiosk.model import Contribution, Person, Transfer
from kiosk.period import Month, Year

NOT_SAID = 0
"""Stands for "no month" where a key needs a value."""

_NOT_OF_THE_MODEL = {"person_id", "brought", "told_by"}


def names_of(table: Table) -> list[str]:
    """The columns that a model object fills; the others have their own meaning in the data."""
    return [column.name for column in table.columns if column.name not in _NOT_OF_THE_MODEL]


def contribution_values(person_id: str, row: Contribution) -> dict[str, Any]:
    """Return a contribution as values by column name; spelled out, because there are millions of them."""
    return {
        "person_id": person_id,
        "paid_for": row.paid_for.number,
        "insurance": row.insurance.value,
        "settlement_number": row.settlement_number,
        "kind": row.kind,
        "unit_code": row.unit_code,
        "settled": row.settled.number,
        "arrived": row.arrived,
        "base": row.base,
        "unit_rate": row.unit_rate,
        "person_rate": row.person_rate,
        "unit_due": row.unit_due,
        "person_due": row.person_due,
        "unit_paid": row.unit_paid,
        "person_paid": row.person_paid,
        "status": row.status.value,
        "to_account": row.to_account,
        "subsidy": row.subsidy,
    }


def alias_values(person: Person) -> dict[str, Any]:
    """Under which personal number human resources know a person who did not come through an import: their own."""
    return {
        "authority": Authority.HUMAN_RESOURCES.value,
        "source_id": person.person_id,
        "person_id": person.person_id,
    }


def values_of(person_id: str, item: object, names: Sequence[str]) -> dict[str, Any]:
    """Return a person's model object as values by column name."""
    values = {name: _kept(getattr(item, name)) for name in names} | {"person_id": person_id}
    if "begun" in values:
        values["begun"] = values["begun"] or NOT_SAID
    if isinstance(item, Transfer):
        values["moved"] = _iso(item.moved)
    return values


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _kept(value: Any) -> Any:
    if isinstance(value, Month | Year):
        return value.number
    return value.value if isinstance(value, Enum) else value
