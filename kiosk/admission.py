"""Letting people in, wherever passwords are kept: the door itself, and what shuts it to a card or a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk import errors, identity
from kiosk.cards import Card, CardFace, CardState, Holder
from kiosk.errors import Failure, KioskError
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.passwords import put_in_capitals, weakness_of
from kiosk.period import Month
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


class Admission(Protocol):
    """Logins and registrations; runs on the data worker. Every method but the first three may raise KioskError."""

    def warm(self) -> None:
        """Prepare before the first login. Never raises."""
        ...

    def keep_waits(self) -> None:
        """Store what is left of the waits, where this kiosk keeps them; now and again. Never raises."""
        ...

    def leave(self) -> None:
        """The visit is over: nothing of whoever was let in can be asked for any more. Never raises."""
        ...

    def holder_of(self, face: CardFace) -> Holder:
        """Whom a card says it belongs to, and refuse cards that open nothing."""
        ...

    def log_in(self, claim: Claim, password: bytearray) -> LoggedIn | LoginRefused:
        """Check a password and overwrite it."""
        ...

    def register(self, form: Registration) -> LoggedIn | LoginRefused:
        """Set a password of one's own for who knows ID number and card number. Overwrites the passwords."""
        ...

    def unlock(self, typed: str) -> None:
        """Let a number try again, and the card that is its; said the same whether it is known."""
        ...

    def void(self, typed: str) -> bool:
        """Delete the password of the person with this number; whether there was one."""
        ...


def check_card(card: Card, face: CardFace | None, today: date) -> None:
    """Refuse a card that opens nothing: lost, cancelled, replaced, expired, or issued this month.

    The first of these that is so is told: a lost card stays lost when it has expired. Raises KioskError.
    """
    if card.state is not CardState.IN_USE:
        raise KioskError(errors.CARD_NOT_IN_USE)
    check_dates(today, (card, face) if face else (card,))


def check_dates(today: date, told: tuple[Card | CardFace, ...]) -> None:
    """Refuse a card that has expired, or was issued this month, by what any of these say: the data, the chip."""
    if any(by.valid_until is not None and by.valid_until < today for by in told):
        raise KioskError(errors.CARD_EXPIRED)
    if any(by.issued is not None and Month.of(by.issued) >= Month.of(today) for by in told):
        raise KioskError(errors.CARD_NEW)


def well_formed(typed: str, today: date) -> str:
    """A typed number as it is kept. Raises KioskError(NUMBER_MALFORMED)."""
    number = identity.parse(typed, today)
    if number is None:
        raise KioskError(errors.NUMBER_MALFORMED)
    return number.text


def number_of(form: Registration, today: date, *, card_proves: bool) -> str | Failure:
    """The number a form registers, or why the form cannot be right, whoever the number belongs to.

    Nothing is looked up, nothing counted. Puts the passwords in capitals.
    """
    put_in_capitals(form.password)
    put_in_capitals(form.password_again)
    number = identity.parse(form.number, today)
    if number is None:
        return errors.NUMBER_MALFORMED
    return _failure_of(form, number.text, card_proves) or number.text


def _failure_of(form: Registration, number: str, card_proves: bool) -> Failure | None:
    if form.password != form.password_again:
        return errors.PASSWORDS_DIFFER
    weakness = weakness_of(form.password, number, identity.plain(form.card_number))
    if weakness is not None or form.claim.holder is not None:
        return weakness
    if card_proves:
        return errors.CARD_FIRST
    return None if identity.plain(form.card_number) else errors.NO_CARD


def initial_of(typed: str, today: date) -> str | None:
    """The initial password that belongs to a number by its form alone; None: it is a card number, or none at all."""
    number = identity.parse(typed, today) if typed else None
    if number is None or number.kind is identity.NumberKind.CARD:
        return None
    return identity.initial_password(number.text)
