"""Over every state and every event: never raises, keeps the house rules, ignores what comes late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from kiosk import errors
from kiosk.effects import CheckPassword, CheckPin, EndVisit, SetPassword, SetTimer, StopTimer
from kiosk.events import (
    Answer,
    BackAsked,
    BugStruck,
    CardInserted,
    CardRemoved,
    Event,
    FinishAsked,
    Health,
    HealthChecked,
    PersonEvent,
    ReaderChanged,
    ReaderCondition,
)
from kiosk.outcomes import Outcome
from kiosk.period import Month
from kiosk.session import step
from kiosk.states import Guide, Origin, OutOfService, Policy, Rating, Session, State, StillThere, TakeCard, Welcome
from tests.kiosk.session.cases import OUTCOMES, RULES, STATES, VISIT, events, person_events, sessions


def steps() -> Iterator[tuple[Session, Event, Session, tuple[object, ...]]]:
    """Take every step there is."""
    for before in sessions():
        for event in events():
            after, effects = step(before, event, RULES)
            yield before, event, after, effects


def test_the_cases_are_complete() -> None:
    assert {type(state) for state in STATES} == set(get_args(State))
    assert {type(outcome) for outcome in OUTCOMES} == set(get_args(Outcome))
    assert {type(event) for event in person_events()} == set(get_args(PersonEvent))
    assert {type(event) for event in events()} == set(get_args(Event))


def _was_only_reading(before: Session, event: Event) -> bool:
    """Who reads a public text and goes back is still there, and has shown nothing of theirs."""
    return before.state in (Policy(), Guide()) and event == BackAsked()


def test_no_step_raises_and_each_keeps_the_house_rules() -> None:
    for before, event, after, effects in steps():
        told = f"{before.state!r} + {event!r} -> {after.state!r}"
        resting = isinstance(after.state, Welcome | TakeCard | Rating | OutOfService)
        assert resting == (after.origin is Origin.NOBODY), told
        assert after.visit >= before.visit, told
        assert not (isinstance(after.state, StillThere) and isinstance(after.state.resume, StillThere)), told
        assert not (isinstance(after.state, TakeCard) and not after.card_in), told
        if before.origin is not Origin.NOBODY and after.origin is Origin.NOBODY:
            assert EndVisit() in effects, told
            assert after.visit > before.visit, told
            waits = isinstance(after.state, TakeCard)
            assert after.display == RULES.home or waits or _was_only_reading(before, event), told


def test_timers_come_last_so_that_ending_a_visit_does_not_stop_new_ones() -> None:
    for before, event, after, effects in steps():
        kinds = [isinstance(effect, SetTimer | StopTimer) for effect in effects]
        ended = effects.index(EndVisit()) if EndVisit() in effects else -1
        first = kinds.index(True) if True in kinds else len(kinds)
        assert ended < first, f"{before.state!r} + {event!r} -> {after.state!r}: {effects!r}"


def test_a_card_that_ends_a_visit_begins_its_own_in_the_default_display() -> None:
    for before, event, after, _ in steps():
        if isinstance(event, CardInserted) and before.origin is not Origin.NOBODY and after.visit > before.visit:
            assert after.display == RULES.home


def test_pulling_the_card_ends_a_card_visit_from_any_state() -> None:
    for before in sessions():
        after, effects = step(before, CardRemoved(), RULES)
        if before.origin is Origin.CARD:
            assert isinstance(after.state, Welcome)
            assert EndVisit() in effects
        assert not after.card_in
        assert not isinstance(after.state, TakeCard)


def test_finishing_ends_a_visit_from_any_state() -> None:
    for before in sessions():
        after, effects = step(before, FinishAsked(), RULES)
        if before.origin is not Origin.NOBODY:
            assert isinstance(after.state, TakeCard if before.card_in else Welcome)
            assert EndVisit() in effects


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: type(outcome).__name__)
def test_an_answer_of_an_earlier_visit_is_ignored(outcome: Outcome) -> None:
    for before in sessions():
        after, effects = step(before, Answer(VISIT - 1, outcome), RULES)
        assert after == before
        assert all(isinstance(effect, SetTimer | StopTimer) for effect in effects)


def test_an_answer_starts_no_visit() -> None:
    for before in sessions():
        if before.origin is Origin.NOBODY:
            for outcome in OUTCOMES:
                assert step(before, Answer(VISIT, outcome), RULES)[0] == before


def test_a_secret_is_taken_over_at_most_once() -> None:
    for _, _, _, effects in steps():
        assert sum(isinstance(effect, CheckPassword | CheckPin | SetPassword) for effect in effects) <= 1


def test_a_bug_ends_and_tells_and_too_many_put_out_of_service() -> None:
    for before in sessions():
        once, effects = step(before, BugStruck(), RULES)
        assert EndVisit() in effects
        if isinstance(before.state, OutOfService):
            assert isinstance(once.state, OutOfService)
        else:
            assert isinstance(once.state, Welcome | TakeCard)
            assert once.state.notice is errors.UNEXPECTED
        often, effects = step(before, BugStruck(repeated=True), RULES)
        assert often.state == OutOfService(errors.UNEXPECTED)
        assert EndVisit() in effects


def test_health_changes_nothing_but_health() -> None:
    seen = HealthChecked(errors.NO_PAPER, None, Month(2026, 10))
    for before in sessions():
        after, _ = step(before, seen, RULES)
        assert after == replace(before, health=Health(before.health.reader, errors.NO_PAPER, None, Month(2026, 10)))


@pytest.mark.parametrize("condition", ReaderCondition)
def test_each_condition_of_the_reader_is_kept_apart(condition: ReaderCondition) -> None:
    for before in sessions():
        after, _ = step(before, ReaderChanged(condition), RULES)
        assert after.health == replace(before.health, reader=condition)
        assert not (condition.empty and after.card_in)
        if not condition.empty:
            assert (after.visit, after.card_in, after.display) == (before.visit, before.card_in, before.display)


def test_nothing_personal_in_any_repr() -> None:
    for before in sessions():
        text = repr(before)
        assert not any(secret in text for secret in ("张三", "119901198503150015", "A12345674", "P1'", "64000"))
    for event in events():
        assert "246813" not in repr(event)
        assert "119901198503150015" not in repr(event)
