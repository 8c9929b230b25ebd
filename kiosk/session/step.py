"""One pure step: (session, event, rules) -> (session, effects).

An event that no longer makes sense in a state is ignored. An answer of an earlier visit never arrives.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk import errors
from kiosk.effects import Apply
from kiosk.errors import Failure
from kiosk.events import (
    AdjustmentsKnown,
    Answer,
    BugStruck,
    CardInserted,
    CardRemoved,
    Event,
    Health,
    HealthChecked,
    ReaderChanged,
    TimeOut,
)
from kiosk.rules import Rules
from kiosk.session.answers import answered
from kiosk.session.person import person_did
from kiosk.session.reader import card_inserted, card_removed, reader_changed
from kiosk.session.staff import staff_did
from kiosk.session.timers import timed_out, timers
from kiosk.session.visit import Step, closed_of, finish
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.events import ActAsked, MaintenanceAsked, PageAsked, StaffEntered
from kiosk.states import Origin, OutOfService, Session, State, TakeCard, Welcome


def step(session: Session, event: Event, rules: Rules) -> Step:
    """Take one event in; return the session after it and what must be done, timers last."""
    after, effects = _happen(session, event, rules.adjusted(session.adjustments), rules)
    after = _open_or_closed(after)
    return after, (*effects, *timers(session, event, after, rules.adjusted(after.adjustments)))


def _open_or_closed(session: Session) -> Session:
    """Where nobody is served, the kiosk is out of service while there is a reason, and returns by itself."""
    closed = closed_of(session)
    match session.state:
        case Welcome() if closed is not None:
            return replace(session, state=OutOfService(closed))
        case OutOfService(failure) if failure not in (errors.UNEXPECTED, closed):
            state: State = OutOfService(closed) if closed else TakeCard() if session.card_in else Welcome()
            return replace(session, state=state)
        case _:
            return session


def close(session: Session, failure: Failure, rules: Rules) -> Step:
    """End whatever goes on, because nobody may be served from now on; the kiosk is back when its health is."""
    closed = replace(session, health=replace(session.health, closed=failure))
    if isinstance(session.state, OutOfService):
        return _open_or_closed(closed), ()
    ended, effects = finish(closed, rules, failure)
    after = _open_or_closed(ended)
    return after, (*effects, *timers(session, BugStruck(), after, rules))


def _happen(session: Session, event: Event, rules: Rules, unadjusted: Rules) -> Step:
    match event:
        case Answer(visit, outcome):
            return answered(session, outcome, rules) if visit == session.visit else (session, ())
        case TimeOut(timer):
            return timed_out(session, timer, rules)
        case CardInserted(contactless):
            return card_inserted(session, contactless, rules)
        case CardRemoved():
            return card_removed(session, rules)
        case ReaderChanged(condition):
            return reader_changed(session, condition, rules)
        case HealthChecked(printer, data, as_of, low, closed, told, warnings):
            health = Health(session.health.reader, printer, data, as_of, low, closed, told, warnings)
            return replace(session, health=health), ()
        case AdjustmentsKnown(adjustments):
            return _adjusted(session, adjustments, unadjusted)
        case MaintenanceAsked() | StaffEntered() | PageAsked() | ActAsked():
            return staff_did(session, event)
        case BugStruck(repeated):
            return _bug_struck(session, repeated, rules)
        case _:
            return person_did(session, event, rules)


def _adjusted(session: Session, adjustments: Adjustments, rules: Rules) -> Step:
    """Staff changed something; whoever stands at Welcome and chose a display keeps it."""
    home, home_before = rules.adjusted(adjustments).home, rules.adjusted(session.adjustments).home
    untouched = session.origin is Origin.NOBODY and session.display == home_before
    after = replace(session, adjustments=adjustments, display=home if untouched else session.display)
    return after, (Apply(adjustments),)


def _bug_struck(session: Session, repeated: bool, rules: Rules) -> Step:
    ended, effects = finish(session, rules, errors.UNEXPECTED)
    if repeated or isinstance(session.state, OutOfService):
        return replace(ended, state=OutOfService(errors.UNEXPECTED), display=rules.home), effects
    return ended, effects
