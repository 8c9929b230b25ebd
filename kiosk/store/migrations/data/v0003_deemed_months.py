"""Room for what table 2 says of a person: the months counted without payment (AAE200)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; until the next import of table 2 nothing is known of it."""
    op.add_column("persons", sa.Column("deemed_months", sa.Integer))
