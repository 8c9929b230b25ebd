"""What was shipped is noted on the kiosk, on SQLite."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.store.opening import Store
from tests.kiosk.store.shipping_notes_rules import END, ShippingNotesRules


class TestShippingNotesOnSqlite(ShippingNotesRules):
    """Every rule."""


def test_a_database_that_is_away(store: Store, tmp_path: Path) -> None:
    store.close()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no database at all, but as long as a page of one" * 200)
    with pytest.raises(KioskError):
        store.shipping.audit_end()
    with pytest.raises(KioskError):
        store.shipping.note_audit(END)
