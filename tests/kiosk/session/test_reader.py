"""A card coming and going."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.effects import EndVisit, ReadCard
from kiosk.events import Answer, CardInserted, CardRemoved, FinishAsked
from kiosk.outcomes import Failed
from kiosk.session import step
from kiosk.states import (
    CardProblem,
    Display,
    EnterNumber,
    Origin,
    OutOfService,
    Overview,
    ReadingCard,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)
from tests.kiosk.session.cases import RECORD, RULES, UNCOVERED, VISIT, visiting


def test_a_card_begins_a_visit() -> None:
    after, effects = step(Session(Welcome(), Display("en")), CardInserted(), RULES)
    assert (after.state, after.origin, after.card_in, after.visit) == (ReadingCard(), Origin.CARD, True, 1)
    assert after.display == Display("en"), "the language chosen on Welcome stays"
    assert ReadCard() in effects


def test_a_card_ends_and_wipes_a_visit_begun_by_number_first() -> None:
    after, effects = step(visiting(Overview(RECORD), Origin.NUMBER), CardInserted(), RULES)
    assert (after.state, after.origin, after.visit) == (ReadingCard(), Origin.CARD, VISIT + 2)
    assert effects.index(EndVisit()) < effects.index(ReadCard())


def test_a_second_card_on_the_antenna_ends_the_first_visit() -> None:
    after, effects = step(visiting(Overview(RECORD), Origin.ANTENNA), CardInserted(contactless=True), RULES)
    assert (after.state, after.origin) == (ReadingCard(), Origin.ANTENNA)
    assert effects.index(EndVisit()) < effects.index(ReadCard())


@pytest.mark.parametrize("state", UNCOVERED)
def test_a_card_that_is_in_hears_of_no_other(state: State) -> None:
    before = visiting(state)
    assert step(before, CardInserted(contactless=True), RULES)[0] == before


@pytest.mark.parametrize("origin", [Origin.ANTENNA, Origin.NUMBER])
@pytest.mark.parametrize("state", UNCOVERED)
def test_taking_the_card_from_the_antenna_ends_nothing(state: State, origin: Origin) -> None:
    before = visiting(state, origin)
    assert step(before, CardRemoved(), RULES)[0] == before


@pytest.mark.parametrize(
    ("state", "notice"),
    [
        (ReadingCard(), errors.CARD_PULLED),
        (Overview(RECORD), errors.CARD_PULLED),
        (StillThere(Overview(RECORD), 10), errors.CARD_PULLED),
        (CardProblem(errors.CARD_FOREIGN), None),
        (TakePaper(RECORD, 2), None),
        (StillThere(TakePaper(RECORD, 2), 10), None),
    ],
)
def test_what_is_told_when_the_card_is_pulled(state: State, notice: errors.Failure | None) -> None:
    assert step(visiting(state), CardRemoved(), RULES)[0].state == Welcome(notice)


def test_pulled_while_reading_tells_the_same_whichever_is_heard_first() -> None:
    failed = Answer(VISIT, Failed(errors.CARD_PULLED))
    first_read, _ = step(visiting(ReadingCard()), failed, RULES)
    assert first_read.state == CardProblem(errors.CARD_PULLED)
    after_read, _ = step(first_read, CardRemoved(), RULES)
    first_pulled, _ = step(visiting(ReadingCard()), CardRemoved(), RULES)
    after_pulled, _ = step(first_pulled, failed, RULES)
    assert after_read.state == after_pulled.state == Welcome(errors.CARD_PULLED)


def test_a_card_left_in_is_asked_for_and_only_its_removal_makes_way() -> None:
    left, _ = step(visiting(Overview(RECORD)), FinishAsked(), RULES)
    assert left.state == TakeCard()
    again, effects = step(left, CardInserted(), RULES)
    assert again.state == TakeCard()
    assert ReadCard() not in effects
    gone, _ = step(again, CardRemoved(), RULES)
    assert gone.state == Welcome()
    assert step(gone, CardInserted(), RULES)[0].state == ReadingCard()


def test_a_card_that_cannot_be_used_and_stays_in_is_asked_for_after_a_visit_by_number() -> None:
    by_number = Session(EnterNumber(), Display(), VISIT, Origin.NUMBER, card_in=True)
    assert step(by_number, FinishAsked(), RULES)[0].state == TakeCard()
    goes_on, _ = step(by_number, CardRemoved(), RULES)
    assert goes_on.state == EnterNumber()
    assert step(goes_on, FinishAsked(), RULES)[0].state == Welcome()


def test_a_swap_never_mixes_two_persons() -> None:
    out, _ = step(visiting(Overview(RECORD)), CardRemoved(), RULES)
    into, effects = step(out, CardInserted(), RULES)
    assert (into.state, into.visit) == (ReadingCard(), VISIT + 2)
    assert ReadCard() in effects


def test_out_of_service_reads_no_card() -> None:
    out = Session(OutOfService(errors.UNEXPECTED), Display(), VISIT)
    after, effects = step(out, CardInserted(), RULES)
    assert isinstance(after.state, OutOfService)
    assert ReadCard() not in effects


def test_a_language_chosen_while_the_card_waits_does_not_stay_for_the_next() -> None:
    left = Session(TakeCard(), Display("en"), VISIT, card_in=True)
    assert step(left, CardRemoved(), RULES)[0].display == RULES.home
