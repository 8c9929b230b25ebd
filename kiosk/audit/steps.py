"""Which declared event each transition is, and about whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from kiosk.audit import machine_events as machine
from kiosk.audit import visit_events as visit
from kiosk.audit.staff_events import STAFF_LOGGED_IN, STAFF_LOGIN
from kiosk.document import Document
from kiosk.errors import DATA_BEHIND, PRINTER_EXCHANGED, READER_GONE, SERVER_UNPROVEN, Failure
from kiosk.events import Answer, Event, RatingGiven
from kiosk.outcomes import AccountLoaded, LoginRefused
from kiosk.staff.acts import NAMES as ACTS
from kiosk.staff.acts import Act, Judge, TryPart, subject_of
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
    Record,
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
    Welcome: visit.IDLE.name,
    ReadingCard: visit.CARD_READING.name,
    CardProblem: visit.CARD_REFUSED.name,
    EnterNumber: visit.NUMBER_ENTRY.name,
    EnterPassword: visit.LOGIN.name,
    EnterPin: visit.PIN.name,
    Register: visit.REGISTRATION.name,
    Overview: visit.ACCOUNT_VIEWED.name,
    InsuranceDetail: visit.INSURANCE_VIEWED.name,
    AccountDetail: visit.BALANCES_VIEWED.name,
    PointsDetail: visit.POINTS_VIEWED.name,
    BenefitsDetail: visit.BENEFITS_VIEWED.name,
    PersonDetail: visit.PERSONAL_DATA_VIEWED.name,
    RightsDetail: visit.RIGHTS_RECORD_VIEWED.name,
    Discrepancy: visit.DISCREPANCY_VIEWED.name,
    Policy: visit.POLICY_READ.name,
    Guide: visit.GUIDE_READ.name,
    Print: visit.PRINT_PREPARED.name,
    Printing: visit.PRINT_SUBMITTED.name,
    PrintFailed: visit.PRINT_FAILED.name,
    TakePaper: visit.PRINT_SENT.name,
    TakeCard: visit.ENDED_CARD_IN.name,
    Rating: visit.RATING_ASKED.name,
    StillThere: visit.IDLE_WARNING.name,
    OutOfService: machine.OUT_OF_SERVICE.name,
    StaffLogin: STAFF_LOGIN.name,
    Maintenance: STAFF_LOGGED_IN.name,
}
"""The declared event of each state that is entered."""

Line: TypeAlias = tuple[str, str]
"""A declared event and a failure's code, a count, or nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written down of a step: the arguments of kiosk.ports.AuditTrail.record."""

    event: str
    code: str
    visit: int
    who: str = field(default="", repr=False)
    """The number of the person, or of the staff account, that it is about; the trail keeps a keyed hash of it."""
    by: str = field(default="", repr=False)
    """The number of the staff who did it; the trail keeps a keyed hash of it."""


def entries_of_step(before: Session, event: Event, after: Session) -> tuple[Entry, ...]:
    """What a step writes down, in order, with whom it is about."""
    visit_number, by = max(before.visit, after.visit), _staff(after.state) or _staff(before.state)
    who = _subject(before.state, after.state)
    return tuple(
        Entry(name, code, visit_number, who if name in _ABOUT_SOMEBODY else "", by if name in _BY_STAFF else "")
        for name, code in of_step(before, event, after)
    )


_ABOUT_SOMEBODY = frozenset((*(event.name for event in visit.VISIT_EVENTS), *ACTS.values())) - {
    EVENTS[Welcome],
    EVENTS[Rating],
    EVENTS[TakeCard],
}
"""The reader's and the printer's ups and downs are about nobody, whoever stands there; nor is what follows a visit."""

_BY_STAFF = frozenset((STAFF_LOGIN.name, STAFF_LOGGED_IN.name, *ACTS.values()))


def of_step(before: Session, event: Event, after: Session) -> tuple[Line, ...]:
    """Name what a step did that matters, in order; nothing for most steps."""
    lines = (
        _of_state(before, after),
        _of_reader(before, after),
        _of_data(before, after),
        _of_age(before, after),
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
        return machine.READER_AWAY.name, READER_GONE.code
    return (machine.READER_BACK.name, "") if was.away and not is_now.away else None


def _of_data(before: Session, after: Session) -> Line | None:
    was, is_now = before.health.data, after.health.data
    if is_now is None:
        return (machine.DATA_BACK.name, "") if was is not None else None
    event = machine.SERVER_UNPROVEN if is_now is SERVER_UNPROVEN else machine.DATA_AWAY
    return (event.name, is_now.code) if is_now != was else None


def _of_age(before: Session, after: Session) -> Line | None:
    found = DATA_BEHIND in after.health.warnings and DATA_BEHIND not in before.health.warnings
    return (machine.DATA_BEHIND.name, DATA_BEHIND.code) if found else None


def _of_printer(before: Session, after: Session) -> Iterator[Line]:
    was, is_now = before.health.printer, after.health.printer
    if is_now is None and was is not None:
        yield machine.PRINTER_BACK.name, ""
    elif is_now is not None and is_now != was:
        yield machine.PRINTER_AWAY.name, is_now.code
    found = PRINTER_EXCHANGED in (is_now, _failure(after.state))
    if found and PRINTER_EXCHANGED not in (was, _failure(before.state)):
        yield machine.PRINTER_ALARM.name, PRINTER_EXCHANGED.code
    for warning in after.health.printer_warnings:
        if warning not in before.health.printer_warnings:
            yield machine.PRINTER_WARNING.name, warning.code


def _of_name(before: Session, event: Event, after: Session) -> Line | None:
    opened = isinstance(_uncovered(before.state), ReadingCard) and isinstance(_uncovered(after.state), Overview)
    match event:
        case Answer(outcome=AccountLoaded(name_differs=True)) if opened:
            return visit.NAME_DIFFERS.name, ""
        case _:
            return None


def _of_numbers(event: Event) -> Line | None:
    """Told whether or not the person is still there: who tries many numbers may well have left."""
    match event:
        case Answer(outcome=LoginRefused(numbers_here=numbers)) if numbers:
            return visit.MANY_NUMBERS.name, str(numbers)
        case _:
            return None


def _of_glyphs(before: Session, after: Session) -> Line | None:
    """A paper that is shown for the first time and prints marks for missing characters."""
    was, shown = _paper(before.state), _paper(after.state)
    return (visit.GLYPH_MISSING.name, str(shown.missing)) if shown and shown.missing and shown is not was else None


def _of_rating(before: Session, event: Event) -> Line | None:
    match before.state, event:
        case Rating(), RatingGiven(stars):
            return visit.RATED.name, str(stars)
        case _:
            return None


def _of_act(before: Session, after: Session) -> Line | None:
    """What staff did, when it is done or has failed."""
    match before.state, after.state:
        case Maintenance(doing=act), Maintenance(doing=None, failure=failure) if act is not None:
            return ACTS[type(act)], " ".join(filter(None, (_detail(act), failure.code if failure else "")))
        case _:
            return None


def _detail(act: Act) -> str:
    match act:
        case TryPart(part):
            return part.value
        case Judge(part, good):
            return f"{part.value} {'good' if good else 'bad'}"
        case _:
            return ""


def _subject(before: State, after: State) -> str:
    """Whose number stands in the state that is entered; while an account is loaded, in the one that was left."""
    number = _number(after)
    if not number and isinstance(_uncovered(after), ReadingCard | CardProblem):
        number = _number(before)
    match before:
        case Maintenance(doing=act) if act is not None:
            return subject_of(act)
        case _:
            return number


def _number(state: State) -> str:
    match _uncovered(state):
        case EnterPassword(claim=claim) | EnterPin(claim=claim) | Register(claim=claim):
            return claim.holder.number if claim.holder else claim.number
        case other:
            record = getattr(other, "record", None)
            return record.account.person.number if isinstance(record, Record) else ""


def _staff(state: State) -> str:
    match state:
        case Maintenance(member=member):
            return member.number
        case StaffLogin(number=number):
            return number
        case _:
            return ""


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
