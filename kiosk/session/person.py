"""What a person's touches do to a session."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.choices import Look
from kiosk.events import (
    BackAsked,
    ContinueAsked,
    FinishAsked,
    InsuranceChosen,
    LanguageChosen,
    LookChosen,
    LowScreenAsked,
    MonthMarked,
    NumberEntered,
    NumberEntryAsked,
    PasswordEntered,
    PersonEvent,
    PinEntered,
    PreviewTurned,
    PrintAsked,
    PrintChoiceMade,
    PrintConfirmed,
    RatingGiven,
    RegisterAsked,
    RegistrationEntered,
    TopicAsked,
    Touched,
    VoiceAsked,
)
from kiosk.insurance import Insurance
from kiosk.rules import Rules
from kiosk.session.entering import (
    number_entered,
    number_entry_asked,
    password_entered,
    pin_entered,
    register_asked,
    registration_entered,
)
from kiosk.session.papers import (
    before_print,
    choice_made,
    confirmed,
    month_marked,
    prepare,
    preview_turned,
    print_asked,
)
from kiosk.session.topics import back_from, topic_asked
from kiosk.session.visit import Step, at, finish, finish_at_ease, leave_rating, longest_visit
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
    Origin,
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


def person_did(session: Session, event: PersonEvent, rules: Rules) -> Step:
    """Follow a touch; one that no longer fits the screen is ignored."""
    match event:
        case Touched():
            return session, ()
        case LanguageChosen(language):
            return _language(session, language, rules)
        case LookChosen(look):
            return _look(session, look, rules)
        case RatingGiven():
            return (leave_rating(session, rules) if isinstance(session.state, Rating) else session), ()
        case LowScreenAsked():
            return replace(session, display=replace(session.display, low=not session.display.low)), ()
        case VoiceAsked():
            return replace(session, display=replace(session.display, voice=not session.display.voice)), ()
        case FinishAsked():
            return _finish_asked(session, rules)
        case BackAsked():
            return _back(session, rules)
        case ContinueAsked():
            return _go_on(session, rules)
        case NumberEntryAsked():
            return number_entry_asked(session, rules)
        case NumberEntered(number):
            return number_entered(session, number, rules)
        case PasswordEntered(password):
            return password_entered(session, password)
        case PinEntered(pin):
            return pin_entered(session, pin)
        case RegisterAsked():
            return register_asked(session, rules)
        case RegistrationEntered():
            return registration_entered(session, event)
        case InsuranceChosen(insurance):
            return _choose(session, insurance), ()
        case TopicAsked(topic):
            return topic_asked(session, topic, rules)
        case MonthMarked(marked):
            return month_marked(session, marked), ()
        case PrintAsked():
            return print_asked(session, record_of(session.state), event)
        case PrintChoiceMade(choice):
            return choice_made(session, choice)
        case PreviewTurned(page):
            return preview_turned(session, page)
        case PrintConfirmed():
            return confirmed(session)
        case _:
            assert_never(event)


# How the screen speaks and looks.


def _language(session: Session, language: str, rules: Rules) -> Step:
    if language not in rules.languages or language == session.display.language:
        return session, ()
    changed = replace(session, display=replace(session.display, language=language))
    match session.state:
        case Print(record=record, choice=choice):
            return prepare(changed, record, choice)
        case _:
            return changed, ()


def _look(session: Session, look: Look, rules: Rules) -> Step:
    changed = replace(session, display=replace(session.display, look=session.display.look.switched(look)))
    if session.origin in (Origin.NOBODY, Origin.STAFF):
        return changed, ()
    return changed, (longest_visit(changed, rules),)


# Ways on, back and out.


def _finish_asked(session: Session, rules: Rules) -> Step:
    match session.state:
        case Welcome() | TakeCard() | OutOfService():
            return session, ()
        case Rating():
            return leave_rating(session, rules), ()
        case state if record_of(state) is not None:
            return finish_at_ease(session, rules)
        case _:
            return finish(session, rules)


def _back(session: Session, rules: Rules) -> Step:
    match session.state:
        case EnterPassword(busy=True) | Register(busy=True) | EnterPin(busy=True):
            # The answer is on its way; it must meet the claim it was asked for, not the next one. Finish still works.
            return session, ()
        case EnterPassword() if session.origin is Origin.NUMBER:
            return at(session, EnterNumber()), ()
        case Register(claim=claim) if claim.holder or claim.number:
            return at(session, EnterPassword(claim)), ()
        case Register():
            return at(session, EnterNumber()), ()
        case InsuranceDetail(record=record):
            return at(session, Overview(record)), ()
        case Print() as printing:
            return at(session, before_print(printing)), ()
        case PrintFailed(record=record) | TakePaper(record=record):
            return at(session, Overview(record)), ()
        case (AccountDetail() | PointsDetail() | BenefitsDetail() | PersonDetail()) as looking:
            return back_from(session, looking, rules)
        case (RightsDetail() | Discrepancy() | Policy() | Guide()) as looking:
            return back_from(session, looking, rules)
        case CardProblem() | EnterNumber() | EnterPassword() | EnterPin() | Overview() | StaffLogin() | Maintenance():
            return finish(session, rules)
        case Rating():
            return leave_rating(session, rules), ()
        case Welcome() | ReadingCard() | Printing() | TakeCard() | StillThere() | OutOfService():
            return session, ()
        case _:
            assert_never(session.state)


def _go_on(session: Session, rules: Rules) -> Step:
    match session.state:
        case StillThere(resume=resume, may_continue=True):
            return at(session, resume), ()
        case PrintFailed(record=record) | TakePaper(record=record):
            return at(session, Overview(record)), ()
        case CardProblem():
            return finish(session, rules)
        case Rating():
            return leave_rating(session, rules), ()
        case Welcome(notice=notice) if notice is not None:
            return at(session, Welcome()), ()
        case _:
            return session, ()


# What a person looks at and prints.


def record_of(state: State) -> Record | None:
    """The record shown in a state where the person may choose; None elsewhere."""
    match state:
        case Overview(record=record) | InsuranceDetail(record=record) | Print(record=record):
            return record
        case PrintFailed(record=record) | TakePaper(record=record):
            return record
        case AccountDetail(record=record) | PointsDetail(record=record) | BenefitsDetail(record=record):
            return record
        case PersonDetail(record=record) | RightsDetail(record=record) | Discrepancy(record=record):
            return record
        case Policy(record=record) | Guide(record=record):
            return record
        case _:
            return None


def _choose(session: Session, insurance: Insurance) -> Session:
    match session.state:
        case Overview(record=record) | InsuranceDetail(record=record):
            held = any(summary.insurance is insurance for summary in record.overview.summaries)
            return at(session, InsuranceDetail(record, insurance)) if held else session
        case _:
            return session
