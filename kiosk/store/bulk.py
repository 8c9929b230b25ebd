"""Writes many rows on the driver's own connection, in one transaction that nobody else writes beside.

Statements are written with `?`. They hold names of our own tables and no values.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from kiosk.errors import Refused
from kiosk.store.as_set import as_set, columns_of
from kiosk.store.engine import MILLISECONDS, SQLITE, name_of

Row = tuple[Any, ...]

LOCK_SECONDS = 2
"""How long another import is waited for: long enough for one that is just ending."""

CACHE_KIB = 32768
"""SQLite's pages in memory while importing: rows come in another order than they lie in."""

_READ_COMMITTED = 2
"""psycopg's number: an import sees what its other connections have written; nobody else writes beside it."""

_TELL_NOTHING = """
    DO $$ BEGIN PERFORM set_config('log_error_verbosity', 'terse', false);
    EXCEPTION WHEN insufficient_privilege THEN NULL; END $$
"""
"""Else the server's log repeats the line or the key at which a statement failed; but only a superuser may set it."""

_SETTINGS = (
    "statement_timeout = 0",  # a city's month takes longer than a visitor's question
    "lc_monetary = 'C'",  # staged amounts have a point and two decimals
    "work_mem = '64MB'",  # whom a part of the file names is sorted out in memory
    "jit = off",  # there is little to compile, and partition by partition
    "plan_cache_mode = force_custom_plan",  # a plan made while the tables were empty reads them row by row for ever
)


class Bulk(Protocol):
    """One writing transaction; closed without `commit` nothing has happened."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        ...

    @property
    def unfit(self) -> tuple[type[Exception], ...]:
        """Which of them say that values are none for their columns, or that a key is there already."""
        ...

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Ask for rows."""
        ...

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Carry out one statement."""
        ...

    def count(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Carry out one statement; return how many rows it wrote."""
        ...

    def run_all(self, statement: str, rows: Iterable[Row]) -> None:
        """Carry out one statement for each row of values."""
        ...

    def insert_all(self, statement: str, rows: Sequence[Row]) -> list[int]:
        """Insert rows; return which of them (from 0) were left out because their primary key is there already."""
        ...

    def among(self, column: str) -> str:
        """A condition that a column is one of `listed(...)`."""
        ...

    def listed(self, keys: Sequence[str]) -> Any:
        """Many texts as one value."""
        ...

    def make_passing_table(self, definition: str) -> None:
        """Make a table for the length of this transaction; it ends with it, or is dropped before."""
        ...

    def commit(self) -> None:
        """Make it so."""
        ...

    def close(self) -> None:
        """Give the connection back; what was not committed is undone."""
        ...


def open_bulk(engine: Engine) -> Bulk:
    """Begin to write. Raises Refused when somebody else does, and the driver's errors."""
    raw = engine.raw_connection()
    driver: Any = raw.driver_connection
    raw.detach()  # closing it shall end it: its settings and locks are not for others
    try:
        bulk = _SqliteBulk(driver) if engine.url.drivername == SQLITE else _PostgresBulk(driver)
        bulk.begin(name_of(engine.url))
        return bulk
    except BaseException:
        driver.close()
        raise


def join_bulk(connection: Connection) -> Bulk:
    """Write in a transaction that is open already; whoever began it ends it, and closing this does nothing."""
    driver: Any = connection.connection.driver_connection
    if connection.engine.url.drivername == SQLITE:
        return _JoinedSqliteBulk(driver)
    return _JoinedPostgresBulk(driver)


def _busy(name: str) -> Refused:
    return Refused(f"Another import is writing to the database {name}; start this one when that has ended.")


class _SqliteBulk:
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
            raise _busy(name) from None

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        return self._connection.execute(statement, values).fetchall()

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


def as_in_rows(values: Iterable[Any]) -> Row:
    """Values that were read as the sources' rows have them: PostgreSQL gives a date where those have a text."""
    return tuple(value.isoformat() if isinstance(value, date) else value for value in values)


@lru_cache(100)
def in_its_style(statement: str) -> str:
    """A statement written with `?`, as psycopg wants it."""
    return statement.replace("%", "%%").replace("?", "%s")


def prepare(connection: Any) -> None:
    """Make a PostgreSQL connection one for an import, with no transaction begun."""
    connection.isolation_level = _READ_COMMITTED
    for setting in _SETTINGS:
        connection.execute(f"SET {setting}")
    connection.execute(_TELL_NOTHING)


class _PostgresBulk:
    def __init__(self, connection: Any) -> None:
        import psycopg  # a kiosk on SQLite need not have it in memory

        self.errors: tuple[type[Exception], ...] = (psycopg.Error,)
        self.unfit: tuple[type[Exception], ...] = (psycopg.DataError, psycopg.IntegrityError)
        self._locked = psycopg.errors.LockNotAvailable
        self._twice = psycopg.errors.UniqueViolation
        self._connection = connection

    def begin(self, name: str) -> None:
        connection = self._connection
        prepare(connection)
        connection.commit()
        # A lock that asks for rights: an advisory one could be held by any kiosk's login. Who reads is not in its way.
        connection.execute(f"SET LOCAL lock_timeout = {LOCK_SECONDS * MILLISECONDS}")
        try:
            connection.execute("LOCK TABLE imports IN SHARE ROW EXCLUSIVE MODE")
        except self._locked:
            raise _busy(name) from None
        connection.execute("SET LOCAL lock_timeout = DEFAULT")

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        found: list[Row] = self._connection.execute(in_its_style(statement), values).fetchall()
        return found

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        self._connection.execute(in_its_style(statement), values)

    def count(self, statement: str, values: Sequence[Any] = ()) -> int:
        written: int = self._connection.execute(in_its_style(statement), values).rowcount
        return written

    def run_all(self, statement: str, rows: Iterable[Row]) -> None:
        together = as_set(statement)
        with self._connection.cursor() as cursor:
            if together is None:
                cursor.executemany(in_its_style(statement), rows)
            elif some := list(rows):
                cursor.execute(together, columns_of(some))

    def insert_all(self, statement: str, rows: Sequence[Row]) -> list[int]:
        try:
            with self._connection.transaction():  # a savepoint: what fails leaves the rows before these
                self.run_all(statement, rows)
        except self._twice:
            return self._insert_one_by_one(f"{statement} ON CONFLICT DO NOTHING", rows)
        return []

    def _insert_one_by_one(self, statement: str, rows: Sequence[Row]) -> list[int]:
        statement = in_its_style(statement)
        return [n for n, row in enumerate(rows) if self._connection.execute(statement, row).rowcount == 0]

    def among(self, column: str) -> str:
        return f"{column} = ANY(?)"

    def listed(self, keys: Sequence[str]) -> Any:
        return list(keys)

    def make_passing_table(self, definition: str) -> None:
        self._connection.execute(f"CREATE TEMP TABLE {definition}")

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()


class _Joined:
    """Leaves the end to whoever began."""

    def commit(self) -> None:
        pass

    def close(self) -> None:
        pass


class _JoinedSqliteBulk(_Joined, _SqliteBulk):
    pass


class _JoinedPostgresBulk(_Joined, _PostgresBulk):
    pass
