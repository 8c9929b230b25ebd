"""Room for each import's report, as it was told on standard output: figures, places and field names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column; of earlier imports no report was kept."""
    op.add_column("imports", sa.Column("report", sa.Text, nullable=False, server_default=""))
