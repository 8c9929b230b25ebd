"""The kiosks' logins on a server, one for each. Made and taken away with the owner's login."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import URL

from kiosk.errors import Refused
from kiosk.store.closed_rights import NO_FILES
from kiosk.store.role_making import (
    RENEWED,
    Renewed,
    end_lines,
    make_login,
    note,
    owner,
    role_of,
    run,
    tell_nobody,
)

_KIOSK_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")
"""As the setting kiosk.id allows."""
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


def add_kiosk(url: str, kiosk_id: str, renewed: Renewed = tell_nobody) -> URL:
    """Make a kiosk's login, or give it a new password; return the URL that is its setting. Raises Refused."""
    (made,) = add_kiosks(url, (kiosk_id,), renewed)
    return made


def add_kiosks(url: str, kiosk_ids: Sequence[str], renewed: Renewed = tell_nobody) -> list[URL]:
    """The same for many at once, all or none. Raises Refused."""
    if not all(map(_KIOSK_ID.fullmatch, kiosk_ids)):
        raise Refused("A kiosk's ID has 1 to 32 letters, digits and hyphens, as in the setting kiosk.id.")
    with owner(url) as (connection, parsed):
        return [_add_kiosk(connection, parsed, kiosk_id, renewed) for kiosk_id in kiosk_ids]


def remove_kiosk(url: str, kiosk_id: str) -> None:
    """Take a kiosk's login away, at once: a connection it holds reads nobody any more. Raises Refused.

    Whoever stole it may hold rows in open transactions and connect again and again. So it is first no kiosk any more,
    which nothing of its can hold up, then shut out, and then what it had is deleted. Interrupted, it is done once more.
    """
    login = login_of(kiosk_id)
    with owner(url) as (connection, _):
        _let_go(connection, kiosk_id, login)
    _shut_out(url, kiosk_id, login)
    with owner(url) as (connection, _):
        end_lines(connection, login, _LAST_LINES_MS)  # those that came while it was shut
        run(connection, "REVOKE kiosk FROM {login}", login=login)
        for delete in _DELETE_OF_LOGIN:
            connection.execute(delete, (login,))
        # Another machine may get this ID: its audit trail begins anew, and that is nothing to wonder at.
        note(connection, "kiosk-removed", kiosk_id, reach=_reach(connection, kiosk_id))
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
    with owner(url) as (connection, _):
        from psycopg.errors import LockNotAvailable

        connection.execute(f"SET LOCAL lock_timeout = '{_SHUTTING_MS}ms'")
        for _try in range(_SHUTTING_TRIES):
            try:
                with connection.transaction():
                    # Not waited for: their successors would hold the role before this line asks for it.
                    end_lines(connection, login)
                    run(connection, "ALTER ROLE {login} NOLOGIN PASSWORD NULL", login=login)
                    _forget_settings(connection, login)
                    return
            except LockNotAvailable:
                continue
    raise Refused(
        f"The kiosk {kiosk_id} reads and changes nothing any more, but its login comes back faster than it is shut "
        "out; keep its address from the server, and run this once more."
    )


def _forget_settings(connection: Any, login: str) -> None:
    """A login may keep settings of its own, which would keep another machine of this ID from working."""
    run(connection, "ALTER ROLE {login} RESET ALL", login=login)
    for (database,) in connection.execute(_ASK_DATABASES, (login,)).fetchall():
        run(connection, "ALTER ROLE {login} IN DATABASE {database} RESET ALL", login=login, database=database)


_ASK_DATABASES = """
    SELECT d.datname FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
    JOIN pg_database d ON d.oid = s.setdatabase WHERE r.rolname = %s
"""


def kiosks(url: str) -> tuple[KioskLogin, ...]:
    """The kiosks that may log in, by ID. Raises Refused."""
    with owner(url) as (connection, _):
        found = connection.execute("SELECT id, login, added FROM login.kiosks ORDER BY id").fetchall()
    return tuple(KioskLogin(*row) for row in found)


def login_of(kiosk_id: str) -> str:
    """The name a kiosk logs in with."""
    return f"kiosk_{kiosk_id}"


def _add_kiosk(connection: Any, url: URL, kiosk_id: str, renewed: Renewed) -> URL:
    login = login_of(kiosk_id)
    if _is_leaving(connection, login):
        raise Refused(
            f"The kiosk {kiosk_id} is not wholly removed yet; run `main.py db kiosk remove {kiosk_id}` first."
        )
    ours = connection.execute("SELECT 1 FROM login.kiosks WHERE login = %s", (login,)).fetchone() is not None
    there = role_of(connection, login)
    if there is not None and (there.powerful or set(there.groups) - {"kiosk"} or (there.groups and not ours)):
        raise Refused(
            f"The server has a role {login} already, of another database or for something else; choose another ID."
        )
    made = make_login(connection, url, login, "kiosk")
    _forget_settings(connection, login)
    may_limit = connection.execute(_MAY_SAY_SO).fetchone()[0]
    for setting in (*_SETTINGS, NO_FILES) if may_limit else _SETTINGS:
        run(connection, f"ALTER ROLE {{login}} SET {setting}", login=login)
    connection.execute(
        "INSERT INTO login.kiosks (login, id) VALUES (%s, %s) ON CONFLICT (login) DO NOTHING", (login, kiosk_id)
    )
    note(connection, "kiosk-added", kiosk_id, RENEWED if ours else "")
    if ours:
        renewed(f"The kiosk {kiosk_id}")
    return made


def _reach(connection: Any, kiosk_id: str) -> int:
    """The place of the last audit line that came of a kiosk."""
    asked = "SELECT coalesce(max(place), 0) FROM fleet.audit_lines WHERE kiosk = %s"
    return int(connection.execute(asked, (kiosk_id,)).fetchone()[0])
