"""Writes lines to the chain: finds where it ends, goes on from there, begins new segments."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from kiosk.audit.active import ActiveFile
from kiosk.audit.chain import Break, Kind, Verdict, follow
from kiosk.audit.head import Head, HeadFile
from kiosk.audit.line import AuditLine, End, compose, hash_of, mark_of, parse
from kiosk.audit.machine_events import CHAIN_BROKEN, CLOCK_JUMPED, LINE_TORN
from kiosk.audit.reading import had_a_head
from kiosk.audit.segments import name_of_segment, newest_lines, raw_lines
from kiosk.ports import Clock

SEGMENT_BYTES = 8 * 1024 * 1024
"""A day of a busy kiosk has about 1 MB; this only bounds a fault that writes without end."""

JUMP_SECONDS = 5.0
"""A time server moves the clock by less; what is more is told."""

BREAKS_RECORDED = 20
"""So many lines name breaks of one finding; a trail that is garbage throughout needs no more."""


class Writer:
    """One program's end of the chain; not for several threads at once."""

    def __init__(
        self, file: Path, clock: Clock, key: bytes, head: HeadFile | None, segment_bytes: int = SEGMENT_BYTES
    ) -> None:
        self._file = file
        self._clock = clock
        self._key = key
        self._head = head
        self._segment_bytes = segment_bytes
        self._active = ActiveFile(file)
        self._seen: tuple[tuple[int, int], int] | None = None
        """Which file it was and how long, when the end was known."""
        self._known = False
        self._first = 1
        """The number of the first line of the file that is written to."""
        self._day: date | None = None
        """Of that file's first line."""
        self._last: tuple[datetime, float | None] | None = None
        """When the last line was written, by the wall clock and, if by this program, by the monotonic one."""
        self.end = End()

    @contextmanager
    def at_end(self) -> Iterator[None]:
        """Hold the trail alone, knowing its end; what else was written since is followed. Raises OSError."""
        with self._active.held():
            seen, self._seen = self._seen, None
            if seen != (self._active.identity, self._active.size):
                self._settle()
            yield
            self._seen = self._active.identity, self._active.size

    def write(self, event: str, code: str = "", visit: int = 0, who: str = "", by: str = "") -> None:
        """Append a line, while at the end. Raises OSError."""
        now, up = self._clock.now(), self._clock.monotonic()
        jump = self._jump(now, up)
        if jump:
            self._append(now, up, CLOCK_JUMPED.name, f"{jump:+.0f}")
        if self._active.size and (self._active.size > self._segment_bytes or (self._day and now.date() > self._day)):
            self._begin_segment()
        self._append(now, up, event, code, visit, self._mark(now, who), self._mark(now, by))

    def _append(
        self, now: datetime, up: float, event: str, code: str = "", visit: int = 0, who: str = "", by: str = ""
    ) -> None:
        number = self.end.number + 1
        raw = compose(AuditLine(number, now, up, event, code, visit, who, by, self.end.hash))
        began = not self._active.size
        self._active.append(raw + b"\n")
        if began:
            self._first, self._day = number, now.date()
        self.end, self._last = End(number, hash_of(raw)), (now, up)

    def _mark(self, now: datetime, number: str) -> str:
        if number and not self._key:
            raise ValueError("a trail without a key can name nobody")
        return mark_of(self._key, now.date(), number) if number else ""

    def _jump(self, now: datetime, up: float) -> float:
        """How far the clock jumped since the last line; between two runs only that it went back can be told."""
        if self._last is None:
            return 0
        wall = (now - self._last[0]).total_seconds()
        jump = min(wall, 0.0) if self._last[1] is None else wall - (up - self._last[1])
        return jump if abs(jump) > JUMP_SECONDS else 0

    def record_breaks(self, breaks: Iterable[Break]) -> None:
        """Begin a new segment that says what is wrong with those before; while at the end. Raises OSError."""
        if self._active.size:
            self._begin_segment()
        now, up = self._clock.now(), self._clock.monotonic()
        for each in list(breaks)[:BREAKS_RECORDED]:
            self._append(now, up, CHAIN_BROKEN.name, each.code)

    def _begin_segment(self) -> None:
        day = self._last[0].date() if self._last else self._clock.today()
        name = name_of_segment(self._file, self._first, day)
        while name.exists():
            # Only where somebody changed the first line: nothing is ever overwritten.
            self._first += 1
            name = name_of_segment(self._file, self._first, day)
        self._active.put_aside(name)
        if self._active.size:
            self._settle()

    def _settle(self) -> None:
        """Find the end, and write down what is not as it should be."""
        head = self._head.read() if self._head is not None and not self._known else None
        start = self.end if self._known else head.end if head and head.genuine else End()
        lines = raw_lines(self._file, start.number) if start.number else newest_lines(self._file)
        verdict = follow(lines, start, whole=False)
        breaks = [*self._breaks_of_head(head, verdict), *verdict.new_breaks]
        self._go_on_from(verdict, start)
        if verdict.torn:
            self._end_torn_line(verdict.torn)
        if breaks:
            self.record_breaks(breaks)
        self._known = True

    def _breaks_of_head(self, head: Head | None, verdict: Verdict) -> Iterator[Break]:
        if self._head is None or self._known:
            return
        number = verdict.highest
        if head is None and had_a_head(self._file):
            yield Break(Kind.HEAD_MISSING, number, number)
        elif head is not None and not head.genuine:
            yield Break(Kind.HEAD_FORGED, number, number)

    def _go_on_from(self, verdict: Verdict, start: End) -> None:
        """The next line follows what was last known, so that what was cut off or changed shows for ever."""
        found = End(verdict.highest, verdict.end.hash)
        self.end = start if start.number >= found.number else found
        if verdict.last is not None:
            own = self._last is not None and self._last[0] == verdict.last.at
            self._last = self._last if own else (verdict.last.at, None)
        first = self._first_line()
        if first is not None:
            self._first, self._day = first.number, first.at.date()
        else:
            self._first, self._day = self.end.number or 1, None

    def _first_line(self) -> AuditLine | None:
        with self._file.open("rb") as opened:
            return parse(opened.readline())

    def _end_torn_line(self, torn: bytes) -> None:
        self._active.append(b"\n")
        self.end = End(self.end.number, hash_of(torn))
        self._append(self._clock.now(), self._clock.monotonic(), LINE_TORN.name)

    def handle_to_sync(self) -> int | None:
        """A handle on the file, for syncing it; the caller closes it."""
        return self._active.duplicate()

    def sync(self) -> None:
        """Make safe what was written, where what follows cannot be taken back. Raises OSError."""
        handle = self._active.duplicate()
        if handle is not None:
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def close(self) -> None:
        """Let go of the file."""
        self._active.close()
