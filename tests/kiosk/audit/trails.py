"""Trails for the tests: in a folder of the test, on a clock driven by hand."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.audit.chain import Verdict, follow
from kiosk.audit.head import HeadFile
from kiosk.audit.line import AuditLine, parse
from kiosk.audit.segments import files_from, raw_lines
from kiosk.audit.trail import AuditFile, TrailRules
from kiosk.ports import Worker
from tests.clock import HandClock
from tests.workers import HandWorker

KEY = b"k" * 32
DAYS = 183


class Place:
    """A folder with a trail in it and its head beside; each `trail` is another start of the program."""

    def __init__(self, folder: Path, clock: HandClock | None = None) -> None:
        self.folder = folder
        self.file, self.head = folder / "audit" / "audit.log", folder / "audit-head.json"
        self.clock = clock or HandClock()

    def trail(self, key: bytes = KEY, *, lazy: bool = False) -> AuditFile:
        """Open the trail; a lazy one makes nothing safe until it is closed, which takes milliseconds a line."""
        behind: Worker = HandWorker() if lazy else lambda task: task()
        trail = AuditFile(self.file, self.clock, key, TrailRules(self.head if key else None, DAYS), behind)
        trail.open()
        return trail

    def files(self) -> list[Path]:
        """The files there are, the newest last."""
        return [file for file in files_from(self.file, 0) if file.exists()]

    def raw(self) -> list[bytes]:
        """Every line, with its line feed."""
        return list(raw_lines(self.file))

    def lines(self) -> list[AuditLine]:
        """Every line that is one."""
        return [line for line in map(parse, self.raw()) if line is not None]

    def events(self) -> list[str]:
        """The event of every line."""
        return [line.event for line in self.lines()]

    def verdict(self) -> Verdict:
        """Follow the chain as `audit verify` does."""
        head = HeadFile(self.head, KEY).read()
        return follow(raw_lines(self.file), head.end if head and head.genuine else None, key=KEY)

    def wrong(self) -> list[str]:
        """What is wrong with the chain."""
        return [each.code for each in self.verdict().breaks]


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process can grow beyond so many bytes: the system refuses, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
