"""One measure: ours beside a raw floor (or a peer) from the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A named figure; `floor` is the least that the same work costs without our code, `peer` another way to do it."""

    name: str
    ours: float
    unit: str
    floor: float | None = None
    peer: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours over the floor or the peer."""
        other = self.floor if self.floor is not None else self.peer
        return self.ours / other if other else None

    def line(self) -> str:
        """`NAME ours=... floor=... ratio=...` (or `peer=`)."""
        parts = [self.name, f"ours={self.ours:.4g}{self.unit}"]
        if self.floor is not None:
            parts.append(f"floor={self.floor:.4g}{self.unit}")
        if self.peer is not None:
            parts.append(f"peer={self.peer:.4g}{self.unit}")
        if self.ratio is not None:
            parts.append(f"ratio={self.ratio:.3g}")
        return " ".join(parts)


def median_ms(work: Callable[[], object], rounds: int = 7) -> float:
    """Median wall time of some rounds, in milliseconds, after one round to warm up."""
    work()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)
