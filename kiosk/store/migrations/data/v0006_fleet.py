"""PostgreSQL: what each kiosk tells the agency - heartbeat, audit lines, prints. Nothing changes on SQLite."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from kiosk.store.server_steps import carry_out

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the schema `fleet`; no kiosk has been heard yet."""
    carry_out(op.get_bind(), Path(__file__).with_name("sql_0006"))
