"""PostgreSQL: the cards of persons that come together are paired together. Nothing changes on SQLite."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from kiosk.store.server_steps import carry_out

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Let new persons' cards be looked for once a statement."""
    carry_out(op.get_bind(), Path(__file__).with_name("sql_0008"))
