"""Any contribution, account year or benefit that is written comes back the same."""

from __future__ import annotations

from tests.kiosk.store.rows_rules import RowsRules


class TestRowsOnSqlite(RowsRules):
    """Every rule."""
