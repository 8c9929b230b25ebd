"""The card's PIN, from the question for tries to the account: tries kept, another card's, a card pulled meanwhile."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.events import PinEntered
from kiosk.rules import Rules
from kiosk.states import CardProblem, EnterPassword, EnterPin, Overview, Welcome
from tests.kiosk.slot import TRIES, TRIES_KEPT
from tests.kiosk.stage import Stage
from tests.kiosk.two_people import CARDS, PINS, TwoPeople

PIN_OPENS = Rules(today=Stage().rules.today, pin_opens=True)
WRONG = b"000000"


def asked(tries: int = TRIES) -> TwoPeople:
    """张三's card is in and was asked how many tries it has."""
    stage = TwoPeople(rules=PIN_OPENS)
    stage.slot.tries[PINS["P1"]] = tries
    stage.insert("zhang")
    return stage


def pin_screen(stage: TwoPeople) -> EnterPin:
    """What the PIN's screen shows."""
    state = stage.state()
    assert isinstance(state, EnterPin)
    return state


def enter(stage: TwoPeople, pin: bytes) -> bytearray:
    """Type a PIN; returns its buffer."""
    buffer = bytearray(pin)
    stage.send(PinEntered(buffer))
    return buffer


def test_tries_are_asked_for_before_one_is_spent_and_shown() -> None:
    stage = asked()
    shown = [session.state for session in stage.shown if isinstance(session.state, EnterPin)]
    assert (shown[0].busy, shown[0].tries_left) == (True, None)
    assert (shown[-1].busy, shown[-1].tries_left) == (False, TRIES - TRIES_KEPT)
    assert stage.slot.tries[PINS["P1"]] == TRIES


def test_a_wrong_pin_is_told_with_the_tries_left_and_the_last_two_are_never_spent() -> None:
    stage = asked()
    for left in (2, 1):
        enter(stage, WRONG)
        state = pin_screen(stage)
        assert (state.failure, state.tries_left, state.busy) == (errors.PIN_WRONG, left, False)
    enter(stage, WRONG)
    assert stage.state() == CardProblem(errors.PIN_LOCKED)
    assert stage.slot.tries[PINS["P1"]] == TRIES_KEPT
    codes = [line[:2] for line in stage.audit.lines if line[1]]
    assert codes == [("pin", "C10"), ("pin", "C10"), ("card-refused", "C11")]


@pytest.mark.parametrize("tries", range(TRIES_KEPT + 1))
def test_a_card_with_two_tries_or_less_is_not_asked_for_its_pin(tries: int) -> None:
    stage = asked(tries)
    assert stage.state() == CardProblem(errors.PIN_LOCKED)
    assert stage.slot.tries[PINS["P1"]] == tries


def test_a_card_without_a_pin_is_opened_by_the_password() -> None:
    stage = TwoPeople(rules=PIN_OPENS)
    stage.insert("zhang-tapped")
    assert isinstance(stage.state(), EnterPassword)


def test_the_right_pin_opens_and_every_pin_is_overwritten() -> None:
    stage = asked()
    buffers = [enter(stage, WRONG), enter(stage, PINS["P1"])]
    assert isinstance(stage.state(), Overview)
    assert buffers == [bytes(6), bytes(6)]


def test_a_reader_that_goes_during_the_question_or_the_check_is_told() -> None:
    stage = asked()
    stage.slot.meanwhile = lambda: setattr(stage.slot, "frozen", True)
    buffer = enter(stage, PINS["P1"])
    assert stage.state() == CardProblem(errors.READER_GONE)
    assert buffer == bytes(6)


def test_a_card_pulled_during_the_check_ends_the_visit_and_a_late_yes_opens_nothing() -> None:
    stage = asked()
    stage.slot.on_pin = lambda _, __: stage.slot.pull()
    buffer = enter(stage, PINS["P1"])
    stage.catch_up()
    assert stage.state() == Welcome(errors.CARD_PULLED)
    assert buffer == bytes(6)
    assert stage.slot.released == 1, "powered off: nothing it verified stays valid"
    assert not any(isinstance(session.state, Overview) for session in stage.shown)


def test_a_pull_heard_before_the_answer_leaves_it_to_nobody() -> None:
    stage = asked()
    stage.conductor.send(PinEntered(bytearray(PINS["P1"])))
    stage.workers.card.run_one()
    stage.slot.pull()
    stage.look()
    stage.workers.mail.tasks.rotate(2)
    stage.workers.settle()
    assert isinstance(stage.state(), Welcome)
    assert not any(isinstance(session.state, Overview) for session in stage.shown)


def test_another_cards_right_pin_does_not_open_the_first_cards_account() -> None:
    """A swap is seen up to half a second late; a PIN typed before and confirmed after it meets the second card."""
    stage = asked()
    stage.slot.insert(CARDS["chen"])
    enter(stage, PINS["P2"])
    assert stage.state() == CardProblem(errors.CARD_PULLED)
    stage.catch_up()
    enter(stage, PINS["P2"])
    state = stage.state()
    assert isinstance(state, Overview)
    assert state.record.account.person.person_id == "P2"
