"""Staff accounts in the local database."""

from __future__ import annotations

import pytest

from kiosk.errors import KioskError
from kiosk.store.opening import Store
from tests.kiosk.store.local.staff_rules import StaffRules


class TestStaffOnSqlite(StaffRules):
    """Every rule."""


def test_a_database_that_is_away(ruined: Store) -> None:
    for ask in (ruined.staff.accounts, lambda: ruined.staff.account("9002"), lambda: ruined.staff.remove("9002")):
        with pytest.raises(KioskError):
            ask()
