"""Adds, resets and removes staff accounts, at the screen and on the command line by the same rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kiosk.errors import (
    LAST_ADMINISTRATOR,
    STAFF_NUMBER_MALFORMED,
    STAFF_NUMBER_TAKEN,
    STAFF_UNKNOWN,
    KioskError,
)
from kiosk.passwords import Passwords, overwrite
from kiosk.staff.access import StaffAccess
from kiosk.staff.members import Role, StaffAccount, StaffMember, StaffStore
from kiosk.staff.passwords import in_capitals, weakness_of

NUMBER = re.compile(r"[0-9]{3,12}")
"""A staff number: long enough to be told from a slip of the finger, short enough to be typed from memory."""


class StaffAccounts:
    """Every method may raise KioskError: what the rules refuse, or DATA_AWAY."""

    def __init__(self, store: StaffStore, passwords: Passwords, access: StaffAccess) -> None:
        self._store, self._passwords, self._access = store, passwords, access

    def all(self) -> Sequence[StaffAccount]:
        """Every account, by number."""
        return self._store.accounts()

    def still_holds(self, member: StaffMember) -> bool:
        """Whether who logged in has the account yet: it may have been removed since, on the command line too."""
        account = self._store.account(member.number)
        return account is not None and account.role is member.role

    def add(self, number: str, role: Role, password: bytearray, card_number: str = "") -> None:
        """Add an account; overwrites the password."""
        try:
            if not NUMBER.fullmatch(number):
                raise KioskError(STAFF_NUMBER_MALFORMED)
            if self._store.account(number) is not None:
                raise KioskError(STAFF_NUMBER_TAKEN)
            made = StaffAccount(number, role, self._hash(number, password))
            self._access.forgive(number)
            self._store.keep(made)
            if card_number:
                self.give_card(number, card_number)
        finally:
            overwrite(password)

    def reset(self, number: str, password: bytearray) -> None:
        """Give an account another password, and forget its wrong tries; overwrites the password."""
        try:
            account = self._account(number)
            self._store.keep(replace(account, password_hash=self._hash(number, password)))
            self._access.forgive(number)
        finally:
            overwrite(password)

    def give_card(self, number: str, card_number: str) -> None:
        """Let a card stand for a number, and for no other; an empty card number takes it away."""
        account, key = self._account(number), self._card_key(card_number)
        holder = self._store.account_of_card(key)
        if holder is not None and holder.number != number:
            self._store.keep(replace(holder, card_key=""))
        self._store.keep(replace(account, card_key=key))

    def remove(self, number: str) -> None:
        """Remove an account; the last administrator stays."""
        account = self._account(number)
        administrators = [each for each in self._store.accounts() if each.role is Role.ADMINISTRATOR]
        if administrators == [account]:
            raise KioskError(LAST_ADMINISTRATOR)
        self._store.remove(number)

    def _account(self, number: str) -> StaffAccount:
        account = self._store.account(number)
        if account is None:
            raise KioskError(STAFF_UNKNOWN)
        return account

    def _hash(self, number: str, password: bytearray) -> str:
        in_capitals(password)
        if (weakness := weakness_of(password, number)) is not None:
            raise KioskError(weakness)
        return self._passwords.hash(password)

    def _card_key(self, card_number: str) -> str:
        return self._access.card_key(card_number) if card_number else ""
