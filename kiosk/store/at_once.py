"""Many questions at once: to a server all are sent before the first is answered, to a file one after another.

A kiosk far from its server waits for one answer and not for a dozen, and the server answers the later ones while the
kiosk makes its values of the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from sqlalchemy import Connection, Dialect, Select, TextClause
from sqlalchemy.exc import DBAPIError

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A statement that asks; whatever value it needs is given with it, and none stands in it."""

    statement: Select[*tuple[Any, ...]] | TextClause
    plain: bool = False
    """The driver's own values serve on every engine: SQLAlchemy's rows cost a quarter more."""


def ask_at_once(connection: Connection, questions: Sequence[Question], values: Mapping[str, Any]) -> Iterator[Rows]:
    """All rows of each question, in the questions' order, each to be taken when it is needed, all to be taken.

    Raises what SQLAlchemy raises.
    """
    if connection.dialect.name == "postgresql":
        return _sent_together(connection, questions, values)
    return (_rows(connection, question, values) for question in questions)


def _rows(connection: Connection, question: Question, values: Mapping[str, Any]) -> Rows:
    result = connection.execute(question.statement, values)
    if not question.plain:
        return result.all()
    cursor: Any = result.cursor
    found: Rows = cursor.fetchall()
    result.close()
    return found


def _sent_together(connection: Connection, questions: Sequence[Question], values: Mapping[str, Any]) -> Iterator[Rows]:
    """By the driver itself: SQLAlchemy knows no pipelines. It gives dates and truth values as they are wanted."""
    if not connection.in_transaction():
        connection.begin()  # SQLAlchemy would otherwise not know that there is something to roll back
    line: Any = connection.connection.driver_connection
    try:
        with line.pipeline():
            cursors = [line.cursor() for _ in questions]
            for cursor, question in zip(cursors, questions, strict=True):
                cursor.execute(_written(question, connection.dialect), values)
            for cursor in cursors:
                yield cursor.fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        _raise_as_sqlalchemy(connection, line, error)


@lru_cache(100)
def _written(question: Question, dialect: Dialect) -> str:
    """Put together once: that takes longer than asking."""
    return str(question.statement.compile(dialect=dialect))


def _raise_as_sqlalchemy(connection: Connection, line: Any, error: Exception) -> NoReturn:
    """The same error, and the same end of a line that broke, as if SQLAlchemy had sent the question."""
    dialect, base = connection.dialect, connection.dialect.loaded_dbapi.Error
    broken = dialect.is_disconnect(error, line, None)  # type: ignore[arg-type]  # its type is the driver's
    if broken:
        connection.invalidate(error)
    told = DBAPIError.instance(
        None, None, error, base, hide_parameters=True, connection_invalidated=broken, dialect=dialect
    )
    raise told from None
