"""Prints and counted pages outlive a restart, are closed after a crash, and are forgotten in time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kiosk.choices import PaperKind
from kiosk.errors import KioskError
from kiosk.prints import PrintEntry
from kiosk.store.opening import Store
from tests.kiosk.store.print_journal_rules import PrintJournalRules

NOON = datetime(2026, 11, 21, 12, 0, 30)
ENTRY = PrintEntry(NOON, 3, PaperKind.LIST, 4)


class TestPrintJournalOnSqlite(PrintJournalRules):
    """Every rule."""


def test_a_database_that_is_away(store: Store, tmp_path: Path) -> None:
    store.close()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no database at all, but as long as a page of one" * 200)
    with pytest.raises(KioskError):
        store.prints.begin(ENTRY)
    with pytest.raises(KioskError):
        store.prints.used("a")
