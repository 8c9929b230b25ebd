"""When things go wrong: bugs survived, secrets overwritten, visits kept apart, people who walk away forgotten."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.conductor import BUGS_TOO_MANY, BUGS_WINDOW
from kiosk.document import JobPhase, JobState
from kiosk.events import (
    Answer,
    CardInserted,
    CardRemoved,
    ContinueAsked,
    Event,
    FinishAsked,
    NumberEntered,
    NumberEntryAsked,
    PasswordEntered,
    PinEntered,
    PrintAsked,
    PrintConfirmed,
    RegisterAsked,
    RegistrationEntered,
    Touched,
)
from kiosk.outcomes import LoggedIn
from kiosk.rules import Rules
from kiosk.staff.events import MaintenanceAsked
from kiosk.staff.states import StaffLogin
from kiosk.states import (
    CardProblem,
    EnterPassword,
    OutOfService,
    Overview,
    Print,
    StillThere,
    TakeCard,
    Welcome,
)
from tests.kiosk.people import ZHANG
from tests.kiosk.stage import PASSWORD, Stage


def secret() -> bytearray:
    """The right password in a fresh buffer."""
    return bytearray(PASSWORD)


def is_overwritten(buffer: bytearray) -> bool:
    """Whether nothing of it is left."""
    return buffer == bytes(len(buffer))


# Bugs.


def test_a_bug_in_a_worker_ends_and_wipes() -> None:
    stage = Stage()
    stage.log_in()
    stage.ledger.accounts.clear()
    stage.send(CardRemoved())
    stage.log_in()
    assert stage.state() == TakeCard(notice=errors.UNEXPECTED)


def test_a_broken_screen_ends_and_wipes() -> None:
    stage = Stage()
    stage.send(CardInserted(), PasswordEntered(secret()))
    stage.break_show = 1
    stage.send(PrintAsked())
    assert stage.state() == TakeCard(notice=errors.UNEXPECTED)
    assert stage.shown[-1].state == stage.state()
    assert stage.reader.released == 1


@pytest.mark.parametrize("broken", [2, 3])
def test_even_a_screen_that_cannot_show_the_end_does_not_keep_the_visit(broken: int) -> None:
    stage = Stage()
    stage.log_in()
    stage.break_show = broken
    stage.send(FinishAsked())
    assert stage.state() == OutOfService(errors.UNEXPECTED)
    assert stage.reader.released >= 1
    assert stage.printer.purged >= 1


def test_an_audit_that_cannot_be_written_never_leaves_data_on_screen() -> None:
    """D6, D8: whoever is here goes, nobody may begin, and the kiosk comes back by itself."""
    stage = Stage()
    stage.conductor.start()
    stage.log_in()
    stage.audit.broken = True
    stage.send(CardRemoved())
    assert stage.state() == OutOfService(errors.AUDIT_AWAY)
    assert stage.shown[-1].state == OutOfService(errors.AUDIT_AWAY)
    assert (stage.reader.released, stage.printer.purged) == (1, 2), "the spool is emptied at the start as well"
    stage.send(CardInserted())
    stage.pass_time(11)
    assert stage.state() == OutOfService(errors.AUDIT_AWAY), "no new visit while the audit cannot be written"
    stage.audit.broken = False
    stage.pass_time(11)
    assert stage.state() == TakeCard(), "the card that was put in meanwhile opens nothing"
    stage.send(CardRemoved())
    assert stage.state() == Welcome()
    stage.log_in()
    assert isinstance(stage.state(), Overview)


def test_what_cannot_be_written_down_does_not_happen() -> None:
    stage = Stage()
    stage.log_in()
    stage.send(PrintAsked())
    stage.audit.broken = True
    stage.send(PrintConfirmed())
    assert stage.state() == TakeCard(notice=errors.AUDIT_AWAY), "with the card in, the person reads it on the way out"
    assert not stage.printer.submitted
    assert stage.reader.released == 1
    stage.send(CardRemoved())
    assert stage.state() == OutOfService(errors.AUDIT_AWAY)


def test_staff_may_look_for_the_cause_while_nothing_can_be_written_down() -> None:
    stage = Stage()
    stage.conductor.start()
    stage.audit.broken = True
    stage.pass_time(11)
    stage.send(MaintenanceAsked())
    assert stage.state() == StaffLogin()
    stage.send(FinishAsked())
    assert stage.state() == OutOfService(errors.AUDIT_AWAY)


def test_a_password_is_overwritten_when_its_login_cannot_be_written_down() -> None:
    stage = Stage()
    stage.send(CardInserted())
    typed = secret()
    stage.audit.broken = True
    stage.send(PasswordEntered(typed))
    assert is_overwritten(typed)
    assert stage.state() == TakeCard(notice=errors.AUDIT_AWAY)


def test_a_kiosk_that_cannot_write_its_audit_says_so_before_anybody_comes() -> None:
    stage = Stage()
    stage.audit.broken = True
    stage.conductor.start()
    stage.workers.settle()
    assert stage.state() == OutOfService(errors.AUDIT_AWAY)
    stage.conductor.bug()
    assert isinstance(stage.state(), OutOfService)


def test_what_happens_beside_a_session_is_noted_and_closes_the_kiosk_if_it_cannot_be() -> None:
    stage = Stage()
    stage.conductor.note("restart-planned")
    assert stage.audit.lines == [("restart-planned", "", 0)]
    stage.audit.broken = True
    stage.conductor.note("restart-planned")
    assert stage.state() == OutOfService(errors.AUDIT_AWAY)


def test_each_line_is_about_whoever_it_is_about() -> None:
    stage = Stage()
    stage.log_in()
    stage.send(PrintAsked(), FinishAsked())
    about = {line[0]: who for line, (who, _) in zip(stage.audit.lines, stage.audit.about, strict=True)}
    for event in ("login", "account-viewed", "print-prepared"):
        assert about[event] == ZHANG
    assert about["visit-ended-card-in"] == ""
    readings = [
        who for line, (who, _) in zip(stage.audit.lines, stage.audit.about, strict=True) if line[0] == "card-reading"
    ]
    assert readings == ["", ZHANG], "before the card is read nobody is known; while the account is loaded somebody is"


def test_more_than_five_bugs_in_ten_minutes_are_too_many() -> None:
    stage = Stage()
    for _ in range(BUGS_TOO_MANY):
        stage.conductor.bug(ValueError())
        assert stage.state() == Welcome(errors.UNEXPECTED)
    stage.clock.advance(BUGS_WINDOW - 1)
    stage.conductor.bug()
    assert stage.state() == OutOfService(errors.UNEXPECTED)


def test_bugs_long_ago_do_not_count() -> None:
    stage = Stage()
    for _ in range(3 * BUGS_TOO_MANY):
        stage.conductor.bug()
        stage.clock.advance(BUGS_WINDOW / 4)
        stage.workers.settle()
    assert stage.state() == Welcome()


# Secrets.


@pytest.mark.parametrize("when", ["on-welcome", "while-busy", "while-waiting"])
def test_a_secret_that_nobody_takes_is_overwritten(when: str) -> None:
    stage = Stage()
    if when != "on-welcome":
        stage.send(CardInserted())
    if when == "while-busy":
        stage.conductor.send(PasswordEntered(secret()))
    if when == "while-waiting":
        for _ in range(5):
            stage.send(PasswordEntered(bytearray(b"111112")))
    one, pin, two, three = secret(), secret(), secret(), secret()
    events: tuple[Event, ...] = (PasswordEntered(one), PinEntered(pin), RegistrationEntered(ZHANG, "", two, three))
    for event in events:
        stage.conductor.send(event)
    assert all(map(is_overwritten, (one, pin, two, three)))


def test_a_secret_that_is_checked_is_overwritten_and_a_form_too() -> None:
    stage = Stage()
    one, two, three = secret(), secret(), secret()
    stage.send(CardInserted(), PasswordEntered(one), CardRemoved())
    stage.send(RegisterAsked(), RegistrationEntered(ZHANG, "A12345674", two, three))
    assert all(map(is_overwritten, (one, two, three)))


def test_a_secret_is_overwritten_when_the_step_breaks() -> None:
    stage = Stage()
    stage.send(CardInserted())
    stage.break_show = 1
    buffer = secret()
    stage.conductor.send(PasswordEntered(buffer))
    assert is_overwritten(buffer)


def test_a_secret_still_queued_when_the_person_leaves_is_overwritten_unused() -> None:
    stage = Stage(rules=Rules(today=Stage().rules.today, pin_opens=True))
    stage.reader.pin_tries = 6
    stage.send(CardInserted())
    pin = bytearray(b"123456")
    stage.conductor.send(PinEntered(pin))
    stage.conductor.send(CardRemoved())
    stage.send(CardInserted())
    assert is_overwritten(pin)
    assert stage.reader.seen_pins == [], "one person's PIN never reaches the next card"


# Visits apart.


def test_a_late_answer_is_dropped() -> None:
    stage = Stage()
    stage.send(CardInserted())
    stage.conductor.send(PasswordEntered(secret()))
    stage.workers.data.run_all()
    stage.conductor.send(CardRemoved())
    stage.workers.settle()
    assert stage.state() == Welcome(errors.CARD_PULLED)
    stage.send(Answer(stage.session.visit - 1, LoggedIn("P1")))
    assert stage.state() == Welcome(errors.CARD_PULLED)


def test_work_of_an_ended_visit_is_not_begun() -> None:
    stage = Stage()
    stage.log_in()
    stage.send(PrintAsked())
    stage.conductor.send(PrintConfirmed())
    stage.conductor.send(CardRemoved())
    stage.workers.settle()
    assert stage.printer.submitted == []
    assert stage.printer.purged == 1


@pytest.mark.parametrize("way_out", [CardRemoved(), FinishAsked()])
def test_every_way_out_purges_the_printer_and_powers_the_card_off(way_out: Event) -> None:
    stage = Stage()
    stage.log_in()
    stage.printer.states = [JobState(JobPhase.PRINTING)] * 99
    stage.print_list()
    stage.send(way_out)
    assert (stage.printer.purged, stage.reader.released) == (1, 1)
    stage.pass_time(60)
    assert isinstance(stage.state(), Welcome | TakeCard)


def test_a_timer_of_an_earlier_visit_does_not_ring() -> None:
    stage = Stage()
    stage.send(NumberEntryAsked())
    stage.clock.advance(59)
    stage.send(CardInserted())
    stage.clock.advance(2)
    assert isinstance(stage.state(), EnterPassword)
    stage.clock.advance(58)
    assert isinstance(stage.state(), StillThere)


def test_a_timer_that_was_already_ringing_when_its_visit_ended_reaches_nobody() -> None:
    stage = Stage()
    stage.send(NumberEntryAsked())
    ringing = stage.clock.running()
    stage.clock.advance(59)
    stage.send(CardInserted())
    for timer in ringing:
        timer.call()
    assert isinstance(stage.state(), EnterPassword)


def test_reading_gives_up_on_a_stuck_worker() -> None:
    stage = Stage()
    stage.conductor.send(CardInserted())
    stage.clock.advance(12)
    assert stage.state() == CardProblem(errors.READER_GONE)
    stage.workers.settle()
    assert stage.state() == CardProblem(errors.READER_GONE)


def test_a_submit_that_never_answers_ends_by_itself() -> None:
    stage = Stage()
    stage.send(NumberEntryAsked(), NumberEntered(ZHANG), PasswordEntered(secret()), PrintAsked())
    assert isinstance(stage.state(), Print)
    stage.conductor.send(PrintConfirmed())
    stage.clock.advance(31)
    assert stage.state() == Welcome(errors.PRINTER_SILENT)
    stage.workers.settle()
    assert stage.printer.submitted == [], "it will not come out after the person left"


def test_a_person_who_walks_away_is_forgotten_in_ninety_seconds() -> None:
    stage = Stage()
    stage.log_in()
    stage.pass_time(60)
    assert isinstance(stage.state(), StillThere)
    stage.pass_time(29)
    assert isinstance(stage.state(), StillThere)
    stage.pass_time(1)
    assert isinstance(stage.state(), TakeCard)
    stage.pass_time(15)
    assert len(stage.chimes) == 3


def test_the_longest_visit_is_ten_minutes_however_often_one_touches() -> None:
    stage = Stage()
    stage.log_in()
    for _ in range(599):
        stage.send(Touched(), ContinueAsked())
        stage.pass_time(1)
    assert isinstance(stage.state(), StillThere)
    stage.pass_time(2)
    assert isinstance(stage.state(), TakeCard)
