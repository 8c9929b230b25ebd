"""Effects carried out, answers fed back, failures told, transitions audited."""

from __future__ import annotations

from kiosk import errors
from kiosk.account.payment_list import PaymentList
from kiosk.document import JobPhase, JobState
from kiosk.errors import KioskError
from kiosk.events import (
    CardInserted,
    CardRemoved,
    ContinueAsked,
    FinishAsked,
    PasswordEntered,
    PinEntered,
    PrintAsked,
    ReaderChanged,
    ReaderCondition,
    Touched,
)
from kiosk.health_look import HEALTH_SECONDS
from kiosk.period import Month
from kiosk.rules import Rules
from kiosk.states import (
    CardProblem,
    Claim,
    EnterPassword,
    EnterPin,
    Overview,
    PrintFailed,
    Printing,
    ReadingCard,
    ReadingStage,
    State,
    TakeCard,
    TakePaper,
    Welcome,
)
from tests.kiosk.stage import PASSWORD, Stage


def secret() -> bytearray:
    """The right password in a fresh buffer."""
    return bytearray(PASSWORD)


def is_overwritten(buffer: bytearray) -> bool:
    """Whether nothing of it is left."""
    return buffer == bytes(len(buffer))


# The main way.


def test_from_the_card_to_the_paper_and_out() -> None:
    stage = Stage()
    stage.log_in()
    state = stage.state()
    assert isinstance(state, Overview)
    assert state.record.account.person.person_id == "P1"
    stage.print_list()
    assert isinstance(stage.state(), Printing)
    stage.pass_time(1)
    assert isinstance(stage.state(), TakePaper)
    stage.send(ContinueAsked(), FinishAsked())
    assert isinstance(stage.state(), TakeCard)
    stage.send(CardRemoved())
    assert stage.state() == Welcome()
    assert stage.shown[-1].state == Welcome()


def test_the_list_is_drawn_from_the_account_in_the_language_of_the_screen() -> None:
    stage = Stage()
    stage.log_in()
    stage.send(PrintAsked())
    (made,) = stage.paper.made
    assert isinstance(made, PaymentList)
    assert (made.first, made.last) == (Month(2025, 11), Month(2026, 10))
    assert made.sections[0].total.total == 192_000
    assert stage.paper.languages == ["zh_CN"]


def test_the_reader_is_listened_to_and_the_spool_emptied_from_the_start_on() -> None:
    stage = Stage()
    stage.conductor.start()
    stage.workers.settle()
    assert stage.printer.purged == 1
    assert stage.shown[0].state == Welcome()
    listen = stage.reader.listen
    assert listen is not None
    listen(ReaderChanged(ReaderCondition.NO_CARD))
    listen(CardInserted())
    assert stage.state() == Welcome(), "from another thread it goes through the mail"
    stage.workers.settle()
    assert isinstance(stage.state(), EnterPassword)
    stage.conductor.stop()
    stage.workers.settle()
    assert stage.reader.listen is None
    assert stage.printer.purged == 2
    assert stage.clock.waiting() == []


def test_health_is_looked_at_now_and_again_and_heals() -> None:
    stage = Stage()
    stage.ledger.away, stage.printer.out = True, errors.NO_PAPER
    stage.conductor.start()
    stage.workers.settle()
    health = stage.session.health
    assert (health.data, health.printer, health.data_as_of) == (errors.DATA_AWAY, errors.NO_PAPER, None)
    stage.ledger.away, stage.printer.out = False, None
    stage.pass_time(int(HEALTH_SECONDS))
    health = stage.session.health
    assert (health.data, health.printer, health.data_as_of) == (None, None, Month(2026, 9))


def test_data_that_are_behind_are_shown_and_staff_are_told() -> None:
    stage = Stage()
    stage.ledger.is_behind = True
    stage.conductor.start()
    stage.workers.settle()
    assert stage.session.health.warnings == (errors.DATA_BEHIND,)
    assert stage.session.health.data is None
    assert [line[:2] for line in stage.audit.lines if line[0].startswith("data-")] == [("data-behind", "D02")]


# Expected failures.


def test_a_failure_becomes_what_the_person_is_told() -> None:
    stage = Stage()
    stage.reader.reads = KioskError(errors.CARD_FOREIGN)
    stage.send(CardInserted())
    assert stage.state() == CardProblem(errors.CARD_FOREIGN)


def test_data_away_after_the_password_is_told() -> None:
    stage = Stage()
    stage.send(CardInserted())
    stage.ledger.away = True
    stage.send(PasswordEntered(secret()))
    assert stage.state() == CardProblem(errors.DATA_AWAY)


def test_a_printer_that_cannot_is_asked_first_and_gets_nothing() -> None:
    stage = Stage()
    stage.log_in()
    stage.printer.out = errors.NO_PAPER
    stage.print_list()
    state = stage.state()
    assert isinstance(state, PrintFailed)
    assert state.failure is errors.NO_PAPER
    assert stage.printer.submitted == []


def test_a_job_that_waits_is_watched_until_it_goes_on() -> None:
    stage = Stage()
    stage.log_in()
    stage.printer.states = [JobState(JobPhase.PRINTING, errors.NO_PAPER)] * 20
    stage.print_list()
    stage.pass_time(5)
    state = stage.state()
    assert isinstance(state, Printing)
    assert state.state == JobState(JobPhase.PRINTING, errors.NO_PAPER)
    stage.pass_time(20)
    assert isinstance(stage.state(), TakePaper)


def test_the_pin_opens_where_the_setting_says_so() -> None:
    stage = Stage(rules=Rules(today=Stage().rules.today, pin_opens=True))
    stage.reader.pin_tries = 6
    stage.send(CardInserted())
    assert isinstance(stage.state(), EnterPin)
    stage.reader.pin_answer = 5
    pin = bytearray(b"123456")
    stage.send(PinEntered(pin))
    assert stage.state() == EnterPin(Claim(holder=stage.holder()), errors.PIN_WRONG, 3)
    assert is_overwritten(pin)
    stage.reader.pin_answer = None
    stage.send(PinEntered(bytearray(b"654321")))
    assert isinstance(stage.state(), Overview)


# Audit.


def test_each_transition_leaves_an_audit_line() -> None:
    stage = Stage()
    stage.send(CardInserted(), PasswordEntered(bytearray(b"111112")), PasswordEntered(secret()), CardRemoved())
    assert stage.audit.lines == [
        ("card-reading", "", 1),
        ("login", "", 1),
        ("login", "A01", 1),
        ("card-reading", "", 1),
        ("account-viewed", "", 1),
        ("idle", "C03", 2),
    ]


def test_touches_and_ticks_leave_none() -> None:
    stage = Stage()
    stage.log_in()
    lines = len(stage.audit.lines)
    stage.send(Touched(), Touched())
    assert len(stage.audit.lines) == lines
    stage.pass_time(70)
    assert stage.audit.lines[lines:] == [("idle-warning", "", 1)]


def test_loading_is_shown_while_the_data_are_asked() -> None:
    stage = Stage()
    stage.send(CardInserted())
    stage.conductor.send(PasswordEntered(secret()))
    stage.workers.data.run_one()
    stage.workers.mail.run_all()
    assert stage.state() == ReadingCard(ReadingStage.LOADING)


def test_the_door_is_told_that_somebody_left_only_when_they_did() -> None:
    """Where a server knows who is in, it must know when nobody is."""
    stage = Stage()
    left: list[State] = []
    stage.conductor._parts.access.leave = lambda: left.append(stage.state())  # type: ignore[method-assign]
    stage.log_in()
    assert isinstance(stage.state(), Overview)
    assert not left
    stage.send(CardRemoved())
    assert left == [Welcome(errors.CARD_PULLED)]
