"""One person's account out of an open transaction: whoever reads it, from a file or as a kiosk's login on a server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, Table, bindparam, select

from kiosk.model import Account, Contract, Contribution, Participation, Unit
from kiosk.store import rows
from kiosk.store import tables as t
from kiosk.store.imported import read_as_of
from kiosk.store.others import Others

Named: TypeAlias = Callable[[Connection, Sequence[str]], Iterable[Sequence[Any]]]
"""Reads code and name of the units with these codes."""

_PERSON_ID: BindParameter[str] = bindparam("person_id")


def _of(table: Table, columns: Iterable[ColumnElement[Any]]) -> Select[*tuple[Any, ...]]:
    """One person's rows in the order of the table's key, which is how they lie on disk."""
    return select(*columns).where(table.c.person_id == _PERSON_ID).order_by(*table.primary_key)


# Built once: putting a statement together takes longer than running it. And without a value in it: SQLAlchemy keeps a
# statement for good, and would keep the number of the first person it was asked for.
PERSON = _of(t.persons, rows.READ_PERSON)
_PARTICIPATIONS = _of(t.participations, rows.READ_PARTICIPATION)
_CONTRIBUTIONS = _of(t.contributions, rows.READ_CONTRIBUTION)
_YEARS = _of(t.account_years, rows.READ_YEAR)
_BENEFITS = _of(t.benefits, rows.READ_BENEFIT)
_TRANSFERS = _of(t.transfers, rows.READ_TRANSFER)
_RETIREMENTS = _of(t.retirements, rows.READ_RETIREMENT)
_CONTRACTS = _of(t.contracts, rows.READ_CONTRACT)


def read_account(connection: Connection, person: Sequence[Any], named: Named) -> Account:
    """Everything about the person of this row (kiosk.store.rows.READ_PERSON), as of the transaction's moment."""
    found = rows.person(person)
    asked, others = {"person_id": found.person_id}, Others()
    participations = rows.participations(connection.execute(_PARTICIPATIONS, asked))
    contributions = _contributions(connection, asked, others)
    contracts = tuple(map(rows.contract, connection.execute(_CONTRACTS, asked)))
    return Account(
        person=found,
        units=_units(connection, named, (*participations, *contributions, *contracts)),
        participations=participations,
        contributions=contributions,
        years=others.build(rows.account_year, connection.execute(_YEARS, asked)),
        benefits=others.build(rows.benefit, connection.execute(_BENEFITS, asked)),
        transfers=others.build(rows.transfer, connection.execute(_TRANSFERS, asked)),
        retirements=others.build(rows.retirement, connection.execute(_RETIREMENTS, asked)),
        contracts=contracts,
        as_of=read_as_of(connection),
        others=others.summed(),
    )


def _contributions(connection: Connection, asked: dict[str, str], others: Others) -> tuple[Contribution, ...]:
    """Built straight from the driver's cursor: SQLAlchemy's rows cost a quarter more, and no value needs its types."""
    result = connection.execute(_CONTRIBUTIONS, asked)
    cursor: Any = result.cursor
    try:
        return rows.contributions(cursor)
    except KeyError:  # a category without rules: rare enough to ask again
        return others.build_contributions(connection.execute(_CONTRIBUTIONS, asked).all())
    finally:
        result.close()


def _units(
    connection: Connection, named: Named, naming: Iterable[Participation | Contribution | Contract]
) -> dict[str, Unit]:
    """The units that a person's rows name."""
    codes = sorted({row.unit_code for row in naming})
    return {code: Unit(code, name) for code, name in named(connection, codes)}
