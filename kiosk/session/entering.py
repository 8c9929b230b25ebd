"""How someone says who they are and proves it: a number, a password, a PIN, a password of their own."""

from __future__ import annotations

from dataclasses import replace

from kiosk import errors, identity
from kiosk.effects import CheckPassword, CheckPin, SetPassword
from kiosk.events import RegistrationEntered
from kiosk.rules import Rules
from kiosk.session.visit import Step, at, begin, finish
from kiosk.states import CardProblem, Claim, EnterNumber, EnterPassword, EnterPin, Origin, Register, Session, Welcome


def number_entry_asked(session: Session, rules: Rules) -> Step:
    """Begin to type a number, from Welcome or past a card that cannot be used."""
    match session.state:
        case Welcome():
            return begin(session, Origin.NUMBER, EnterNumber(), rules)
        case CardProblem():
            # The card that cannot be used may stay in; the visit is now one by number.
            ended, wiping = finish(session, rules)
            kept = replace(ended, display=session.display)
            begun, effects = begin(kept, Origin.NUMBER, EnterNumber(), rules)
            return begun, (*wiping, *effects)
        case _:
            return session, ()


def number_entered(session: Session, typed: str, rules: Rules) -> Step:
    """Ask for the password; a number that cannot be one is said so, known or not."""
    if not isinstance(session.state, EnterNumber):
        return session, ()
    number = identity.parse(typed, rules.today)
    if number is None:
        return at(session, EnterNumber(errors.NUMBER_MALFORMED)), ()
    return at(session, EnterPassword(Claim(number=number.text))), ()


def password_entered(session: Session, password: bytearray) -> Step:
    """Have the password checked, once at a time and never during a wait."""
    state = session.state
    if not isinstance(state, EnterPassword) or state.busy or state.wait_seconds or not password:
        return session, ()
    return at(session, EnterPassword(state.claim, busy=True)), (CheckPassword(state.claim, password),)


def pin_entered(session: Session, pin: bytearray) -> Step:
    """Have the card check the PIN, once at a time."""
    state = session.state
    if not isinstance(state, EnterPin) or state.busy or not pin or state.claim.holder is None:
        return session, ()
    busy = EnterPin(state.claim, tries_left=state.tries_left, busy=True)
    return at(session, busy), (CheckPin(pin, state.claim.holder),)


def register_asked(session: Session, rules: Rules) -> Step:
    """Open the form of who registers or forgot the password."""
    match session.state:
        case Welcome():
            return begin(session, Origin.NUMBER, Register(), rules)
        case EnterNumber():
            return at(session, Register()), ()
        case EnterPassword(claim=claim, busy=False):
            return at(session, Register(claim)), ()
        case _:
            return session, ()


def registration_entered(session: Session, form: RegistrationEntered) -> Step:
    """Have the registration checked, once at a time and never during a wait."""
    state = session.state
    if not isinstance(state, Register) or state.busy or state.wait_seconds:
        return session, ()
    return at(session, Register(state.claim, busy=True)), (SetPassword(state.claim, form),)
