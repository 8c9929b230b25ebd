"""How many rows are written, in one transaction that nobody else writes beside: the same over SQLite and PostgreSQL.

Statements are written with `?`. They hold names of our own tables and no values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from kiosk.errors import Refused

Row = tuple[Any, ...]

LOCK_SECONDS = 2
"""How long another import is waited for: long enough for one that is just ending."""


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

    def found(self, statement: str, keys: Sequence[Row]) -> list[Row]:
        """Ask for rows by each of many keys; the statement compares columns with `?` alone."""
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


def as_in_rows(values: Iterable[Any]) -> Row:
    """Values that were read as the sources' rows have them: PostgreSQL gives a date where those have a text."""
    return tuple(value.isoformat() if isinstance(value, date) else value for value in values)


def busy(name: str) -> Refused:
    return Refused(f"Another import is writing to the database {name}; start this one when that has ended.")
