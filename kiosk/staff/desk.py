"""What maintenance needs from the machine: a port, so that the session and the screen know nothing behind it."""

from __future__ import annotations

from typing import Protocol

from kiosk.cards import CardFace
from kiosk.errors import STAFF_WRONG_LOGIN, KioskError
from kiosk.outcomes import LoginRefused
from kiosk.staff.acts import Act, Said
from kiosk.staff.members import StaffMember
from kiosk.staff.views import LogAsked, Page, View


class MaintenanceDesk(Protocol):
    """Runs on workers. Every method may raise KioskError."""

    def log_in(self, number: str, password: bytearray) -> StaffMember | LoginRefused:
        """Check a staff login; wrong tries lock out as those of people do. Overwrites the password."""
        ...

    def number_of_card(self, face: CardFace) -> str | None:
        """The staff number a card stands for; None: it is no staff card."""
        ...

    def look(self, member: StaffMember, page: Page, asked: LogAsked) -> View:
        """What a page shows now."""
        ...

    def perform(self, member: StaffMember, act: Act) -> Said:
        """Do an act this member may do. Overwrites passwords. Never shows or tells anything of a person's account."""
        ...


class NoMaintenance:
    """A kiosk without staff accounts: nobody is let in."""

    def log_in(self, number: str, password: bytearray) -> StaffMember | LoginRefused:
        """Refuse."""
        return LoginRefused(STAFF_WRONG_LOGIN)

    def number_of_card(self, face: CardFace) -> str | None:
        """It is no staff card."""
        return None

    def look(self, member: StaffMember, page: Page, asked: LogAsked) -> View:
        """Nobody got in."""
        raise KioskError(STAFF_WRONG_LOGIN)

    def perform(self, member: StaffMember, act: Act) -> Said:
        """Nobody got in."""
        raise KioskError(STAFF_WRONG_LOGIN)
