"""PostgreSQL: what the agency itself does on its server is written down there. Nothing changes on SQLite."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from kiosk.store.server_steps import carry_out

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the ledger of acts, and what the agency needs to follow and acknowledge what kiosks shipped."""
    carry_out(op.get_bind(), Path(__file__).with_name("sql_0007"))
