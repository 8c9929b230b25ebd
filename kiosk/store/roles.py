"""Logins on a server: one for each kiosk, and those of importers, clerks and auditors. Made with the owner's login."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from kiosk.errors import Refused
from kiosk.operator import operator_here
from kiosk.store.closed_rights import NO_FILES
from kiosk.store.engine import POSTGRESQL, cause_of, name_of, parse_url, passing_engine, who_may
from kiosk.store.upgrading import TIMEOUT_SECONDS
from kiosk.store.version import DATA, check_version

if TYPE_CHECKING:
    from psycopg.sql import Composed

GROUPS = ("importer", "clerk", "auditor")
"""Who gets a login by name; a kiosk gets one by its ID."""

_KIOSK_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")
"""As the setting kiosk.id allows."""
_LOGIN = re.compile(r"[a-z][a-z0-9_]{0,39}")

_PASSWORD_BYTES = 24
_LINES = 10
"""Connections a kiosk may have at once: its workers', and those that a restart has not yet let go of."""

_SHUTTING_MS = 200
_SHUTTING_TRIES = 100
"""A stolen login whose lines all come back at once holds its role again within some ten milliseconds."""
_LAST_LINES_MS = 1000

_SETTINGS = ("jit = off", "enable_seqscan = off", "enable_bitmapscan = off")
"""Every question is for one person by the key. Compiling it takes longer than running it; and as the planner has no
figures of the key's column (they would name people), it must not think that half the table is asked for."""

_MAY_SAY_SO = "SELECT has_parameter_privilege('temp_file_limit', 'SET')"


@dataclass(frozen=True, slots=True)
class KioskLogin:
    """A kiosk that may log in to the server."""

    id: str
    login: str
    added: datetime


def add_kiosk(url: str, kiosk_id: str) -> URL:
    """Make a kiosk's login, or give it a new password; return the URL that is its setting. Raises Refused."""
    (made,) = add_kiosks(url, (kiosk_id,))
    return made


def add_kiosks(url: str, kiosk_ids: Sequence[str]) -> list[URL]:
    """The same for many at once, all or none. Raises Refused."""
    if not all(map(_KIOSK_ID.fullmatch, kiosk_ids)):
        raise Refused("A kiosk's ID has 1 to 32 letters, digits and hyphens, as in the setting kiosk.id.")
    with _owner(url) as (connection, parsed):
        return [_add_kiosk(connection, parsed, kiosk_id) for kiosk_id in kiosk_ids]


def add_login(url: str, group: str, login: str) -> URL:
    """Make the login of an importer, clerk or auditor, or give it a new password. Raises Refused."""
    if group not in GROUPS:
        raise Refused(f"There are logins for {', '.join(GROUPS)}; a kiosk's is made by `main.py db kiosk add`.")
    if not _LOGIN.fullmatch(login) or login in ("kiosk", *GROUPS):
        raise Refused(
            "A login has 1 to 40 small letters, digits and underscores, begins with a letter, and is no role."
        )
    if login.startswith(login_of("")):
        raise Refused(
            "A login that begins with kiosk_ is a kiosk's, made by `main.py db kiosk add`; choose another name."
        )
    with _owner(url) as (connection, parsed):
        there = _role(connection, login)
        if there is not None and (there.powerful or there.groups != (group,)):
            raise Refused(f"The server has a role {login} that is no {group}'s; choose another name.")
        made = _make_login(connection, parsed, login, group)
        _note(connection, "login-added", login, group)
        return made


def remove_kiosk(url: str, kiosk_id: str) -> None:
    """Take a kiosk's login away, at once: a connection it holds reads nobody any more. Raises Refused.

    Whoever stole it may hold rows in open transactions and connect again and again. So it is first no kiosk any more,
    which nothing of its can hold up, then shut out, and then what it had is deleted. Interrupted, it is done once more.
    """
    login = login_of(kiosk_id)
    with _owner(url) as (connection, _):
        _let_go(connection, kiosk_id, login)
    _shut_out(url, kiosk_id, login)
    with _owner(url) as (connection, _):
        _end_lines(connection, login, _LAST_LINES_MS)  # those that came while it was shut
        _run(connection, "REVOKE kiosk FROM {login}", login=login)
        for delete in _DELETE_OF_LOGIN:
            connection.execute(delete, (login,))
        # Another machine may get this ID: its audit trail begins anew, and that is nothing to wonder at.
        _note(connection, "kiosk-removed", kiosk_id, reach=_reach(connection, kiosk_id))
        connection.execute("DELETE FROM fleet.heartbeats WHERE kiosk = %s", (kiosk_id,))
        connection.execute("DELETE FROM fleet.records WHERE kiosk = %s", (kiosk_id,))


_DELETE_OF_LOGIN = (
    "DELETE FROM login.tokens WHERE kiosk = %s",
    "DELETE FROM login.attempts WHERE kiosk = %s",
    "DELETE FROM login.turns WHERE kiosk = %s",
    "DELETE FROM login.leaving WHERE login = %s",
)
"""Whoever stole it may have locked everybody's number with its attempts."""


def _let_go(connection: Any, kiosk_id: str, login: str) -> None:
    """From here on every function of the server refuses it."""
    gone = connection.execute("DELETE FROM login.kiosks WHERE login = %s", (login,)).rowcount
    if not gone and not _is_leaving(connection, login):
        raise Refused(f"There is no kiosk {kiosk_id} in this database.")
    connection.execute("INSERT INTO login.leaving VALUES (%s, %s) ON CONFLICT DO NOTHING", (login, kiosk_id))


def _is_leaving(connection: Any, login: str) -> bool:
    return connection.execute("SELECT 1 FROM login.leaving WHERE login = %s", (login,)).fetchone() is not None


def _shut_out(url: str, kiosk_id: str, login: str) -> None:
    """Let it log in no more, and end what it is in the middle of; whoever is thrown out may be back a moment later."""
    with _owner(url) as (connection, _):
        from psycopg.errors import LockNotAvailable

        connection.execute(f"SET LOCAL lock_timeout = '{_SHUTTING_MS}ms'")
        for _try in range(_SHUTTING_TRIES):
            try:
                with connection.transaction():
                    # Not waited for: their successors would hold the role before this line asks for it.
                    _end_lines(connection, login)
                    _run(connection, "ALTER ROLE {login} NOLOGIN PASSWORD NULL", login=login)
                    _forget_settings(connection, login)
                    return
            except LockNotAvailable:
                continue
    raise Refused(
        f"The kiosk {kiosk_id} reads and changes nothing any more, but its login comes back faster than it is shut "
        "out; keep its address from the server, and run this once more."
    )


def _end_lines(connection: Any, login: str, wait_ms: int = 0) -> None:
    """Close the connections of a login. To end them one must be a member of its role."""
    _run(connection, "GRANT {login} TO CURRENT_USER", login=login)
    connection.execute("SELECT pg_stat_clear_snapshot()")  # else those of the transaction's first look
    connection.execute(
        "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity WHERE usename = %s", (wait_ms, login)
    )
    _run(connection, "REVOKE {login} FROM CURRENT_USER", login=login)


def _forget_settings(connection: Any, login: str) -> None:
    """A login may keep settings of its own, which would keep another machine of this ID from working."""
    _run(connection, "ALTER ROLE {login} RESET ALL", login=login)
    for (database,) in connection.execute(_ASK_DATABASES, (login,)).fetchall():
        _run(connection, "ALTER ROLE {login} IN DATABASE {database} RESET ALL", login=login, database=database)


_ASK_DATABASES = """
    SELECT d.datname FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
    JOIN pg_database d ON d.oid = s.setdatabase WHERE r.rolname = %s
"""


def kiosks(url: str) -> tuple[KioskLogin, ...]:
    """The kiosks that may log in, by ID. Raises Refused."""
    with _owner(url) as (connection, _):
        found = connection.execute("SELECT id, login, added FROM login.kiosks ORDER BY id").fetchall()
    return tuple(KioskLogin(*row) for row in found)


def login_of(kiosk_id: str) -> str:
    """The name a kiosk logs in with."""
    return f"kiosk_{kiosk_id}"


@contextmanager
def _owner(url: str) -> Iterator[tuple[Any, URL]]:
    """The driver's connection in one transaction, as whoever the URL logs in. Raises Refused."""
    parsed = parse_url(url)
    if parsed.drivername != POSTGRESQL:
        raise Refused("Logins are made on a PostgreSQL server; an SQLite file has none.")
    with passing_engine(parsed, TIMEOUT_SECONDS) as engine:
        check_version(engine, DATA)
        import psycopg

        try:
            with engine.begin() as connection:
                yield connection.connection.driver_connection, parsed
        except (SQLAlchemyError, psycopg.Error) as error:
            why = who_may(cause_of(error), "the owner's")
            raise Refused(f"The logins of {name_of(parsed)} cannot be changed: {why}") from None


def _add_kiosk(connection: Any, url: URL, kiosk_id: str) -> URL:
    login = login_of(kiosk_id)
    if _is_leaving(connection, login):
        raise Refused(
            f"The kiosk {kiosk_id} is not wholly removed yet; run `main.py db kiosk remove {kiosk_id}` first."
        )
    ours = connection.execute("SELECT 1 FROM login.kiosks WHERE login = %s", (login,)).fetchone() is not None
    there = _role(connection, login)
    if there is not None and (there.powerful or set(there.groups) - {"kiosk"} or (there.groups and not ours)):
        raise Refused(
            f"The server has a role {login} already, of another database or for something else; choose another ID."
        )
    made = _make_login(connection, url, login, "kiosk")
    _forget_settings(connection, login)
    may_limit = connection.execute(_MAY_SAY_SO).fetchone()[0]
    for setting in (*_SETTINGS, NO_FILES) if may_limit else _SETTINGS:
        _run(connection, f"ALTER ROLE {{login}} SET {setting}", login=login)
    connection.execute(
        "INSERT INTO login.kiosks (login, id) VALUES (%s, %s) ON CONFLICT (login) DO NOTHING", (login, kiosk_id)
    )
    _note(connection, "kiosk-added", kiosk_id, "another password" if ours else "")
    return made


def _note(connection: Any, act: str, subject: str, code: str = "", reach: int = 0) -> None:
    """Write down in the server's ledger who did it, in the same transaction."""
    connection.execute(_NOTE, (act, operator_here(), subject, code, reach))


_NOTE = "INSERT INTO fleet.acts (act, operator, subject, code, reach) VALUES (%s, login.operator(%s), %s, %s, %s)"


def _reach(connection: Any, kiosk_id: str) -> int:
    """The place of the last audit line that came of a kiosk."""
    asked = "SELECT coalesce(max(place), 0) FROM fleet.audit_lines WHERE kiosk = %s"
    return int(connection.execute(asked, (kiosk_id,)).fetchone()[0])


@dataclass(frozen=True, slots=True)
class _Role:
    """What the server has under a name already; roles are the whole server's, not one database's."""

    powerful: bool
    """Whether it may do what nobody here is given: then it is somebody's own, perhaps whoever asks."""
    groups: tuple[str, ...]


def _role(connection: Any, login: str) -> _Role | None:
    found = connection.execute(_ASK_ROLE, (login,)).fetchone()
    return None if found is None else _Role(found[0], tuple(found[1]))


_ASK_ROLE = """
    SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls OR rolname = current_user,
        ARRAY(SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid)
    FROM pg_roles r WHERE rolname = %s
"""


def _make_login(connection: Any, url: URL, login: str, group: str) -> URL:
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    # Hashed here: the server's log must not be able to hold it.
    hashed = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone()
    _run(connection, "ALTER ROLE {login} LOGIN PASSWORD {hashed}" if there else _CREATE, login=login, hashed=hashed)
    _run(connection, "GRANT {group} TO {login}", group=group, login=login)
    return url.set(username=login, password=password)


_CREATE = (
    "CREATE ROLE {login} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS "
    f"CONNECTION LIMIT {_LINES} PASSWORD {{hashed}}"
)


def _run(connection: Any, statement: str, *, hashed: str = "", **names: str) -> None:
    connection.execute(_filled(statement, hashed, names))


def _filled(statement: str, hashed: str, names: dict[str, str]) -> Composed:
    from psycopg import sql

    return sql.SQL(statement).format(
        hashed=sql.Literal(hashed), **{key: sql.Identifier(name) for key, name in names.items()}
    )
