"""The highest rate that is held."""

from __future__ import annotations

from collections.abc import Callable


def highest_held(held: Callable[[float], bool], low: float, high: float, tries: int) -> float:
    """Halve the span between a rate that is held and one that is not, so many times; the higher end is not tried."""
    for _ in range(tries):
        middle = (low + high) / 2
        low, high = (middle, high) if held(middle) else (low, middle)
    return low
