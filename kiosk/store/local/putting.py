"""Puts one row into a table, in place of the one with the same key."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

from kiosk.store.engine import SQLITE


def insert_into(connection: Connection, table: Table) -> Any:
    """An insert as this database knows it, which can say what happens when the key is there."""
    if connection.engine.url.drivername == SQLITE:
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # 75 ms that a kiosk on SQLite need not wait for at start

    return postgresql.insert(table)


def put(connection: Connection, table: Table, values: dict[str, object]) -> None:
    """Add a row, or replace the one with the same key."""
    keys = [column.name for column in table.primary_key]
    insert = insert_into(connection, table)
    others = {name: insert.excluded[name] for name in values if name not in keys}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=others), values)
