"""Staff accounts in the local database."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk.config import DatabaseSection
from kiosk.errors import KioskError
from kiosk.store import open_store
from kiosk.store.opening import Store
from tests.kiosk.store.staff_rules import ADMINISTRATOR, accounts_are_kept, passwords_are_forgotten


def test_accounts_are_kept(store: Store) -> None:
    accounts_are_kept(store)


def test_accounts_outlive_a_restart(store: Store, section: DatabaseSection) -> None:
    store.staff.keep(ADMINISTRATOR)
    store.close()
    with closing(open_store(section)) as again:
        assert again.staff.account(ADMINISTRATOR.number) == ADMINISTRATOR


def test_passwords_are_forgotten(store: Store) -> None:
    passwords_are_forgotten(store)


def test_a_database_that_is_away(store: Store, tmp_path: Path) -> None:
    store.close()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no database at all, but as long as a page of one" * 200)
    for ask in (store.staff.accounts, lambda: store.staff.account("9002"), lambda: store.staff.remove("9002")):
        with pytest.raises(KioskError):
            ask()
