"""Writes many rows on SQLite's own connection: kiosk.store.bulk.Bulk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from kiosk.store.bulk import LOCK_SECONDS, Row, busy
from kiosk.store.engine import MILLISECONDS

CACHE_KIB = 32768
"""SQLite's pages in memory while importing: rows come in another order than they lie in."""


class SqliteBulk:
    errors: tuple[type[Exception], ...] = (sqlite3.Error, OverflowError)
    unfit: tuple[type[Exception], ...] = (sqlite3.DataError, sqlite3.IntegrityError, OverflowError)

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin(self, name: str) -> None:
        connection = self._connection
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute(f"PRAGMA busy_timeout = {LOCK_SECONDS * MILLISECONDS}")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise busy(name) from None

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        return self._connection.execute(statement, values).fetchall()

    def found(self, statement: str, keys: Sequence[Row]) -> list[Row]:
        return [row for key in keys for row in self._connection.execute(statement, key)]

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._connection.execute(statement, values)

    def count(self, statement: str, values: Sequence[Any] = ()) -> int:
        return self._connection.execute(statement, values).rowcount

    def run_all(self, statement: str, rows: Iterable[Row]) -> None:
        self._connection.executemany(statement, rows)

    def insert_all(self, statement: str, rows: Sequence[Row]) -> list[int]:
        there: list[int] = []
        done, stream = 0, iter(rows)
        while True:
            before = self._connection.total_changes
            try:
                self._connection.executemany(statement, stream)
            except sqlite3.IntegrityError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
                    raise
                # The rows before it are written, it is left out, and the stream stands behind it.
                there.append(done + self._connection.total_changes - before)
                done = there[-1] + 1
            else:
                return there

    def among(self, column: str) -> str:
        return f"{column} IN (SELECT value FROM json_each(?))"  # noqa: S608 our own names

    def listed(self, keys: Sequence[str]) -> Any:
        return json.dumps(keys)

    def make_passing_table(self, definition: str) -> None:
        # No TEMP table: it would put personal numbers into a file of the temporary folder.
        self._connection.execute(f"CREATE TABLE {definition}")

    def commit(self) -> None:
        self._connection.execute("COMMIT")
        # Readers that are in the middle of an account are waited for; without it nothing is lost.
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._connection.close()
