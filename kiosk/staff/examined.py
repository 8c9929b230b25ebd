"""Whether anybody can look after the kiosk."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.errors import KioskError
from kiosk.ports import Finding
from kiosk.staff.members import Role, StaffStore


class StaffExamined:
    """Looks at the staff accounts, for doctor."""

    def __init__(self, store: StaffStore, mode: str) -> None:
        """In `mode` production somebody must be an administrator."""
        self._store = store
        self._needed = mode == "production"

    def examine(self) -> Sequence[Finding]:
        """How many accounts there are. Never raises."""
        try:
            accounts = self._store.accounts()
        except KioskError as error:
            return (Finding("staff", False, error.detail, "See local-database."),)
        administrators = sum(account.role is Role.ADMINISTRATOR for account in accounts)
        state = f"{administrators} administrators, {len(accounts) - administrators} attendants"
        if administrators or not self._needed:
            return (Finding("staff", True, state),)
        return (Finding("staff", False, state, "Run: main.py staff add NUMBER --role administrator"),)
