"""What the kiosk needs is remembered through a restart."""

from __future__ import annotations

from tests.kiosk.store.local.needs_rules import NeedsRules


class TestNeedsOnSqlite(NeedsRules):
    """Every rule."""
