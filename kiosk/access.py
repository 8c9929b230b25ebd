"""Who may see what: a card's holder, a login by password, registering a password of one's own.

The same answer is given whether a number exists or not, after the same work.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import date

from kiosk import errors, identity
from kiosk.errors import KioskError
from kiosk.lockout import LockoutRule, Waits
from kiosk.model import Card, CardFace, CardState, Holder
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.passwords import Passwords, is_weak, overwrite
from kiosk.period import Month
from kiosk.ports import Attempts, Clock, CredentialStore, Ledger
from kiosk.states import Claim


@dataclass(frozen=True, slots=True)
class Registration:
    """What was typed to register; `claim` is the holder of the card in the reader, if any."""

    claim: Claim
    number: str
    card_number: str
    password: bytearray
    password_again: bytearray

    def __repr__(self) -> str:
        return "Registration(...)"


def check_card(card: Card, face: CardFace | None, today: date) -> None:
    """Refuse a card that opens nothing: lost, cancelled, replaced, expired, or issued this month.

    The first of these that is so is told: a lost card stays lost when it has expired. Raises KioskError.
    """
    if card.state is not CardState.IN_USE:
        raise KioskError(errors.CARD_NOT_IN_USE)
    _check_dates(today, (card, face) if face else (card,))


def _check_dates(today: date, told: tuple[Card | CardFace, ...]) -> None:
    """Refuse a card that has expired, or was issued this month, by what any of these say: the data, the chip."""
    if any(by.valid_until is not None and by.valid_until < today for by in told):
        raise KioskError(errors.CARD_EXPIRED)
    if any(by.issued is not None and Month.of(by.issued) >= Month.of(today) for by in told):
        raise KioskError(errors.CARD_NEW)


class Access:
    """Logins and registrations; runs on the data worker."""

    def __init__(
        self,
        ledger: Ledger,
        credentials: CredentialStore,
        passwords: Passwords,
        rule: LockoutRule,
        clock: Clock,
        division: str,
        card_proves: bool = False,
    ) -> None:
        self._ledger = ledger
        self._credentials = credentials
        self._passwords = passwords
        self._rule = rule
        self._clock = clock
        self._division = division
        self._card_proves = card_proves
        self._waits = Waits()

    def holder_of(self, face: CardFace) -> Holder:
        """Find the person a card belongs to, and refuse cards that open nothing.

        A number on the card that contradicts the data is refused before anything the data say of the card is told:
        whoever writes a card learns nothing of anybody. Raises KioskError.
        """
        today = self._clock.today()
        holder = self._ledger.holder_of_card(face.card_number, face.identification_code)
        if holder is None or holder.card is None:
            raise self._not_in_the_data(face, today)
        if face.person_number is not None and identity.plain(face.person_number) != identity.plain(holder.number):
            raise KioskError(errors.CARD_UNKNOWN, "contradiction between card and data")
        check_card(holder.card, face, today)
        return replace(holder, name_on_card=face.name)

    def _not_in_the_data(self, face: CardFace, today: date) -> KioskError:
        """Why a card is not there: of another agency, or too new or too old by its own word; else nobody knows."""
        division = identity.division_of_card(face.identification_code)
        if division is not None and division != self._division:
            return KioskError(errors.CARD_ELSEWHERE)
        try:
            _check_dates(today, (face,))
        except KioskError as error:
            return error
        return KioskError(errors.CARD_UNKNOWN, "not in the data")

    def log_in(self, claim: Claim, password: bytearray) -> LoggedIn | LoginRefused:
        """Check a password; counts failures per number or card. Raises KioskError when the data are away.

        A number's own last six characters are answered A03 whether the number is known or not.
        """
        try:
            key = self._key(claim)
            attempts = self._credentials.attempts(key)
            if wait := self._waits.remaining(key, attempts, self._clock.monotonic()):
                return LoginRefused(errors.LOCKED, wait_seconds=wait)
            holder = claim.holder or self._ledger.holder_of_number(claim.number)
            # Asked for nobody as well: the same work whether the number exists or not.
            kept = self._credentials.password_hash(holder.person_id if holder else "")
            right = self._passwords.verify(kept, password)
            if right and holder is not None and kept is not None:
                return self._let_in(holder, key, attempts, kept, password)
            if self._is_initial(claim, holder, kept, password):
                return LoginRefused(errors.INITIAL_PASSWORD)
            return self._count_failure(key, attempts, errors.WRONG_LOGIN)
        finally:
            overwrite(password)

    def register(self, form: Registration) -> LoggedIn | LoginRefused:
        """Set a password of one's own for who knows ID number and card number. Raises KioskError.

        Shares the lock-out with logins; "issued this month" is said only when the data match.
        """
        try:
            return self._register(form)
        finally:
            overwrite(form.password)
            overwrite(form.password_again)

    def _register(self, form: Registration) -> LoggedIn | LoginRefused:
        number = identity.parse(form.number, self._clock.today())
        if number is None:
            return LoginRefused(errors.NUMBER_MALFORMED)
        if form.password != form.password_again:
            return LoginRefused(errors.PASSWORDS_DIFFER)
        if is_weak(form.password, number.text):
            return LoginRefused(errors.PASSWORD_WEAK)
        key = self._key(Claim(number=number.text))
        attempts = self._credentials.attempts(key)
        if wait := self._waits.remaining(key, attempts, self._clock.monotonic()):
            return LoginRefused(errors.LOCKED, wait_seconds=wait)
        holder = self._proven_holder(form, number.text)
        fresh_hash = self._passwords.hash(form.password)
        if holder is None or holder.card is None:
            return self._count_failure(key, attempts, errors.REGISTRATION_MISMATCH)
        check_card(holder.card, None, self._clock.today())
        self._credentials.keep_password_hash(holder.person_id, fresh_hash)
        for forgotten in (key, self._key(Claim(holder=holder))):
            self._credentials.keep_attempts(forgotten, Attempts())
        return LoggedIn(holder.person_id)

    def _proven_holder(self, form: Registration, number: str) -> Holder | None:
        typed_card = form.card_number.strip().upper()
        by_card = self._ledger.holder_of_number(typed_card) if typed_card else None
        if self._card_proves or not typed_card:
            by_card = form.claim.holder
        if by_card is None or by_card.card is None or by_card.number != number:
            return None
        if form.claim.holder is not None and form.claim.holder.person_id != by_card.person_id:
            return None
        return by_card

    def _let_in(self, holder: Holder, key: str, attempts: Attempts, kept: str, password: bytearray) -> LoggedIn:
        if holder.card is not None:
            check_card(holder.card, None, self._clock.today())
        if attempts != Attempts():
            self._credentials.keep_attempts(key, Attempts())
        if self._passwords.outdated(kept):
            self._credentials.keep_password_hash(holder.person_id, self._passwords.hash(password))
        return LoggedIn(holder.person_id)

    def _is_initial(self, claim: Claim, holder: Holder | None, kept: str | None, password: bytearray) -> bool:
        text = password.decode("ascii", "replace").upper()
        typed = identity.parse(claim.number, self._clock.today()) if claim.number else None
        if typed is not None and typed.kind is not identity.NumberKind.CARD:
            return text == identity.initial_password(typed.text)
        return holder is not None and kept is None and text == identity.initial_password(holder.number).upper()

    def _count_failure(self, key: str, attempts: Attempts, failure: errors.Failure) -> LoginRefused:
        counted = self._rule.after_failure(attempts)
        self._credentials.keep_attempts(key, counted)
        if counted.wait_seconds:
            self._waits.begin(key, counted.wait_seconds, self._clock.monotonic())
            return LoginRefused(errors.LOCKED, wait_seconds=counted.wait_seconds)
        return LoginRefused(failure, tries_left=self._rule.tries_left(counted))

    def _key(self, claim: Claim) -> str:
        # Cards and typed numbers are counted apart: nobody can lock another's card by typing their number.
        who = f"card:{claim.holder.person_id}" if claim.holder else f"number:{claim.number}"
        return hmac.new(self._credentials.secret(), who.encode(), hashlib.sha256).hexdigest()
