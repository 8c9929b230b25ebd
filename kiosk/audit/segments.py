"""The files a trail consists of: the one that is written to, and the earlier ones beside it.

audit.log is written to; audit-000000001-20261121.log is an earlier one: the number of its first line, the day of its
last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

_DAY = "%Y%m%d"
_NAME = re.compile(r"-(\d{9,})-(\d{8})")


@dataclass(frozen=True, slots=True)
class Segment:
    """An earlier file of the trail."""

    file: Path
    first: int
    """The number of its first line."""
    day: date
    """Of its last line."""


def segments_of(file: Path) -> tuple[Segment, ...]:
    """The earlier files of a trail, in order."""
    found = (_segment(file, each) for each in file.parent.iterdir()) if file.parent.is_dir() else ()
    return tuple(sorted((each for each in found if each), key=lambda segment: (segment.first, segment.file)))


def _segment(file: Path, other: Path) -> Segment | None:
    if not (other.name.startswith(file.stem) and other.name.endswith(file.suffix)):
        return None
    parts = _NAME.fullmatch(other.name[len(file.stem) : len(other.name) - len(file.suffix)])
    try:
        return Segment(other, int(parts[1]), datetime.strptime(parts[2], _DAY).date()) if parts else None
    except ValueError:
        return None  # somebody else's file


def name_of_segment(file: Path, first: int, day: date) -> Path:
    """What the file that is written to is called when it is no longer."""
    return file.with_name(f"{file.stem}-{first:09d}-{day.strftime(_DAY)}{file.suffix}")


def files_from(file: Path, number: int) -> tuple[Path, ...]:
    """The files of a trail that hold this line and all after it."""
    earlier = segments_of(file)
    skipped = sum(segment.first <= number for segment in earlier[1:])
    return (*(segment.file for segment in earlier[skipped:]), file)


def raw_lines(file: Path, number: int = 0) -> Iterator[bytes]:
    """Every line from the segment on that holds this one, each with its line feed. Raises OSError.

    Whatever is written or closed meanwhile: read is what was there at the beginning, to the last whole line.
    """
    with ExitStack() as stack:
        opened = _opened(file, number, stack)
        sizes = [handle.seek(0, 2) for handle in opened]
        for handle, size in zip(opened, sizes, strict=True):
            handle.seek(0)
            read = 0
            for raw in handle:
                read += len(raw)
                if read > size:
                    break
                yield raw


def _opened(file: Path, number: int, stack: ExitStack) -> Sequence[BinaryIO]:
    """Open all; again from the beginning when one was renamed meanwhile."""
    while True:
        with ExitStack() as trying:
            names = files_from(file, number)
            there = [name for name in names if name.exists()]
            try:
                opened = [trying.enter_context(name.open("rb")) for name in there]
            except FileNotFoundError:
                continue
            if files_from(file, number) == names:
                stack.push(trying.pop_all())
                return opened


def newest_lines(file: Path) -> Iterator[bytes]:
    """Every line of the newest file that holds any. Raises OSError."""
    for each in reversed(files_from(file, 0)):
        if each.exists() and each.stat().st_size:
            with each.open("rb") as opened:
                yield from opened
            return
