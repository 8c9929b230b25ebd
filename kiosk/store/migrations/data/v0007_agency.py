"""PostgreSQL: what the agency itself does on its server is written down there. Nothing changes on SQLite."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"

_STATEMENTS = Path(__file__).with_name("sql_0007")


def upgrade() -> None:
    """Add the ledger of acts, and what the agency needs to follow and acknowledge what kiosks shipped."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a step runs on an open connection
    for file in sorted(_STATEMENTS.glob("*.sql")):
        driver.execute(file.read_bytes())
