"""What the audit trail costs: a line on the thread of the screen, a start, half a year followed, a day read back."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from kiosk.audit.chain import follow
from kiosk.audit.head import HeadFile
from kiosk.audit.line import AuditLine, End, compose, hash_of
from kiosk.audit.reading import lines_since
from kiosk.audit.segments import files_from, name_of_segment, raw_lines
from kiosk.audit.trail import AuditFile, TrailRules
from kiosk.clock import WallClock
from kiosk.counts import count
from kiosk.workers import SerialWorker
from tests.benchmarks.measure import Measure, median_ms

_KEY = b"k" * 32
_DAYS, _LINES = 184, 3600
"""Half a year of a busy kiosk: 300 visits a day with 12 lines each."""
_BEGAN = datetime(2026, 5, 21, 8)
_NUMBER = "119901198503150015"
_ROUNDS = 3
"""Following half a year takes seconds."""


def measures() -> list[Measure]:
    """Measure beside what the disk and SHA-256 alone take."""
    with tempfile.TemporaryDirectory() as folder:
        half_a_year = Path(folder) / "long" / "audit.log"
        end = _write(half_a_year)
        return [
            _line(Path(folder)),
            Measure(
                "audit-follow-half-a-year",
                median_ms(lambda: follow(raw_lines(half_a_year)), _ROUNDS),
                "ms",
                median_ms(partial(_hash_lines, half_a_year), _ROUNDS),
            ),
            Measure("audit-open-half-a-year", median_ms(partial(_open, half_a_year, end)), "ms"),
            Measure("audit-count-a-day", median_ms(partial(_count, half_a_year)), "ms"),
        ]


def _write(file: Path) -> End:
    file.parent.mkdir()
    end = End()
    for day in range(_DAYS):
        at, first = _BEGAN + timedelta(days=day), end.number + 1
        segment = file if day == _DAYS - 1 else name_of_segment(file, first, at.date())
        with segment.open("wb") as written:
            for visit in range(_LINES):
                line = AuditLine(end.number + 1, at, visit / 10, "account-viewed", visit=visit, before=end.hash)
                raw = compose(line)
                written.write(raw + b"\n")
                end = End(line.number, hash_of(raw))
    return end


def _line(folder: Path) -> Measure:
    """A line, made safe behind, beside a plain write of as many bytes."""
    behind = SerialWorker("audit", print)
    behind.start()
    trail = AuditFile(folder / "audit.log", WallClock(), _KEY, TrailRules(folder / "head.json"), behind)
    trail.open()
    ours = median_ms(lambda: trail.record("account-viewed", visit=1, who=_NUMBER), 1000)
    behind.stop()
    trail.close()
    plain = os.open(folder / "plain", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    floor = median_ms(lambda: os.write(plain, b"x" * 220), 1000)
    os.close(plain)
    return Measure("audit-line", ours, "ms", floor)


def _hash_lines(file: Path) -> None:
    for each in _files(file):
        with each.open("rb") as opened:
            for raw in opened:
                sha256(raw)


def _files(file: Path) -> Iterator[Path]:
    return iter(files_from(file, 0))


def _open(file: Path, end: End) -> None:
    head = file.with_name("head.json")
    HeadFile(head, _KEY).write(end)
    trail = AuditFile(file, WallClock(), _KEY, TrailRules(head))
    trail.open()
    trail.close()


def _count(file: Path) -> None:
    count(lines_since(file, _BEGAN + timedelta(days=_DAYS - 1)))
