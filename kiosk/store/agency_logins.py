"""Logins on a server of the agency's people and programs: importers, clerks and auditors. With the owner's login.

Roles are the whole server's. Which of them were made for this database, its ledger knows: what another agency made on
the same server is not this one's to give a password, nor to take away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import URL

from kiosk.errors import Refused
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
from kiosk.store.roles import login_of

GROUPS = ("importer", "clerk", "auditor")
"""Who gets a login by name; a kiosk gets one by its ID."""

_LOGIN = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WORDS = ("kiosk", *GROUPS, "all", "public", "none", "user", "current_user", "current_role", "session_user")
"""What means something else in SQL or in pg_hba.conf."""

_ADDED, _REMOVED = "login-added", "login-removed"
_LAST_LINES_MS = 1000


@dataclass(frozen=True, slots=True)
class AgencyLogin:
    """Somebody of the agency who may log in to the server."""

    name: str
    group: str
    added: datetime
    """When it got its present password."""


def add_login(url: str, group: str, login: str, renewed: Renewed = tell_nobody) -> URL:
    """Make the login of an importer, clerk or auditor, or give it a new password. Raises Refused."""
    if group not in GROUPS:
        raise Refused(f"There are logins for {', '.join(GROUPS)}; a kiosk's is made by `main.py db kiosk add`.")
    if not _LOGIN.fullmatch(login) or login in _WORDS or login.startswith("pg_"):
        raise Refused(
            "A login has 1 to 40 small letters, digits and underscores, begins with a letter, and is no role or word "
            "of the server's own."
        )
    if login.startswith(login_of("")):
        raise Refused(
            "A login that begins with kiosk_ is a kiosk's, made by `main.py db kiosk add`; choose another name."
        )
    with owner(url) as (connection, parsed):
        there, ours = role_of(connection, login), _is_ours(connection, login)
        if there is not None and (there.powerful or set(there.groups) - {group} or not (there.groups or ours)):
            raise Refused(f"The server has a role {login} that is no {group}'s; choose another name.")
        if there is not None and not ours:
            raise Refused(f"The server has a login {login} already that is of another database; choose another name.")
        made = make_login(connection, parsed, login, group)
        again = there is not None and bool(there.groups)
        note(connection, _ADDED, login, f"{group}, {RENEWED}" if again else group)
        if again:
            renewed(f"The login {login}")
        return made


def remove_login(url: str, login: str) -> None:
    """Take a login away, at once: a connection it holds reads nobody any more, and ends. Raises Refused."""
    with owner(url) as (connection, _):
        there = role_of(connection, login)
        if there is None or there.powerful or not set(there.groups) <= set(GROUPS) or not _is_ours(connection, login):
            raise Refused(f"There is no login {login} of this database.")
        for group in there.groups:
            run(connection, "REVOKE {group} FROM {login}", group=group, login=login)
        run(connection, "ALTER ROLE {login} NOLOGIN PASSWORD NULL", login=login)
        note(connection, _REMOVED, login, ", ".join(there.groups))
    with owner(url) as (connection, _):
        end_lines(connection, login, _LAST_LINES_MS)


def logins(url: str) -> tuple[AgencyLogin, ...]:
    """The importers, clerks and auditors of this database, by name. Raises Refused."""
    with owner(url) as (connection, _):
        found = connection.execute(_LOGINS, (_ADDED, list(GROUPS))).fetchall()
    return tuple(AgencyLogin(*row) for row in found)


def _is_ours(connection: Any, login: str) -> bool:
    return connection.execute(_IS_OURS, (login, [_ADDED, _REMOVED])).fetchone() is not None


_IS_OURS = "SELECT 1 FROM fleet.acts WHERE subject = %s AND act = ANY (%s) LIMIT 1"
_LOGINS = """
    SELECT r.rolname, g.rolname, max(a.at)
    FROM fleet.acts a JOIN pg_roles r ON r.rolname = a.subject JOIN pg_auth_members m ON m.member = r.oid
        JOIN pg_roles g ON g.oid = m.roleid
    WHERE a.act = %s AND g.rolname = ANY (%s) AND r.rolcanlogin
    GROUP BY r.rolname, g.rolname ORDER BY r.rolname
"""
