"""Rows of the database as model objects and back; column orders here are those of `READ_*` below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import String, type_coerce

from kiosk.insurance import Insurance
from kiosk.model import (
    AccountYear,
    ArrivalStatus,
    Benefit,
    Card,
    CardKind,
    CardState,
    Contribution,
    DocumentKind,
    Employment,
    Participation,
    Person,
    Standing,
)
from kiosk.period import Month, Period, Year, period_from_number
from kiosk.store import tables as t

# The arrival day is read as the driver gives it: a few hundred different days stand in thousands of rows, so that
# remembering them beats parsing each.
_t, _c = t.participations.c, t.contributions.c
READ_PERSON = tuple(t.persons.c)
READ_CARD = tuple(c for c in t.cards.c if c.name != "person_id")
READ_PARTICIPATION = (_t.insurance, _t.unit_code, _t.first_insured, _t.standing, _t.deemed_months)
READ_CONTRIBUTION = (
    _c.settlement_number,
    _c.insurance,
    _c.paid_for,
    _c.settled,
    type_coerce(_c.arrived, String),
    _c.unit_code,
    _c.base,
    _c.unit_rate,
    _c.person_rate,
    _c.unit_due,
    _c.person_due,
    _c.unit_paid,
    _c.person_paid,
    _c.kind,
    _c.status,
)
READ_YEAR = tuple(c for c in t.account_years.c if c.name != "person_id")
READ_BENEFIT = tuple(t.benefits.c[name] for name in ("insurance", "month", "item_code", "item_name", "amount"))

# Looking a value up in a dict is several times faster than calling the Enum, and 1,800 rows do it thrice each.
_INSURANCES = {member.value: member for member in Insurance}
_STATUSES = {member.value: member for member in ArrivalStatus}

MONTHS_KEPT = 2000
"""Periods kept as objects: more than the months and years of a century."""

DAYS_KEPT = 5000
"""Arrival days kept as objects: more than settlement months with several days each."""


@lru_cache(DAYS_KEPT)
def _day(value: str | date | None) -> date | None:
    """SQLite gives a text, PostgreSQL a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value


_period: Callable[[int], Period] = lru_cache(MONTHS_KEPT)(period_from_number)
_month: Callable[[int], Month] = lru_cache(MONTHS_KEPT)(Month.from_number)


def person(row: Sequence[Any]) -> Person:
    """Build a person from READ_PERSON."""
    person_id, name, number, document, sex, ethnicity, born, household, employment, *place = row
    return Person(
        person_id,
        name,
        number,
        DocumentKind(document),
        sex,
        ethnicity,
        born,
        household,
        Employment(employment),
        *place,
    )


def card(row: Sequence[Any]) -> Card:
    """Build a card from READ_CARD."""
    number, code, kind, issued, valid_until, state = row
    return Card(number, code, CardKind(kind), issued, valid_until, CardState(state))


def participation(row: Sequence[Any]) -> Participation:
    """Build a participation from READ_PARTICIPATION."""
    insurance, unit_code, first, standing, deemed = row
    return Participation(
        _INSURANCES[insurance], unit_code, None if first is None else _month(first), Standing(standing), deemed
    )


def contributions(rows: Iterable[Sequence[Any]]) -> tuple[Contribution, ...]:
    """Build all contributions of an account from READ_CONTRIBUTION; the hot loop of loading one."""
    insurances, statuses, period, month, day = _INSURANCES, _STATUSES, _period, _month, _day
    # fmt: off
    return tuple([
        Contribution(
            number, insurances[code], period(paid_for), month(settled), day(arrived), unit, base,
            unit_rate, person_rate, unit_due, person_due, unit_paid, person_paid, kind, statuses[status],
        )
        for number, code, paid_for, settled, arrived, unit, base, unit_rate, person_rate,
            unit_due, person_due, unit_paid, person_paid, kind, status in rows
    ])
    # fmt: on


def account_year(row: Sequence[Any]) -> AccountYear:
    """Build an account year from READ_YEAR."""
    return AccountYear(_INSURANCES[row[0]], *row[1:])


def benefit(row: Sequence[Any]) -> Benefit:
    """Build a benefit from READ_BENEFIT."""
    insurance, month, *rest = row
    return Benefit(_INSURANCES[insurance], _month(month), *rest)


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
    }


def values_of(person_id: str, item: object, names: Sequence[str]) -> dict[str, Any]:
    """Return a person's model object as values by column name, as the database keeps them."""
    values = {name: _kept(getattr(item, name)) for name in names if name != "person_id"}
    return values | {"person_id": person_id}


def _kept(value: Any) -> Any:
    if isinstance(value, Month | Year):
        return value.number
    return value.value if isinstance(value, Enum) else value
