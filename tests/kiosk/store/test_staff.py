"""Staff accounts in the local database."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import KioskError
from kiosk.store.opening import Store
from tests.kiosk.store.staff_rules import StaffRules


class TestStaffOnSqlite(StaffRules):
    """Every rule."""


def test_a_database_that_is_away(store: Store, tmp_path: Path) -> None:
    store.close()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no database at all, but as long as a page of one" * 200)
    for ask in (store.staff.accounts, lambda: store.staff.account("9002"), lambda: store.staff.remove("9002")):
        with pytest.raises(KioskError):
            ask()
