"""Opens both databases, checks their versions, and hands out what reads and writes them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Engine, select

from kiosk.config import DatabaseSection
from kiosk.errors import KioskError, Refused
from kiosk.store import tables as t
from kiosk.store.engine import local_url_beside, make_engine, parse_url, reading
from kiosk.store.fallback import fall_back, file_of, is_big
from kiosk.store.fleet import ships
from kiosk.store.ledger import SqlLedger
from kiosk.store.local import SqlCredentials
from kiosk.store.needs import SqlNeeds
from kiosk.store.print_journal import SqlPrintJournal
from kiosk.store.shipping_notes import SqlShippingNotes
from kiosk.store.staff import SqlStaff
from kiosk.store.upkeep import SqlUpkeep
from kiosk.store.version import DATA, LOCAL, check_version

DEMO = "demo"
"""The origin mark of generated data."""


@dataclass(frozen=True, slots=True)
class Store:
    """Both databases, open."""

    ledger: SqlLedger
    credentials: SqlCredentials
    prints: SqlPrintJournal
    staff: SqlStaff
    upkeep: SqlUpkeep
    needs: SqlNeeds
    shipping: SqlShippingNotes
    is_demo: bool
    """Whether the data are made up: only then may known passwords be set."""
    _close: Callable[[], None]

    _look: Callable[[], None] = lambda: None

    @property
    def alarm(self) -> str:
        """One sentence when the data are damaged and a verified copy is read instead; else empty."""
        return self.ledger.alarm

    def look_through(self) -> str:
        """Look through a file too big for that at the start, in the background; return the alarm. Raises Refused."""
        self._look()
        return self.alarm

    def close(self) -> None:
        """Let go of every connection."""
        self._close()


def open_store(section: DatabaseSection, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> Store:
    """Open the data (or the copy to read from) and the local database. Raises Refused with one sentence."""
    if not section.url:
        raise Refused("The setting database.url is empty; name a database there, or start the demo with --demo.")
    url, local = parse_url(section.read_url or section.url), make_engine(local_url(section), section.timeout_seconds)
    big = is_big(url)
    instead = None if big else fall_back(url)
    data = make_engine(instead.url if instead else url, section.timeout_seconds)
    ledger = SqlLedger(data, instead.alarm if instead else "")

    def close() -> None:
        ledger.close()
        local.dispose()

    def look() -> None:
        if big and not ledger.alarm and (found := fall_back(url)):
            ledger.read_instead(make_engine(found.url, section.timeout_seconds), found.alarm)

    try:
        check_version(data, DATA)
        check_version(local, LOCAL)
        demo = _is_demo(data)
    except BaseException:
        close()
        raise
    own = (
        SqlCredentials(local, random_bytes),
        SqlPrintJournal(local, ships=ships(section)),
        SqlStaff(local),
        SqlUpkeep(local),
        SqlNeeds(local),
        SqlShippingNotes(local),
    )
    return Store(ledger, *own, demo, close, look)


def local_url(section: DatabaseSection) -> URL:
    """Where the local database is: as set, or beside the data. Raises Refused."""
    return parse_url(section.local_url) if section.local_url else local_url_beside(parse_url(section.url))


def local_file(section: DatabaseSection) -> Path | None:
    """The local database's file; None when it is not SQLite. Raises Refused."""
    return file_of(local_url(section))


def _is_demo(engine: Engine) -> bool:
    try:
        with reading(engine) as connection:
            return connection.execute(select(t.origin.c.kind)).scalar() == DEMO
    except KioskError as error:
        raise Refused(f"The database cannot be read: {error.detail}.") from None
