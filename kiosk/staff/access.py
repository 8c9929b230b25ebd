"""Who may look after the kiosk: staff numbers with a password, cards that stand for a number, and their wrong tries.

Whether a number is known or not, the answer and the work are the same; wrong tries lock out as those of people do
(kiosk.tries), counted apart from theirs.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.cards import CardFace
from kiosk.errors import STAFF_LOCKED, STAFF_WRONG_LOGIN, KioskError
from kiosk.identity import plain
from kiosk.keyed import keyed
from kiosk.lockout import LockoutRule
from kiosk.log import log
from kiosk.outcomes import LoginRefused
from kiosk.passwords import Passwords, cost_of, overwrite
from kiosk.ports import Clock, CredentialStore
from kiosk.staff.members import StaffAccount, StaffMember, StaffStore
from kiosk.staff.passwords import in_capitals
from kiosk.tries import Circle, Tried, Tries

STAFF = Circle("staff", STAFF_LOCKED, STAFF_LOCKED)


class StaffAccess:
    """Checks staff logins; runs on the data worker, `number_of_card` on the reader's."""

    def __init__(
        self,
        staff: StaffStore,
        credentials: CredentialStore,
        passwords: Passwords,
        rule: LockoutRule,
        clock: Clock,
    ) -> None:
        self._staff = staff
        self._credentials = credentials
        self._passwords = passwords
        self._tries = Tries(credentials, rule, clock, STAFF)

    def warm(self) -> None:
        """Before the first login: start the waits that are stored, and prepare to cost every number the same time."""
        self._tries.warm(self._passwords, lambda: {cost_of(each.password_hash) for each in self._staff.accounts()})

    def keep_waits(self) -> None:
        """Store what is left of the waits; now and again, and before the program ends."""
        self._tries.store_waits()

    def log_in(self, number: str, password: bytearray) -> StaffMember | LoginRefused:
        """Check number and password; overwrites the password. Raises KioskError(DATA_AWAY)."""
        try:
            in_capitals(password)
            turn = self._tries.begin(Tried(f"staff:{number}"))
            if turn.refusal is not None:
                return turn.refusal
            account = self._staff.account(number)
            # Asked for nobody as well: the same work whether the number exists or not.
            right = self._passwords.verify(account.password_hash if account else None, password)
            if account is None or not right:
                return self._tries.failed(turn, STAFF_WRONG_LOGIN)
            self._tries.passed(turn)
            if self._passwords.outdated(account.password_hash):
                self._rehash(account, password)
            return StaffMember(account.number, account.role)
        finally:
            overwrite(password)

    def _rehash(self, account: StaffAccount, password: bytearray) -> None:
        """Hash with the cost of today's settings; whoever is let in is let in though it could not be kept."""
        try:
            self._staff.keep(replace(account, password_hash=self._passwords.hash(password)))
        except KioskError as error:
            log().warning("password not rehashed", detail=error.detail)

    def forgive(self, number: str) -> None:
        """A new password begins without wrong tries. Raises KioskError(DATA_AWAY)."""
        self._tries.forget(Tried(f"staff:{number}"))

    def number_of_card(self, face: CardFace) -> str | None:
        """The staff number a card stands for; None: it is no staff card. Raises KioskError(DATA_AWAY)."""
        account = self._staff.account_of_card(self.card_key(face.card_number)) if face.card_number else None
        return account.number if account else None

    def card_key(self, card_number: str) -> str:
        """What is kept of a card's number. Raises KioskError(DATA_AWAY)."""
        return keyed(self._credentials.secret(), f"staff-card|{plain(card_number)}")
