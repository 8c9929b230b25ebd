"""What every store of staff accounts must do."""

from __future__ import annotations

from contextlib import closing

from kiosk.config import DatabaseSection
from kiosk.staff.members import Role, StaffAccount
from kiosk.store import open_store
from kiosk.store.opening import Store

ADMINISTRATOR = StaffAccount("90001", Role.ADMINISTRATOR, "hash of one", "a" * 64)
ATTENDANT = StaffAccount("9002", Role.ATTENDANT, "hash of two")


class StaffRules:
    """Every rule of staff accounts; needs a fixture `store`, and `section` to open it again."""

    def test_accounts_are_kept(self, store: Store) -> None:
        store.staff.keep(ATTENDANT)
        store.staff.keep(ADMINISTRATOR)
        assert {ADMINISTRATOR, ATTENDANT} <= set(store.staff.accounts())
        assert store.staff.account("9002") == ATTENDANT
        assert store.staff.account("9003") is None
        assert store.staff.account_of_card("a" * 64) == ADMINISTRATOR
        # Accounts without a card have none in common.
        assert store.staff.account_of_card("") is None
        fresh = StaffAccount("9002", Role.ADMINISTRATOR, "another hash", "b" * 64)
        store.staff.keep(fresh)
        assert store.staff.account("9002") == fresh
        assert [store.staff.remove(number) for number in ("9002", "9002", "90001")] == [True, False, True]
        assert store.staff.account("9002") is None

    def test_accounts_are_listed_by_number(self, store: Store) -> None:
        """By its signs, as Python compares texts, and not as a dictionary would."""
        numbers = ["9", "90001", "9002", "A1", "B1", "a2", "\u5f20", "\u674e"]
        for number in reversed(numbers):
            store.staff.keep(StaffAccount(number, Role.ATTENDANT, "hash"))
        assert [account.number for account in store.staff.accounts()] == numbers

    def test_accounts_outlive_a_restart(self, store: Store, section: DatabaseSection) -> None:
        store.staff.keep(ADMINISTRATOR)
        store.close()
        with closing(open_store(section)) as again:
            assert again.staff.account(ADMINISTRATOR.number) == ADMINISTRATOR
