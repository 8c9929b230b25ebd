"""A card and the reader coming and going."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import errors
from kiosk.effects import Chime, EndVisit, ReadCard
from kiosk.events import Answer, CardInserted, CardRemoved, Event, FinishAsked, ReaderChanged, ReaderCondition
from kiosk.outcomes import Failed
from kiosk.session import step
from kiosk.states import (
    CardProblem,
    Display,
    EnterNumber,
    Origin,
    OutOfService,
    Overview,
    Printing,
    ReadingCard,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)
from tests.kiosk.fakes import DOCUMENT
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
        (TakePaper(RECORD, 2), errors.PAPER_LEFT),
        (StillThere(TakePaper(RECORD, 2), 10), errors.PAPER_LEFT),
        (Printing(RECORD, DOCUMENT), errors.PRINT_LEFT),
    ],
)
def test_what_is_told_when_the_card_is_pulled(state: State, notice: errors.Failure | None) -> None:
    assert step(visiting(state), CardRemoved(), RULES)[0].state == Welcome(notice)


@pytest.mark.parametrize("state", [TakePaper(RECORD, 2), Printing(RECORD, DOCUMENT)])
def test_who_leaves_where_paper_lies_hears_it(state: State) -> None:
    """B10: pages may lie in the tray, and they are personal."""
    assert Chime() in step(visiting(state), CardRemoved(), RULES)[1]
    assert Chime() not in step(visiting(Overview(RECORD)), CardRemoved(), RULES)[1]


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


# The reader itself.

AWAY = (ReaderCondition.SERVICE_DOWN, ReaderCondition.NO_READER)
THERE = (ReaderCondition.NO_CARD, ReaderCondition.READING, ReaderCondition.CARD_PRESENT)


def test_the_conditions_know_what_they_mean() -> None:
    assert {condition for condition in ReaderCondition if condition.away} == set(AWAY)
    assert {condition for condition in ReaderCondition if condition.empty} == {*AWAY, ReaderCondition.NO_CARD}


def after_all(session: Session, *events: Event) -> Session:
    """Take several steps."""
    for event in events:
        session, _ = step(session, event, RULES)
    return session


@pytest.mark.parametrize("condition", AWAY)
@pytest.mark.parametrize("state", UNCOVERED)
def test_a_reader_that_goes_with_the_card_is_told_as_such(state: State, condition: ReaderCondition) -> None:
    """The person did not take the card out: the removal is heard first, then why."""
    gone = after_all(visiting(state), CardRemoved(), ReaderChanged(condition))
    expected = (None, errors.READER_GONE, errors.PAPER_LEFT)
    assert isinstance(gone.state, Welcome)
    assert gone.state.notice in expected
    assert (gone.state.notice is not errors.READER_GONE) == isinstance(state, TakePaper | CardProblem)
    assert (gone.card_in, gone.health.reader) == (False, condition)


@pytest.mark.parametrize("condition", AWAY)
@pytest.mark.parametrize("state", UNCOVERED)
def test_a_reader_that_goes_takes_the_card_along_even_unsaid(state: State, condition: ReaderCondition) -> None:
    """Else "take your card" would stand until someone switches the kiosk off."""
    said = after_all(visiting(state), CardRemoved(), ReaderChanged(condition))
    after, effects = step(visiting(state), ReaderChanged(condition), RULES)
    assert after == said
    assert EndVisit() in effects
    left = Session(TakeCard(), Display(), VISIT, card_in=True)
    assert after_all(left, ReaderChanged(condition)).state == Welcome()


@pytest.mark.parametrize("condition", AWAY)
@pytest.mark.parametrize("origin", [Origin.NUMBER, Origin.ANTENNA])
@pytest.mark.parametrize("state", UNCOVERED)
def test_a_visit_by_number_or_antenna_does_not_care(state: State, origin: Origin, condition: ReaderCondition) -> None:
    before = visiting(state, origin)
    after, effects = step(before, ReaderChanged(condition), RULES)
    assert after == replace(before, health=replace(before.health, reader=condition))
    assert effects == ()


@pytest.mark.parametrize("back", THERE)
def test_the_notice_goes_when_the_reader_is_back(back: ReaderCondition) -> None:
    gone = after_all(visiting(Overview(RECORD)), CardRemoved(), ReaderChanged(ReaderCondition.SERVICE_DOWN))
    still_gone = after_all(gone, ReaderChanged(ReaderCondition.NO_READER))
    assert still_gone.state == Welcome(errors.READER_GONE)
    assert after_all(still_gone, ReaderChanged(back)).state == Welcome()
    assert after_all(still_gone, ReaderChanged(back), CardInserted()).state == ReadingCard()


@pytest.mark.parametrize("condition", ReaderCondition)
@pytest.mark.parametrize("notice", [None, errors.UNEXPECTED, errors.PRINTER_SILENT])
def test_what_else_is_told_on_welcome_stays(notice: errors.Failure | None, condition: ReaderCondition) -> None:
    told = Session(Welcome(notice), Display(), VISIT)
    assert after_all(told, ReaderChanged(condition)).state == Welcome(notice)


def test_a_card_that_was_pulled_stays_told_while_the_reader_is_well() -> None:
    pulled = after_all(visiting(Overview(RECORD)), CardRemoved(), ReaderChanged(ReaderCondition.NO_CARD))
    assert pulled.state == Welcome(errors.CARD_PULLED)


def test_a_reader_away_leaves_a_kiosk_out_of_service_so() -> None:
    out = Session(OutOfService(errors.UNEXPECTED), Display(), VISIT, card_in=True)
    for condition in ReaderCondition:
        assert isinstance(after_all(out, ReaderChanged(condition)).state, OutOfService)
