"""Makes roles on a server, and takes away what they may, with the owner's login; each act is in the server's ledger."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from kiosk.errors import Refused
from kiosk.operator import operator_here
from kiosk.store.engine import cause_of, name_of, parse_url, who_may
from kiosk.store.meant_for import on_server

if TYPE_CHECKING:
    from psycopg.sql import Composed

_WHOSE = "the owner's"

RENEWED = "another password"
"""In the ledger, of a login that was there already."""

Renewed = Callable[[str], object]
"""Told who had a login already, whose former password is no longer right."""


def tell_nobody(_whose: str) -> None:
    """For whoever need not know."""


_PASSWORD_BYTES = 24
_LINES = 10
"""Connections a login may have at once: a kiosk's workers', and those that a restart has not yet let go of."""


@contextmanager
def owner(url: str) -> Iterator[tuple[Any, URL]]:
    """The driver's connection in one transaction, as whoever the URL logs in. Raises Refused."""
    with on_server(url, _WHOSE, "Logins are made on a PostgreSQL server; an SQLite file has none.") as engine:
        import psycopg

        try:
            with engine.begin() as connection:
                yield connection.connection.driver_connection, parse_url(url)
        except (SQLAlchemyError, psycopg.Error) as error:
            why = who_may(cause_of(error), _WHOSE, ", if it may make roles (CREATEROLE)")
            raise Refused(f"The logins of {name_of(engine.url)} cannot be managed: {why}") from None


def note(connection: Any, act: str, subject: str, code: str = "", reach: int = 0) -> None:
    """Write down in the server's ledger who did it, in the same transaction."""
    connection.execute(_NOTE, (act, operator_here(), subject, code, reach))


_NOTE = "INSERT INTO fleet.acts (act, operator, subject, code, reach) VALUES (%s, login.operator(%s), %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Role:
    """What the server has under a name already; roles are the whole server's, not one database's."""

    powerful: bool
    """Whether it may do what nobody here is given: then it is somebody's own, perhaps whoever asks."""
    groups: tuple[str, ...]


def role_of(connection: Any, login: str) -> Role | None:
    """What there is under a name; None: nothing."""
    found = connection.execute(_ASK_ROLE, (login,)).fetchone()
    return None if found is None else Role(found[0], tuple(found[1]))


_ASK_ROLE = """
    SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls OR rolname = current_user,
        ARRAY(SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid)
    FROM pg_roles r WHERE rolname = %s
"""


def make_login(connection: Any, url: URL, login: str, group: str) -> URL:
    """Make a login of a group, or give it a new password; return the URL that is its setting."""
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    # Hashed here: the server's log must not be able to hold it.
    hashed = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone()
    run(connection, "ALTER ROLE {login} LOGIN PASSWORD {hashed}" if there else _CREATE, login=login, hashed=hashed)
    run(connection, "GRANT {group} TO {login}", group=group, login=login)
    return url.set(username=login, password=password)


_CREATE = (
    "CREATE ROLE {login} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS "
    f"CONNECTION LIMIT {_LINES} PASSWORD {{hashed}}"
)


def end_lines(connection: Any, login: str, wait_ms: int = 0) -> None:
    """Close the connections of a login. To end them one must be a member of its role."""
    run(connection, "GRANT {login} TO CURRENT_USER", login=login)
    connection.execute("SELECT pg_stat_clear_snapshot()")  # else those of the transaction's first look
    connection.execute(
        "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity WHERE usename = %s", (wait_ms, login)
    )
    run(connection, "REVOKE {login} FROM CURRENT_USER", login=login)


def run(connection: Any, statement: str, *, hashed: str = "", **names: str) -> None:
    """Carry out a statement with names in its braces."""
    connection.execute(_filled(statement, hashed, names))


def _filled(statement: str, hashed: str, names: dict[str, str]) -> Composed:
    from psycopg import sql

    return sql.SQL(statement).format(
        hashed=sql.Literal(hashed), **{key: sql.Identifier(name) for key, name in names.items()}
    )
