"""What staff changed and tested at the machine, in the local database."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.store.opening import Store
from tests.kiosk.store.staff_rules import UpkeepRules


class TestUpkeepOnSqlite(UpkeepRules):
    """Every rule."""


def test_a_damaged_file_is_found(store: Store, tmp_path: Path) -> None:
    store.upkeep.check_quickly()
    store.close()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no database at all, but as long as a page of one" * 200)
    with pytest.raises(KioskError):
        store.upkeep.check_quickly()
