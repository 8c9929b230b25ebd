"""Prints and counted pages outlive a restart, are closed after a crash, and are forgotten in time."""

from __future__ import annotations

from datetime import datetime

import pytest

from kiosk.choices import PaperKind
from kiosk.errors import KioskError
from kiosk.prints import PrintEntry
from kiosk.store.opening import Store
from tests.kiosk.store.local.print_journal_rules import PrintJournalRules

NOON = datetime(2026, 11, 21, 12, 0, 30)
ENTRY = PrintEntry(NOON, 3, PaperKind.LIST, 4)


class TestPrintJournalOnSqlite(PrintJournalRules):
    """Every rule."""


def test_a_database_that_is_away(ruined: Store) -> None:
    with pytest.raises(KioskError):
        ruined.prints.begin(ENTRY)
    with pytest.raises(KioskError):
        ruined.prints.used("a")
