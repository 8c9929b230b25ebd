"""Which lines of the audit trail are still to be shipped. Reads the trail's files, changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, islice
from pathlib import Path

from kiosk.audit.line import MARK_LENGTH, End, compose, hash_of, parse
from kiosk.audit.machine_events import SEGMENT_REMOVED
from kiosk.audit.segments import raw_lines
from kiosk.audit.trail import is_plain

_EVENT = re.compile(r"[a-z-]{1,40}")
"""An event's name; a newer version of this program may have written ones that this one does not know."""

_MARK = re.compile(rf"([0-9a-f]{{{MARK_LENGTH}}})?")
"""What stands for a person or for staff: a keyed hash (kiosk.audit.line.mark_of), or nothing."""

_REMOVAL = re.compile(rf"\d{{1,15}} [0-9a-f]{{64}} [0-9a-f]{{{MARK_LENGTH}}}")
"""What kiosk.audit.line.removal_code writes."""


def holds(file: Path, end: End) -> bool:
    """Whether this very line is in the trail. Raises OSError."""
    return bool(end.number) and any(_is(raw, end) for raw in raw_lines(file, end.number))


def lines_after(file: Path, end: End) -> Iterator[bytes]:
    """Every line after one that the trail holds, each without its line feed; after End() all. Raises OSError."""
    lines = raw_lines(file, end.number)
    if end.number:
        lines = islice(dropwhile(lambda raw: not _is(raw, end), lines), 1, None)
    # Without a line feed it is being written right now, or the program that wrote it died: then it is no line.
    return (raw[:-1] for raw in lines if raw.endswith(b"\n") and may_leave(raw[:-1]))


def _is(raw: bytes, end: End) -> bool:
    return raw.startswith(b'{"n":%d,' % end.number) and hash_of(raw[:-1]) == end.hash


def may_leave(raw: bytes) -> bool:
    """Whether it is a line as this program writes it: what else got into the file may hold anything of anybody.

    `audit verify` on the kiosk is what names the rest; the database sees that a number is missing.
    """
    line = parse(raw)
    if line is None or compose(line) != raw or not _EVENT.fullmatch(line.event):
        return False
    # What says how far removed lines reached holds a hash, in which a dozen digits may stand side by side.
    plain = is_plain(line.code) or (line.event == SEGMENT_REMOVED.name and _REMOVAL.fullmatch(line.code) is not None)
    return plain and all(_MARK.fullmatch(mark) for mark in (line.who, line.by))
