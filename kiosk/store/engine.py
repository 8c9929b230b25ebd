"""Engines for SQLite and PostgreSQL, and the one place where a database's errors become ours."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from kiosk.errors import DATA_AWAY, SERVER_UNPROVEN, Failure, KioskError, Refused
from kiosk.store.deadline import Monotonic, at_most
from kiosk.store.hosts import hosts_of
from kiosk.store.names import UNKNOWN_HOST
from kiosk.store.server import AGAIN_SECONDS, CONNECTED_SECONDS, server_engine, worth_asking_again
from kiosk.store.server import MILLISECONDS as MILLISECONDS
from kiosk.workers import still_at_work

SQLITE, POSTGRESQL = "sqlite", "postgresql+psycopg"
_IN_TIME = "in_time"
_LATEST = "READ COMMITTED"
LOCAL_SUFFIX = "-local"
"""data.db -> data-local.db."""


def parse_url(text: str) -> URL:
    """Read a database URL. Raises Refused; the sentence never holds the URL, because of its password."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        _refuse_bare_at(text)
        raise Refused(
            "The database URL cannot be read; write it as sqlite:////folder/data.db or postgresql+psycopg://user@host/name."
        ) from None
    if url.drivername not in (SQLITE, POSTGRESQL):
        raise Refused(f"The database URL begins with {url.drivername}; this program knows {SQLITE} and {POSTGRESQL}.")
    if url.drivername == POSTGRESQL and "@" in f"{url.host}{url.database}":
        _refuse_bare_at(text)
    if url.drivername == SQLITE and (not url.database or url.database == ":memory:" or url.query):
        raise Refused("The database URL names no file; write it as sqlite:////folder/data.db.")
    return url


def _refuse_bare_at(text: str) -> None:
    """What stands behind the first @ of a password would be taken for the host."""
    if text.count("@") > 1:
        raise Refused("The database URL has more than one @; in a password or login write @ as %40 and % as %25.")


def name_of(url: URL) -> str:
    """Name a database for people: the file, or host and database; never a user or a password."""
    if url.drivername == SQLITE:
        return str(url.database)
    return f"{url.database or '(unnamed)'} on {', '.join(hosts_of(url)) or 'this machine'}"


def local_url_beside(url: URL) -> URL:
    """Where the local database is when the settings do not say: beside the data's file.

    Raises Refused for PostgreSQL, beside which there is no folder of this kiosk.
    """
    if url.drivername != SQLITE:
        raise Refused("The setting database.local_url is empty; it must name a file when the data are on PostgreSQL.")
    file = Path(str(url.database))
    return url.set(database=str(file.with_name(f"{file.stem}{LOCAL_SUFFIX}{file.suffix}")))


def make_engine(url: URL, timeout_seconds: int, monotonic: Monotonic = time.monotonic) -> Engine:
    """Make an engine; it connects when it is first used. Values never stand in its errors.

    `timeout_seconds` is how long a server may take for one question, and for one transaction of `reading` or `writing`.
    """
    if url.drivername == SQLITE:
        engine = _sqlite_engine(url, timeout_seconds)
    else:
        engine = server_engine(url, timeout_seconds, monotonic)
        engine.update_execution_options(**{_IN_TIME: lambda seconds: at_most(seconds or timeout_seconds, monotonic)})
    # An account takes a dozen questions, each of which may take its time.
    event.listen(engine, "after_cursor_execute", lambda *_: still_at_work())
    return engine


@contextmanager
def passing_engine(url: URL, timeout_seconds: int) -> Iterator[Engine]:
    """An engine for what is inside, for commands: its lines end with it."""
    engine = make_engine(url, timeout_seconds)
    try:
        yield engine
    finally:
        engine.dispose()


def _sqlite_engine(url: URL, timeout_seconds: int) -> Engine:
    engine = create_engine(
        url, hide_parameters=True, pool_timeout=timeout_seconds, connect_args={"timeout": timeout_seconds}
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: object) -> None:
        # The driver must not begin transactions by itself: it would leave SELECTs outside of them.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


_TOO_LARGE = "a number is too large"
_STANDBY = "this server takes no changes: it is a standby, or was set read-only"
_OTHER_TABLES = "its tables are not this program's; run `main.py db upgrade`"
_MAY_NOT = "this login may not do that"
_IN_WORDS = {
    "SQLITE_NOTADB": "the file is not a database",
    "SQLITE_CANTOPEN": "the file or its folder cannot be opened or written",
    "SQLITE_READONLY": "the file or its folder cannot be written",
    "SQLITE_BUSY": "another program holds it",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_CONSTRAINT_PRIMARYKEY": "a row is there twice",
    "23505": "a row is there twice",
    "22001": "a text is too long",
    "22003": _TOO_LARGE,
    "25006": _STANDBY,
    "3F000": _OTHER_TABLES,
    "42501": _MAY_NOT,
    "42703": _OTHER_TABLES,
    "42883": _OTHER_TABLES,
    "42P01": _OTHER_TABLES,
    "57014": "it took too long",
    "28P01": "the server refuses this login's password, or its certificate bears another name",
    "28": "the server does not let this login in",
    "3D000": "the server has no such database",
    "54000": "the server takes no more of this login today",
    "53200": "the server has too little memory, or too small a max_locks_per_transaction for so many partitions",
    "53300": "the server has no connection left",
    "57P03": "the server is just starting or stopping",
}
"""What the commonest error codes of SQLite and PostgreSQL mean to whoever has to mend them."""

_Answer = TypeVar("_Answer")

_UNPROVEN = ("certificate", "unknown ca", "does not support SSL", "no password supplied")
"""Words of libpq itself, and of the TLS library; what a server refuses has a code in every language."""

_REFUSED = re.compile(r":  ([0-9A-Z]{5})$", re.MULTILINE)
"""How libpq ends a server's refusal when it was asked for codes (connecting.py), once for each host."""
_NOT_LET_IN = "28"
"""The codes of a wrong password, an unknown or closed login, and a certificate that is none's."""

_NO_CODE = "the server does not answer, or refuses this database or login"
"""psycopg gives no code for whatever goes wrong while connecting and was not the server's word."""

_OUR_CERTIFICATE = "the server does not accept the certificate that sslcert names"
_NOTHING_THERE = "nothing answers at this host and port"
_WHILE_CONNECTING = {
    "invalid connection option": "the URL holds an option that PostgreSQL does not know",
    "invalid sslmode": "the URL holds an option that PostgreSQL does not know",
    "no password supplied": "the server asks for a password and the URL has none",
    "definition of service": "the URL names a service that no file describes",
    "root certificate file": "the file that sslrootcert names is not there or cannot be read",
    "private key file": "the key that sslkey names is not there, cannot be read, is open to others or another's",
    "certificate file": "the file that sslcert names cannot be read",
    "does not match host name": "the server's certificate bears another host's name",
    "certificate verify failed": "nobody in sslrootcert vouches for the server's certificate, or it has expired",
    "unknown ca": _OUR_CERTIFICATE,
    "alert certificate": _OUR_CERTIFICATE,
    "alert bad certificate": _OUR_CERTIFICATE,
    "does not support SSL": "the server does not speak TLS",
    "session is read-only": _STANDBY,
    "hot standby mode": _STANDBY,
    "refused": _NOTHING_THERE,
    "No such file or directory": _NOTHING_THERE,  # a socket of this machine
    "could not translate host name": UNKNOWN_HOST,
    "failed to resolve host": UNKNOWN_HOST,
}
"""Words of libpq and psycopg and what they mean; of several the first here counts; else the general words stand."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads. Raises KioskError(DATA_AWAY) for whatever goes wrong with the database."""
    with _ours(), in_time(engine), _connected(engine) as connection:
        yield connection


def ask(
    engine: Engine,
    question: Callable[[Connection], _Answer],
    seconds: float = CONNECTED_SECONDS,
    *,
    again: bool = True,
) -> _Answer:
    """Ask in a transaction that only reads, and once more on a new line if that one broke meanwhile.

    The same deadline holds for both. Never for what writes or tries a password: it may have been done although no
    answer came. Who has another server to ask waits `seconds` for a line, and asks not `again`.

    Raises KioskError(DATA_AWAY).
    """
    with _ours(), in_time(engine):
        try:
            with _connected(engine, seconds) as connection:
                return question(connection)
        except DBAPIError as error:
            if not again or not worth_asking_again(error):
                raise
        with _connected(engine, AGAIN_SECONDS) as connection:
            return question(connection)


def _connected(engine: Engine, seconds: float = CONNECTED_SECONDS) -> Connection:
    """A line within so long; what is then asked on it may take its own time."""
    with in_time(engine, seconds):
        return engine.connect()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes, all or nothing. Raises KioskError(DATA_AWAY).

    On a server each statement sees what others wrote a moment ago, as SQLite's writers do, who come one by one: with
    one moment for all of them, the second of two who write the same row at once would fail.
    """
    one_by_one = engine if engine.url.drivername == SQLITE else engine.execution_options(isolation_level=_LATEST)
    with _ours(), in_time(engine), _connected(one_by_one) as connection, connection.begin():
        yield connection


def in_time(engine: Engine, seconds: float = 0) -> AbstractContextManager[None]:
    """All that is asked inside, taken together, takes no longer than so many seconds, or else than one answer may.

    A file has no such limit.
    """
    within: Callable[[float], AbstractContextManager[None]] = engine.get_execution_options().get(_IN_TIME, nullcontext)
    return within(seconds)


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OverflowError) as error:
        raise KioskError(failure_of(error), cause_of(error)) from None


def failure_of(error: BaseException) -> Failure:
    """Which failure a database error is: away, or somebody cannot prove who they are (C9)."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if not _while_connecting(original):
        return DATA_AWAY
    unproven = _code_of_refusal(original).startswith(_NOT_LET_IN) or any(words in str(original) for words in _UNPROVEN)
    return SERVER_UNPROVEN if unproven else DATA_AWAY


def _while_connecting(original: BaseException | None) -> bool:
    kinds = {f"{kind.__module__.partition('.')[0]}.{kind.__name__}" for kind in type(original).__mro__}
    return "psycopg.OperationalError" in kinds and getattr(original, "sqlstate", None) is None


def _code_of_refusal(original: BaseException | None) -> str:
    """Of several hosts, the one that does not let in counts; empty: no server refused anything."""
    return max(_REFUSED.findall(str(original)), key=lambda code: code.startswith(_NOT_LET_IN), default="")


def who_may(cause: str, whose: str, condition: str = "") -> str:
    """Add to a cause whose logins may, if it is that this one may not."""
    return f"{cause}. Only {whose} login may{condition}." if cause.startswith(_MAY_NOT) else f"{cause}."


def cause_of(error: BaseException) -> str:
    """Say what a database error means and its code; never its text, which may hold values or a password."""
    original: Any = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    code = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None)
    kind = type(original).__name__
    if told := getattr(original, "told", None):
        return f"{told} ({kind})"
    if isinstance(original, OverflowError):  # SQLite's driver; a server has a code for it
        return f"{_TOO_LARGE} ({kind})"
    if code is None and _while_connecting(original):
        code = _code_of_refusal(original) or None
    if code is None and type(original).__module__.startswith("psycopg"):
        text = str(original)
        return f"{next((told for words, told in _WHILE_CONNECTING.items() if words in text), _NO_CODE)} ({kind})"
    if code is None:
        return kind
    # SQLite's extended codes begin with the plain one: SQLITE_READONLY_DIRECTORY.
    meaning = next((words for known, words in _IN_WORDS.items() if str(code).startswith(known)), kind)
    return f"{meaning} ({code})"
