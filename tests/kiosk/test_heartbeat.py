"""Who is called dead, and who only has much to do: on a clock driven by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.heartbeat import OVERSLEPT_SECONDS, STILL_SECONDS, Heartbeats, Watched
from kiosk.watchdog import LAST_WORDS_SECONDS, LOOK_SECONDS
from tests.clock import HandClock
from tests.workers import HandWorker

NOTICED_SECONDS = 25.0
"""Faults D2 and D3."""


class Hall:
    """Two workers and who watches them, second by second."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.data, self.screen = HandWorker(), HandWorker()
        self.done = 0
        watched = (Watched("screen", self.screen), Watched("data", self.data, lambda: self.done))
        self.heartbeats = Heartbeats(watched, self.clock.monotonic)

    def look(self) -> tuple[str, ...]:
        """A second passes, and it is looked."""
        self.clock.advance(LOOK_SECONDS)
        return self.heartbeats.look()

    def looks_until_noticed(self, alive: HandWorker) -> tuple[float, tuple[str, ...]]:
        """After how many seconds somebody is named, while one worker goes on."""
        start = self.clock.monotonic()
        while not (still := self.look()):
            alive.run_all()
            assert self.clock.monotonic() < start + 2 * NOTICED_SECONDS, "nobody is ever named"
        return self.clock.monotonic() - start, still


@pytest.fixture
def hall() -> Hall:
    """All alive."""
    return Hall()


def test_those_who_answer_are_alive(hall: Hall) -> None:
    for _ in range(100):
        assert hall.look() == ()
        hall.screen.run_all()
        hall.data.run_all()


def test_a_worker_that_stands_still_is_named_in_time(hall: Hall) -> None:
    seconds, still = hall.looks_until_noticed(alive=hall.screen)
    assert still == ("data",)
    assert seconds + LAST_WORDS_SECONDS < NOTICED_SECONDS


def test_a_screen_that_stands_still_is_named_in_time(hall: Hall) -> None:
    seconds, still = hall.looks_until_noticed(alive=hall.data)
    assert still == ("screen",)
    assert seconds + LAST_WORDS_SECONDS < NOTICED_SECONDS


def test_one_that_falls_still_between_two_looks_is_named_in_time(hall: Hall) -> None:
    for _ in range(3):
        hall.look()
        hall.screen.run_all()
        hall.data.run_all()
    fell_still = hall.clock.monotonic()
    hall.looks_until_noticed(alive=hall.screen)
    assert hall.clock.monotonic() - fell_still + LAST_WORDS_SECONDS < NOTICED_SECONDS


def test_one_long_task_is_not_standing_still(hall: Hall) -> None:
    hall.look()
    hall.screen.run_all()
    for _ in range(int(STILL_SECONDS) - 2):
        assert hall.look() == ()
        hall.screen.run_all()
    hall.data.run_all()
    for _ in range(5):
        assert hall.look() == ()
        hall.screen.run_all()
        hall.data.run_all()


def test_many_tasks_are_not_standing_still(hall: Hall) -> None:
    """The answer waits behind them for a minute, but each ends."""
    for second in range(60):
        assert hall.look() == ()
        hall.screen.run_all()
        hall.done += second % 10 == 0


def test_nobody_is_to_blame_when_the_whole_machine_stood(hall: Hall) -> None:
    hall.look()
    hall.clock.advance(600)
    assert hall.heartbeats.look() == ()
    seconds, still = hall.looks_until_noticed(alive=hall.screen)
    assert still == ("data",) and seconds >= STILL_SECONDS


# Sixteenths of a second add up exactly, so that a pause at the limit is at the limit.
pauses_between_looks = st.integers(2, int(OVERSLEPT_SECONDS * 16)).map(lambda sixteenths: sixteenths / 16)


@given(st.lists(pauses_between_looks, min_size=1, max_size=60))
def test_however_the_looks_fall_nobody_is_named_early_and_the_dead_not_late(pauses: list[float]) -> None:
    hall = Hall()
    hall.heartbeats.look()
    first = hall.clock.monotonic()
    for pause in pauses:
        hall.clock.advance(pause)
        hall.screen.run_all()
        expected = ("data",) if hall.clock.monotonic() - first >= STILL_SECONDS else ()
        assert hall.heartbeats.look() == expected
