"""What the outcome of an effect does to the session that asked for it."""

from __future__ import annotations

from dataclasses import replace

from kiosk import errors
from kiosk.cards import Holder
from kiosk.document import JobPhase, JobState
from kiosk.effects import AskPinTries, Effect, FindPerson, LoadAccount, SetTimer
from kiosk.errors import Failure
from kiosk.events import TimerKind
from kiosk.outcomes import (
    AccountLoaded,
    ActDone,
    CardRead,
    Failed,
    JobLookedAt,
    JobSubmitted,
    LoggedIn,
    LoginRefused,
    Outcome,
    PageDrawn,
    PaperMade,
    PersonFound,
    PinRefused,
    PinTriesKnown,
)
from kiosk.rules import Rules
from kiosk.session.staff import staff_answered
from kiosk.session.visit import Step
from kiosk.states import (
    CardProblem,
    Claim,
    EnterPassword,
    EnterPin,
    Origin,
    Overview,
    Print,
    PrintFailed,
    Printing,
    ReadingCard,
    ReadingStage,
    Record,
    Register,
    Session,
    State,
    StillThere,
    TakePaper,
)

SPARED_PIN_TRIES = 2
"""The last two tries of a PIN are never spent here: a locked card means a trip to the window."""

WATCH_SECONDS = 0.5
"""How often a print job is looked at."""


def answered(session: Session, outcome: Outcome, rules: Rules) -> Step:
    """Go on with an outcome; one that no longer fits the state is ignored.

    Behind the still-there cover things go on covered.
    """
    if isinstance(session.state, StillThere):
        below, effects = answered(replace(session, state=session.state.resume), outcome, rules)
        return replace(session, state=replace(session.state, resume=below.state)), effects
    if session.origin is Origin.STAFF:
        adjusted = outcome.said.adjustments if isinstance(outcome, ActDone) else None
        if adjusted is not None:
            session = replace(session, adjustments=adjusted)
        state, effects = staff_answered(session, outcome)
    else:
        state, effects = _next(session, outcome, rules)
    return replace(session, state=state), effects


def _next(session: Session, outcome: Outcome, rules: Rules) -> tuple[State, tuple[Effect, ...]]:
    match session.state, outcome:
        case ReadingCard(stage=ReadingStage.READING), CardRead(face):
            return ReadingCard(ReadingStage.FINDING), (FindPerson(face),)
        case ReadingCard(stage=ReadingStage.FINDING), PersonFound(holder):
            return _found(holder, rules)
        case ReadingCard(stage=ReadingStage.LOADING), AccountLoaded(account, overview):
            return Overview(Record(account, overview)), ()
        case ReadingCard(), Failed(failure):
            return CardProblem(failure), ()
        case EnterPin(busy=True) as pin, (PinTriesKnown() | PinRefused() | LoggedIn() | Failed()):
            return _pin(pin, outcome)
        case EnterPassword(busy=True) as password, (LoggedIn() | LoginRefused() | Failed()):
            return _password(password, outcome)
        case Register(busy=True) as register, (LoggedIn() | LoginRefused() | Failed()):
            return _register(register, outcome)
        case Print() as wanted, PaperMade(document, choice, refused) if choice == wanted.choice:
            too_long = errors.LIST_TOO_LONG if document.pages > rules.page_limit else None
            picture = next(iter(document.preview), None)
            return replace(wanted, document=document, failure=too_long or refused, page=0, picture=picture), ()
        case Print() as wanted, PageDrawn(document, page, picture) if (
            wanted.document is document and wanted.page == page
        ):
            return replace(wanted, picture=picture), ()
        case Print() as wanted, Failed(failure):
            return replace(wanted, document=None, failure=failure, picture=None), ()
        case Printing() as printing, (JobSubmitted() | JobLookedAt() | Failed()):
            return _printing(printing, outcome)
        case _:
            return session.state, ()


def _found(holder: Holder, rules: Rules) -> tuple[State, tuple[Effect, ...]]:
    claim = Claim(holder=holder)
    if rules.pin_opens:
        return EnterPin(claim, busy=True), (AskPinTries(),)
    return EnterPassword(claim), ()


def _loading(claim: Claim, person_id: str) -> tuple[State, tuple[Effect, ...]]:
    name_on_card = claim.holder.name_on_card if claim.holder else None
    return ReadingCard(ReadingStage.LOADING), (LoadAccount(person_id, name_on_card),)


def _pin(state: EnterPin, outcome: PinTriesKnown | PinRefused | LoggedIn | Failed) -> tuple[State, tuple[Effect, ...]]:
    match outcome:
        case PinTriesKnown(None):
            # No PIN in use on this card: the query password opens the account.
            return EnterPassword(state.claim), ()
        case PinTriesKnown(tries) | PinRefused(tries) if tries is not None and tries <= SPARED_PIN_TRIES:
            return CardProblem(errors.PIN_LOCKED), ()
        case PinTriesKnown(tries):
            return EnterPin(state.claim, tries_left=tries - SPARED_PIN_TRIES if tries else None), ()
        case PinRefused(tries):
            return EnterPin(state.claim, errors.PIN_WRONG, tries - SPARED_PIN_TRIES), ()
        case LoggedIn(person_id):
            return _loading(state.claim, person_id)
        case Failed(failure):
            return CardProblem(failure), ()


def _password(state: EnterPassword, outcome: LoggedIn | LoginRefused | Failed) -> tuple[State, tuple[Effect, ...]]:
    match outcome:
        case LoggedIn(person_id):
            return _loading(state.claim, person_id)
        case LoginRefused(failure=failure) if failure is errors.INITIAL_PASSWORD:
            return Register(state.claim, failure), ()
        case LoginRefused(failure, tries_left, wait_seconds):
            return EnterPassword(state.claim, failure, tries_left, wait_seconds), ()
        case Failed(failure) if _is_of_card(failure):
            return CardProblem(failure), ()
        case Failed(failure):
            return EnterPassword(state.claim, failure), ()


def _register(state: Register, outcome: LoggedIn | LoginRefused | Failed) -> tuple[State, tuple[Effect, ...]]:
    match outcome:
        case LoggedIn(person_id):
            return _loading(state.claim, person_id)
        case LoginRefused(failure=failure, wait_seconds=wait_seconds):
            return Register(state.claim, failure, wait_seconds), ()
        case Failed(failure) if _is_of_card(failure):
            return CardProblem(failure), ()
        case Failed(failure):
            return Register(state.claim, failure), ()


def _is_of_card(failure: Failure) -> bool:
    return failure.code.startswith("C")


def _printing(state: Printing, outcome: JobSubmitted | JobLookedAt | Failed) -> tuple[State, tuple[Effect, ...]]:
    match outcome:
        case JobSubmitted(job):
            watch = SetTimer(TimerKind.WATCH, WATCH_SECONDS)
            return replace(state, job=job, state=JobState(JobPhase.WAITING)), (watch,)
        case JobLookedAt(JobState(phase=JobPhase.SENT)):
            return TakePaper(state.record, state.document.pages), ()
        case JobLookedAt(JobState(phase=JobPhase.FAILED, failure=failure)):
            return PrintFailed(state.record, failure or errors.PRINTER_UNUSABLE), ()
        case JobLookedAt(job_state):
            return replace(state, state=job_state), (SetTimer(TimerKind.WATCH, WATCH_SECONDS),)
        case Failed(failure):
            return PrintFailed(state.record, failure), ()
