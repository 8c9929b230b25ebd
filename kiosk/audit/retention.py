"""Removes what is older than it must be kept, so that the chain can still be followed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from kiosk.audit.line import End, hash_of, parse, removal_code
from kiosk.audit.machine_events import SEGMENT_REMOVED
from kiosk.audit.segments import Segment, segments_of
from kiosk.audit.writer import Writer
from kiosk.log import log


def remove_old(file: Path, writer: Writer, key: bytes, today: date, days: int, until: int | None = None) -> None:
    """Write down the last line of each segment that is old enough, then remove it; while at the end. Raises OSError.

    A crash in between leaves a file that is recorded as removed: the next time removes it. `until` is the last line
    that was shipped where lines are shipped: a segment that reaches further stays, however old it is.
    """
    for segment in removable(segments_of(file), today, days):
        if until is not None and (reached := _highest(segment)) > until:
            log().error("audit-kept-unshipped", detail=f"line {reached}, shipped until {until}")
            return
        writer.write(SEGMENT_REMOVED.name, removal_code(_last_line(segment), key))
        writer.sync()
        segment.file.unlink()


def removable(segments: Sequence[Segment], today: date, days: int) -> Iterator[Segment]:
    """The oldest segments, as far as they are older than so many days and so many days of work have been since.

    The second counts because a clock may jump: in 2036 for a minute, a kiosk must not forget everything.
    """
    for place, segment in enumerate(segments):
        days_since = {later.day for later in segments[place + 1 :] if later.day > segment.day}
        if (today - segment.day).days <= days or len(days_since) < days:
            return
        yield segment


def _last_line(segment: Segment) -> End:
    with segment.file.open("rb") as opened:
        raw = next(iter(deque(opened, maxlen=1)), b"\n")[:-1]
    line = parse(raw)
    return End(line.number if line else segment.first, hash_of(raw))


def _highest(segment: Segment) -> int:
    """The highest number of a line; the last need not be one, where power went while it was written."""
    with segment.file.open("rb") as opened:
        return max((line.number for line in map(parse, opened) if line is not None), default=0)
