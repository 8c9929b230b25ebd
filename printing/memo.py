"""Facts looked up once each: a long list asks a hundred thousand times for what a few thousand answers hold.

What is remembered of a list goes with its layout; only facts about characters stay with the fonts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from printing.page import Measure

_K = TypeVar("_K")
_V = TypeVar("_V")


class Memo(dict[_K, _V]):
    """A dictionary that looks up what it does not hold yet; str.translate takes it as its table."""

    def __init__(self, look_up: Callable[[_K], _V]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, key: _K) -> _V:
        value = self[key] = self._look_up(key)
        return value


class MeasuredOnce:
    """A measure that remembers the widths of one list's texts; implements printing.page.Measure."""

    def __init__(self, measure: Measure) -> None:
        self.width = cache(measure.width)
        self.missing = measure.missing
