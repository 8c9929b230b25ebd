"""What staff changed and tested at the machine, in the local database."""

from __future__ import annotations

import pytest

from kiosk.errors import KioskError
from kiosk.store.opening import Store
from tests.kiosk.store.local.upkeep_rules import UpkeepRules


class TestUpkeepOnSqlite(UpkeepRules):
    """Every rule."""


def test_a_damaged_file_is_found(ruined: Store) -> None:
    with pytest.raises(KioskError):
        ruined.upkeep.check_quickly()
