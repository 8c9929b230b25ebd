"""Whether anybody can look after the kiosk."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.errors import KioskError
from kiosk.ports import Finding
from kiosk.staff.members import Role, StaffStore
from kiosk.told import Told
from kiosk.words import N_


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
            return (Finding("staff", False, error.detail, N_("See local-database.")),)
        administrators = sum(account.role is Role.ADMINISTRATOR for account in accounts)
        attendants = len(accounts) - administrators
        state = Told(
            N_("{administrators} administrators, {attendants} attendants"),
            administrators=administrators,
            attendants=attendants,
        )
        if administrators or not self._needed:
            return (Finding("staff", True, state),)
        return (Finding("staff", False, state, N_("Run: main.py staff add NUMBER --role administrator")),)
