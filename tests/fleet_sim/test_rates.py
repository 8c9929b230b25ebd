"""Looking for the highest rate that is held."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.fleet_sim.rates import highest_held


@given(st.floats(6, 100))
def test_the_rate_found_is_held_and_lies_close_below_what_is_not(limit: float) -> None:
    found = highest_held(lambda rate: rate <= limit, 6, 102, tries=5)
    assert found <= limit < found + 96 / 2**5


def test_where_nothing_more_is_held_the_lower_end_is_told() -> None:
    assert highest_held(lambda _: False, 6, 100, tries=3) == 6
