"""Whether a row of measures is flat: nothing may go on growing with the sessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tests.soak.gauges import Row

WARMING_SHARE = 4
"""The first quarter is left out: caches fill, and what the first of each kind needs is loaded."""


@dataclass(frozen=True)
class Tolerance:
    """By how much a measure may have grown from the second quarter of the rows to the last, and why."""

    column: str
    at_most: float
    why: str


TOLERANCES = (
    Tolerance("mib", 12.0, "the allocators' gaps come and go by some megabytes with what was shown last"),
    Tolerance("used", 4.0, "which pictures and fonts are loaded depends on what was shown last"),
    Tolerance("blocks", 4000, "bounded caches of words, letters and SQL statements still fill"),
    Tolerance("objects", 1000, "the same caches, whose entries are tuples"),
    Tolerance("files", 2, "a database connection more may stand open in its pool"),
    Tolerance("threads", 0, "all are made at the start"),
    Tolerance("widgets", 0, "every row is read on Welcome"),
    Tolerance("timers", 2, "Welcome has timers that run now and then: the look at its health, the language's return"),
)


def grown(rows: Sequence[Row], tolerances: Sequence[Tolerance] = TOLERANCES) -> Iterator[str]:
    """One sentence for each measure that grew beyond its tolerance. Needs four rows."""
    size = len(rows) // WARMING_SHARE
    early, late = rows[size : 2 * size], rows[-size:]
    for row in rows:
        if row.people:
            yield f"after {row.sessions} sessions {row.people} accounts were still held"
    for tolerance in tolerances:
        before = median(getattr(row, tolerance.column) for row in early)
        after = median(getattr(row, tolerance.column) for row in late)
        if after - before > tolerance.at_most:
            yield (
                f"{tolerance.column} grew from {before:g} to {after:g}; "
                f"{tolerance.at_most:g} are allowed, because {tolerance.why}"
            )
