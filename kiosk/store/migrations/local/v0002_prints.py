"""Room for the journal of prints, and for the pages a person printed today (under a keyed hash)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make both; nothing is known of earlier prints."""
    op.create_table(
        "prints",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("moment", sa.String(19), nullable=False),
        sa.Column("visit", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
    )
    op.create_table(
        "daily_pages",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
    )
