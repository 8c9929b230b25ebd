"""What a login on a server is meant for, said before anything is read: each role has work of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Engine, text

from kiosk.errors import KioskError, Refused
from kiosk.store.engine import POSTGRESQL, SQLITE, name_of, parse_url, passing_engine, reading
from kiosk.store.upgrading import TIMEOUT_SECONDS
from kiosk.store.version import DATA, check_version

IMPORTS, LOOKS_UP = "importer", "clerk"
_NOBODY_ELSE = ""
"""No role has this name."""

_WORK = {IMPORTS: "import", LOOKS_UP: "look people up"}

_MAY = text(
    """
    SELECT pg_has_role(session_user, c.relowner, 'MEMBER')
        OR EXISTS (SELECT FROM pg_roles WHERE rolname = :role AND pg_has_role(session_user, oid, 'MEMBER'))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'register' AND c.relname = 'persons'
    """
)


def check_meant_for(url: str, role: str) -> None:
    """Make sure that the login is of this role or the owner's; a file has no logins. Raises Refused."""
    if not _may(parse_url(url), role):
        raise Refused(
            f"The login in database.url may not {_WORK[role]}; use one made by `main.py db login add {role} NAME`, "
            "or the owner's."
        )


def check_owners(url: str, work: str) -> None:
    """Make sure that the login is the owner's; a file has no logins. Raises Refused."""
    parsed = parse_url(url)
    if not _may(parsed, _NOBODY_ELSE):
        raise Refused(f"This login may not {work} on {name_of(parsed)}. Only the owner's login may.")


@contextmanager
def on_server(url: str, whose: str, otherwise: str) -> Iterator[Engine]:
    """The server, with the tables that this program knows, for `whose` login. Raises Refused; on a file `otherwise`."""
    parsed = parse_url(url)
    if parsed.drivername != POSTGRESQL:
        raise Refused(otherwise)
    with passing_engine(parsed, TIMEOUT_SECONDS) as engine:
        check_version(engine, DATA, whose)
        yield engine


def _may(parsed: URL, role: str) -> bool:
    """Also where there are no tables yet, which is told by whoever looks at the version."""
    if parsed.drivername == SQLITE:
        return True
    try:
        with passing_engine(parsed, TIMEOUT_SECONDS) as engine, reading(engine) as connection:
            return connection.execute(_MAY, {"role": role}).scalar() is not False
    except KioskError as error:
        raise Refused(f"The database {name_of(parsed)} cannot be used: {error.detail}.") from None
