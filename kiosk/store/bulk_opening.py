"""Begins to write many rows, on whichever engine the data are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine

from kiosk.store.bulk import Bulk
from kiosk.store.bulk_postgresql import PostgresBulk
from kiosk.store.bulk_sqlite import SqliteBulk
from kiosk.store.engine import SQLITE, name_of


def open_bulk(engine: Engine) -> Bulk:
    """Begin to write. Raises Refused when somebody else does, and the driver's errors."""
    raw = engine.raw_connection()
    driver: Any = raw.driver_connection
    raw.detach()  # closing it shall end it: its settings and locks are not for others
    try:
        bulk = SqliteBulk(driver) if engine.url.drivername == SQLITE else PostgresBulk(driver)
        bulk.begin(name_of(engine.url))
        return bulk
    except BaseException:
        driver.close()
        raise


def join_bulk(connection: Connection) -> Bulk:
    """Write in a transaction that is open already; whoever began it ends it, and closing this does nothing."""
    driver: Any = connection.connection.driver_connection
    if connection.engine.url.drivername == SQLITE:
        return _JoinedSqliteBulk(driver)
    return _JoinedPostgresBulk(driver)


class _Joined:
    """Leaves the end to whoever began."""

    def commit(self) -> None:
        pass

    def close(self) -> None:
        pass


class _JoinedSqliteBulk(_Joined, SqliteBulk):
    pass


class _JoinedPostgresBulk(_Joined, PostgresBulk):
    pass
