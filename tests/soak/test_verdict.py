"""What counts as growth."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tests.soak.gauges import Row
from tests.soak.verdict import TOLERANCES, grown

FLAT = [Row(n, 250.0, 75.0, 900_000, 9000, 20, 7, 50, 3, 0, n * 7, n, Counter()) for n in range(100, 2001, 100)]


def test_what_stays_is_flat() -> None:
    assert list(grown(FLAT)) == []


def test_what_warms_up_and_what_swings_is_flat() -> None:
    warming = [replace(row, mib=150.0, blocks=500_000) for row in FLAT[:5]] + FLAT[5:]
    assert list(grown(warming)) == []
    swinging = [replace(row, mib=row.mib + 11 * (place % 2)) for place, row in enumerate(FLAT)]
    assert list(grown(swinging)) == []


def test_each_measure_that_creeps_is_named_with_its_reason() -> None:
    for tolerance in TOLERANCES:
        step = max(1.0, tolerance.at_most / 5)
        creeping = [
            replace(row, **{tolerance.column: getattr(row, tolerance.column) + step * place})
            for place, row in enumerate(FLAT)
        ]
        (told,) = grown(creeping)
        assert told.startswith(f"{tolerance.column} grew from ")
        assert told.endswith(tolerance.why)


def test_an_account_that_is_held_once_is_found() -> None:
    held = [*FLAT[:4], replace(FLAT[4], people=1), *FLAT[5:]]
    assert list(grown(held)) == ["after 500 sessions 1 accounts were still held"]
