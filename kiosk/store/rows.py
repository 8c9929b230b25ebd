"""Rows of the database as model objects; column orders here are those of `READ_*` below.

A code that the model has no word for never makes an account unreadable: it is taken for the most careful one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, String, Table, type_coerce

from kiosk.cards import Card, CardKind, CardState
from kiosk.insurance import Insurance
from kiosk.model import (
    AccountYear,
    ArrivalStatus,
    Benefit,
    Contract,
    Contribution,
    DocumentKind,
    Employment,
    Participation,
    Person,
    Retirement,
    Standing,
    Transfer,
)
from kiosk.period import Month, Period, period_from_number
from kiosk.store import tables as t

# The arrival day is read as the driver gives it: a few hundred different days stand in thousands of rows, so that
# remembering them beats parsing each.
_c = t.contributions.c


def _columns(table: Table, *names: str) -> tuple[Column[Any], ...]:
    return tuple(table.c[name] for name in names)


READ_PERSON = tuple(c for c in t.persons.c if c.name != "told_by")
READ_CARD = _columns(t.cards, "number", "identification_code", "kind", "issued", "valid_until", "state")
READ_PARTICIPATION = _columns(
    t.participations, "insurance", "unit_code", "first_insured", "standing", "deemed_months", "begun", "ended"
)
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
    _c.to_account,
    _c.subsidy,
)
READ_YEAR = _columns(
    t.account_years,
    *("insurance", "year", "opening", "principal", "interest", "paid_out", "closing", "months", "state"),
)
READ_BENEFIT = _columns(t.benefits, "insurance", "month", "item_code", "item_name", "amount", "serial")
READ_TRANSFER = _columns(
    t.transfers,
    *("insurance", "moved_in", "moved", "other_agency", "deemed_months", "actual_months"),
    *("person_amount", "unit_amount"),
)
READ_RETIREMENT = _columns(
    t.retirements,
    *("insurance", "retired", "drawing_since", "deemed_months", "actual_months", "interrupted_months"),
    *("account_total", "pension"),
)
READ_CONTRACT = _columns(t.contracts, "unit_code", "first", "last")

# Looking a value up in a dict is several times faster than calling the Enum, and 1,800 rows do it thrice each.
INSURANCES = {member.value: member for member in Insurance}
"""The categories the kiosk has rules for."""

_DOCUMENTS = {member.value: member for member in DocumentKind}
_EMPLOYMENTS = {member.value: member for member in Employment}
_STANDINGS = {member.value: member for member in Standing}
_CARD_KINDS = {member.value: member for member in CardKind}
_CARD_STATES = {member.value: member for member in CardState}


class _Statuses(dict[str, ArrivalStatus]):
    """A status of no known meaning counts as not arrived: never tell people money is there that may not be."""

    def __missing__(self, _: str) -> ArrivalStatus:
        return ArrivalStatus.NOT_ARRIVED


_STATUSES = _Statuses((member.value, member) for member in ArrivalStatus)


class _Kept(dict[Any, Any]):
    """Values made once and kept: a dict is looked up twice as fast as a function with a cache is called.

    There are no more of them than there are days in a century; none is personal.
    """

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make

    def __missing__(self, key: Any) -> Any:
        value = self[key] = self._make(key)
        return value


def _make_day(value: str | date | None) -> date | None:
    """SQLite gives a text, PostgreSQL a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value


_PERIODS: Mapping[int, Period] = _Kept(period_from_number)
_MONTHS: Mapping[int, Month] = _Kept(Month.from_number)
_DAYS: Mapping[str | date | None, date | None] = _Kept(_make_day)


def _month_or_none(number: int | None) -> Month | None:
    """0 stands for "not said" where a key needs a value."""
    return _MONTHS[number] if number else None


def person(row: Sequence[Any]) -> Person:
    """Build a person from READ_PERSON."""
    person_id, name, number, document, sex, ethnicity, born, household, employment, *place = row
    return Person(
        person_id,
        name,
        number,
        _DOCUMENTS.get(document, DocumentKind.OTHER if document else DocumentKind.CITIZEN_ID),
        sex,
        ethnicity,
        born,
        household,
        _EMPLOYMENTS.get(employment, Employment.NOT_KNOWN),
        *place,
    )


def card(row: Sequence[Any]) -> Card:
    """Build a card from READ_CARD; a card in a state unknown here opens nothing, and the kind decides nothing."""
    number, code, kind, issued, valid_until, state = row
    state_known = _CARD_STATES.get(state, CardState.CANCELLED)
    return Card(number, code, _CARD_KINDS.get(kind, CardKind.SOCIAL_SECURITY), issued, valid_until, state_known)


def participations(found: Iterable[Sequence[Any]]) -> tuple[Participation, ...]:
    """Build participations from READ_PARTICIPATION; in a category without rules there is nothing to say of one."""
    return tuple(_participation(row) for row in found if row[0] in INSURANCES)


def _participation(row: Sequence[Any]) -> Participation:
    insurance, unit_code, first, standing, deemed, begun, ended = row
    unknown = Standing.ENDED if ended else Standing.PAYING
    return Participation(
        INSURANCES[insurance],
        unit_code,
        _month_or_none(first),
        _STANDINGS.get(standing, unknown),
        deemed,
        _month_or_none(begun),
        _month_or_none(ended),
    )


def contributions(rows: Iterable[Sequence[Any]]) -> tuple[Contribution, ...]:
    """Build all contributions of an account from READ_CONTRIBUTION; the hot loop of loading one."""
    insurances, statuses, periods, months, days = INSURANCES, _STATUSES, _PERIODS, _MONTHS, _DAYS
    # fmt: off
    return tuple([
        Contribution(
            number, insurances[code], periods[paid_for], months[settled], days[arrived], unit, base, unit_rate,
            person_rate, unit_due, person_due, unit_paid, person_paid, kind, statuses[status], to_account, subsidy,
        )
        for number, code, paid_for, settled, arrived, unit, base, unit_rate, person_rate, unit_due,
            person_due, unit_paid, person_paid, kind, status, to_account, subsidy in rows
    ])
    # fmt: on


def account_year(row: Sequence[Any]) -> AccountYear:
    """Build an account year from READ_YEAR."""
    return AccountYear(INSURANCES[row[0]], *row[1:])


def benefit(row: Sequence[Any]) -> Benefit:
    """Build a benefit from READ_BENEFIT."""
    insurance, month, *rest = row
    return Benefit(INSURANCES[insurance], _MONTHS[month], *rest)


def transfer(row: Sequence[Any]) -> Transfer:
    """Build a transfer from READ_TRANSFER."""
    insurance, moved_in, moved, *rest = row
    return Transfer(INSURANCES[insurance], moved_in, _DAYS[moved or None], *rest)


def retirement(row: Sequence[Any]) -> Retirement:
    """Build a retirement from READ_RETIREMENT."""
    insurance, retired, since, *rest = row
    return Retirement(INSURANCES[insurance], retired, _month_or_none(since), *rest)


def contract(row: Sequence[Any]) -> Contract:
    """Build a contract from READ_CONTRACT."""
    return Contract(row[0], _MONTHS[row[1]], _month_or_none(row[2]))
