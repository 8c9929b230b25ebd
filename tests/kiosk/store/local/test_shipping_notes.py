"""What was shipped is noted on the kiosk, on SQLite."""

from __future__ import annotations

import pytest

from kiosk.errors import KioskError
from kiosk.store.opening import Store
from tests.kiosk.store.local.shipping_notes_rules import END, ShippingNotesRules


class TestShippingNotesOnSqlite(ShippingNotesRules):
    """Every rule."""


def test_a_database_that_is_away(ruined: Store) -> None:
    with pytest.raises(KioskError):
        ruined.shipping.audit_end()
    with pytest.raises(KioskError):
        ruined.shipping.note_audit(END)
