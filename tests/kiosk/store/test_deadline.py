"""One deadline holds for all that is asked inside, and an inner one never lengthens an outer one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from kiosk.store.deadline import Deadline, at_most, deadline_here
from tests.clock import HandClock


def passed() -> bool:
    """Whether it is too late here."""
    here = deadline_here()
    assert here is not None
    return here.passed()


def test_it_passes_at_its_moment_and_ends_with_its_block() -> None:
    clock = HandClock()
    assert deadline_here() is None
    with at_most(10, clock.monotonic):
        assert not passed()
        clock.advance(9.9)
        assert not passed()
        clock.advance(0.1)
        assert passed()
    assert deadline_here() is None


def test_the_earlier_of_two_holds() -> None:
    clock = HandClock()
    with at_most(10, clock.monotonic):
        with at_most(3, clock.monotonic):
            clock.advance(3)
            assert passed()
        assert not passed()
        with at_most(60, clock.monotonic):
            clock.advance(7)
            assert passed()


def test_it_holds_for_this_thread_only() -> None:
    with at_most(1, HandClock().monotonic), ThreadPoolExecutor(1) as other:
        assert isinstance(deadline_here(), Deadline)
        assert other.submit(deadline_here).result() is None
