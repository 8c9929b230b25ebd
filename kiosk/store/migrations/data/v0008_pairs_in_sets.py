"""PostgreSQL: the cards of persons that come together are paired together. Nothing changes on SQLite."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"

_STATEMENTS = Path(__file__).with_name("sql_0008")


def upgrade() -> None:
    """Let new persons' cards be looked for once a statement."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a step runs on an open connection
    for file in sorted(_STATEMENTS.glob("*.sql")):
        driver.execute(file.read_bytes())
