"""Reads how every kiosk is from the fleet's database, for the agency."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, text

from kiosk.config import DatabaseSection
from kiosk.errors import Refused
from kiosk.fleet.seen import Heard, KioskSeen
from kiosk.health import Service
from kiosk.period import Month
from kiosk.store.engine import POSTGRESQL, ask, parse_url, passing_engine

_ALL = text(
    "SELECT kiosk, broken, known,"
    " heard, silent, ahead, version, service, reasons, warnings, data_as_of, failures, unshipped, named"
    " FROM fleet.overview ORDER BY kiosk"
)


def read_overview(section: DatabaseSection) -> tuple[KioskSeen, ...]:
    """Every kiosk that may log in, by name. Raises KioskError(DATA_AWAY); Refused where there is no fleet."""
    with agency_engine(section, section.timeout_seconds) as engine:
        return ask(engine, lambda connection: tuple(_seen(*row) for row in connection.execute(_ALL)))


@contextmanager
def agency_engine(section: DatabaseSection, timeout_seconds: int) -> Iterator[Engine]:
    """The fleet's database as the agency's login has it. Raises Refused where there is no fleet."""
    url = parse_url(section.url) if section.url else None
    if url is None or url.drivername != POSTGRESQL:
        raise Refused("A fleet has its data on PostgreSQL; name that database in the setting database.url.")
    with passing_engine(url, timeout_seconds) as engine:
        yield engine


def _seen(kiosk: str, broken: int, known: int, *beat: Any) -> KioskSeen:
    return KioskSeen(kiosk, _heard(*beat) if beat[0] is not None else None, broken, known)


def _heard(
    at: float,
    silent: float,
    ahead: float,
    version: str,
    service: str,
    reasons: list[str],
    warnings: list[str],
    as_of: int | None,
    failures: dict[str, int],
    unshipped: str,
    named: str,
) -> Heard:
    month = Month(*divmod(as_of, 100)) if as_of else None
    codes = tuple(reasons), tuple(warnings)
    return Heard(at, silent, ahead, version, Service(service), *codes, month, failures, unshipped, named)
