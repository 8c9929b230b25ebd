"""Opens both databases, checks their versions, and hands out what reads and writes them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, select

from kiosk.config import DatabaseSection
from kiosk.errors import DATA_UNFIT, KioskError, Refused
from kiosk.log import log
from kiosk.store import tables as t
from kiosk.store.engine import SQLITE, local_url_beside, make_engine, parse_url, reading
from kiosk.store.fallback import fall_back, file_of, is_big
from kiosk.store.fleet import SqlFleet
from kiosk.store.hosts import refuse_unproven, to_primary
from kiosk.store.ledger import SqlLedger
from kiosk.store.local.credentials import SqlCredentials
from kiosk.store.local.needs import SqlNeeds
from kiosk.store.local.print_journal import SqlPrintJournal
from kiosk.store.local.shipping_notes import SqlShippingNotes
from kiosk.store.local.staff import SqlStaff
from kiosk.store.local.upkeep import SqlUpkeep
from kiosk.store.server_fitness import ServerFitness, is_a_kiosks_login
from kiosk.store.server_ledger import ServerLedger
from kiosk.store.server_logins import SqlServerLogins
from kiosk.store.server_visit import ServerVisit
from kiosk.store.version import DATA, LOCAL, check_version

DEMO = "demo"
"""The origin mark of generated data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """Both databases, open; what is here this kiosk keeps itself."""

    ledger: SqlLedger | ServerLedger
    credentials: SqlCredentials
    prints: SqlPrintJournal
    staff: SqlStaff
    upkeep: SqlUpkeep
    needs: SqlNeeds
    shipping: SqlShippingNotes
    fleet: SqlFleet | None
    """Where this kiosk says how it is and ships its records to; None for one that stands alone."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Store(_Opened):
    """The data as whoever may read everybody opens them; people's passwords are this kiosk's."""

    ledger: SqlLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerStore(_Opened):
    """The data as a kiosk's own login on a server opens them: one person at a time, by passwords the server keeps."""

    ledger: ServerLedger
    logins: SqlServerLogins


def open_store(section: DatabaseSection, random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> Store:
    """Open the data (or the copy to read from) and the local database. Raises Refused with one sentence.

    Not by a kiosk's own login on a server, which finds nobody by a number.
    """
    _check_named(section)
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
        if _is_a_kiosks(data):
            raise Refused("The login in database.url is a kiosk's own; who looks people up needs a clerk's.")
        demo = _is_demo(data)
    except BaseException:
        close()
        raise
    own = _own(local, random_bytes)
    return Store(ledger=ledger, is_demo=demo, _close=close, _look=look, **own)


def open_for_kiosk(section: DatabaseSection, *, production: bool) -> Store | ServerStore:
    """Open the databases as a kiosk does that serves people. Raises Refused with one sentence.

    In production a server need not be there yet: it is looked at when it is; and no login will do that may read
    everybody. In development it must be there, and such a login reads the data as a file is read.
    """
    _check_named(section)
    if parse_url(section.url).drivername == SQLITE:
        return open_store(section)
    if production:
        for url in filter(None, (section.url, section.read_url)):
            refuse_unproven(parse_url(url))
    server = make_engine(to_primary(parse_url(section.url)), section.timeout_seconds)
    try:
        if not production:
            check_version(server, DATA)
        if production or _is_a_kiosks(server):
            return _open_server(server, section)
    except BaseException:
        server.dispose()
        raise
    server.dispose()
    return open_store(section)


def _open_server(server: Engine, section: DatabaseSection) -> ServerStore:
    fitness, visit = ServerFitness(server), ServerVisit()
    half = max(1, section.timeout_seconds // 2)  # so that the primary can still be asked in time
    replica = make_engine(parse_url(section.read_url), half) if section.read_url else None
    ledger = ServerLedger(fitness, visit, replica)
    local = make_engine(local_url(section), section.timeout_seconds)

    def close() -> None:
        ledger.close()
        local.dispose()

    try:
        check_version(local, LOCAL)
        demo = _fits_now(fitness) and _is_demo(server)
    except BaseException:
        close()
        raise
    logins = SqlServerLogins(server, visit)
    own = _own(local, secrets.token_bytes, fleet=SqlFleet(server))
    return ServerStore(ledger=ledger, logins=logins, is_demo=demo, _close=close, **own)


def _fits_now(fitness: ServerFitness) -> bool:
    """Whether the server is there. Raises Refused when it is and does not suit."""
    try:
        fitness.check()
    except KioskError as error:
        if error.failure is DATA_UNFIT:
            raise Refused(error.detail) from None
        log().warning("server awaited", code=error.failure.code, detail=error.detail)
        return False
    return True


def _own(local: Engine, random_bytes: Callable[[int], bytes], fleet: SqlFleet | None = None) -> dict[str, Any]:
    """What this kiosk keeps itself, by the names of `_Opened`."""
    return {
        "credentials": SqlCredentials(local, random_bytes),
        "prints": SqlPrintJournal(local, ships=fleet is not None),
        "staff": SqlStaff(local),
        "upkeep": SqlUpkeep(local),
        "needs": SqlNeeds(local),
        "shipping": SqlShippingNotes(local),
        "fleet": fleet,
    }


def local_url(section: DatabaseSection) -> URL:
    """Where the local database is: as set, or beside the data. Raises Refused."""
    return parse_url(section.local_url) if section.local_url else local_url_beside(parse_url(section.url))


def local_file(section: DatabaseSection) -> Path | None:
    """The local database's file; None when it is not SQLite. Raises Refused."""
    return file_of(local_url(section))


def _check_named(section: DatabaseSection) -> None:
    if not section.url:
        raise Refused("The setting database.url is empty; name a database there, or start the demo with --demo.")


def _is_a_kiosks(engine: Engine) -> bool:
    if engine.url.drivername == SQLITE:
        return False
    return _asked(engine, is_a_kiosks_login)


def _is_demo(engine: Engine) -> bool:
    return _asked(engine, lambda connection: connection.execute(select(t.origin.c.kind)).scalar() == DEMO)


def _asked(engine: Engine, question: Callable[[Connection], bool]) -> bool:
    try:
        with reading(engine) as connection:
            return question(connection)
    except KioskError as error:
        raise Refused(f"The database cannot be read: {error.detail}.") from None
