"""Replaces the whole content of the data in one transaction: all or nothing, streaming."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from kiosk.errors import Refused
from kiosk.model import AsOf, Unit
from kiosk.store import tables as t
from kiosk.store.engine import SQLITE, cause_of, name_of
from kiosk.store.fallback import file_of
from kiosk.store.in_parts import in_parts
from kiosk.store.intact import break_seal
from kiosk.store.record import Record
from kiosk.store.values import alias_values, contribution_values, names_of, values_of

PEOPLE_AT_ONCE = 200
"""People written by one statement: some 20,000 rows, which fit in a few tens of megabytes."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    persons: int
    contributions: int


@dataclass(frozen=True, slots=True)
class Content:
    """What the database shall hold; `kind` and `made_from` are the origin mark. `records` may be a stream."""

    kind: str
    made_from: str
    as_of: AsOf
    units: Iterable[Unit]
    records: Iterable[Record]
    imports: Callable[[Connection], Written] = lambda _: Written(0, 0)
    """What comes by an import, in the same transaction and before the records: a snapshot replaces what is there."""


def replace_content(engine: Engine, content: Content) -> Written:
    """Replace all data by the content. Raises Refused when the database fails or holds data of another kind."""
    try:
        with engine.begin() as connection:
            _refuse_other_kind(connection, content.kind, name_of(engine.url))
            _delete_all(connection)
            written = _write(connection, content)
            if (file := file_of(engine.url)) is not None:
                break_seal(file)
        _tidy(engine)
    except (SQLAlchemyError, OverflowError) as error:
        raise Refused(f"The database {name_of(engine.url)} could not be written: {cause_of(error)}.") from None
    return written


def _refuse_other_kind(connection: Connection, kind: str, name: str) -> None:
    marked = connection.execute(select(t.origin.c.kind)).scalar()
    empty = connection.execute(select(t.persons.c.person_id).limit(1)).first() is None
    if marked != kind and not empty:
        raise Refused(f"The database {name} holds data that are not demo data; they are left as they are.")


def _delete_all(connection: Connection) -> None:
    for table in reversed(t.DATA_TABLES.sorted_tables):
        connection.execute(delete(table))


def _write(connection: Connection, content: Content) -> Written:
    connection.execute(insert(t.origin).values(kind=content.kind, made_from=content.made_from))
    _insert(connection, t.data_as_of, [{"authority": a.value, "month": m.number} for a, m in content.as_of.items()])
    _insert(connection, t.units, [{"code": unit.code, "name": unit.name} for unit in content.units])
    imported = content.imports(connection)
    persons, contributions = imported.persons, imported.contributions
    for some in in_parts(content.records, PEOPLE_AT_ONCE):
        persons += len(some)
        contributions += sum(len(record.contributions) for record in some)
        _write_records(connection, some)
    return Written(persons, contributions)


def _write_records(connection: Connection, records: list[Record]) -> None:
    _insert(connection, t.persons, [values_of(r.person.person_id, r.person, names_of(t.persons)) for r in records])
    _insert(connection, t.aliases, [alias_values(r.person) for r in records])
    for table, field in _PER_PERSON:
        names = names_of(table)
        rows = [values_of(r.person.person_id, item, names) for r in records for item in getattr(r, field)]
        _insert(connection, table, rows)
    paid = [contribution_values(r.person.person_id, row) for r in records for row in r.contributions]
    _insert(connection, t.contributions, paid)


_PER_PERSON = (
    (t.cards, "cards"),
    (t.participations, "participations"),
    (t.account_years, "years"),
    (t.benefits, "benefits"),
    (t.transfers, "transfers"),
    (t.retirements, "retirements"),
    (t.contracts, "contracts"),
)


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _tidy(engine: Engine) -> None:
    """Leave one compact SQLite file without free pages, so that equal content is equal bytes."""
    if engine.url.drivername != SQLITE:
        return
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            cursor.execute(statement)
        cursor.close()
    finally:
        raw.close()
