"""Who may see what where a server keeps the passwords: kiosk.admission.Admission for a kiosk's own login.

Nothing is looked up before the password is proven: what a card says of itself is all that is known until then, and
the same is asked and answered whether a number exists or not. Failures are counted by the server, over all kiosks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kiosk import errors
from kiosk.admission import Registration, check_card, check_dates, initial_of, number_of
from kiosk.cards import Card, CardFace, CardKind, CardState, Holder
from kiosk.errors import Failure, KioskError
from kiosk.identity import plain
from kiosk.log import log
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.passwords import overwrite, proof_of, put_in_capitals
from kiosk.ports import Clock
from kiosk.server_logins import CardTold, Claimed, LoginRule, ServerLogins, Verdict
from kiosk.states import Claim


class ServerAccess:
    """Logins and registrations by the passwords a server keeps."""

    def __init__(
        self, logins: ServerLogins, clock: Clock, *, card_proves: bool = False, initial_accepted: bool = True
    ) -> None:
        self._logins = logins
        self._clock = clock
        self._card_proves = card_proves
        self._initial_accepted = initial_accepted
        self._rule: LoginRule | None = None
        self._left_open = True
        """Whether a visit may not have ended on the server: an earlier run's, or one left while it was away."""

    def warm(self) -> None:
        """End what an earlier run left open, and know the rule before the first person."""
        try:
            self._prepare()
        except KioskError as error:
            log().warning("logins not warmed", detail=error.detail)

    def keep_waits(self) -> None:
        """The server keeps them."""

    def leave(self) -> None:
        """End the visit on the server; while it is away before the next one begins, and by its time limit."""
        self._rule = None  # the agency may change it while kiosks run, and a proof at the old cost would open nothing
        try:
            self._logins.end_visit()
        except KioskError as error:
            log().warning("visit not ended", detail=error.detail)
            self._left_open = True

    def holder_of(self, face: CardFace) -> Holder:
        """Whom a card says it belongs to; refuse one that opens nothing by its own word. Raises KioskError."""
        check_dates(self._clock.today(), (face,))
        card = Card(
            face.card_number,
            face.identification_code,
            CardKind.SOCIAL_SECURITY,
            face.issued,
            face.valid_until,
            CardState.IN_USE,
        )
        return Holder("", plain(face.person_number or ""), card, face.name)

    def log_in(self, claim: Claim, password: bytearray) -> LoggedIn | LoginRefused:
        """Prove a password to the server. Raises KioskError when it is away or the card opens nothing.

        A number's own last six characters are answered A03 whether the number is known or not, and not counted.
        """
        try:
            put_in_capitals(password)
            number, card = _tried(claim)
            if self._is_initial(number, password):
                return LoginRefused(errors.INITIAL_PASSWORD)
            with self._logins.in_time():
                rule = self._prepare()
                attempt = self._logins.offer(number, self._proof(rule, number, password), card)
                wrong = errors.WRONG_BY_CARD if card.number else errors.WRONG_LOGIN
                return self._judged(rule, attempt, card, password, wrong)
        finally:
            overwrite(password)

    def register(self, form: Registration) -> LoggedIn | LoginRefused:
        """Set a password for who knows ID number and card number. Raises KioskError.

        Shares the lock-out with logins; "issued this month" is said only when the data match.
        """
        try:
            number = number_of(form, self._clock.today(), card_proves=self._card_proves)
            with self._logins.in_time():
                return self._register(form, number) if isinstance(number, str) else LoginRefused(number)
        finally:
            overwrite(form.password)
            overwrite(form.password_again)

    def unlock(self, typed: str) -> None:
        """Only the agency can, for all kiosks at once. Raises KioskError(AT_THE_AGENCY)."""
        raise KioskError(errors.AT_THE_AGENCY)

    def void(self, typed: str) -> bool:
        """Only the agency can, for all kiosks at once. Raises KioskError(AT_THE_AGENCY)."""
        raise KioskError(errors.AT_THE_AGENCY)

    def _prepare(self) -> LoginRule:
        if self._left_open:
            self._logins.end_all_visits()
            self._left_open = False
        if self._rule is None:
            self._rule = self._logins.rule()
        return self._rule

    def _register(self, form: Registration, number: str) -> LoggedIn | LoginRefused:
        rule, card = self._prepare(), self._proving(form)
        if rule.card_proves and not card.identification_code:
            return LoginRefused(errors.CARD_FIRST)
        proofs = (self._proof(rule, number, form.password), self._proof(rule, card.number, form.password))
        attempt = self._logins.offer_registration(number, card, *proofs)
        return self._judged(rule, attempt, card, form.password, errors.REGISTRATION_MISMATCH)

    def _proving(self, form: Registration) -> CardTold:
        """The card that proves: the one in the reader, unless another's number was typed, which must be right too."""
        typed, holder = plain(form.card_number), form.claim.holder
        if holder is None or holder.card is None:
            return CardTold(typed)
        number = typed if typed and not self._card_proves else holder.card.number
        return CardTold(number, holder.card.identification_code)

    def _judged(
        self, rule: LoginRule, attempt: str, card: CardTold, password: bytearray, wrong: Failure
    ) -> LoggedIn | LoginRefused:
        today = self._clock.today()
        claimed = self._claim(attempt, lambda found: _check(found, card, today))
        match claimed.verdict:
            case Verdict.IN:
                self._add_proofs(rule, password)
                return LoggedIn(claimed.person_id)
            case Verdict.CARD:
                _check(claimed, card, today)
                raise KioskError(errors.CARD_NOT_IN_USE, "by the server's word")
            case Verdict.VOID:
                raise KioskError(errors.DATA_AWAY, "the attempt came too late")
            case _:
                return _refused(claimed, rule, wrong)

    def _claim(self, attempt: str, check: Callable[[Claimed], None]) -> Claimed:
        try:
            return self._logins.claim(attempt, check)
        except KioskError as error:
            # The server's answer may be lost, and somebody in of whom nothing is known here.
            self._left_open = self._left_open or error.failure is errors.DATA_AWAY
            raise

    def _add_proofs(self, rule: LoginRule, password: bytearray) -> None:
        """By a card that came since, its holder may log in too; whoever is in is in though it could not be kept."""
        try:
            for number in self._logins.numbers_without_proof():
                self._logins.keep_proof(number, self._proof(rule, number, password))
        except KioskError as error:
            log().warning("proof not kept", detail=error.detail)

    def _proof(self, rule: LoginRule, number: str, password: bytearray) -> bytes:
        return proof_of(password, self._logins.salt(number), rule.cost)

    def _is_initial(self, number: str, password: bytearray) -> bool:
        initial = initial_of(number, self._clock.today()) if self._initial_accepted else None
        return initial is not None and password.decode("ascii", "replace") == initial


def _tried(claim: Claim) -> tuple[str, CardTold]:
    """The number a password is proven for, and the card that is in: a card that hides its holder's is its own."""
    holder = claim.holder
    if holder is None or holder.card is None:
        return plain(claim.number), CardTold()
    card = CardTold(holder.card.number, holder.card.identification_code)
    return holder.number or card.number, card


def _check(found: Claimed, card: CardTold, today: date) -> None:
    """Once somebody proved who they are: whether the card is theirs, and opens anything. Raises KioskError."""
    if found.card_state is None:
        if card.number:
            raise KioskError(errors.CARD_UNKNOWN, "contradiction between card and data")
        return
    dates = (found.card_issued, found.card_valid_until)
    told = Card(card.number, card.identification_code, CardKind.SOCIAL_SECURITY, *dates, found.card_state)
    check_card(told, None, today)


def _refused(claimed: Claimed, rule: LoginRule, wrong: Failure) -> LoginRefused:
    if not claimed.wait_seconds:
        return LoginRefused(wrong, tries_left=max(rule.free_tries - claimed.failed, 0))
    failure = errors.KIOSK_LOCKED if claimed.verdict is Verdict.KIOSK_LOCKED else errors.LOCKED
    if claimed.numbers_here:
        log().warning("many numbers tried", numbers=claimed.numbers_here, wait=claimed.wait_seconds)
    return LoginRefused(failure, wait_seconds=claimed.wait_seconds, numbers_here=claimed.numbers_here)
