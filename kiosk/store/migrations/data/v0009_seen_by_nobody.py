"""PostgreSQL: what a stolen kiosk could see in plans and counters is closed. Nothing changes on SQLite."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from kiosk.store.server_steps import carry_out

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Look at no row before somebody is logged in; let a claim's work not tell who was let in elsewhere."""
    carry_out(op.get_bind(), Path(__file__).with_name("sql_0009"))
