"""The demo people in a database whose owner may make roles, and nothing else that is special."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count

import psycopg
from sqlalchemy import URL

from kiosk.demo.making import Recipe
from kiosk.store.filling import fill_with_demo
from kiosk.store.upgrading import upgrade
from tests.hardware.attack.attacker import as_owner
from tests.hardware.postgresql_server import PostgresServer

OWNER = "agency"
PARTITIONS = 3
_NAMES = count(1)


@contextmanager
def owned_database(postgresql: PostgresServer) -> Iterator[str]:
    """Make it, and its owner: once a server, whose role it is. The owner's URL."""
    # The roles are there already, or this makes them: both are an agency's case.
    superusers = postgresql.new_database()
    upgrade(superusers, partitions=1)
    as_owner(superusers, f"CREATE ROLE {OWNER} LOGIN CREATEROLE")
    own = postgresql.new_database(f"OWNER {OWNER}")
    url = own.replace("//postgres@", f"//{OWNER}@")
    fill_with_demo(url, Recipe(0, 1, 1, date(2026, 11, 21)), PARTITIONS)
    as_owner(
        url, "CREATE OR REPLACE FUNCTION login.today() RETURNS date LANGUAGE sql AS $$ SELECT DATE '2026-11-21' $$"
    )
    yield url
    for made in (superusers, own):
        postgresql.drop(made)


def new(kind: str) -> str:
    """A name that no other test has: logins belong to the whole server."""
    return f"role_{kind}_{next(_NAMES)}"


def superuser_of(owned: str) -> str:
    """The same database with the superuser's login."""
    return owned.replace(f"//{OWNER}@", "//postgres@")


def text_of(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def refused(url: str, statement: str) -> bool:
    """Whether a statement is refused for want of rights."""
    try:
        as_owner(url, statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False
