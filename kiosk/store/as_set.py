"""Makes of a statement about one row one about many, whose values go to PostgreSQL column by column as arrays.

Row by row each one costs the server a statement; together they cost little more than being written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, SmallInteger, Table
from sqlalchemy.dialects import postgresql

from kiosk.store.tables import DATA_TABLES

_INSERT = re.compile(r"INSERT INTO (\w+) \(([\w, ]+)\) VALUES \(([?\w, ]+)\)( ON CONFLICT DO NOTHING)?")
_UPDATE = re.compile(r"UPDATE (\w+) SET ([\w, =?]+) WHERE ([\w =?]+)")
_LOOK = re.compile(r"SELECT [\w, ]+ FROM (\w+) WHERE ([\w =?]+)")
_ARRAYS = (Boolean, SmallInteger, BigInteger, Integer, Date)
"""What goes as itself; all other columns are texts."""


@lru_cache(100)
def as_set(statement: str) -> str | None:
    """Return the statement for arrays, in psycopg's style; None: it is no plain INSERT or UPDATE of our tables."""
    found = _INSERT.fullmatch(statement) or _UPDATE.fullmatch(statement)
    table = DATA_TABLES.tables.get(found[1]) if found else None
    if found is None or table is None:
        return None
    return _inserted(table, found) if found.re is _INSERT else _updated(table, found)


def _inserted(table: Table, found: re.Match[str]) -> str:
    columns, values = found[2].split(", "), found[3].split(", ")
    given = [column for column, value in zip(columns, values, strict=True) if value == "?"]
    taken = ", ".join(column if value == "?" else value for column, value in zip(columns, values, strict=True))
    return (
        f"INSERT INTO {table.name} ({found[2]}) SELECT {taken} "  # noqa: S608 our own names
        f"FROM {_given(table, given)}{found[4] or ''}"
    )


def _updated(table: Table, found: re.Match[str]) -> str:
    values = [each.split(" = ") for each in found[2].split(", ")]
    keys = [each.removesuffix(" = ?") for each in found[3].split(" AND ")]
    news = [column for column, value in values if value == "?"]
    taken = ", ".join(f"{column} = {f'given.new_{column}' if value == '?' else value}" for column, value in values)
    which = " AND ".join(f"{table.name}.{key} = given.{key}" for key in keys)
    arrays = _given(table, (*news, *keys), (*(f"new_{column}" for column in news), *keys))
    return f"UPDATE {table.name} SET {taken} FROM {arrays} WHERE {which}"  # noqa: S608 our own names


def inserting_missing(statement: str) -> tuple[str, tuple[int, ...]]:
    """Of a plain INSERT into one of our tables: one that passes over keys which are there, and tells the others; and
    where among a row's values its key stands.
    """
    found = _INSERT.fullmatch(statement)
    if found is None:
        raise ValueError(statement)
    table = DATA_TABLES.tables[found[1]]
    keys, columns = [column.name for column in table.primary_key], found[2].split(", ")
    told = f"ON CONFLICT DO NOTHING RETURNING {', '.join(keys)}"
    return f"{_inserted(table, found)} {told}", tuple(columns.index(key) for key in keys)


@lru_cache(100)
def look_ups(statement: str) -> str:
    """Of a SELECT from one of our tables by columns that are compared with `?`: one for arrays of them.

    Each is looked up by itself: the server shall not read a whole table because it takes a batch for half of it.
    """
    found = _LOOK.fullmatch(statement)
    if found is None:
        raise ValueError(statement)
    keys = [each.removesuffix(" = ?") for each in found[2].split(" AND ")]
    one = statement.removesuffix(found[2]) + " AND ".join(f"{found[1]}.{key} = given.{key}" for key in keys)
    return (
        f"SELECT found.* FROM {_given(DATA_TABLES.tables[found[1]], keys)} "  # noqa: S608 our own names
        f"CROSS JOIN LATERAL ({one} OFFSET 0) AS found"
    )


def _given(table: Table, columns: Sequence[str], names: Sequence[str] = ()) -> str:
    """Arrays of values for columns, under other names if there are some."""
    arrays = ", ".join(f"%s::{_type_of(table.c[column])}[]" for column in columns)
    return f"unnest({arrays}) AS given ({', '.join(names or columns)})"


def columns_of(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Turn rows into columns."""
    return [list(column) for column in zip(*rows, strict=True)]


def _type_of(column: Column[Any]) -> str:
    kind = column.type
    return kind.compile(postgresql.dialect()) if isinstance(kind, _ARRAYS) else "text"  # type: ignore[no-untyped-call]
