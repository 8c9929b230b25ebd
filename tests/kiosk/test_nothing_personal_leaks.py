"""A whole visit of a person with distinctive name, number, password and amount: none is found where it must not be."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog

from kiosk import errors
from kiosk.choices import PrintChoice, PrintPeriod
from kiosk.document import JobPhase, JobState
from kiosk.errors import KioskError
from kiosk.events import (
    BackAsked,
    CardInserted,
    CardRemoved,
    ContinueAsked,
    FinishAsked,
    InsuranceChosen,
    NumberEntered,
    NumberEntryAsked,
    PasswordEntered,
    PrintAsked,
    PrintChoiceMade,
    PrintConfirmed,
    RegisterAsked,
    RegistrationEntered,
)
from kiosk.identity import id_check_character
from kiosk.insurance import Insurance
from kiosk.log import set_up
from kiosk.period import Month
from tests.kiosk.people import ZHANG_CARD, contribution, person
from tests.kiosk.stage import Stage

NAME = "赫连春树"
DIGITS = "11990119770707031"
NUMBER = DIGITS + id_check_character(DIGITS)
PERSON_ID = "7788990011"
PASSWORD, WRONG, FRESH = "394817", "502948", "618203"
AMOUNT = 7_654_321
TRACES = (
    NAME,
    "赫连",
    NUMBER,
    "19770707",
    PERSON_ID,
    PASSWORD,
    WRONG,
    FRESH,
    ZHANG_CARD,
    "7654321",
    "76543.21",
    "76,543.21",
)


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def visit(stage: Stage) -> None:
    """Everything one can do, with wrong turns, failures and a bug."""
    secret = bytearray(WRONG.encode())
    stage.send(CardInserted(), PasswordEntered(secret), PasswordEntered(bytearray(PASSWORD.encode())))
    stage.send(InsuranceChosen(Insurance.EMPLOYEE_PENSION), BackAsked(), PrintAsked())
    stage.send(PrintChoiceMade(PrintChoice(PrintPeriod.ALL, full_number=True)))
    stage.printer.states = [JobState(JobPhase.FAILED, errors.PRINT_BROKEN_OFF)]
    stage.send(PrintConfirmed())
    stage.pass_time(1)
    stage.send(ContinueAsked(), PrintAsked(), PrintConfirmed())
    stage.pass_time(2)
    stage.send(FinishAsked())
    stage.pass_time(6)
    stage.send(CardRemoved(), NumberEntryAsked(), NumberEntered(NUMBER), RegisterAsked())
    fresh = bytearray(FRESH.encode()), bytearray(FRESH.encode())
    stage.send(RegistrationEntered(NUMBER, ZHANG_CARD, *fresh))
    stage.pass_time(95)
    stage.send(NumberEntryAsked(), NumberEntered(ZHANG_CARD), PasswordEntered(bytearray(FRESH.encode())))
    stage.break_show = 1
    stage.send(PrintAsked())
    stage.ledger.away = True
    stage.send(CardInserted(), CardRemoved())
    stage.ledger.away = False
    stage.reader.reads = KioskError(errors.CARD_UNREADABLE, "no answer")
    stage.send(CardInserted(), CardRemoved())
    stage.reader.reads = ValueError(f"a bug that quotes {NUMBER} {NAME}")
    stage.send(CardInserted(), CardRemoved())


def test_a_whole_visit_leaves_no_trace(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    rows = [contribution(month, unit_paid=AMOUNT) for month in Month(2026, 1).until(Month(2026, 10))]
    stage = Stage(person(PERSON_ID, NUMBER, NAME), rows, PASSWORD.encode())
    set_up("debug")
    with caplog.at_level(logging.DEBUG):
        visit(stage)
    kinds = {type(session.state).__name__ for session in stage.shown}
    assert {"Overview", "InsuranceDetail", "Print", "Printing", "PrintFailed", "TakePaper", "TakeCard"} <= kinds
    assert {"Register", "EnterPassword", "EnterNumber", "CardProblem", "StillThere", "Welcome"} <= kinds
    out, err = capfd.readouterr()
    assert '"event": "bug"' in err, "the log was written to"
    assert stage.audit.lines
    for place in (*map(repr, stage.shown), out, err, caplog.text, repr(stage.audit.lines), repr(stage.session)):
        found = [trace for trace in TRACES if trace in place]
        assert not found, f"{found} in: {place[:300]}"


def test_nothing_of_a_person_is_left_in_the_session_after_it() -> None:
    stage = Stage(person(PERSON_ID, NUMBER, NAME))
    stage.password = PASSWORD.encode()
    stage.credentials.hashes[PERSON_ID] = stage.passwords.hash(bytearray(PASSWORD.encode()))
    stage.log_in()
    stage.send(PrintAsked(), CardRemoved())
    state = stage.session.state
    assert not hasattr(state, "record")
    assert not hasattr(state, "claim")
    assert not stage.workers.data.tasks
    assert not stage.workers.mail.tasks
