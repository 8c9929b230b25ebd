"""Percentiles, and the lines that tell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fleet_sim.figures import Figures, Tally, figures_of, percentile, table


def test_a_hundred_values_have_their_own_ranks() -> None:
    told = figures_of("step", (each / 1000 for each in range(100, 0, -1)))
    assert (told.count, told.p50, told.p95, told.p99, told.longest) == (100, 50, 95, 99, 100)


def test_a_single_value_is_every_percentile() -> None:
    assert figures_of("step", [0.25]) == Figures("step", 1, 250, 250, 250, 250)


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_percentile_is_the_least_value_with_that_share_below_or_at_it(values: list[float], share: float) -> None:
    ordered = sorted(values)
    found = percentile(ordered, share)
    assert sum(each <= found for each in ordered) >= share * len(ordered)
    assert sum(each < found for each in ordered) < max(share * len(ordered), 1)


def test_names_stand_in_the_order_they_came_in() -> None:
    tally = Tally()
    for name in ("salt", "offer", "salt"):
        tally.note(name, 0.001)
    assert [(each.name, each.count) for each in tally.each()] == [("salt", 2), ("offer", 1)]
    assert tally.of("claim") is None
    assert tally.all("all") == Figures("all", 3, 1, 1, 1, 1)
    assert Tally().all("all") is None


def test_a_table_has_a_line_for_each() -> None:
    heading, line = table([Figures("salt", 1234, 0.5, 1.25, 99.9, 100.5)])
    assert heading.split() == ["milliseconds", "count", "p50", "p95", "p99", "longest"]
    assert line.split() == ["salt", "1234", "0.50", "1.25", "99.90", "100.50"]
    assert len(heading) == len(line)


def test_nothing_has_no_percentile() -> None:
    with pytest.raises(IndexError):
        figures_of("step", [])
