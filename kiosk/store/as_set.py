"""Makes of an INSERT of one row an INSERT of many, whose values go to PostgreSQL column by column as arrays.

Row by row each one costs the server a statement; together they cost little more than being written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, SmallInteger
from sqlalchemy.dialects import postgresql

from kiosk.store.tables import DATA_TABLES

_INSERT = re.compile(r"INSERT INTO (\w+) \(([\w, ]+)\) VALUES \(([?\w, ]+)\)( ON CONFLICT DO NOTHING)?")
_ARRAYS = (Boolean, SmallInteger, BigInteger, Integer, Date)
"""What goes as itself; all other columns are texts."""


@lru_cache(100)
def as_set(statement: str) -> str | None:
    """Return the statement for arrays, in psycopg's style; None: it is no plain INSERT into one of our tables."""
    found = _INSERT.fullmatch(statement)
    table = DATA_TABLES.tables.get(found[1]) if found else None
    if found is None or table is None:
        return None
    columns, values = found[2].split(", "), found[3].split(", ")
    given = [column for column, value in zip(columns, values, strict=True) if value == "?"]
    taken = ", ".join(column if value == "?" else value for column, value in zip(columns, values, strict=True))
    arrays = ", ".join(f"%s::{_type_of(table.c[column])}[]" for column in given)
    values_of = f"unnest({arrays}) AS given ({', '.join(given)})"
    return f"INSERT INTO {found[1]} ({found[2]}) SELECT {taken} FROM {values_of}{found[4] or ''}"  # noqa: S608 our own


def columns_of(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Turn rows into columns."""
    return [list(column) for column in zip(*rows, strict=True)]


def _type_of(column: Column[Any]) -> str:
    kind = column.type
    return kind.compile(postgresql.dialect()) if isinstance(kind, _ARRAYS) else "text"  # type: ignore[no-untyped-call]
