"""The files a trail consists of: the one that is written to, and the earlier ones beside it.

audit.log is written to; audit-000000001-20261121.log is an earlier one: the number of its first line, the day of its
last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from os import SEEK_END
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

    Whatever is written or put aside meanwhile: read is what was there at the beginning.
    """
    earlier, written = _opened(file, number)
    with written or nullcontext():
        size = written.seek(0, SEEK_END) if written else 0
        for segment in earlier:
            with segment.open("rb") as opened:
                yield from opened
        if written:
            written.seek(0)
            yield from _lines_of(written, size)


def _opened(file: Path, number: int) -> tuple[tuple[Path, ...], BinaryIO | None]:
    """The earlier files, and the one that is written to, open: it stays the same file when it is put aside."""
    while True:
        names = files_from(file, number)
        try:
            written = file.open("rb")
        except FileNotFoundError:
            written = None
        if files_from(file, number) == names:
            return names[:-1], written
        if written is not None:
            written.close()


def _lines_of(opened: BinaryIO, size: int) -> Iterator[bytes]:
    read = 0
    for raw in opened:
        read += len(raw)
        if read > size:
            return
        yield raw


def newest_lines(file: Path) -> Iterator[bytes]:
    """Every line of the newest file that holds any. Raises OSError."""
    for each in reversed(files_from(file, 0)):
        if each.exists() and each.stat().st_size:
            with each.open("rb") as opened:
                yield from opened
            return
