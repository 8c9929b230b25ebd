"""Many lists leave nothing behind: memory stays as it is, and no text of a list outlives it."""

from __future__ import annotations

import gc
import tracemalloc
from dataclasses import replace
from itertools import chain
from typing import Any

from kiosk.period import Month
from printing.paper import PaperMaker
from printing.seal.key_file import demo_key
from printing.seal.sealer import KeySealer
from tests.printing.lists import payment_list

SETTLED, LISTS = 3, 8
"""After so many lists everything is imported and looked up that will be; and so many more are made."""
GROWTH_BYTES = 60_000
"""Less than one list's bytes: what a leak would leave of each is a hundred times this."""
MONTHS = 12


def make(paper: PaperMaker, number: int) -> None:
    """Another person's list in the same characters."""
    name = "".join("张王李赵陈"[(number + place) % 5] for place in range(3))
    content = payment_list(MONTHS, last=Month(2026, 10).plus(-number))
    paper.make(replace(content, holder_name=name), "zh_CN")


def test_many_lists_leave_memory_as_it_was() -> None:
    paper = PaperMaker(sealer=KeySealer(demo_key()))
    for number in range(SETTLED):
        make(paper, number)
    gc.collect()
    tracemalloc.start()
    try:
        make(paper, 0)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        for number in range(LISTS):
            make(paper, number)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < GROWTH_BYTES


def test_no_text_of_a_list_outlives_it() -> None:
    paper = PaperMaker(sealer=KeySealer(demo_key()))
    kept = "王\U00020bb7\u4dae·outlives"
    paper.make(replace(payment_list(1), holder_name=kept, place=kept), "zh_CN")
    gc.collect()
    holding = [found for found in gc.get_objects() if type(found) in (list, tuple, dict, set) and _holds(found, kept)]
    assert not holding, f"{len(holding)} of them, first a {type(holding[0]).__name__}"


def _holds(found: Any, text: str) -> bool:
    items = chain(found, found.values()) if isinstance(found, dict) else found
    return any(type(item) is str and text in item for item in items)
