"""What one process holds at a moment, and what it has done so far."""

from __future__ import annotations

import ctypes
import gc
import json
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk.audit.segments import raw_lines
from kiosk.errors import FAILURES
from kiosk.memory import MIB, resident_mib
from kiosk.model import Account
from tests.soak.machine import Machine

MEMORY = ("sessions", "mib", "used")
COLUMNS = (*MEMORY, "blocks", "objects", "files", "threads", "widgets", "timers", "people", "lines", "prints")
PRINTED = "print-sent"
_CODES = frozenset(failure.code for failure in FAILURES)


@dataclass(frozen=True)
class Row:
    """One row of the table; everything is read between two sessions, once what is not needed is given back."""

    sessions: int
    mib: float
    """Resident memory, in MiB."""
    used: float
    """What the C library has handed out and not been given back, in MiB: pictures, widgets, large Python objects."""
    blocks: int
    """Python's heap: blocks of memory that live."""
    objects: int
    """Those of them that Python's collector follows."""
    files: int
    """Descriptors."""
    threads: int
    widgets: int
    timers: int
    people: int
    """Accounts still held although their people have gone."""
    lines: int
    """Of the audit trail."""
    prints: int
    """Papers that came out."""
    failures: Counter[str]
    """By code, so far."""

    def __str__(self) -> str:
        told = " ".join(f"{code}:{count}" for code, count in sorted(self.failures.items()))
        figures = (f"{getattr(self, column):{len(column) + 3}}" for column in COLUMNS if column not in MEMORY[1:])
        first, *others = figures
        return f"{first} {self.mib:6.1f} {self.used:6.1f} {''.join(others)}  {told}"


_FIELDS = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")


class _Mallinfo(ctypes.Structure):
    """struct mallinfo2 of malloc.h, glibc 2.33 and later; in bytes."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in _FIELDS)


def used_mib() -> float:
    """What the C library has handed out in all its heaps, and mapped by itself."""
    ask = ctypes.CDLL(None).mallinfo2
    ask.restype = _Mallinfo
    found = ask()
    return float(found.uordblks + found.hblkhd) / MIB


def heading() -> str:
    """The first line of the table."""
    first, second, third = MEMORY
    others = COLUMNS[len(MEMORY) :]
    return f"{first:>11} {second:>6} {third:>6} {''.join(f'{name:>{len(name) + 3}}' for name in others)}  failures"


def read_row(machine: Machine, sessions: int) -> Row:
    """Look at the process as it is now."""
    lines, prints, codes = _told(Path(machine.program.settings.log.audit_file))
    machine.sweep()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return Row(
        sessions,
        resident_mib(),
        used_mib(),
        sys.getallocatedblocks(),
        len(gc.get_objects()),
        len(list(Path("/proc/self/fd").iterdir())),
        threading.active_count(),
        len(QApplication.allWidgets()),
        len(machine.clock.running()),
        sum(type(each) is Account for each in gc.get_objects()),
        lines,
        prints,
        Counter({code: number for code, number in codes.items() if code in _CODES}),
    )


def _told(trail: Path) -> tuple[int, int, Counter[str]]:
    """Line by line: a trail held whole, longer each time, would itself be what grows."""
    lines, prints = 0, 0
    codes: Counter[str] = Counter()
    for raw in raw_lines(trail):
        line = json.loads(raw)
        lines += 1
        prints += line["event"] == PRINTED
        codes[str(line["code"]).split(" ")[0]] += 1
    return lines, prints, codes
