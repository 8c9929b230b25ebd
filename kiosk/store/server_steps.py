"""A step of the data's migrations that is SQL for PostgreSQL alone, in files of its own."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

POSTGRESQL = "postgresql"


def carry_out(connection: sa.Connection, folder: Path) -> None:
    """Carry out a folder's files in the order of their names; nothing on SQLite. Raises SQLAlchemyError."""
    if connection.dialect.name == POSTGRESQL:
        for file in sorted(folder.glob("*.sql")):
            carry_out_file(connection, file)


def carry_out_file(connection: sa.Connection, file: Path) -> None:
    """Carry out one file's statements. Raises SQLAlchemyError."""
    # Not by the driver itself: whoever tells people in one sentence why an upgrade failed does not know its errors.
    connection.exec_driver_sql(file.read_text(encoding="utf-8").replace("%", "%%"))
