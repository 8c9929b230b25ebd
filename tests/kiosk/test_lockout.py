"""Waiting after wrong passwords: doubles, never shrinks, outlives a restart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.lockout import LONGEST_WAIT, LockoutRule, Waits
from kiosk.ports import Attempts

FREE, FIRST = st.integers(1, 20), st.integers(1, 3600)


def failures(rule: LockoutRule, count: int) -> list[Attempts]:
    """Fail so many times."""
    made, attempts = [], Attempts()
    for _ in range(count):
        attempts = rule.after_failure(attempts)
        made.append(attempts)
    return made


def test_five_tries_then_15_seconds_doubling() -> None:
    waits = [attempts.wait_seconds for attempts in failures(LockoutRule(), 8)]
    assert waits == [0, 0, 0, 0, 15, 30, 60, 120]


def test_tries_left_counts_down_to_none() -> None:
    rule = LockoutRule()
    assert [rule.tries_left(attempts) for attempts in failures(rule, 6)] == [4, 3, 2, 1, 0, 0]


@given(FREE, FIRST)
def test_waits_double_up_to_a_day_and_never_shrink(free: int, first: int) -> None:
    rule = LockoutRule(free, first)
    waits = [attempts.wait_seconds for attempts in failures(rule, free + 60)]
    assert waits[: free - 1] == [0] * (free - 1)
    for shorter, longer in zip(waits[free - 1 :], waits[free:], strict=False):
        assert longer in (shorter * 2, LONGEST_WAIT)
        assert longer >= shorter
    assert waits[-1] == LONGEST_WAIT


@given(st.integers(1, 5000), st.floats(0, 1e6), st.floats(0, 1e5))
def test_remaining_falls_with_time_and_is_rounded_up(wait: int, now: float, passed: float) -> None:
    waits = Waits()
    waits.begin("key", wait, now)
    attempts = Attempts(5, wait)
    left = waits.remaining("key", attempts, now + passed)
    assert 0 <= left <= wait + 1
    assert left >= wait - passed - 1e-3
    assert (left == 0) == (now + wait - (now + passed) <= 0)


@given(st.integers(1, 5000), st.floats(0, 1e6))
def test_a_restart_starts_the_wait_in_full(wait: int, now: float) -> None:
    waits = Waits()
    assert wait <= waits.remaining("key", Attempts(5, wait), now) <= wait + 1
    assert waits.remaining("key", Attempts(5, wait), now + wait + 1) == 0


def test_keys_wait_apart() -> None:
    waits = Waits()
    waits.begin("one", 15, 0.0)
    assert waits.remaining("two", Attempts(2, 0), 1.0) == 0
    assert waits.remaining("one", Attempts(5, 15), 1.0) == 14


def test_forgotten_attempts_wait_no_more() -> None:
    waits = Waits()
    waits.begin("key", 15, 0.0)
    assert waits.remaining("key", Attempts(), 1.0) == 0
