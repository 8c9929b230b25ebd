"""Writes many rows on psycopg's own connection: kiosk.store.bulk.Bulk; as sets wherever that is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from kiosk.store.as_set import as_set, columns_of, inserting_missing, look_ups
from kiosk.store.bulk import LOCK_SECONDS, Row, as_in_rows, busy
from kiosk.store.engine import MILLISECONDS

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

_WHOLE = ("enable_hashjoin", "enable_mergejoin", "enable_seqscan")
_BY_KEY, _AS_ELSE = ("; ".join(f"SET LOCAL {way} = {to}" for way in _WHOLE) for to in ("off", "on"))
"""A server that does not know yet how many rows there are reads a whole table for each batch that changes some."""


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


class PostgresBulk:
    def __init__(self, connection: Any) -> None:
        import psycopg  # a kiosk on SQLite need not have it in memory

        self.errors: tuple[type[Exception], ...] = (psycopg.Error,)
        self.unfit: tuple[type[Exception], ...] = (psycopg.DataError, psycopg.IntegrityError)
        self._locked = psycopg.errors.LockNotAvailable
        self._twice = psycopg.errors.UniqueViolation
        self._connection = connection
        self._clashed = False
        """Whether some of the last rows were there: then some of the next ones may well be."""

    def begin(self, name: str) -> None:
        connection = self._connection
        prepare(connection)
        connection.commit()
        # A lock that asks for rights: an advisory one could be held by any kiosk's login. Who reads is not in its way.
        connection.execute(f"SET LOCAL lock_timeout = {LOCK_SECONDS * MILLISECONDS}")
        try:
            connection.execute("LOCK TABLE imports IN SHARE ROW EXCLUSIVE MODE")
        except self._locked:
            raise busy(name) from None
        connection.execute("SET LOCAL lock_timeout = DEFAULT")

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        found: list[Row] = self._connection.execute(in_its_style(statement), values).fetchall()
        return found

    def found(self, statement: str, keys: Sequence[Row]) -> list[Row]:
        found: list[Row] = self._connection.execute(look_ups(statement), columns_of(keys)).fetchall() if keys else []
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
                if statement.startswith("UPDATE"):
                    cursor.execute(_BY_KEY)
                cursor.execute(together, columns_of(some))
                if statement.startswith("UPDATE"):
                    cursor.execute(_AS_ELSE)

    def insert_all(self, statement: str, rows: Sequence[Row]) -> list[int]:
        if not self._clashed:
            try:
                with self._connection.transaction():  # a savepoint: what fails leaves the rows before these
                    self.run_all(statement, rows)
                return []
            except self._twice:
                pass
        there = self._insert_missing(statement, rows)
        self._clashed = bool(there)
        return there

    def _insert_missing(self, statement: str, rows: Sequence[Row]) -> list[int]:
        """Of several rows with one key, the first is written, as they come."""
        together, at = inserting_missing(statement)
        written = {as_in_rows(key) for key in self._connection.execute(together, columns_of(rows)).fetchall()}
        there: list[int] = []
        for number, row in enumerate(rows):
            key = tuple(row[place] for place in at)
            if key in written:
                written.remove(key)
            else:
                there.append(number)
        return there

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
