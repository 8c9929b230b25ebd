"""Tables that live as long as an import, on a connection of their own: PostgreSQL only, unlogged, schema `staging`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from typing import Any

from sqlalchemy import Engine

from kiosk.store.bulk import Row
from kiosk.store.bulk_postgresql import in_its_style, prepare

_LEFT = (
    "SELECT format('staging.%I', relname) FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner "
    "WHERE relnamespace = 'staging'::regnamespace AND relkind = 'r' AND pg_has_role(relowner, 'USAGE')"
)

_IS_IMPORTER = "SELECT pg_has_role('importer', 'MEMBER')"


class Staging:
    """One import's staging; nothing is connected before `begin`."""

    def __init__(self, engine: Engine) -> None:
        """Take the engine of the database."""
        self._engine = engine
        self._connection: Any = None
        self._begun = ""
        self._made: list[str] = []
        self._is_importer = False

    def begin(self) -> None:
        """Connect, and throw away what killed imports left; one import at a time may. Raises the driver's errors."""
        self._connection = self._connect()
        for (table,) in self._connection.execute(_LEFT).fetchall():
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        ((self._is_importer,),) = self._connection.execute(_IS_IMPORTER).fetchall()
        # A number of its own for ever: what could not be thrown away is in nobody's way.
        ((number,),) = self._connection.execute("SELECT pg_current_xact_id()::text").fetchall()
        self._begun = str(number)

    def _connect(self) -> Any:
        raw = self._engine.raw_connection()
        connection: Any = raw.driver_connection
        raw.detach()
        connection.rollback()
        connection.autocommit = True
        prepare(connection)
        return connection

    @contextmanager
    def beside(self) -> Iterator[Staging]:
        """Another connection to the same staging, for what is done at the same time. Raises the driver's errors."""
        other = copy(self)
        other._connection = self._connect()
        try:
            yield other
        finally:
            other._connection.close()

    def table(self, name: str) -> str:
        """Name a table that is to be made."""
        self._made.append(f"staging.i{self._begun}_{name}")
        return self._made[-1]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and seen by other connections afterwards."""
        with self._connection.transaction():
            yield

    def make(self, tables: Mapping[str, str]) -> None:
        """Make tables by a statement each; any importer may throw them away, should this one be killed.

        In a transaction of its own, which is on the disk when it ends. A server that goes down just after a long one
        was taken back would find the tables' empty files and not know that they are to go: then it does not start.
        """
        with self._connection.transaction():
            for table, statement in tables.items():
                self._connection.execute(statement)
                if self._is_importer:
                    self._connection.execute(f"ALTER TABLE {table} OWNER TO importer")

    def run(self, statement: str) -> None:
        """Carry out one statement."""
        self._connection.execute(statement)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Ask for rows."""
        found: list[Row] = self._connection.execute(in_its_style(statement), values).fetchall()
        return found

    def copy(self, statement: str, texts: Iterable[bytes]) -> None:
        """Take texts, as they stand in the statement's encoding."""
        with self._connection.cursor() as cursor, cursor.copy(statement) as taking:
            for text in texts:
                taking.write(text)

    @contextmanager
    def without(self, *ways: str) -> Iterator[None]:
        """Within a transaction: plan without some of the server's ways, named as in its settings."""
        for way in ways:
            self._connection.execute(f"SET LOCAL {way} = off")
        yield
        for way in ways:
            self._connection.execute(f"SET LOCAL {way} = on")

    def close(self) -> None:
        """Throw away what was made and end the connection. Never raises."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        import psycopg

        with suppress(psycopg.Error):
            for table in self._made:
                connection.execute(f"DROP TABLE IF EXISTS {table}")
        with suppress(psycopg.Error):
            connection.close()
