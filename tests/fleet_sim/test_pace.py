"""Steps are done when they are due, late ones are told so, and people come whether the server keeps up or not."""

from __future__ import annotations

import statistics
from itertools import islice, pairwise
from random import Random

import pytest

from tests.fleet_sim.pace import Agenda, Kiosks, Work, arrivals, crowd, queue


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _steps(done: list[tuple[str, float]], name: str, *moments: float) -> Work:
    for at in moments:
        late = yield at
        done.append((name, late))


def _play(agenda: Agenda, clock: Hand, until: float) -> None:
    """Let time pass from step to step."""
    while clock.now < until and (wait := agenda.turn()) is not None:
        clock.now += wait


def test_steps_of_several_are_done_in_the_order_they_are_due() -> None:
    done: list[tuple[str, float]] = []
    clock = Hand()
    agenda = Agenda(clock)
    agenda.begin(_steps(done, "a", 1, 4))
    agenda.begin(_steps(done, "b", 2, 3))
    assert agenda.turn() == 1
    assert done == []
    _play(agenda, clock, 10)
    assert done == [("a", 0), ("b", 0), ("b", 0), ("a", 0)]
    assert agenda.turn() is None


def test_a_step_that_begins_late_is_told_by_how_much() -> None:
    done: list[tuple[str, float]] = []
    clock = Hand()
    agenda = Agenda(clock)
    agenda.begin(_steps(done, "a", 1, 2))
    clock.now = 2.5
    agenda.turn()
    agenda.turn()
    assert done == [("a", 1.5), ("a", 0.5)]


def test_people_come_at_the_rate_asked_for_and_each_by_themselves() -> None:
    moments = list(islice(arrivals(6, 100, Random(3)), 6000))
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert moments[0] > 100
    assert statistics.mean(gaps) == pytest.approx(1 / 6, rel=0.05)
    assert statistics.stdev(gaps) == pytest.approx(1 / 6, rel=0.05)


def test_who_finds_no_free_kiosk_is_turned_away_and_the_next_may_find_one() -> None:
    clock, kiosks, seen = Hand(), Kiosks(1), []

    def visit(kiosk: int, at: float) -> Work:
        yield at
        yield at + 2.5
        seen.append((kiosk, at))
        kiosks.give(kiosk)

    agenda = Agenda(clock)
    agenda.begin(crowd(agenda, iter((1.0, 2.0, 4.0)), kiosks, visit))
    _play(agenda, clock, 10)
    assert seen == [(0, 1.0), (0, 4.0)]
    assert kiosks.turned_away == 1


def test_people_come_while_the_server_is_slow_and_wait() -> None:
    clock, kiosks, late = Hand(), Kiosks(9), []

    def visit(kiosk: int, at: float) -> Work:
        late.append((yield at))
        clock.now += 3  # the server takes its time

    agenda = Agenda(clock)
    agenda.begin(crowd(agenda, iter((1.0, 2.0, 3.0)), kiosks, visit))
    _play(agenda, clock, 20)
    assert late == [0, 2, 4]


def test_at_full_speed_the_next_visit_begins_when_the_last_is_over() -> None:
    clock, begun = Hand(), []

    def visit(kiosk: int, at: float) -> Work:
        begun.append((kiosk, at))
        yield at
        clock.now += 2

    agenda = Agenda(clock)
    agenda.begin(queue(Kiosks(2), True, clock, visit))
    _play(agenda, clock, 6)
    assert begun == [(0, 0), (1, 2), (0, 4), (1, 6)]
    agenda = Agenda(clock)
    agenda.begin(queue(Kiosks(2), False, clock, visit))
    _play(agenda, clock, 60)
    assert begun[4:] == [(0, 6), (1, 8)]


def test_threads_end_when_the_moment_comes_whatever_is_left() -> None:
    done: list[tuple[str, float]] = []
    clock = Hand()
    agenda = Agenda(clock)

    def ending(at: float) -> Work:
        yield at
        clock.now = 0.1

    agenda.begin(_steps(done, "a", 0, 9))
    agenda.begin(ending(0))
    agenda.run(3, 0.1)
    assert done == [("a", 0)]


def test_threads_end_when_nothing_is_left_before_the_moment_comes() -> None:
    done: list[tuple[str, float]] = []
    clock = Hand()
    agenda = Agenda(clock)
    for name in "abcdef":
        agenda.begin(_steps(done, name, 0, 0))
    agenda.run(3, 1e9)
    assert len(done) == 12
