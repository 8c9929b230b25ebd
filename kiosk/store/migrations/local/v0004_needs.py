"""Room for what the kiosk needs from staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; nothing is needed yet."""
    op.create_table(
        "needs",
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column("began", sa.String(19), nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("over", sa.String(19)),
    )
