"""What a card or the reader coming and going does to a session."""

from __future__ import annotations

from dataclasses import replace

from kiosk import errors
from kiosk.effects import Chime, Effect, ReadCard
from kiosk.errors import Failure
from kiosk.events import ReaderCondition
from kiosk.rules import Rules
from kiosk.session.staff import staff_card_inserted
from kiosk.session.visit import Step, begin, closed_of, finish, leave_rating
from kiosk.staff.states import StaffLogin
from kiosk.states import (
    CardProblem,
    Origin,
    OutOfService,
    Printing,
    Rating,
    ReadingCard,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)


def card_inserted(session: Session, contactless: bool, rules: Rules) -> Step:
    """Begin a visit with this card.

    A visit begun by number or on the antenna is ended and wiped first; one begun with a card that is in goes on.
    """
    if session.origin is Origin.STAFF:
        return staff_card_inserted(session, contactless)
    session = replace(session, card_in=session.card_in or not contactless)
    if closed_of(session) is not None and not isinstance(session.state, OutOfService | TakeCard):
        return _turned_away(session, rules)
    if isinstance(session.state, OutOfService | TakeCard) or session.origin is Origin.CARD:
        return session, ()
    origin = Origin.ANTENNA if contactless else Origin.CARD
    if isinstance(session.state, Rating):
        session = replace(session, display=rules.home)
    if session.origin is Origin.NOBODY:
        begun, effects = begin(session, origin, ReadingCard(), rules)
        return begun, (*effects, ReadCard())
    ended, wiping = finish(session, rules)
    begun, effects = begin(replace(ended, display=rules.home), origin, ReadingCard(), rules)
    return begun, (*wiping, *effects, ReadCard())


def _turned_away(session: Session, rules: Rules) -> Step:
    """No new visit may begin now; one that goes on with its card goes on, any other ends here."""
    if session.origin is Origin.CARD:
        return session, ()
    if isinstance(session.state, Rating):
        return leave_rating(session, rules), ()
    return finish(session, rules)


def card_removed(session: Session, rules: Rules) -> Step:
    """End the visit of the card that went, from any state.

    A card read on the antenna may leave; a visit begun by number does not care.
    """
    session = replace(session, card_in=False)
    if session.origin is Origin.CARD:
        state = session.state.resume if isinstance(session.state, StillThere) else session.state
        ended, effects = finish(session, rules, _notice(state))
        return ended, (*effects, Chime()) if isinstance(state, TakePaper | Printing) else effects
    if isinstance(session.state, StaffLogin) and not session.state.busy:
        return replace(session, state=replace(session.state, number="")), ()
    if isinstance(session.state, Rating):
        return leave_rating(session, rules), ()
    if isinstance(session.state, TakeCard):
        return replace(session, state=Welcome(session.state.notice), display=rules.home), ()
    return session, ()


def reader_changed(session: Session, condition: ReaderCondition, rules: Rules) -> Step:
    """Follow the reader's condition; one that goes takes its card along, one that is back is ready at once.

    The removal of the card is told before the reader's going: on Welcome "you took the card out" becomes "the reader
    cannot be used", for the person did not take it out. A visit by number does not care.
    """
    effects: tuple[Effect, ...] = ()
    if condition.empty and session.card_in:
        session, effects = card_removed(session, rules)
    session = replace(session, health=replace(session.health, reader=condition))
    match session.state:
        case Welcome(notice=errors.CARD_PULLED | errors.PRINT_LEFT) if condition.away:
            return replace(session, state=Welcome(errors.READER_GONE)), effects
        case Welcome(notice=errors.READER_GONE) if not condition.away:
            return replace(session, state=Welcome()), effects
        case _:
            return session, effects


def _notice(state: State) -> Failure | None:
    """How a visit ended whose card went."""
    match state:
        case CardProblem(failure=errors.CARD_PULLED):
            # A read that fails because the card was pulled may be heard of before the removal: the person is told.
            return errors.CARD_PULLED
        case CardProblem():
            return None
        case TakePaper():
            return errors.PAPER_LEFT
        case Printing():
            return errors.PRINT_LEFT
        case _:
            return errors.CARD_PULLED
