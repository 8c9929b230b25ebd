"""Cards, reader and service coming and going under a whole conductor (A3 to A9); the card's PIN from ask to open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import errors
from kiosk.events import (
    FinishAsked,
    NumberEntered,
    NumberEntryAsked,
    PasswordEntered,
    PinEntered,
    ReaderCondition,
)
from kiosk.rules import Rules
from kiosk.states import (
    CardProblem,
    EnterPassword,
    Origin,
    Overview,
    ReadingCard,
    TakeCard,
    Welcome,
)
from tests.kiosk.people import ZHANG, face
from tests.kiosk.slot import HandCard, Slot
from tests.kiosk.stage import Stage
from tests.kiosk.two_people import CARDS, PASSWORDS, PINS, TwoPeople

DOWN, AWAY = ReaderCondition.SERVICE_DOWN, ReaderCondition.NO_READER
PIN_OPENS = Rules(today=Stage().rules.today, pin_opens=True)


def logged_in() -> TwoPeople:
    """张三 looks at his overview, his card in."""
    stage = TwoPeople()
    stage.insert("zhang")
    stage.send(PasswordEntered(bytearray(PASSWORDS["P1"])))
    assert isinstance(stage.state(), Overview)
    return stage


def opened_for(stage: TwoPeople) -> str:
    """Whose record is shown."""
    state = stage.state()
    assert isinstance(state, Overview)
    return state.record.account.person.person_id


def claimed_by(stage: TwoPeople) -> str:
    """Whose password is asked for, the card being in."""
    state = stage.state()
    assert isinstance(state, EnterPassword)
    assert state.claim.holder is not None
    return state.claim.holder.person_id


def go(stage: TwoPeople, how: ReaderCondition) -> None:
    """Let the reader or its service go, and everybody know."""
    stage.slot.go(how)
    stage.catch_up()


def back(stage: TwoPeople) -> None:
    """Let it come back, and everybody know."""
    stage.slot.come_back()
    stage.catch_up()


# The reader and its service.


@pytest.mark.parametrize("how", [DOWN, AWAY])
def test_the_reader_goes_in_a_card_visit_and_comes_back(how: ReaderCondition) -> None:
    """A7, A8: wiped, told that it was the reader, and ready again when it is back."""
    stage = logged_in()
    go(stage, how)
    assert stage.state() == Welcome(errors.READER_GONE)
    assert stage.slot.released == 1
    stage.pull()
    back(stage)
    assert stage.state() == Welcome()
    stage.insert("chen")
    assert isinstance(stage.state(), EnterPassword)
    told = [line[:2] for line in stage.audit.lines if line[0].startswith("reader") or line[1]]
    assert told == [("reader-back", ""), ("idle", "C03"), ("idle", "C04"), ("reader-away", "C04"), ("reader-back", "")]


@pytest.mark.parametrize("how", [DOWN, AWAY])
def test_the_reader_goes_in_a_visit_by_number_and_nothing_happens(how: ReaderCondition) -> None:
    stage = TwoPeople()
    stage.send(NumberEntryAsked(), NumberEntered(ZHANG), PasswordEntered(bytearray(PASSWORDS["P1"])))
    before = stage.session
    go(stage, how)
    assert stage.session == replace(before, health=replace(before.health, reader=how))
    back(stage)
    assert stage.session == before
    assert opened_for(stage) == "P1"


def test_the_service_dies_while_a_card_is_read() -> None:
    stage = TwoPeople()
    stage.slot.meanwhile = lambda: stage.slot.go(DOWN)
    stage.insert("zhang")
    assert isinstance(stage.state(), Welcome)
    assert stage.session.health.reader is DOWN


def test_with_the_service_back_a_card_that_stayed_in_begins_its_own_visit() -> None:
    stage = logged_in()
    first = stage.session.visit
    go(stage, DOWN)
    back(stage)
    assert isinstance(stage.state(), EnterPassword), "proven anew"
    assert stage.session.visit > first


def test_a_card_that_is_in_when_the_kiosk_starts_is_read() -> None:
    slot = Slot()
    slot.insert(CARDS["chen"])
    assert claimed_by(TwoPeople(slot=slot)) == "P2"


def test_each_condition_reaches_welcome() -> None:
    stage = TwoPeople()
    seen = [stage.session.health.reader]
    for how in (AWAY, DOWN):
        go(stage, how)
        seen.append(stage.session.health.reader)
    back(stage)
    seen.append(stage.session.health.reader)
    stage.insert("bank")
    seen.append(stage.session.health.reader)
    assert seen == [ReaderCondition.NO_CARD, AWAY, DOWN, ReaderCondition.NO_CARD, ReaderCondition.CARD_PRESENT]
    assert ReaderCondition.READING in {session.health.reader for session in stage.shown}


# A card that is left, swapped, tapped or frozen.


@pytest.mark.parametrize("time_out", [False, True])
def test_a_card_left_in_is_called_for_until_it_is_taken(time_out: bool) -> None:
    """A5: blank of data, a sound every five seconds, a new visit only after removal."""
    stage = logged_in()
    if time_out:
        stage.pass_time(90)
    else:
        stage.send(FinishAsked())
    assert stage.state() == TakeCard()
    stage.send(NumberEntryAsked())
    stage.pass_time(600)
    assert stage.state() == TakeCard(reminders=120)
    assert [round(b - a) for a, b in zip(stage.chimes, stage.chimes[1:], strict=False)] == [5] * 119
    stage.pull()
    assert stage.state() == Welcome()
    stage.pass_time(60)
    assert len(stage.chimes) == 120


@pytest.mark.parametrize("how", [DOWN, AWAY])
def test_the_reader_goes_while_a_card_is_called_for(how: ReaderCondition) -> None:
    stage = logged_in()
    stage.send(FinishAsked())
    go(stage, how)
    assert stage.state() == Welcome()
    stage.pass_time(60)
    assert not stage.chimes
    assert not stage.session.card_in


def test_a_card_swapped_while_it_is_called_for_begins_its_own_visit() -> None:
    stage = logged_in()
    stage.send(FinishAsked())
    ended = stage.session.visit
    stage.insert("chen")
    assert (claimed_by(stage), stage.session.card_in) == ("P2", True)
    assert stage.session.visit > ended
    stage.pass_time(10)
    assert not stage.chimes


def test_a_swap_between_two_looks_is_a_removal() -> None:
    """A6: the first person's password does not open what the second card brought."""
    stage = logged_in()
    stage.insert("chen")
    stage.send(PasswordEntered(bytearray(PASSWORDS["P1"])))
    state = stage.state()
    assert isinstance(state, EnterPassword)
    assert state.failure is errors.WRONG_LOGIN
    stage.send(PasswordEntered(bytearray(PASSWORDS["P2"])))
    assert opened_for(stage) == "P2"


def test_a_card_on_the_antenna_may_leave_and_is_never_called_for() -> None:
    stage = TwoPeople()
    stage.insert("chen-tapped")
    stage.pull()
    stage.send(PasswordEntered(bytearray(PASSWORDS["P2"])))
    assert (stage.session.origin, stage.session.card_in) == (Origin.ANTENNA, False)
    assert opened_for(stage) == "P2"
    stage.send(FinishAsked())
    assert stage.state() == Welcome()


def test_a_card_that_takes_the_place_of_a_tapped_one_is_called_for() -> None:
    stage = TwoPeople()
    stage.insert("chen-tapped")
    stage.insert("zhang")
    assert (stage.session.origin, stage.session.card_in) == (Origin.CARD, True)
    stage.send(FinishAsked())
    assert stage.state() == TakeCard()
    stage.insert("chen-tapped")
    assert (stage.session.origin, stage.session.card_in) == (Origin.ANTENNA, False)


def test_a_card_beside_a_visit_by_number_is_called_for_after_it_unless_it_left() -> None:
    stage = TwoPeople()
    stage.insert("bank")
    stage.send(NumberEntryAsked())
    assert stage.session.card_in
    go(stage, DOWN)
    assert (stage.session.origin, stage.session.card_in) == (Origin.NUMBER, False)
    stage.send(FinishAsked())
    assert stage.state() == Welcome()


def test_a_frozen_card_is_told_pulled_and_the_next_works() -> None:
    """A9."""
    stage = TwoPeople()
    stage.slot.meanwhile = lambda: setattr(stage.slot, "frozen", True)
    stage.insert("zhang")
    assert stage.state() == CardProblem(errors.READER_GONE)
    stage.pull()
    assert stage.state() == Welcome()
    stage.insert("chen")
    assert isinstance(stage.state(), EnterPassword)


def test_a_frozen_card_that_is_pulled_before_its_deadline_answers_nobody() -> None:
    stage = TwoPeople()
    stage.slot.insert(CARDS["zhang"])
    stage.look()
    stage.workers.mail.run_all()
    assert stage.state() == ReadingCard()
    stage.slot.pull()
    stage.look()
    stage.workers.mail.run_all()
    assert stage.state() == Welcome(errors.CARD_PULLED)
    stage.workers.settle()
    assert stage.state() == Welcome(errors.CARD_PULLED)


# The name on the card.


@pytest.mark.parametrize(
    ("name", "lines"),
    [("张三", 0), (None, 0), ("张叁", 1), ("張三", 1)],
)
def test_another_name_on_the_card_is_told_to_staff_and_the_visit_goes_on(name: str | None, lines: int) -> None:
    stage = TwoPeople()
    stage.slot.insert(HandCard("P1", face(name=name)))
    stage.catch_up()
    stage.send(PasswordEntered(bytearray(PASSWORDS["P1"])))
    assert opened_for(stage) == "P1"
    assert [line[0] for line in stage.audit.lines].count("card-name-differs") == lines


def test_the_name_is_compared_after_the_pin_too() -> None:
    stage = TwoPeople(rules=PIN_OPENS)
    stage.slot.insert(HandCard("P1", face(name="张叁"), PINS["P1"]))
    stage.catch_up()
    stage.send(PinEntered(bytearray(PINS["P1"])))
    assert opened_for(stage) == "P1"
    assert "card-name-differs" in [line[0] for line in stage.audit.lines]


def test_a_visit_by_number_has_no_name_to_compare() -> None:
    stage = TwoPeople()
    stage.send(NumberEntryAsked(), NumberEntered(ZHANG), PasswordEntered(bytearray(PASSWORDS["P1"])))
    assert opened_for(stage) == "P1"
    assert "card-name-differs" not in [line[0] for line in stage.audit.lines]
