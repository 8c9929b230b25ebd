"""What the outcomes of effects do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import errors
from kiosk.choices import PrintChoice, PrintPeriod
from kiosk.document import Document, JobPhase, JobState
from kiosk.effects import AskPinTries, FindPerson, LoadAccount, SetTimer
from kiosk.errors import Failure
from kiosk.events import Answer, TimerKind
from kiosk.outcomes import (
    AccountLoaded,
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
from kiosk.session import step
from kiosk.session.answers import WATCH_SECONDS
from kiosk.states import (
    CardProblem,
    EnterPassword,
    EnterPin,
    Overview,
    Print,
    PrintFailed,
    Printing,
    ReadingCard,
    ReadingStage,
    Register,
    State,
    StillThere,
    TakePaper,
)
from tests.kiosk.fakes import DOCUMENT
from tests.kiosk.people import face
from tests.kiosk.session.cases import BY_CARD, BY_NUMBER, HOLDER, JOB, PICTURE, RECORD, RULES, VISIT, visiting

PRINTING = Printing(RECORD, DOCUMENT, JOB, JobState(JobPhase.WAITING))
LOADING, FINDING = ReadingCard(ReadingStage.LOADING), ReadingCard(ReadingStage.FINDING)


def after(state: State, outcome: Outcome) -> tuple[State, tuple[object, ...]]:
    """Answer in a state."""
    session, effects = step(visiting(state), Answer(VISIT, outcome), RULES)
    return session.state, effects


def test_from_card_to_overview() -> None:
    state, effects = after(ReadingCard(), CardRead(face()))
    assert state == FINDING
    assert FindPerson(face()) in effects
    assert after(FINDING, PersonFound(HOLDER))[0] == EnterPassword(BY_CARD)
    state, effects = after(EnterPassword(BY_CARD, busy=True), LoggedIn("P1"))
    assert state == LOADING
    assert LoadAccount("P1") in effects
    assert after(LOADING, AccountLoaded(RECORD.account, RECORD.overview))[0] == Overview(RECORD)


@pytest.mark.parametrize("stage", ReadingStage)
@pytest.mark.parametrize("failure", [errors.CARD_UNREADABLE, errors.CARD_FOREIGN, errors.DATA_AWAY, errors.CARD_NEW])
def test_what_fails_while_reading_is_told(stage: ReadingStage, failure: Failure) -> None:
    assert after(ReadingCard(stage), Failed(failure))[0] == CardProblem(failure)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (LoginRefused(errors.WRONG_LOGIN, 2), EnterPassword(BY_NUMBER, errors.WRONG_LOGIN, 2)),
        (LoginRefused(errors.LOCKED, None, 30), EnterPassword(BY_NUMBER, errors.LOCKED, None, 30)),
        (LoginRefused(errors.INITIAL_PASSWORD), Register(BY_NUMBER, errors.INITIAL_PASSWORD)),
        (Failed(errors.DATA_AWAY), EnterPassword(BY_NUMBER, errors.DATA_AWAY)),
        (Failed(errors.CARD_NOT_IN_USE), CardProblem(errors.CARD_NOT_IN_USE)),
    ],
)
def test_a_refused_password(outcome: Outcome, state: State) -> None:
    assert after(EnterPassword(BY_NUMBER, busy=True), outcome)[0] == state


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (LoggedIn("P1"), LOADING),
        (LoginRefused(errors.PASSWORD_WEAK), Register(BY_NUMBER, errors.PASSWORD_WEAK)),
        (LoginRefused(errors.LOCKED, None, 30), Register(BY_NUMBER, errors.LOCKED, 30)),
        (Failed(errors.DATA_AWAY), Register(BY_NUMBER, errors.DATA_AWAY)),
        (Failed(errors.CARD_NEW), CardProblem(errors.CARD_NEW)),
    ],
)
def test_a_registration_answered(outcome: Outcome, state: State) -> None:
    assert after(Register(BY_NUMBER, busy=True), outcome)[0] == state


def test_where_the_pin_opens_the_card_is_asked_for_its_tries_first() -> None:
    session, effects = step(visiting(FINDING), Answer(VISIT, PersonFound(HOLDER)), replace(RULES, pin_opens=True))
    assert session.state == EnterPin(BY_CARD, busy=True)
    assert AskPinTries() in effects


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (PinTriesKnown(None), EnterPassword(BY_CARD)),
        (PinTriesKnown(2), CardProblem(errors.PIN_LOCKED)),
        (PinTriesKnown(0), CardProblem(errors.PIN_LOCKED)),
        (PinTriesKnown(3), EnterPin(BY_CARD, tries_left=1)),
        (PinRefused(4), EnterPin(BY_CARD, errors.PIN_WRONG, 2)),
        (PinRefused(2), CardProblem(errors.PIN_LOCKED)),
        (LoggedIn("P1"), LOADING),
        (Failed(errors.READER_GONE), CardProblem(errors.READER_GONE)),
    ],
)
def test_the_last_two_tries_of_a_pin_are_never_spent(outcome: Outcome, state: State) -> None:
    assert after(EnterPin(BY_CARD, busy=True), outcome)[0] == state


def test_pages_of_another_choice_are_ignored() -> None:
    other = PrintChoice(PrintPeriod.ALL)
    assert after(Print(RECORD), PaperMade(DOCUMENT, other))[0] == Print(RECORD)
    assert after(Print(RECORD), PaperMade(DOCUMENT, PrintChoice()))[0] == Print(RECORD, document=DOCUMENT)


def test_a_drawn_page_is_shown_only_while_it_is_the_page_asked_for() -> None:
    waiting = Print(RECORD, document=DOCUMENT, page=1)
    assert after(waiting, PageDrawn(DOCUMENT, 1, PICTURE))[0] == replace(waiting, picture=PICTURE)
    assert after(waiting, PageDrawn(DOCUMENT, 0, PICTURE))[0] == waiting
    other = Document(b"another", 2)
    assert after(waiting, PageDrawn(other, 1, PICTURE))[0] == waiting
    assert after(Print(RECORD), PageDrawn(DOCUMENT, 0, PICTURE))[0] == Print(RECORD)


def test_the_first_page_is_shown_as_soon_as_the_paper_is_made() -> None:
    made = Document(b"made", 1, (PICTURE,))
    wanted = Print(RECORD, document=made, picture=PICTURE)
    assert after(Print(RECORD), PaperMade(made, PrintChoice()))[0] == wanted


def test_a_list_over_the_limit_is_shown_but_not_printed() -> None:
    long = Document(b"", RULES.page_limit + 1)
    wanted = Print(RECORD, document=long, failure=errors.LIST_TOO_LONG)
    assert after(Print(RECORD), PaperMade(long, PrintChoice()))[0] == wanted
    whole = Document(b"", RULES.page_limit)
    assert after(Print(RECORD), PaperMade(whole, PrintChoice()))[0] == Print(RECORD, document=whole)


def test_a_job_is_watched_until_it_is_sent_or_failed() -> None:
    watch = SetTimer(TimerKind.WATCH, WATCH_SECONDS)
    state, effects = after(Printing(RECORD, DOCUMENT), JobSubmitted(JOB))
    assert state == PRINTING
    assert watch in effects
    waits = JobState(JobPhase.PRINTING, errors.NO_PAPER)
    state, effects = after(PRINTING, JobLookedAt(waits))
    assert state == replace(PRINTING, state=waits)
    assert watch in effects
    state, effects = after(PRINTING, JobLookedAt(JobState(JobPhase.SENT)))
    assert state == TakePaper(RECORD, DOCUMENT.pages)
    assert watch not in effects


@pytest.mark.parametrize(
    ("outcome", "failure"),
    [
        (Failed(errors.NO_PAPER), errors.NO_PAPER),
        (JobLookedAt(JobState(JobPhase.FAILED, errors.PRINT_BROKEN_OFF)), errors.PRINT_BROKEN_OFF),
        (JobLookedAt(JobState(JobPhase.FAILED)), errors.PRINTER_UNUSABLE),
    ],
)
def test_a_job_that_fails_is_told_and_not_tried_again(outcome: Outcome, failure: Failure) -> None:
    state, effects = after(PRINTING, outcome)
    assert state == PrintFailed(RECORD, failure)
    assert not any(type(effect).__name__ in ("Submit", "WatchJob") for effect in effects)


def test_under_the_cover_things_go_on_covered() -> None:
    covered = StillThere(EnterPassword(BY_CARD, busy=True), 20)
    state, effects = after(covered, LoggedIn("P1"))
    assert state == StillThere(LOADING, 20)
    assert LoadAccount("P1") in effects
    state, _ = after(StillThere(LOADING, 9), AccountLoaded(RECORD.account, RECORD.overview))
    assert state == StillThere(Overview(RECORD), 9)
