"""Who may see what: a card's holder, a login by password, registering a password of one's own.

The same answer is given whether a number exists or not, after the same work.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kiosk import errors, identity
from kiosk.admission import Registration, check_card, check_dates, initial_of, number_of, well_formed
from kiosk.cards import CardFace, Holder
from kiosk.errors import KioskError
from kiosk.lockout import LockoutRule
from kiosk.log import log
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.passwords import Passwords, overwrite, put_in_capitals
from kiosk.ports import Clock, CredentialStore, Register
from kiosk.states import Claim
from kiosk.tries import Tries, Turn, tried_by


class Access:
    """Logins and registrations by the passwords this kiosk keeps: kiosk.admission.Admission."""

    def __init__(
        self,
        register: Register,
        credentials: CredentialStore,
        passwords: Passwords,
        rule: LockoutRule,
        clock: Clock,
        division: str,
        card_proves: bool = False,
        initial_accepted: bool = True,
    ) -> None:
        self._people = register
        self._credentials = credentials
        self._passwords = passwords
        self._tries = Tries(credentials, rule, clock)
        self._clock = clock
        self._division = division
        self._card_proves = card_proves
        self._initial_accepted = initial_accepted

    def warm(self) -> None:
        """Before the first login: start the waits that are stored, and prepare to cost everybody the same time."""
        self._tries.warm(self._passwords, self._credentials.costs)

    def leave(self) -> None:
        """Nothing is open: whoever is let in is known to this program alone, which forgets them."""

    def keep_waits(self) -> None:
        """Store what is left of the waits; now and again, and before the program ends."""
        self._tries.store_waits()

    def holder_of(self, face: CardFace) -> Holder:
        """Find the person a card belongs to, and refuse cards that open nothing.

        A number on the card that contradicts the data is refused before anything the data say of the card is told:
        whoever writes a card learns nothing of anybody. Raises KioskError.
        """
        today = self._clock.today()
        holder = self._people.holder_of_card(face.card_number, face.identification_code)
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
            check_dates(today, (face,))
        except KioskError as error:
            return error
        return KioskError(errors.CARD_UNKNOWN, "not in the data")

    def log_in(self, claim: Claim, password: bytearray) -> LoggedIn | LoginRefused:
        """Check a password; counts failures per number or card. Raises KioskError when the data are away.

        A number's own last six characters are answered A03 whether the number is known or not.
        """
        try:
            put_in_capitals(password)
            turn = self._tries.begin(tried_by(claim))
            if turn.refusal is not None:
                return turn.refusal
            holder = claim.holder or self._people.holder_of_number(claim.number)
            # Asked for nobody as well: the same work whether the number exists or not.
            kept = self._credentials.password_hash(holder.person_id if holder else "")
            right = self._passwords.verify(kept, password)
            if right and holder is not None and kept is not None:
                return self._let_in(holder, turn, kept, password)
            if self._is_initial(claim, holder, kept, password):
                return LoginRefused(errors.INITIAL_PASSWORD)
            return self._tries.failed(turn, errors.WRONG_LOGIN)
        finally:
            overwrite(password)

    def register(self, form: Registration) -> LoggedIn | LoginRefused:
        """Set a password of one's own for who knows ID number and card number. Raises KioskError.

        Shares the lock-out with logins; "issued this month" is said only when the data match.
        """
        try:
            number = number_of(form, self._clock.today(), card_proves=self._card_proves)
            return self._register(form, number) if isinstance(number, str) else LoginRefused(number)
        finally:
            overwrite(form.password)
            overwrite(form.password_again)

    def unlock(self, typed: str) -> None:
        """Let a number try again, and the card that is its; said the same whether it is known. Raises KioskError."""
        number = well_formed(typed, self._clock.today())
        holder = self._people.holder_of_number(number)
        self._tries.forget(tried_by(Claim(number=number)))
        if holder is not None:
            for path in (Claim(number=holder.number), Claim(holder=holder)):
                self._tries.forget(tried_by(path))

    def void(self, typed: str) -> bool:
        """Delete the password of the person with this number; whether there was one. Raises KioskError."""
        holder = self._people.holder_of_number(well_formed(typed, self._clock.today()))
        return holder is not None and self._credentials.forget_password_hash(holder.person_id)

    def _register(self, form: Registration, number: str) -> LoggedIn | LoginRefused:
        # With a card in, only its holder can register: wrong tries are the card's, and lock nobody's number.
        turn = self._tries.begin(tried_by(form.claim if form.claim.holder else Claim(number=number)))
        if turn.refusal is not None:
            return turn.refusal
        holder = self._proven_holder(form, number)
        fresh_hash = self._passwords.hash(form.password)
        if holder is None or holder.card is None:
            return self._tries.failed(turn, errors.REGISTRATION_MISMATCH)
        check_card(holder.card, None, self._clock.today())
        self._credentials.keep_password_hash(holder.person_id, fresh_hash)
        for path in (Claim(number=number), Claim(holder=holder)):
            self._tries.forget(tried_by(path))
        return LoggedIn(holder.person_id)

    def _proven_holder(self, form: Registration, number: str) -> Holder | None:
        in_reader, typed_card = form.claim.holder, identity.plain(form.card_number)
        by_card = self._people.holder_of_number(typed_card) if typed_card else None
        if self._card_proves or not typed_card:
            by_card = in_reader
        if by_card is None or by_card.card is None or by_card.number != number:
            return None
        if in_reader is not None and in_reader.person_id != by_card.person_id:
            return None
        return by_card

    def _let_in(self, holder: Holder, turn: Turn, kept: str, password: bytearray) -> LoggedIn:
        if holder.card is not None:
            check_card(holder.card, None, self._clock.today())
        self._tries.passed(turn)
        if self._passwords.outdated(kept):
            self._rehash(holder, password)
        return LoggedIn(holder.person_id)

    def _rehash(self, holder: Holder, password: bytearray) -> None:
        """Hash with the cost of today's settings; whoever is let in is let in though it could not be kept."""
        try:
            self._credentials.keep_password_hash(holder.person_id, self._passwords.hash(password))
        except KioskError as error:
            log().warning("password not rehashed", detail=error.detail)

    def _is_initial(self, claim: Claim, holder: Holder | None, kept: str | None, password: bytearray) -> bool:
        if not self._initial_accepted:
            return False
        text = password.decode("ascii", "replace")
        typed = initial_of(claim.number, self._clock.today())
        if typed is not None:
            return text == typed
        return holder is not None and kept is None and text == identity.initial_password(holder.number).upper()
