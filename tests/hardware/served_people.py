"""The demo people on a real PostgreSQL, their passwords kept by it, and kiosks with logins of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from kiosk import config
from kiosk.cards import CardFace
from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.demo.people import demo_passwords
from kiosk.errors import Refused
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.server_access import ServerAccess
from kiosk.states import Claim
from kiosk.store.engine import parse_url
from kiosk.store.filling import fill_with_demo
from kiosk.store.opening import ServerStore, open_for_kiosk
from kiosk.store.roles import add_kiosk, remove_kiosk
from kiosk.store.server_seeding import seed_on_server
from kiosk.store.upgrading import upgrade_local
from tests.clock import HandClock

TODAY = date(2026, 11, 21)
ZHANG_ID, CHEN_ID = "1000000001", "1000000002"
ZHANGS = "246813"
"""张三's password, published in the README."""
CHANGED = (("login", "verifiers"), ("register", "persons"), ("register", "cards"))
EMPTIED = (
    *("login.attempts", "login.cleared", "login.tokens", "login.voids"),
    *("fleet.heartbeats", "fleet.records", "fleet.audit_lines", "fleet.prints", "fleet.acts"),
)
_KIOSKS = count(1)
"""Logins belong to the whole server: each test's kiosks have IDs of their own."""


def fill(url: str, partitions: int = 2) -> None:
    """Bring the demo people and their passwords in, cheaply computed, on the demo's day."""
    fill_with_demo(url, Recipe(0, 1, 1, TODAY), partitions)
    as_owner(url, "UPDATE login.rule SET time_cost = 1, memory_kib = 8192")
    as_owner(
        url,
        "CREATE OR REPLACE FUNCTION login.today() RETURNS date LANGUAGE sql STABLE "
        f"SET search_path = pg_catalog, pg_temp AS $$ SELECT DATE '{TODAY}' $$",
    )
    seed_on_server(url, demo_passwords(TODAY))
    as_owner(url, "".join(f"CREATE TABLE login.kept_{name} AS TABLE {schema}.{name};" for schema, name in CHANGED))


def as_filled(url: str) -> None:
    """Undo what a test's visitors, kiosks and its owner did to people, cards, passwords, waits and records."""
    undo = "".join(
        f"DELETE FROM {schema}.{name}; INSERT INTO {schema}.{name} SELECT * FROM login.kept_{name};"
        for schema, name in CHANGED
    )
    as_owner(url, undo + "".join(f"DELETE FROM {table};" for table in EMPTIED))


def as_owner(url: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Carry a statement out as whoever owns the data; its rows, if it has any."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        done = connection.execute(statement.encode(), values)
        return done.fetchall() if done.description else []


@dataclass
class ServedKiosk:
    """One kiosk of a hall, over a server."""

    section: DatabaseSection
    """With its own login."""
    store: ServerStore
    clock: HandClock

    def __post_init__(self) -> None:
        self.access = ServerAccess(self.store.logins, self.clock)

    def log_in(self, number: str, password: str = ZHANGS) -> LoggedIn | LoginRefused:
        """Log in by a typed number."""
        return self.access.log_in(Claim(number=number), bytearray(password.encode()))

    def log_in_by(self, read: CardFace, password: str = ZHANGS) -> LoggedIn | LoginRefused:
        """Log in by a card."""
        return self.access.log_in(Claim(holder=self.access.holder_of(read)), bytearray(password.encode()))

    def contributions(self, person_id: str) -> int:
        """How many the account has that is shown."""
        return len(self.store.ledger.account(person_id).contributions)


@contextmanager
def served_kiosk(url: str, folder: Path, replica: str = "") -> Iterator[ServedKiosk]:
    """Give a kiosk a login at the data's server, and open its store as in production; `replica` is a database's URL."""
    name = f"T{next(_KIOSKS)}"
    own = add_kiosk(url, name)
    local = f"sqlite:///{folder / name}.db"
    upgrade_local(local)
    beside = own.set(database=parse_url(replica).database) if replica else None
    read_url = beside.render_as_string(hide_password=False) if beside else ""
    values = {"url": own.render_as_string(hide_password=False), "local_url": local, "read_url": read_url}
    section = config.load(environment={}).database.model_copy(update=values)
    try:
        store = open_for_kiosk(section, production=True)
        assert isinstance(store, ServerStore)
        yield ServedKiosk(section, store, HandClock())
        store.close()
    finally:
        with suppress(Refused):  # the server may be gone by now
            remove_kiosk(url, name)
