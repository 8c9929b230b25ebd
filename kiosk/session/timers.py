"""Which timers run in which state, and what happens when one runs out. All times in seconds."""

from __future__ import annotations

from dataclasses import replace

from kiosk import errors
from kiosk.effects import Chime, Effect, SetTimer, StopTimer, WatchJob
from kiosk.events import Answer, Event, HealthChecked, ReaderChanged, TimeOut, TimerKind
from kiosk.rules import Rules
from kiosk.session.visit import Step, finish, leave_rating
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.states import (
    CardProblem,
    EnterPassword,
    OutOfService,
    Printing,
    Rating,
    ReadingCard,
    ReadingStage,
    Register,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)

NOTICE_SECONDS = 15
"""How long Welcome tells how the last visit ended; long enough to read two sentences."""

READING_SECONDS = 12
"""Reading has 5 s, the data 10 s and one more; after this the worker itself must be stuck."""

PRINTING_SECONDS = 30
"""Submitting and each look at a job take a few seconds; after this long without an answer the worker must be stuck."""

PAPER_SECONDS = 30
"""How long "take your paper" stands before the visit ends by itself."""

RATING_SECONDS = 10
"""How long the question stands; the next person should not find it."""

MAINTENANCE_SECONDS = 180
"""Maintenance that nobody touches ends by itself: staff walk away to fetch paper, and others stand there."""

REMIND_SECONDS = 5
"""How often the sound says that the card is still in."""

PRINT_PAUSE_SECONDS = 10
"""A visit that is over its time while it prints is looked at again this much later."""


def timers(before: Session, event: Event, after: Session, rules: Rules) -> tuple[Effect, ...]:
    """Start, restart and stop the timers that a step brings with it."""
    wanted: list[Effect] = []
    entered = type(before.state) is not type(after.state) or before.visit != after.visit
    by_person = not isinstance(event, Answer | TimeOut | HealthChecked | ReaderChanged)
    prints_on = isinstance(after.state, Printing) and isinstance(event, Answer)
    if entered or by_person or prints_on:
        idle = _idle_seconds(after, rules)
        wanted.append(StopTimer(TimerKind.IDLE) if idle is None else SetTimer(TimerKind.IDLE, idle))
    tick = _tick_seconds(after.state)
    if tick is not None and (entered or event == TimeOut(TimerKind.TICK) or _tick_seconds(before.state) is None):
        wanted.append(SetTimer(TimerKind.TICK, tick))
    elif tick is None and _tick_seconds(before.state) is not None:
        wanted.append(StopTimer(TimerKind.TICK))
    return tuple(wanted)


def _idle_seconds(session: Session, rules: Rules) -> float | None:
    match session.state:
        case Welcome() | TakeCard() if session.display != rules.home:
            return rules.unhurried(session.display.look).idle
        case Maintenance():
            return MAINTENANCE_SECONDS
        case Rating():
            return RATING_SECONDS
        case Welcome(notice=None) | TakeCard() | StillThere() | OutOfService():
            return None
        case Welcome():
            return NOTICE_SECONDS
        case Printing():
            return PRINTING_SECONDS
        case ReadingCard():
            return READING_SECONDS
        case TakePaper():
            return PAPER_SECONDS
        case _:
            return rules.unhurried(session.display.look).idle


def _tick_seconds(state: State) -> float | None:
    match state:
        case StillThere():
            return 1
        case EnterPassword(wait_seconds=wait) | Register(wait_seconds=wait) | StaffLogin(wait_seconds=wait) if wait:
            return 1
        case TakeCard():
            return REMIND_SECONDS
        case _:
            return None


def timed_out(session: Session, timer: TimerKind, rules: Rules) -> Step:
    """Follow a timer that ran out."""
    match timer:
        case TimerKind.IDLE:
            return _idle(session, rules)
        case TimerKind.VISIT:
            return _visit_over(session, rules)
        case TimerKind.TICK:
            return _tick(session, rules)
        case TimerKind.WATCH:
            return session, _watch(session.state)


def _idle(session: Session, rules: Rules) -> Step:
    match session.state:
        case Welcome():
            # Who chose another language or look may have walked away.
            return replace(session, state=Welcome(), display=rules.home), ()
        case TakeCard():
            return replace(session, display=rules.home), ()
        case Rating():
            return leave_rating(session, rules), ()
        case ReadingCard(stage=stage):
            failure = errors.READER_GONE if stage is ReadingStage.READING else errors.DATA_AWAY
            # A new visit number: what the stuck worker answers in the end is nobody's.
            return replace(session, state=CardProblem(failure), visit=session.visit + 1), ()
        case TakePaper():
            ended, effects = finish(session, rules, errors.PAPER_LEFT)
            return ended, (*effects, Chime())
        case CardProblem() | StaffLogin() | Maintenance():
            return finish(session, rules)
        case Printing():
            return finish(session, rules, errors.PRINTER_SILENT)
        case StillThere() | OutOfService():
            return session, ()
        case state:
            warning = rules.unhurried(session.display.look).warning
            return replace(session, state=StillThere(state, warning)), ()


def _visit_over(session: Session, rules: Rules) -> Step:
    match session.state:
        case Welcome() | TakeCard() | Rating() | OutOfService() | StaffLogin() | Maintenance():
            return session, ()
        case StillThere() as covered:
            return replace(session, state=replace(covered, may_continue=False)), ()
        case Printing() | ReadingCard():
            return session, (SetTimer(TimerKind.VISIT, PRINT_PAUSE_SECONDS),)
        case state:
            warning = rules.unhurried(session.display.look).warning
            return replace(session, state=StillThere(state, warning, may_continue=False)), ()


def _tick(session: Session, rules: Rules) -> Step:
    match session.state:
        case StillThere(seconds=seconds) if seconds <= 1:
            return finish(session, rules)
        case StillThere(resume=resume, seconds=seconds) as covered:
            return replace(session, state=replace(covered, resume=_waited(resume), seconds=seconds - 1)), ()
        case TakeCard(reminders=reminders) as take_card:
            return replace(session, state=replace(take_card, reminders=reminders + 1)), (Chime(),)
        case state:
            return replace(session, state=_waited(state)), ()


def _waited(state: State) -> State:
    match state:
        case EnterPassword(wait_seconds=1) | Register(wait_seconds=1) | StaffLogin(wait_seconds=1):
            return replace(state, wait_seconds=0, failure=None)
        case EnterPassword(wait_seconds=wait) | Register(wait_seconds=wait) | StaffLogin(wait_seconds=wait) if wait:
            return replace(state, wait_seconds=wait - 1)
        case _:
            return state


def _watch(state: State) -> tuple[Effect, ...]:
    job = state.job if isinstance(state, Printing) else None
    return (WatchJob(job),) if job is not None else ()
