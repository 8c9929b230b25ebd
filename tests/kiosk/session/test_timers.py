"""Which timers run in which state, and what happens when one runs out."""

from __future__ import annotations

import pytest

from kiosk import errors
from kiosk.choices import Look
from kiosk.document import JobPhase, JobState
from kiosk.effects import Chime, Effect, EndVisit, SetTimer, StopTimer, WatchJob
from kiosk.events import (
    Answer,
    BackAsked,
    CardInserted,
    ContinueAsked,
    Event,
    FinishAsked,
    HealthChecked,
    LanguageChosen,
    LookChosen,
    TimeOut,
    TimerKind,
    Touched,
)
from kiosk.outcomes import Failed, JobLookedAt, LoginRefused
from kiosk.session import step
from kiosk.session.timers import (
    NOTICE_SECONDS,
    PAPER_SECONDS,
    PRINT_PAUSE_SECONDS,
    PRINTING_SECONDS,
    READING_SECONDS,
    REMIND_SECONDS,
)
from kiosk.states import (
    CardProblem,
    Display,
    EnterNumber,
    EnterPassword,
    Origin,
    Overview,
    Print,
    Printing,
    ReadingCard,
    ReadingStage,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)
from tests.kiosk.fakes import DOCUMENT
from tests.kiosk.session.cases import (
    BY_CARD,
    BY_NUMBER,
    HOLDING,
    JOB,
    KNOWING,
    RECORD,
    RULES,
    UNCOVERED,
    VISIT,
    sessions,
    visiting,
)

IDLE, TICK, OVER, WATCH = (TimeOut(kind) for kind in (TimerKind.IDLE, TimerKind.TICK, TimerKind.VISIT, TimerKind.WATCH))
PRINTING = Printing(RECORD, DOCUMENT, JOB, JobState(JobPhase.PRINTING))


def idle_after(session: Session, event: Event) -> Effect | None:
    """What the step does to the idle timer."""
    found = [e for e in step(session, event, RULES)[1] if getattr(e, "timer", None) is TimerKind.IDLE]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize("state", [Overview(RECORD), EnterNumber(), EnterPassword(BY_CARD), Print(RECORD)])
@pytest.mark.parametrize(("look", "idle", "warning"), [(Look.STANDARD, 60, 30), (Look.ELDER, 120, 45)])
def test_idle_then_a_warning_that_covers_the_data(state: State, look: Look, idle: int, warning: int) -> None:
    here = visiting(state, look=look)
    assert idle_after(here, Touched()) == SetTimer(TimerKind.IDLE, idle)
    covered, effects = step(here, IDLE, RULES)
    assert covered.state == StillThere(state, warning)
    assert SetTimer(TimerKind.TICK, 1) in effects


def test_the_warning_counts_down_and_ends_the_visit() -> None:
    here, _ = step(visiting(Overview(RECORD), Origin.NUMBER), IDLE, RULES)
    for left in range(29, 0, -1):
        here, effects = step(here, TICK, RULES)
        assert here.state == StillThere(Overview(RECORD), left)
        assert SetTimer(TimerKind.TICK, 1) in effects
    here, effects = step(here, TICK, RULES)
    assert here.state == Welcome()
    assert EndVisit() in effects


def test_going_on_starts_the_idle_time_anew() -> None:
    covered = visiting(StillThere(Overview(RECORD), 3))
    _, effects = step(covered, ContinueAsked(), RULES)
    assert {SetTimer(TimerKind.IDLE, 60), StopTimer(TimerKind.TICK)} <= set(effects)


def test_no_warning_is_ever_shorter_than_twenty_seconds() -> None:
    for before in sessions():
        for event in (IDLE, OVER):
            after, _ = step(before, event, RULES)
            if isinstance(after.state, StillThere) and not isinstance(before.state, StillThere):
                assert after.state.seconds >= 20


@pytest.mark.parametrize("event", [HealthChecked(None, None, None), Answer(VISIT - 1, Failed(errors.DATA_AWAY))])
def test_only_a_person_is_a_sign_of_a_person(event: Event) -> None:
    assert idle_after(visiting(Overview(RECORD)), event) is None


@pytest.mark.parametrize("state", [s for s in UNCOVERED if not isinstance(s, Printing | ReadingCard)])
def test_the_longest_visit_ends_with_a_last_warning(state: State) -> None:
    last, _ = step(visiting(state, Origin.NUMBER), OVER, RULES)
    assert last.state == StillThere(state, 30, may_continue=False)
    assert step(last, ContinueAsked(), RULES)[0] == last


def test_the_longest_visit_forbids_going_on_from_a_warning_that_stands() -> None:
    after, _ = step(visiting(StillThere(Overview(RECORD), 12)), OVER, RULES)
    assert after.state == StillThere(Overview(RECORD), 12, may_continue=False)


def test_the_longest_visit_waits_for_the_printer() -> None:
    after, effects = step(visiting(PRINTING), OVER, RULES)
    assert after.state == PRINTING
    assert SetTimer(TimerKind.VISIT, PRINT_PAUSE_SECONDS) in effects


def test_the_elder_look_gives_more_time_at_once() -> None:
    _, effects = step(visiting(Overview(RECORD)), LookChosen(Look.ELDER), RULES)
    assert {SetTimer(TimerKind.IDLE, 120), SetTimer(TimerKind.VISIT, 1155)} <= set(effects)


def test_waiting_times_are_counted_down_also_under_the_cover() -> None:
    refused = Answer(VISIT, LoginRefused(errors.LOCKED, None, 3))
    here, effects = step(visiting(EnterPassword(BY_NUMBER, busy=True), Origin.NUMBER), refused, RULES)
    assert SetTimer(TimerKind.TICK, 1) in effects
    here, effects = step(here, TICK, RULES)
    assert here.state == EnterPassword(BY_NUMBER, errors.LOCKED, None, 2)
    assert SetTimer(TimerKind.TICK, 1) in effects
    covered, _ = step(here, IDLE, RULES)
    covered, _ = step(covered, TICK, RULES)
    here, _ = step(covered, ContinueAsked(), RULES)
    assert here.state == EnterPassword(BY_NUMBER, errors.LOCKED, None, 1)
    here, effects = step(here, TICK, RULES)
    assert here.state == EnterPassword(BY_NUMBER)
    assert StopTimer(TimerKind.TICK) in effects


def test_leaving_a_waiting_time_stops_its_countdown() -> None:
    waiting = visiting(EnterPassword(BY_NUMBER, errors.LOCKED, None, 9), Origin.NUMBER)
    assert StopTimer(TimerKind.TICK) in step(waiting, BackAsked(), RULES)[1]


def test_a_card_left_in_is_called_for_every_five_seconds() -> None:
    left, effects = step(visiting(Overview(RECORD)), FinishAsked(), RULES)
    assert SetTimer(TimerKind.TICK, REMIND_SECONDS) in effects
    for count in (1, 2, 3):
        left, effects = step(left, TICK, RULES)
        assert left.state == TakeCard(count)
        assert Chime() in effects
        assert SetTimer(TimerKind.TICK, REMIND_SECONDS) in effects


def test_paper_that_is_not_taken_ends_the_visit() -> None:
    sent = Answer(VISIT, JobLookedAt(JobState(JobPhase.SENT)))
    here, effects = step(visiting(PRINTING), sent, RULES)
    assert SetTimer(TimerKind.IDLE, PAPER_SECONDS) in effects
    assert isinstance(step(here, IDLE, RULES)[0].state, TakeCard)


@pytest.mark.parametrize(
    ("stage", "failure"),
    [
        (ReadingStage.READING, errors.READER_GONE),
        (ReadingStage.FINDING, errors.DATA_AWAY),
        (ReadingStage.LOADING, errors.DATA_AWAY),
    ],
)
def test_a_stuck_worker_does_not_hold_the_person_and_its_late_answer_is_nobodys(
    stage: ReadingStage, failure: errors.Failure
) -> None:
    here = visiting(ReadingCard(stage))
    assert idle_after(here, Touched()) == SetTimer(TimerKind.IDLE, READING_SECONDS)
    after, _ = step(here, IDLE, RULES)
    assert (after.state, after.visit) == (CardProblem(failure), VISIT + 1)


def test_a_stuck_printer_worker_ends_the_visit_though_nobody_touches() -> None:
    waiting = Printing(RECORD, DOCUMENT)
    assert idle_after(visiting(waiting), Touched()) == SetTimer(TimerKind.IDLE, PRINTING_SECONDS)
    looked = Answer(VISIT, JobLookedAt(JobState(JobPhase.PRINTING)))
    assert idle_after(visiting(PRINTING), looked) == SetTimer(TimerKind.IDLE, PRINTING_SECONDS), "it answers: wait on"
    after, effects = step(visiting(waiting, Origin.NUMBER), IDLE, RULES)
    assert after.state == Welcome(errors.PRINTER_SILENT)
    assert EndVisit() in effects


def test_a_job_is_looked_at_only_while_there_is_one() -> None:
    assert WatchJob(JOB) in step(visiting(PRINTING), WATCH, RULES)[1]
    assert step(visiting(Printing(RECORD, DOCUMENT)), WATCH, RULES)[1] == ()
    assert step(visiting(Overview(RECORD)), WATCH, RULES)[1] == ()


def test_a_notice_on_welcome_stands_for_a_while() -> None:
    told = Session(Welcome(errors.CARD_PULLED), Display())
    assert idle_after(told, Touched()) == SetTimer(TimerKind.IDLE, NOTICE_SECONDS)
    assert step(told, IDLE, RULES)[0].state == Welcome()
    assert idle_after(Session(Welcome(), Display()), Touched()) == StopTimer(TimerKind.IDLE)


def test_a_language_chosen_on_welcome_by_someone_who_walks_away_does_not_stay() -> None:
    resting = Session(Welcome(), Display())
    chosen, effects = step(resting, LanguageChosen("en"), RULES)
    assert SetTimer(TimerKind.IDLE, 60) in effects
    assert step(chosen, IDLE, RULES)[0] == resting


def test_paper_that_may_be_left_is_told_and_heard() -> None:
    """B10: nobody touched anything while the paper lay there."""
    after, effects = step(visiting(TakePaper(RECORD, 2), Origin.NUMBER), IDLE, RULES)
    assert after.state == Welcome(errors.PAPER_LEFT)
    assert Chime() in effects


@pytest.mark.parametrize("state", [*HOLDING, *KNOWING])
def test_whoever_walks_away_is_forgotten_by_time_alone(state: State) -> None:
    """From any state with something personal, timers that ring and nothing else lead out of the visit."""
    here = visiting(state, Origin.NUMBER)
    for _ in range(200):
        if here.origin is Origin.NOBODY:
            break
        here, _ = step(here, TICK if isinstance(here.state, StillThere) else IDLE, RULES)
    assert here.state in (Welcome(), Welcome(errors.PRINTER_SILENT), Welcome(errors.PAPER_LEFT))


def test_every_state_of_a_visit_has_a_timer_that_leads_out() -> None:
    for before in sessions():
        if before.origin is Origin.NOBODY:
            continue
        _, effects = step(before, Touched(), RULES)
        runs = any(isinstance(e, SetTimer) and e.timer is TimerKind.IDLE for e in effects)
        assert runs or isinstance(before.state, StillThere), before.state


def test_a_card_put_in_again_and_again_keeps_the_reminder_going() -> None:
    left = Session(TakeCard(), Display(), VISIT, card_in=True)
    _, effects = step(left, CardInserted(), RULES)
    assert StopTimer(TimerKind.TICK) not in effects
