"""What staff changed and tested at the machine, in the local database."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk.config import DatabaseSection
from kiosk.errors import KioskError
from kiosk.store import open_store
from kiosk.store.opening import Store
from tests.kiosk.store.staff_rules import EVERYTHING, upkeep_is_kept


def test_changes_and_tests_are_kept(store: Store) -> None:
    upkeep_is_kept(store)


def test_out_of_service_outlives_a_restart(store: Store, section: DatabaseSection) -> None:
    store.upkeep.keep_adjustments(EVERYTHING)
    store.close()
    with closing(open_store(section)) as again:
        assert again.upkeep.adjustments() == EVERYTHING


def test_a_damaged_file_is_found(store: Store, tmp_path: Path) -> None:
    store.upkeep.check_quickly()
    store.close()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no database at all, but as long as a page of one" * 200)
    with pytest.raises(KioskError):
        store.upkeep.check_quickly()
