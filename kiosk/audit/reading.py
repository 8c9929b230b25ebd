"""Reads lines back, for today's counts and the log viewer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kiosk.audit.line import AuditLine, parse
from kiosk.audit.machine_events import CHAIN_BROKEN, STARTED
from kiosk.audit.segments import files_from, raw_lines, segments_of

_ONLY_THE_NEWEST = 10**15
"""More than any line's number."""


def lines_since(file: Path, since: datetime) -> Iterator[AuditLine]:
    """Every line written at this moment or later, in order; files of earlier days are not even opened. Raises OSError.

    What is no line is left out: `audit verify` is what names it.
    """
    later = (segment.first for segment in segments_of(file) if segment.day >= since.date())
    for raw in raw_lines(file, next(later, _ONLY_THE_NEWEST)):
        line = parse(raw)
        if line is not None and line.at >= since:
            yield line


def latest(file: Path, *events: str) -> AuditLine | None:
    """The newest line with one of these events, or of all; None: there is none. Raises OSError."""
    wanted = [f'"event":"{event}"'.encode() for event in events] or [b'"event":']
    for each in reversed(files_from(file, 0)):
        found = None
        if each.exists():
            with each.open("rb") as opened:
                for raw in opened:
                    if any(part in raw for part in wanted):
                        found = parse(raw) or found
        if found is not None:
            return found
    return None


def had_a_head(file: Path) -> bool:
    """Whether a head must be there: only a kiosk keeps one, from its first start on. Raises OSError.

    Until then a technician's commands (the data, the first of the staff) have written lines, and no head.
    """
    return latest(file, STARTED.name, CHAIN_BROKEN.name) is not None
