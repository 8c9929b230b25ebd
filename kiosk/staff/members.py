"""Staff accounts of this kiosk: a number, a role, a password; who has logged in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class Role(Enum):
    """What somebody may do; an administrator may do all that an attendant may."""

    ATTENDANT = "attendant"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who is logged in to maintenance."""

    number: str = field(repr=False)
    role: Role

    def may(self, needed: Role) -> bool:
        """Whether this role suffices."""
        return self.role is Role.ADMINISTRATOR or needed is Role.ATTENDANT


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """A staff account as it is kept in the local database."""

    number: str = field(repr=False)
    """The staff number: 3 to 12 digits."""
    role: Role
    password_hash: str = field(repr=False)
    """argon2id."""
    card_key: str = field(default="", repr=False)
    """Keyed hash of the number of the card that stands for the typed number; empty: none."""


class StaffStore(Protocol):
    """Where staff accounts are kept. Every method may raise KioskError(DATA_AWAY)."""

    def account(self, number: str) -> StaffAccount | None:
        """The account with this staff number."""
        ...

    def account_of_card(self, card_key: str) -> StaffAccount | None:
        """The account a card belongs to."""
        ...

    def keep(self, account: StaffAccount) -> None:
        """Add or replace an account."""
        ...

    def remove(self, number: str) -> bool:
        """Remove an account; whether there was one."""
        ...

    def accounts(self) -> Sequence[StaffAccount]:
        """All accounts, by number."""
        ...
