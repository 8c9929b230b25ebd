"""The audit trail: which event each transition is.

No personal data: an event, a failure code, the visit's running number. Issue "Staff" deepens it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from kiosk.document import Document
from kiosk.errors import PRINTER_EXCHANGED, READER_GONE, Failure
from kiosk.events import Answer, Event, RatingGiven
from kiosk.outcomes import AccountLoaded, LoginRefused
from kiosk.staff.acts import NAMES as ACTS
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.states import (
    AccountDetail,
    BenefitsDetail,
    CardProblem,
    Discrepancy,
    EnterNumber,
    EnterPassword,
    EnterPin,
    Guide,
    InsuranceDetail,
    OutOfService,
    Overview,
    PersonDetail,
    PointsDetail,
    Policy,
    Print,
    PrintFailed,
    Printing,
    Rating,
    ReadingCard,
    Register,
    RightsDetail,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)

EVENTS: dict[type[State], str] = {
    Welcome: "idle",
    ReadingCard: "card-reading",
    CardProblem: "card-refused",
    EnterNumber: "number-entry",
    EnterPassword: "login",
    EnterPin: "pin",
    Register: "registration",
    Overview: "account-viewed",
    InsuranceDetail: "insurance-viewed",
    AccountDetail: "balances-viewed",
    PointsDetail: "points-viewed",
    BenefitsDetail: "benefits-viewed",
    PersonDetail: "personal-data-viewed",
    RightsDetail: "rights-record-viewed",
    Discrepancy: "discrepancy-viewed",
    Policy: "policy-read",
    Guide: "guide-read",
    Print: "print-prepared",
    Printing: "print-submitted",
    PrintFailed: "print-failed",
    TakePaper: "print-sent",
    TakeCard: "visit-ended-card-in",
    Rating: "rating-asked",
    StillThere: "idle-warning",
    OutOfService: "out-of-service",
    StaffLogin: "staff-login",
    Maintenance: "staff-logged-in",
}
"""The declared event of each state that is entered."""

READER_AWAY, READER_BACK = "reader-away", "reader-back"
"""The reader or its service went or came. Until the reader has spoken it counts as away."""

NAME_DIFFERS = "card-name-differs"
"""The name on a card is not the one in the data: for staff to look at; the visit goes on."""

DATA_DAMAGED = "data-damaged"
"""The data's file is damaged; a verified copy is read instead, or there is none."""

MANY_NUMBERS = "many-numbers-tried"
"""So many different numbers failed here lately that the kiosk waits: somebody may be trying one password on many
people. In place of a failure's code stands how many. An alarm: staff look who stands there."""

GLYPH_MISSING = "glyph-missing"
"""A paper holds characters that no font has; in place of a failure's code stands how many. Staff install a font."""

PRINTER_AWAY, PRINTER_BACK = "printer-away", "printer-back"
"""The printer cannot print, with the code of why, or can again."""

PRINTER_WARNING = "printer-warning"
"""The printer prints, and staff should see to something: paper or toner low."""

PRINTER_ALARM = "printer-alarm"
"""The print queue is gone or points at another device: somebody changed it."""

RATED = "rating-given"
"""How a visit was; in place of a failure's code stands the figure, from 1 (bad) to 5 (good)."""

DECLARED = frozenset(
    (
        *(*EVENTS.values(), READER_AWAY, READER_BACK, NAME_DIFFERS, DATA_DAMAGED, MANY_NUMBERS, GLYPH_MISSING),
        *(PRINTER_AWAY, PRINTER_BACK, PRINTER_WARNING, PRINTER_ALARM, RATED),
        *ACTS.values(),
    )
)
"""Every event there is."""


Line: TypeAlias = tuple[str, str]
"""A declared event and a failure's code, a count, or nothing."""


def of_step(before: Session, event: Event, after: Session) -> tuple[Line, ...]:
    """Name what a step did that matters, in order; nothing for most steps."""
    lines = (
        _of_state(before, after),
        _of_reader(before, after),
        _of_name(before, event, after),
        _of_numbers(event),
        _of_glyphs(before, after),
        _of_rating(before, event),
        _of_act(before, after),
        *_of_printer(before, after),
    )
    return tuple(line for line in lines if line is not None)


def _of_state(before: Session, after: Session) -> Line | None:
    known, failure = _failure(before.state), _failure(after.state)
    entered = type(before.state) is not type(after.state) or before.visit != after.visit
    refused = failure is not None and (failure != known or before.visit != after.visit)
    if not entered and not refused:
        return None
    # What is below the cover is not seen, but a refusal is one there too; it is told once, not again uncovered.
    state = after.state if entered else _uncovered(after.state)
    return EVENTS[type(state)], failure.code if refused and failure else ""


def _of_reader(before: Session, after: Session) -> Line | None:
    was, is_now = before.health.reader, after.health.reader
    if is_now.away and is_now is not was:
        return READER_AWAY, READER_GONE.code
    return (READER_BACK, "") if was.away and not is_now.away else None


def _of_printer(before: Session, after: Session) -> Iterator[Line]:
    was, is_now = before.health.printer, after.health.printer
    if is_now is None and was is not None:
        yield PRINTER_BACK, ""
    elif is_now is not None and is_now != was:
        yield PRINTER_AWAY, is_now.code
    found = PRINTER_EXCHANGED in (is_now, _failure(after.state))
    if found and PRINTER_EXCHANGED not in (was, _failure(before.state)):
        yield PRINTER_ALARM, PRINTER_EXCHANGED.code
    for warning in after.health.printer_warnings:
        if warning not in before.health.printer_warnings:
            yield PRINTER_WARNING, warning.code


def _of_name(before: Session, event: Event, after: Session) -> Line | None:
    opened = isinstance(_uncovered(before.state), ReadingCard) and isinstance(_uncovered(after.state), Overview)
    match event:
        case Answer(outcome=AccountLoaded(name_differs=True)) if opened:
            return NAME_DIFFERS, ""
        case _:
            return None


def _of_numbers(event: Event) -> Line | None:
    """Told whether or not the person is still there: who tries many numbers may well have left."""
    match event:
        case Answer(outcome=LoginRefused(numbers_here=numbers)) if numbers:
            return MANY_NUMBERS, str(numbers)
        case _:
            return None


def _of_glyphs(before: Session, after: Session) -> Line | None:
    """A paper that is shown for the first time and prints marks for missing characters."""
    was, shown = _paper(before.state), _paper(after.state)
    return (GLYPH_MISSING, str(shown.missing)) if shown and shown.missing and shown is not was else None


def _of_rating(before: Session, event: Event) -> Line | None:
    match before.state, event:
        case Rating(), RatingGiven(stars):
            return RATED, str(stars)
        case _:
            return None


def _of_act(before: Session, after: Session) -> Line | None:
    """What staff did, when it is done or has failed."""
    match before.state, after.state:
        case Maintenance(doing=act), Maintenance(doing=None, failure=failure) if act is not None:
            return ACTS[type(act)], failure.code if failure else ""
        case _:
            return None


def _paper(state: State) -> Document | None:
    shown = _uncovered(state)
    return shown.document if isinstance(shown, Print) else None


def _uncovered(state: State) -> State:
    return state.resume if isinstance(state, StillThere) else state


def _failure(state: State) -> Failure | None:
    match _uncovered(state):
        case Welcome(notice=failure) | TakeCard(notice=failure):
            return failure
        case CardProblem(failure=failure) | OutOfService(failure=failure) | PrintFailed(failure=failure):
            return failure
        case EnterNumber(failure=failure) | EnterPassword(failure=failure) | EnterPin(failure=failure):
            return failure
        case Register(failure=failure) | Print(failure=failure) | StaffLogin(failure=failure):
            return failure
        case _:
            return None
