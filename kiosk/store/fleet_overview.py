"""Reads how every kiosk is from the fleet's database, for the agency."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from kiosk.config import DatabaseSection
from kiosk.errors import Refused
from kiosk.fleet.seen import Heard, KioskSeen
from kiosk.health import Service
from kiosk.period import Month
from kiosk.store.engine import POSTGRESQL, ask, make_engine, parse_url

_ALL = text(
    "SELECT kiosk, broken, heard, silent, ahead, version, service, reasons, warnings, data_as_of, failures, unshipped"
    " FROM fleet.overview ORDER BY kiosk"
)


def read_overview(section: DatabaseSection) -> tuple[KioskSeen, ...]:
    """Every kiosk that may log in, by name. Raises KioskError(DATA_AWAY); Refused where there is no fleet."""
    url = parse_url(section.url) if section.url else None
    if url is None or url.drivername != POSTGRESQL:
        raise Refused("A fleet has its data on PostgreSQL; name that database in the setting database.url.")
    engine = make_engine(url, section.timeout_seconds)
    try:
        return ask(engine, lambda connection: tuple(_seen(*row) for row in connection.execute(_ALL)))
    finally:
        engine.dispose()


def _seen(kiosk: str, broken: int, *beat: Any) -> KioskSeen:
    return KioskSeen(kiosk, _heard(*beat) if beat[0] is not None else None, broken)


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
) -> Heard:
    month = Month(*divmod(as_of, 100)) if as_of else None
    codes = tuple(reasons), tuple(warnings)
    return Heard(at, silent, ahead, version, Service(service), *codes, month, failures, unshipped)
