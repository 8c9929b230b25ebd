"""How a visit begins and ends; every way out goes through `finish`."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from kiosk.effects import Effect, EndVisit, SetTimer
from kiosk.errors import CLOSED_BY_STAFF, Failure
from kiosk.events import TimerKind
from kiosk.rules import Rules
from kiosk.states import Origin, Rating, Session, State, TakeCard, Welcome

Step: TypeAlias = tuple[Session, tuple[Effect, ...]]


def closed_of(session: Session) -> Failure | None:
    """Why no new visit may begin; None when one may."""
    return CLOSED_BY_STAFF if session.adjustments.out_of_service else session.health.closed


def at(session: Session, state: State) -> Session:
    """The session in another state."""
    return replace(session, state=state)


def begin(session: Session, origin: Origin, state: State, rules: Rules) -> Step:
    """Begin a visit; the display stays as it was chosen on Welcome."""
    begun = replace(session, state=state, origin=origin, visit=session.visit + 1)
    return begun, (longest_visit(begun, rules),)


def longest_visit(session: Session, rules: Rules) -> SetTimer:
    """The timer that ends the longest visit, early enough for the last warning."""
    unhurried = rules.unhurried(session.display.look)
    return SetTimer(TimerKind.VISIT, unhurried.longest - unhurried.warning)


def finish_at_ease(session: Session, rules: Rules) -> Step:
    """End the visit as asked, by whom has looked something up: they may say how it was, already forgotten."""
    ended, effects = finish(session, rules)
    if not rules.asks_rating:
        return ended, effects
    return replace(ended, state=Rating(), display=session.display), effects


def leave_rating(session: Session, rules: Rules) -> Session:
    """Go on as the visit's end would have without the question."""
    if session.card_in:
        return replace(session, state=TakeCard())
    return replace(session, state=Welcome(), display=rules.home)


def finish(session: Session, rules: Rules, notice: Failure | None = None) -> Step:
    """End the visit and forget the person: TakeCard while a card is in, else Welcome with a notice for a while."""
    state: State = TakeCard(notice=notice) if session.card_in else Welcome(notice)
    ended = Session(
        state=state,
        # Who still has to take the card reads that in their own language.
        display=session.display if session.card_in else rules.home,
        visit=session.visit + 1,
        origin=Origin.NOBODY,
        card_in=session.card_in,
        health=session.health,
        adjustments=session.adjustments,
    )
    return ended, (EndVisit(),)
