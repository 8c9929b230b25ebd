"""Room for how far audit trail and journal of prints were shipped to the fleet's database."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make it; nothing has been shipped yet."""
    op.create_table(
        "shipped",
        sa.Column("what", sa.String(20), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
    )
    op.add_column("prints", sa.Column("shipped", sa.Boolean, nullable=False, server_default=sa.false()))
