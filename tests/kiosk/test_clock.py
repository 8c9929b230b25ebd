"""The real clock: a demo's day stands still while the time of day goes on; timers ring once unless stopped."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta

import time_machine

from kiosk.clock import WallClock

DEMO_DAY = date(2026, 11, 21)
PATIENCE = 60.0
"""Seconds a thread may be late on a loaded machine."""


def test_without_a_demo_day_it_is_the_real_time() -> None:
    with time_machine.travel(datetime(2030, 2, 28, 23, 59, 58), tick=False):
        assert WallClock().now().replace(tzinfo=None) == datetime(2030, 2, 28, 23, 59, 58)
        assert WallClock().today() == date(2030, 2, 28)


def test_the_demo_day_stands_still_over_midnight_and_the_time_of_day_goes_on() -> None:
    clock = WallClock(DEMO_DAY)
    with time_machine.travel(datetime(2030, 2, 28, 23, 59, 58), tick=False) as traveller:
        assert clock.now() == datetime(2026, 11, 21, 23, 59, 58)
        traveller.shift(timedelta(seconds=3))
        assert clock.now() == datetime(2026, 11, 21, 0, 0, 1)
        assert clock.today() == DEMO_DAY


def test_monotonic_does_not_follow_the_wall_clock_back() -> None:
    clock = WallClock()
    before = clock.monotonic()
    with time_machine.travel(datetime(1999, 1, 1)):
        assert clock.monotonic() >= before


def test_later_calls_once_on_a_thread_of_its_own() -> None:
    rung, threads = threading.Event(), list[int]()

    def ring() -> None:
        threads.append(threading.get_ident())
        rung.set()

    WallClock().later(0.001, ring)
    assert rung.wait(PATIENCE)
    assert len(threads) == 1 and threads[0] != threading.get_ident()


def test_a_stopped_timer_does_not_ring() -> None:
    rung, before = list[str](), set(threading.enumerate())
    timer = WallClock().later(10 * PATIENCE, lambda: rung.append("stopped"))
    (waiting,) = set(threading.enumerate()) - before
    timer.stop()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
    assert rung == []
