"""PostgreSQL: what each kiosk tells the agency - heartbeat, audit lines, prints. Nothing changes on SQLite."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"

_STATEMENTS = Path(__file__).with_name("sql_0006")


def upgrade() -> None:
    """Make the schema `fleet`; no kiosk has been heard yet."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a step runs on an open connection
    for file in sorted(_STATEMENTS.glob("*.sql")):
        driver.execute(file.read_bytes())
