"""D7: a clock that jumps an hour, ten years or to 1970 is doubted, and believed again when it is right."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock_watch import JUMP_SECONDS, ClockWatch, Doubt, is_synchronised
from kiosk.period import Month
from tests.clock import HandClock

START = datetime(2026, 11, 21, 10, 0)


def watch(clock: HandClock, latest: datetime | None = None, synchronised: bool = False) -> ClockWatch:
    """A watch on a kiosk without a time server, unless told otherwise."""
    return ClockWatch(clock, latest, lambda: synchronised)


def jumped(by: timedelta) -> tuple[HandClock, ClockWatch]:
    """A kiosk whose clock jumped after a minute."""
    clock = HandClock(START)
    watching = watch(clock)
    clock.advance(60)
    assert watching.doubt() is None
    clock.set_wall(clock.now() + by)
    return clock, watching


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (timedelta(hours=1), Doubt.JUMPED),
        (timedelta(days=3653), Doubt.JUMPED),
        (timedelta(hours=-1), Doubt.GONE_BACK),
        (datetime(1970, 1, 1) - START, Doubt.TOO_EARLY),
    ],
    ids=["an hour on", "ten years on", "an hour back", "1970"],
)
def test_a_jump_is_doubted_until_the_clock_is_right_again(by: timedelta, expected: Doubt) -> None:
    clock, watching = jumped(by)
    assert watching.doubt() is expected
    clock.advance(3600)
    assert watching.doubt() is not None, "it does not get right by waiting"
    clock.set_wall(clock.now() - by)
    assert watching.doubt() is None


@given(st.floats(-JUMP_SECONDS + 1, JUMP_SECONDS - 1))
def test_what_a_time_server_does_is_no_jump(seconds: float) -> None:
    assert jumped(timedelta(seconds=seconds))[1].doubt() is None


def test_small_steps_never_add_up_to_a_jump() -> None:
    clock = HandClock(START)
    watching = watch(clock)
    for _ in range(100):
        clock.set_wall(clock.now() + timedelta(seconds=60))
        clock.advance(10)
        assert watching.doubt() is None


def test_who_confirms_is_believed_until_the_next_jump() -> None:
    clock, watching = jumped(timedelta(hours=1))
    assert watching.confirm() is None
    assert watching.doubt() is None
    clock.set_wall(clock.now() - timedelta(hours=1))
    assert watching.doubt() is Doubt.GONE_BACK
    assert watching.confirm() is None
    assert watching.doubt() is None


def test_what_is_certainly_wrong_cannot_be_confirmed() -> None:
    clock, watching = jumped(datetime(1970, 1, 1) - START)
    assert watching.confirm() is Doubt.TOO_EARLY
    assert watching.doubt() is Doubt.TOO_EARLY


def test_a_time_server_ends_the_doubt_but_never_makes_1970_right() -> None:
    clock = HandClock(datetime(1970, 1, 1))
    assert watch(clock, START, synchronised=True).doubt() is Doubt.TOO_EARLY
    clock.set_wall(START + timedelta(days=9))
    assert watch(clock, START, synchronised=True).doubt() is None


def test_a_restart_does_not_forget_what_has_happened() -> None:
    assert watch(HandClock(START), START + timedelta(hours=1)).doubt() is Doubt.GONE_BACK
    assert watch(HandClock(START), START - timedelta(hours=1)).doubt() is None


def test_a_clock_years_past_the_data_is_doubted() -> None:
    clock = HandClock(START + timedelta(days=3653))
    watching = watch(clock)
    assert watching.doubt(Month(2026, 10)) is Doubt.FAR_AHEAD
    assert watching.doubt(Month(2036, 10)) is None
    assert watch(HandClock(START)).doubt(Month(2024, 11)) is None
    watching = watch(clock)
    watching.confirm()
    assert watching.doubt(Month(2026, 10)) is None, "staff may say so: the data are old"


def test_the_finding_says_what_is_shown_and_what_to_do() -> None:
    (well,) = watch(HandClock(START)).examine()
    assert well.well
    assert well.state == "2026-11-21 10:00:00, kept by no time server"
    (doubted,) = jumped(timedelta(hours=1))[1].examine()
    assert not doubted.well
    assert "confirm" in doubted.advice


def test_the_kernel_can_be_asked() -> None:
    assert is_synchronised() in (True, False)
