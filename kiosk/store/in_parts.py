"""Cuts what comes into lists, so that memory stays as it is however much comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_Item = TypeVar("_Item")


def in_parts(items: Iterable[_Item], at_once: int) -> Iterator[list[_Item]]:
    """Yield lists of so many items, the last one of as many as are left."""
    stream = iter(items)
    while some := list(islice(stream, at_once)):
        yield some
