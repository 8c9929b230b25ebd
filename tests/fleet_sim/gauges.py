"""What processors did meanwhile: the server's processes, this one, and everything else on the machine.

Where others are at work as well, a slow answer may be the server's doing or its wait for a processor: both are told.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _WORK = 1, slice(11, 15)
"""Fields of /proc/PID/stat behind the program's name: the parent; user and system time, own and of ended children."""
_BUSY = slice(0, 3)
"""Fields of /proc/stat: user, nice and system time."""
_WAITED, _NANOSECONDS = 1, 1e9
"""Field of /proc/PID/schedstat: how long it could have worked and had no processor."""


Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Worked:
    """Processor seconds of a span of time."""

    seconds: float
    server: float
    simulator: float
    machine: float
    waited: float
    """How long the server's processes, taken together, waited for a processor."""

    @property
    def others(self) -> float:
        """How many processors, on average, neither server nor simulator had."""
        return max(self.machine - self.server - self.simulator, 0) / self.seconds

    def line(self, visits: int) -> str:
        """For people."""
        return (
            f"server {self.server / self.seconds:.2f}, simulator {self.simulator / self.seconds:.2f}, "
            f"others {self.others:.2f} of {os.cpu_count()} processors; "
            f"for a visit the server worked {self.server / max(visits, 1) * 1000:.1f} ms "
            f"and waited {self.waited / max(visits, 1) * 1000:.1f} ms for a processor"
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    at: float
    server: float
    simulator: float
    machine: float
    waited: Mapping[str, float]
    """By process, since one that ends takes its own with it."""


class Gauge:
    """Reads the counters of a server, whose first process is the parent of all others."""

    def __init__(self, folder: Path) -> None:
        self._postmaster = int((folder / "data" / "postmaster.pid").read_text().split()[0])

    def during(self, work: Callable[[], Done]) -> tuple[Done, Worked]:
        """Do some work; its result, and what it took of the processors."""
        before = self._read()
        done = work()
        after = self._read()
        return done, Worked(
            after.at - before.at,
            after.server - before.server,
            after.simulator - before.simulator,
            after.machine - before.machine,
            sum(waited - before.waited.get(process, 0) for process, waited in after.waited.items()),
        )

    def private_mib(self) -> list[float]:
        """Memory that each process for a connection has for itself, in MiB."""
        return [_private(process) for process, parent, _ in _processes() if parent == self._postmaster]

    def _read(self) -> _Reading:
        own = {
            process: work for process, parent, work in _processes() if self._postmaster in (parent, int(process.name))
        }
        busy = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
        machine = sum(map(int, busy[_BUSY])) / _TICKS
        waited = {process.name: _waited(process) for process in own}
        return _Reading(time.monotonic(), sum(own.values()), time.process_time(), machine, waited)


def _processes() -> list[tuple[Path, int, float]]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        found.append((process, int(fields[_PARENT]), sum(map(int, fields[_WORK])) / _TICKS))
    return found


def _waited(process: Path) -> float:
    try:
        return int((process / "schedstat").read_text().split()[_WAITED]) / _NANOSECONDS
    except OSError:  # it has ended meanwhile, or this kernel does not count
        return 0


def _private(process: Path) -> float:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
