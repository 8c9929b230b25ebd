"""Reader and card on the screen: each state and each failure told apart, and only what is true is offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton

from kiosk import errors
from kiosk.errors import FAILURES, Failure
from kiosk.events import ContinueAsked, Health, NumberEntryAsked, ReaderCondition
from kiosk.sentences import sentence_of
from kiosk.states import CardProblem, Claim, Display, EnterPin, Origin, ReadingCard, ReadingStage, Session, Welcome
from kiosk.words import words_of
from tests.ui.conftest import HEALTHY, Theatre
from ui.parts.card_picture import CardPicture
from ui.screens.card_problem import ADVICE, advice_on
from ui.screens.welcome import health_line

DAY = date(2026, 11, 21)
ENGLISH = words_of("en")
AWAY = (ReaderCondition.SERVICE_DOWN, ReaderCondition.NO_READER)
OF_CARDS = [failure for failure in FAILURES if failure.code.startswith("C") and failure is not errors.PIN_WRONG]


def with_reader(condition: ReaderCondition, printer: Failure | None = None, data: Failure | None = None) -> Health:
    return replace(HEALTHY, reader=condition, printer=printer, data=data)


def test_each_state_of_the_reader_has_a_sentence_of_its_own() -> None:
    lines = {health_line(ENGLISH, with_reader(condition), DAY) for condition in ReaderCondition}
    assert len(lines) == len(ReaderCondition)
    assert [line for line, well in lines if well] == [health_line(ENGLISH, HEALTHY, DAY)[0]]


@pytest.mark.parametrize("printer", [None, errors.NO_PAPER])
@pytest.mark.parametrize("condition", AWAY)
def test_without_a_reader_the_line_says_what_one_can_do(condition: ReaderCondition, printer: Failure | None) -> None:
    line, well = health_line(ENGLISH, with_reader(condition, printer), DAY)
    assert line.endswith("Please enter a number, or go to the window.")
    assert ("printing" in line) is (printer is not None)
    assert not well


@pytest.mark.parametrize("condition", ReaderCondition)
def test_a_line_never_offers_a_number_while_the_data_are_away(condition: ReaderCondition) -> None:
    line, well = health_line(ENGLISH, with_reader(condition, errors.NO_PAPER, errors.DATA_AWAY), DAY)
    assert (line, well) == (errors.DATA_AWAY.message, False)


@pytest.mark.parametrize("failure", [errors.DATA_AWAY, errors.SERVER_UNPROVEN, errors.DATA_UNFIT])
def test_a_server_that_gives_no_data_is_not_blamed_on_the_card(failure: Failure) -> None:
    assert advice_on(failure).heading == "Looking up is not possible now"


@pytest.mark.parametrize("condition", AWAY)
def test_welcome_never_asks_for_a_card_that_cannot_be_read(theatre: Theatre, condition: ReaderCondition) -> None:
    theatre.show(Welcome(), "en", health=with_reader(condition))
    assert theatre.text("insert") == "Cards cannot be read now"
    assert theatre.text("enter-number-button") == "Enter a number"
    assert not [text for text in theatre.texts() if "insert" in text.lower() or "Chip" in text]
    still = theatre.stage.grab().toImage()
    theatre.show(Welcome(), "en")
    assert theatre.text("insert") == "Insert your social security card"
    assert theatre.text("enter-number-button") == "No card? Enter a number"
    assert theatre.stage.grab().toImage() != still


def test_welcome_promises_no_number_when_nothing_works(theatre: Theatre) -> None:
    theatre.show(Welcome(), "en", health=with_reader(ReaderCondition.NO_READER, data=errors.DATA_AWAY))
    assert theatre.text("insert-hint") == ""


def test_a_card_that_lies_there_is_asked_away(theatre: Theatre) -> None:
    theatre.show(Welcome(), "en", health=with_reader(ReaderCondition.CARD_PRESENT))
    assert theatre.text("insert") == "Please take the card away first"
    assert "take it away" in theatre.text("health")


@pytest.mark.parametrize(
    ("origin", "hint"),
    [(Origin.CARD, "Please leave the card in."), (Origin.ANTENNA, "Please leave the card on the reader.")],
)
def test_reading_says_its_stage_and_what_to_leave(theatre: Theatre, origin: Origin, hint: str) -> None:
    stages = set()
    for stage in ReadingStage:
        theatre.stage.show_session(Session(ReadingCard(stage), Display("en"), visit=1, origin=origin))
        stages.add(theatre.text("stage"))
        assert theatre.text("hint") == hint
    assert len(stages) == len(ReadingStage)


def test_loading_for_a_number_speaks_of_no_card(theatre: Theatre) -> None:
    loading = ReadingCard(ReadingStage.LOADING)
    theatre.stage.show_session(Session(loading, Display("en"), visit=1, origin=Origin.NUMBER))
    assert not [text for text in theatre.texts() if "card" in text.lower() and "simulated" not in text]
    assert [picture.isVisible() for picture in theatre.stage.findChildren(CardPicture)] == [False]


def test_every_failure_of_a_card_has_its_advice() -> None:
    assert set(OF_CARDS) <= set(ADVICE)
    assert len({ADVICE[each].remedy for each in OF_CARDS}) >= len(OF_CARDS) - 1, "blocked: card and PIN look alike"


@pytest.mark.parametrize("failure", [*OF_CARDS, errors.DATA_AWAY], ids=lambda failure: failure.code)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_number_is_offered_only_where_it_helps(theatre: Theatre, failure: Failure, language: str) -> None:
    theatre.show(CardProblem(failure), language)
    words = words_of(language)
    assert theatre.text("message") == sentence_of(failure, words, _today(theatre))
    assert theatre.text("message-code") == failure.code
    helps = advice_on(failure).number_helps
    assert theatre.has("enter-number-button") is helps
    assert theatre.has("continue") is not helps
    step = theatre.part("enter-number-button" if helps else "continue")
    assert isinstance(step, QAbstractButton)
    step.click()
    assert theatre.sent[-1] == (NumberEntryAsked() if helps else ContinueAsked())


def _today(theatre: Theatre) -> date:
    shown = theatre.stage.screen_shown
    assert shown is not None
    return shown.scene.clock.today()


def test_what_the_words_offer_the_key_offers() -> None:
    for failure in OF_CARDS:
        if "Enter a number" in failure.message:
            assert advice_on(failure).number_helps, failure.code
        if "with your ID card" in failure.message:
            assert not advice_on(failure).number_helps, failure.code


def test_a_failure_that_is_not_the_cards_is_not_blamed_on_it(theatre: Theatre) -> None:
    for failure in (errors.DATA_AWAY, errors.READER_GONE):
        theatre.visit += 1
        theatre.show(CardProblem(failure), "en")
        assert "card cannot be used" not in theatre.text("heading").lower()


def test_another_failure_has_another_picture(theatre: Theatre) -> None:
    theatre.show(CardProblem(errors.CARD_UNREADABLE), "en")
    assert theatre.text("heading") == "Please turn the card over"
    first = theatre.stage.grab().toImage()
    theatre.show(CardProblem(errors.CARD_FOREIGN), "en")
    assert theatre.text("heading") == "Please insert another card"
    assert theatre.stage.grab().toImage() != first


@pytest.mark.parametrize(
    ("state", "tries"),
    [
        (EnterPin(Claim(), busy=True), "The card is being asked how many tries are left ..."),
        (EnterPin(Claim(), tries_left=3), "You have 3 tries."),
        (EnterPin(Claim(), tries_left=1, busy=True), "You have one try."),
        (EnterPin(Claim(), errors.PIN_WRONG, 1), "You have one try."),
    ],
)
def test_a_pin_never_goes_without_its_tries(theatre: Theatre, state: EnterPin, tries: str) -> None:
    theatre.show(state, "en")
    assert theatre.text("tries-left") == tries
    assert len([text for text in theatre.texts() if "try" in text or "tries" in text]) >= 1
    assert theatre.has("message") is (state.failure is not None)
    assert theatre.part("key-1").isEnabled() is not state.busy
