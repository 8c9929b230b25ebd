"""Kiosks of a fleet for the tests: each with an audit trail, a local database, and a login of its own on the server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine

from kiosk.audit.line import End
from kiosk.config import DatabaseSection
from kiosk.fleet.port import Reached
from kiosk.fleet.shipping import Shipping
from kiosk.prints import PrintEnd, PrintEntry
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.fleet import SqlFleet
from kiosk.store.local.print_journal import SqlPrintJournal
from kiosk.store.local.shipping_notes import SqlShippingNotes
from kiosk.store.upgrading import upgrade_local
from tests.kiosk.audit.trails import Place

TIMEOUT_SECONDS = 20
"""Far longer than anything here takes, on a machine that is busy with other tests."""

_LOGINS = count(1)
"""Roles belong to the whole server, whichever database a test has."""


@dataclass
class FleetKiosk:
    """One kiosk; what is on its disk stays there whatever happens to the server."""

    folder: Path
    url: str
    """Of the data, with its own login."""
    name: str
    place: Place = field(init=False)
    local: Engine = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.place = Place(self.folder)
        upgrade_local(self.section.local_url)
        self.local = make_engine(parse_url(self.section.local_url), TIMEOUT_SECONDS)

    def close(self) -> None:
        """Let go of the local database, whose file then holds all there is."""
        self.local.dispose()

    @property
    def local_file(self) -> Path:
        """Its local database."""
        return self.folder / "local.db"

    @property
    def section(self) -> DatabaseSection:
        """As its configuration says."""
        local = f"sqlite:///{self.local_file}"
        return DatabaseSection(
            url=self.url, local_url=local, read_url="", timeout_seconds=TIMEOUT_SECONDS, partitions=2
        )

    def live(self, *codes: str) -> None:
        """Write an audit line with each of these codes."""
        trail = self.place.trail()
        for code in codes:
            trail.record("login", code)
        trail.close()

    def ship(self, wanted: Callable[[], bool] = lambda: True, batch: int = 500) -> None:
        """Ship as the program does, on connections that end with it. Raises KioskError."""
        with self.server() as server:
            Shipping(server, self.notes(), self.place.file, wanted, batch).ship()

    @contextmanager
    def server(self) -> Iterator[SqlFleet]:
        """The fleet's database, over lines that end with it."""
        engine = make_engine(parse_url(self.url), TIMEOUT_SECONDS)
        try:
            yield SqlFleet(engine)
        finally:
            engine.dispose()

    def notes(self) -> SqlShippingNotes:
        """What it knows to be shipped."""
        return SqlShippingNotes(self.local)

    def journal(self) -> SqlPrintJournal:
        """Its journal of prints."""
        return SqlPrintJournal(self.local, ships=True)

    def print_one(self, entry: PrintEntry, end: PrintEnd = PrintEnd.SENT, code: str = "") -> None:
        """Write down a print, and how it ended."""
        journal = self.journal()
        journal.end(journal.begin(entry), end, code)

    def reached(self) -> Reached:
        """How far its records have come, as the database says."""
        with self.server() as server:
            return server.reached()

    def lines(self) -> list[str]:
        """Its trail."""
        return [raw.decode().removesuffix("\n") for raw in self.place.raw()]

    def end(self) -> End:
        """The last line of its trail."""
        return self.place.verdict().end


def add_kiosk(url: str, folder: Path, name: str) -> FleetKiosk:
    """Give a kiosk a login on this database, by its owner's URL, and a folder."""
    login = f"kiosk_fleet_{next(_LOGINS)}"
    ask(url, f"CREATE ROLE {login} LOGIN IN ROLE kiosk")
    ask(url, f"INSERT INTO login.kiosks (login, id) VALUES ('{login}', '{name}')")
    return FleetKiosk(folder / name, url.replace("//postgres@", f"//{login}@"), name)


def owners_url(kiosk: FleetKiosk) -> str:
    """The same database with its owner's login."""
    return re.sub("//[^@]+@", "//postgres@", kiosk.url)


def add_auditor(url: str) -> str:
    """Make a login that may look at the fleet; its URL."""
    login = f"fleet_auditor_{next(_LOGINS)}"
    ask(url, f"CREATE ROLE {login} LOGIN IN ROLE auditor")
    return url.replace("//postgres@", f"//{login}@")


def ask(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Carry out one statement with that URL's login; what it gives. Raises psycopg.Error."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        done = connection.execute(statement.encode())
        return done.fetchall() if done.description else []


def taken_lines(url: str, name: str) -> list[str]:
    """The audit lines the database has of a kiosk."""
    rows = ask(url, f"SELECT line FROM fleet.audit_lines WHERE kiosk = '{name}' ORDER BY number, taken")
    return [line for (line,) in rows]


def taken_prints(url: str, name: str) -> list[tuple[Any, ...]]:
    """The prints the database has of a kiosk: number, state, code."""
    return ask(url, f"SELECT number, state, code FROM fleet.prints WHERE kiosk = '{name}' ORDER BY moment, number")
