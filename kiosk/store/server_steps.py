"""A step of the data's migrations that is SQL for PostgreSQL alone, in files of its own."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

POSTGRESQL = "postgresql"


def carry_out(connection: sa.Connection, folder: Path) -> None:
    """Carry out a folder's files in the order of their names; nothing on SQLite. Raises psycopg.Error."""
    if connection.dialect.name != POSTGRESQL:
        return
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a step runs on an open connection
    for file in sorted(folder.glob("*.sql")):
        driver.execute(file.read_bytes())
