"""What requests took: percentiles by name, and lines for people to read."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MILLISECONDS = 1000
HALF, MOST, NEARLY_ALL = 0.5, 0.95, 0.99


@dataclass(frozen=True, slots=True)
class Figures:
    """How long something took, in milliseconds."""

    name: str
    count: int
    p50: float
    p95: float
    p99: float
    longest: float


def percentile(ordered: Sequence[float], share: float) -> float:
    """The least value that so large a share of all is not above (nearest rank); `ordered` is sorted, not empty."""
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def figures_of(name: str, seconds: Iterable[float]) -> Figures:
    """Sum up some times, of which there must be at least one."""
    ordered = sorted(each * MILLISECONDS for each in seconds)
    p50, p95, p99 = (percentile(ordered, share) for share in (HALF, MOST, NEARLY_ALL))
    return Figures(name, len(ordered), p50, p95, p99, ordered[-1])


class Tally:
    """Collects times by name, in the order in which names first come; any thread may note."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, list[float]] = defaultdict(list)

    def note(self, name: str, seconds: float) -> None:
        """Keep one time."""
        self._seconds[name].append(seconds)

    def each(self) -> list[Figures]:
        """Figures by name."""
        return [figures_of(name, seconds) for name, seconds in self._seconds.items()]

    def all(self, name: str) -> Figures | None:
        """Figures of everything together; None when nothing was noted."""
        seconds = [each for noted in self._seconds.values() for each in noted]
        return figures_of(name, seconds) if seconds else None

    def of(self, name: str) -> Figures | None:
        """Figures of one name; None when nothing was noted."""
        return figures_of(name, self._seconds[name]) if self._seconds.get(name) else None


def table(rows: Iterable[Figures]) -> list[str]:
    """A heading and a line for each."""
    heading = f"{'milliseconds':32} {'count':>9} {'p50':>8} {'p95':>8} {'p99':>8} {'longest':>8}"
    return [heading, *map(_line, rows)]


def _line(row: Figures) -> str:
    times = " ".join(f"{each:8.2f}" for each in (row.p50, row.p95, row.p99, row.longest))
    return f"{row.name:32} {row.count:9} {times}"
