"""The rule for watching a job."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.document import JobPhase, JobState
from kiosk.errors import (
    NO_PAPER,
    PRINT_BROKEN_OFF,
    PRINTER_NEEDS_STAFF,
    PRINTER_SILENT,
    PRINTER_UNUSABLE,
)
from printing.conditions import AWAY, CONDITIONS
from printing.job import HARD_STOP_SECONDS, MISSES, WAIT_FOR_STAFF_SECONDS, Look, Stage, Watch, deadline, observe

START = Watch(deadline(0, pages=2), pages=2)
FAULTS = [None, NO_PAPER, PRINTER_NEEDS_STAFF, PRINT_BROKEN_OFF, PRINTER_SILENT, PRINTER_UNUSABLE]
COUNTS = st.none() | st.integers(-2, 9)
LOOKS = st.builds(Look, st.sampled_from([None, *Stage]), st.sampled_from(FAULTS), st.booleans(), COUNTS)


def phase_of(look: Look, now: float = 1) -> JobState:
    return observe(START, look, now)[1]


def test_deadline_grows_with_the_pages() -> None:
    assert deadline(100, pages=1) == 135
    assert deadline(100, pages=4) == 150


def test_completed_is_not_yet_sent() -> None:
    assert phase_of(Look(Stage.COMPLETED)).phase is JobPhase.PRINTING
    assert phase_of(Look(Stage.COMPLETED, at_rest=True)) == JobState(JobPhase.SENT)
    assert phase_of(Look(Stage.COMPLETED, NO_PAPER, at_rest=True)).phase is JobPhase.WAITING


def test_queued_waits_and_printing_prints() -> None:
    assert phase_of(Look(Stage.QUEUED)) == JobState(JobPhase.WAITING)
    assert phase_of(Look(Stage.PRINTING)) == JobState(JobPhase.PRINTING)


def test_jam_fails_at_once() -> None:
    assert phase_of(Look(Stage.PRINTING, PRINT_BROKEN_OFF)) == JobState(JobPhase.FAILED, PRINT_BROKEN_OFF)


def test_lost_job_fails_with_what_is_known() -> None:
    assert phase_of(Look(Stage.LOST)) == JobState(JobPhase.FAILED, PRINT_BROKEN_OFF)
    assert phase_of(Look(Stage.LOST, NO_PAPER)) == JobState(JobPhase.FAILED, NO_PAPER)


def test_third_missed_look_in_a_row_fails() -> None:
    watch, states = START, []
    for _ in range(MISSES):
        watch, state = observe(watch, Look(None), 1)
        states.append(state.phase)
    assert states == [JobPhase.WAITING, JobPhase.WAITING, JobPhase.FAILED]
    watch, _ = observe(START, Look(None), 1)
    watch, _ = observe(watch, Look(Stage.PRINTING), 1)
    assert watch.missed == 0


@pytest.mark.parametrize("fault", [NO_PAPER, PRINTER_NEEDS_STAFF])
def test_waiting_for_staff_ends_after_a_minute(fault: object) -> None:
    look = Look(Stage.PRINTING, NO_PAPER if fault == NO_PAPER else PRINTER_NEEDS_STAFF)
    watch, state = observe(START, look, 5)
    assert state == JobState(JobPhase.WAITING, look.fault)
    watch, state = observe(watch, look, 5 + WAIT_FOR_STAFF_SECONDS)
    assert state.phase is JobPhase.WAITING
    _, state = observe(watch, look, 6 + WAIT_FOR_STAFF_SECONDS)
    assert state == JobState(JobPhase.FAILED, look.fault)


def test_time_spent_waiting_for_paper_is_given_back() -> None:
    watch, _ = observe(START, Look(Stage.PRINTING, NO_PAPER), 10)
    watch, state = observe(watch, Look(Stage.PRINTING), 60)
    assert state.phase is JobPhase.PRINTING
    assert watch.deadline == START.deadline + 50


def test_a_job_that_waits_again_and_again_is_over_at_the_hard_stop() -> None:
    watch, now = START, 0.0
    state = JobState(JobPhase.WAITING)
    while state.phase is not JobPhase.FAILED:
        waits = now % 50 < 45  # each wait is ended in time, by five seconds of printing
        watch, state = observe(watch, Look(Stage.PRINTING, NO_PAPER if waits else None), now)
        now += 0.5
    assert START.deadline + HARD_STOP_SECONDS < now <= START.deadline + HARD_STOP_SECONDS + 1


def test_a_missed_look_does_not_end_a_job_that_waits_for_paper_beyond_its_deadline() -> None:
    watch, _ = observe(START, Look(Stage.PRINTING, NO_PAPER), START.deadline - 1)
    _, state = observe(watch, Look(None), START.deadline + 1)
    assert state.phase is JobPhase.WAITING


@pytest.mark.parametrize("kind", ["P01", "P06"])
def test_any_condition_of_a_kind_that_staff_mend_is_waited_for(kind: str) -> None:
    told = [c.told for c in CONDITIONS if c.told.code == kind and c.during == c.told]
    assert told
    for fault in told:
        assert phase_of(Look(Stage.PRINTING, fault)) == JobState(JobPhase.WAITING, fault)


def test_silent_printer_fails_at_the_deadline() -> None:
    look = Look(Stage.PRINTING, PRINTER_SILENT)
    assert phase_of(look, START.deadline) == JobState(JobPhase.WAITING, PRINTER_SILENT)
    assert phase_of(look, START.deadline + 1) == JobState(JobPhase.FAILED, PRINTER_SILENT)
    assert phase_of(Look(Stage.COMPLETED), START.deadline + 1) == JobState(JobPhase.FAILED, PRINTER_SILENT)


def test_a_printer_that_is_off_is_waited_for_and_only_then_told_as_cancelled() -> None:
    """While it may come back, nothing may say that the print was cancelled."""
    look = Look(Stage.PRINTING, AWAY.told)
    assert phase_of(look, START.deadline) == JobState(JobPhase.WAITING, AWAY.told)
    assert phase_of(look, START.deadline + 1) == JobState(JobPhase.FAILED, PRINTER_SILENT)
    assert phase_of(Look(Stage.LOST, AWAY.told)) == JobState(JobPhase.FAILED, PRINTER_SILENT)


def test_pages_that_are_done_are_told_while_the_job_is_on_its_way() -> None:
    state = phase_of(Look(Stage.PRINTING, pages_done=1))
    assert state == JobState(JobPhase.PRINTING, pages_done=1)
    assert phase_of(Look(Stage.COMPLETED, at_rest=True, pages_done=2)) == JobState(JobPhase.SENT)


@pytest.mark.parametrize("said", [None, 0, -2])
def test_a_printer_that_does_not_count_tells_nothing(said: int | None) -> None:
    assert phase_of(Look(Stage.PRINTING, pages_done=said)).pages_done is None


@pytest.mark.parametrize(
    "after",
    [Look(Stage.PRINTING, pages_done=1), Look(Stage.COMPLETED), Look(None), Look(Stage.PRINTING, NO_PAPER)],
    ids=["back", "gone", "missed", "waits"],
)
def test_a_page_that_was_done_stays_done(after: Look) -> None:
    watch, _ = observe(Watch(99, pages=9), Look(Stage.PRINTING, pages_done=3), 1)
    watch, state = observe(watch, after, 2)
    assert state.pages_done == 3
    assert observe(watch, Look(Stage.PRINTING), 3)[1].pages_done == 3, "also when it no longer waits"


@given(st.lists(LOOKS, min_size=1, max_size=50))
def test_pages_only_grow_and_are_never_more_than_there_are(looks: list[Look]) -> None:
    watch, last = START, 0
    for now, look in enumerate(looks):
        watch, state = observe(watch, look, now)
        if state.pages_done is not None:
            assert 1 <= state.pages_done <= START.pages
            assert state.pages_done >= last
            last = state.pages_done
        elif state.phase in (JobPhase.WAITING, JobPhase.PRINTING):
            assert last == 0, "what was told once is not forgotten"


@given(st.lists(LOOKS, min_size=1, max_size=400))
def test_every_watch_ends(looks: list[Look]) -> None:
    """Whatever is seen, looked at every half second a job of two pages ends at the hard stop at the latest."""
    watch, now = START, 0.0
    for number in range(1000):
        look = looks[number % len(looks)]
        watch, state = observe(watch, look, now)
        if state.phase in (JobPhase.SENT, JobPhase.FAILED):
            assert state.failure is not None or state.phase is JobPhase.SENT
            return
        assert now <= START.deadline + HARD_STOP_SECONDS + 1
        now += 0.5
