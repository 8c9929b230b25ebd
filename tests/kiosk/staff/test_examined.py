"""A kiosk in a hall needs an administrator; doctor says how to make one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from kiosk.errors import DATA_AWAY, KioskError
from kiosk.staff.examined import StaffExamined
from kiosk.staff.members import Role, StaffAccount


@dataclass
class Accounts:
    """Staff accounts that are these, or cannot be read."""

    kept: tuple[StaffAccount, ...] | None

    def account(self, number: str) -> StaffAccount | None:
        """Not asked."""
        raise NotImplementedError

    def account_of_card(self, card_key: str) -> StaffAccount | None:
        """Not asked."""
        raise NotImplementedError

    def keep(self, account: StaffAccount) -> None:
        """Not asked."""

    def remove(self, number: str) -> bool:
        """Not asked."""
        return False

    def accounts(self) -> tuple[StaffAccount, ...]:
        """All there are."""
        if self.kept is None:
            raise KioskError(DATA_AWAY, "locked")
        return self.kept


ADMINISTRATOR, ATTENDANT = (StaffAccount("1001", role, "") for role in (Role.ADMINISTRATOR, Role.ATTENDANT))


@pytest.mark.parametrize(
    ("mode", "accounts", "well"),
    [
        ("production", (ADMINISTRATOR, ATTENDANT), True),
        ("production", (ATTENDANT,), False),
        ("production", (), False),
        ("development", (), True),
        ("development", None, False),
    ],
)
def test_somebody_must_be_able_to_look_after_it(
    mode: str, accounts: tuple[StaffAccount, ...] | None, well: bool
) -> None:
    (found,) = StaffExamined(Accounts(accounts), mode).examine()
    assert (found.part, found.well) == ("staff", well)
    assert bool(found.advice) is not well
    assert "1001" not in found.state
