"""The question at the end: asked of who has looked something up, about nobody, and never in anybody's way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.audit.steps import of_step
from kiosk.effects import Chime, EndVisit, ReadCard
from kiosk.errors import CARD_FOREIGN
from kiosk.events import (
    BackAsked,
    CardInserted,
    CardRemoved,
    ContinueAsked,
    Event,
    FinishAsked,
    RatingGiven,
    TimeOut,
    TimerKind,
)
from kiosk.session import step
from kiosk.states import CardProblem, Display, Origin, Overview, Rating, ReadingCard, Session, TakeCard, Welcome
from tests.kiosk.session.cases import RECORD, RULES, visiting

ASKING = replace(RULES, asks_rating=True)


def rated(card_in: bool) -> Session:
    here = replace(visiting(Overview(RECORD), Origin.CARD if card_in else Origin.NUMBER), display=Display("en"))
    return step(replace(here, card_in=card_in), FinishAsked(), ASKING)[0]


def test_who_finishes_is_asked_once_everything_of_them_is_forgotten() -> None:
    here = replace(visiting(Overview(RECORD)), display=Display("en"))
    asked, effects = step(here, FinishAsked(), ASKING)
    assert (asked.state, asked.origin, asked.visit) == (Rating(), Origin.NOBODY, here.visit + 1)
    assert asked.display == Display("en"), "they read the question in their own language"
    assert EndVisit() in effects


def test_nobody_is_asked_where_the_hall_does_not_want_it_or_nothing_was_seen() -> None:
    assert isinstance(step(visiting(Overview(RECORD)), FinishAsked(), RULES)[0].state, TakeCard)
    assert isinstance(step(visiting(CardProblem(CARD_FOREIGN)), FinishAsked(), ASKING)[0].state, TakeCard)


@pytest.mark.parametrize(
    "event", [RatingGiven(4), FinishAsked(), BackAsked(), ContinueAsked(), TimeOut(TimerKind.IDLE)], ids=str
)
@pytest.mark.parametrize("card_in", [True, False])
def test_an_answer_a_skip_and_walking_away_all_go_on(event: Event, card_in: bool) -> None:
    after, _ = step(rated(card_in), event, ASKING)
    assert after.state == (TakeCard() if card_in else Welcome())
    assert card_in or after.display == ASKING.home


def test_taking_the_card_answers_as_well() -> None:
    after, effects = step(rated(card_in=True), CardRemoved(), ASKING)
    assert (after.state, after.display) == (Welcome(), ASKING.home)
    assert Chime() not in effects


def test_the_next_card_does_not_wait_for_an_answer() -> None:
    after, effects = step(rated(card_in=False), CardInserted(), ASKING)
    assert (after.state, after.display) == (ReadingCard(), ASKING.home)
    assert ReadCard() in effects


def test_only_the_figure_is_written_down() -> None:
    before = rated(card_in=False)
    event = RatingGiven(2)
    after, _ = step(before, event, ASKING)
    assert ("rating-given", "2") in of_step(before, event, after)
    assert ("rating-given", "2") not in of_step(after, event, after), "a late touch counts for nobody"
