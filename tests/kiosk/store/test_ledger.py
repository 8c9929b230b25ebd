"""What is written is what is read; people are found by card and number; errors become one failure."""

from __future__ import annotations

from tests.kiosk.store.ledger_rules import LedgerRules


class TestLedgerOnSqlite(LedgerRules):
    """Every rule."""
