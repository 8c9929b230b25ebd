"""Looking for the highest rate that is held."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.fleet_sim.rates import highest_held, lowest_tried


@given(st.floats(6, 100))
def test_the_rate_found_is_held_and_lies_close_below_what_is_not(limit: float) -> None:
    found = highest_held(lambda rate: rate <= limit, 6, 102, tries=5)
    assert found <= limit < found + 96 / 2**5


def test_where_nothing_more_is_held_the_lower_end_is_told() -> None:
    assert highest_held(lambda _: False, 6, 100, tries=3) == 6


@given(st.floats(0.2, 6))
def test_below_a_rate_that_is_not_held_one_is_found_that_is(limit: float) -> None:
    found = highest_held(lambda rate: rate <= limit, 0, 6, tries=5)
    assert found <= limit < found + 6 / 2**5


def test_nothing_is_told_where_not_even_the_lowest_rate_is_held() -> None:
    tried: list[float] = []

    def held(rate: float) -> bool:
        tried.append(rate)
        return False

    assert highest_held(held, 0, 6, tries=5) == 0
    assert tried[-1] == lowest_tried(6, 5)
