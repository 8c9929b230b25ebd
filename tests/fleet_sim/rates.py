"""The highest rate that is held, above or below the one that was asked for."""

from __future__ import annotations

from collections.abc import Callable


def highest_held(held: Callable[[float], bool], low: float, high: float, tries: int) -> float:
    """Halve the span between a rate that is held and one that is not, so many times; the ends are not tried.

    From 0, which is always held: 0 again when not even the lowest rate tried was held (`lowest_tried`).
    """
    for _ in range(tries):
        middle = (low + high) / 2
        low, high = (middle, high) if held(middle) else (low, middle)
    return low


def lowest_tried(high: float, tries: int) -> float:
    """The rate that `highest_held` tries last when it looks down from one to 0 and nothing is held."""
    return high / 2.0**tries
