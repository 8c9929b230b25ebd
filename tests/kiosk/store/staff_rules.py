"""What every store of staff accounts, and of what staff change and test, must do."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

from kiosk.config import DatabaseSection
from kiosk.staff.acts import Part
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.members import Role, StaffAccount
from kiosk.staff.views import LastTest
from kiosk.store import open_store
from kiosk.store.opening import Store

ADMINISTRATOR = StaffAccount("90001", Role.ADMINISTRATOR, "hash of one", "a" * 64)
ATTENDANT = StaffAccount("9002", Role.ATTENDANT, "hash of two")
NOON = datetime(2026, 11, 21, 12, 0, 30)
EVERYTHING = Adjustments(out_of_service=True, volume=0, brightness=10, daily_pages=20, language="en")


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

    def test_passwords_are_forgotten(self, store: Store) -> None:
        """Deleted once, and nobody else's."""
        store.credentials.keep_password_hash("p1", "one")
        store.credentials.keep_password_hash("p2", "two")
        assert [store.credentials.forget_password_hash("p1") for _ in range(2)] == [True, False]
        assert (store.credentials.password_hash("p1"), store.credentials.password_hash("p2")) == (None, "two")


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
