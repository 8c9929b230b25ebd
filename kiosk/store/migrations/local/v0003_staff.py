"""Room for staff accounts, for what staff changed at the machine, and for the last test of each part."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make all three; nobody is staff yet, nothing is changed, nothing was tested."""
    op.create_table(
        "staff",
        sa.Column("number", sa.String(20), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(300), nullable=False),
        sa.Column("card_key", sa.String(64), nullable=False),
    )
    op.create_table(
        "adjustments",
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("out_of_service", sa.Boolean, nullable=False),
        sa.Column("volume", sa.Integer),
        sa.Column("brightness", sa.Integer),
        sa.Column("daily_pages", sa.Integer),
        sa.Column("language", sa.String(20)),
    )
    op.create_table(
        "part_tests",
        sa.Column("part", sa.String(20), primary_key=True),
        sa.Column("moment", sa.String(19), nullable=False),
        sa.Column("good", sa.Boolean, nullable=False),
        sa.Column("said", sa.String(200), nullable=False),
    )
