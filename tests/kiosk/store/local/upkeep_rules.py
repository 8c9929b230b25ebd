"""What every store of what staff change and test must do."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

from kiosk.config import DatabaseSection
from kiosk.staff.acts import Part
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.views import LastTest
from kiosk.store import open_store
from kiosk.store.opening import Store

NOON = datetime(2026, 11, 21, 12, 0, 30)
EVERYTHING = Adjustments(out_of_service=True, volume=0, brightness=10, daily_pages=20, language="en")


class UpkeepRules:
    """Every rule of changes and tests; needs a fixture `store`, and `section` to open it again."""

    def test_changes_and_tests_are_kept(self, store: Store) -> None:
        """What staff changed stays whole, and each part has one last test."""
        assert store.upkeep.adjustments() == Adjustments()
        for adjustments in (EVERYTHING, Adjustments(volume=40), Adjustments()):
            store.upkeep.keep_adjustments(adjustments)
            assert store.upkeep.adjustments() == adjustments
        store.upkeep.keep_test(Part.PRINTER, LastTest(NOON, False, "P02"))
        store.upkeep.keep_test(Part.READER, LastTest(NOON, True, "contact card, version 3.00"))
        store.upkeep.keep_test(Part.PRINTER, LastTest(NOON, True, "1"))
        assert store.upkeep.last_tests() == {
            Part.PRINTER: LastTest(NOON, True, "1"),
            Part.READER: LastTest(NOON, True, "contact card, version 3.00"),
        }
        store.upkeep.check_quickly()

    def test_out_of_service_outlives_a_restart(self, store: Store, section: DatabaseSection) -> None:
        store.upkeep.keep_adjustments(EVERYTHING)
        store.close()
        with closing(open_store(section)) as again:
            assert again.upkeep.adjustments() == EVERYTHING
