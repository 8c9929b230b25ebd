"""One pure step: (session, event, rules) -> (session, effects).

An event that no longer makes sense in a state is ignored. An answer of an earlier visit never arrives.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk import errors
from kiosk.events import (
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
from kiosk.session.timers import timed_out, timers
from kiosk.session.visit import Step, finish
from kiosk.states import OutOfService, Session


def step(session: Session, event: Event, rules: Rules) -> Step:
    """Take one event in; return the session after it and what must be done, timers last."""
    after, effects = _happen(session, event, rules)
    return after, (*effects, *timers(session, event, after, rules))


def _happen(session: Session, event: Event, rules: Rules) -> Step:
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
        case HealthChecked(printer, data, data_as_of, warnings):
            health = Health(session.health.reader, printer, data, data_as_of, warnings)
            return replace(session, health=health), ()
        case BugStruck(repeated):
            return _bug_struck(session, repeated, rules)
        case _:
            return person_did(session, event, rules)


def _bug_struck(session: Session, repeated: bool, rules: Rules) -> Step:
    ended, effects = finish(session, rules, errors.UNEXPECTED)
    if repeated or isinstance(session.state, OutOfService):
        return replace(ended, state=OutOfService(errors.UNEXPECTED), display=rules.home), effects
    return ended, effects
