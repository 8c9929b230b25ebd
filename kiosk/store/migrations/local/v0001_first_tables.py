"""First tables of the local database. A step never imports tables.py: it must stay what it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make passwords, wrong tries and the kiosk's secret."""
    op.create_table(
        "credentials",
        sa.Column("person_id", sa.String(40), primary_key=True),
        sa.Column("password_hash", sa.String(300), nullable=False),
    )
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("wait_seconds", sa.Integer, nullable=False),
    )
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
