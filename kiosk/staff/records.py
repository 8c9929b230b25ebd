"""What the audit trail tells staff: today's counts, recent failures with their cure, its lines; nobody's name."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

from kiosk.audit.declared import BY_NAME
from kiosk.audit.line import AuditLine
from kiosk.audit.segments import files_from
from kiosk.counts import Counts, count
from kiosk.errors import AUDIT_AWAY, FAILURES, Failure, KioskError
from kiosk.ports import AuditTrail, Clock
from kiosk.staff.views import FailureSeen, TodayView
from kiosk.words import Words

RECENT = timedelta(days=7)
"""What is older is in the export."""
MOST_LINES = 600
"""Of those the newest are shown."""
MOST_FAILURES = 60
"""As many as anybody reads on a screen."""

_CODE = re.compile(r"\b[A-Z]\d\d\b")
"""Some lines have further words beside the code."""
_FAILURES: dict[str, Failure] = {failure.code: failure for failure in FAILURES}


class AuditRecords:
    """Reads the trail back; implements kiosk.staff.backstage.Records."""

    def __init__(self, trail: AuditTrail, file: Path | None, clock: Clock, words: Words) -> None:
        """`file` is the one the trail is written to; None: none is kept. `words`: in which lines are told."""
        self._trail, self._file, self._clock, self._words = trail, file, clock, words

    def today(self) -> TodayView:
        """Counts since midnight. Raises KioskError(AUDIT_AWAY)."""
        with _ours():
            lines = self._trail.lines_since(datetime.combine(self._clock.today(), time()))
            return view_of(count(lines))

    def failures(self) -> Sequence[FailureSeen]:
        """Recent ones, the newest first. Raises KioskError(AUDIT_AWAY)."""
        with _ours():
            seen = deque(_failures_in(self._recent()), maxlen=MOST_FAILURES)
        return tuple(reversed(seen))

    def lines(self, *, failures_only: bool) -> Sequence[str]:
        """Recent lines, the newest first. Raises KioskError(AUDIT_AWAY)."""
        with _ours():
            wanted = (line for line in self._recent() if not failures_only or _code_in(line))
            newest = deque(wanted, maxlen=MOST_LINES)
        return tuple(map(self._told, reversed(newest)))

    def files(self) -> Sequence[Path]:
        """Every file of the trail."""
        return [file for file in files_from(self._file, 0) if file.exists()] if self._file else []

    def _told(self, line: AuditLine) -> str:
        visit = f"#{line.visit}" if line.visit else ""
        declared = BY_NAME.get(line.event)
        what = self._words(declared.meaning) if declared else line.event
        return " ".join(filter(None, (f"{line.at:%m-%d %H:%M:%S}", visit, what, line.code)))

    def _recent(self) -> Iterator[AuditLine]:
        return self._trail.lines_since(self._clock.now() - RECENT)


def view_of(counts: Counts) -> TodayView:
    """What staff see of a day: every code that was told or written down, and the wait for a paper."""
    codes = Counter(counts.failures)
    codes.update(counts.faults)
    paper = counts.until_paper
    figures = (counts.sessions, counts.logins, counts.printed, counts.print_failures)
    return TodayView(*figures, codes.most_common(), paper.median, paper.longest)


def _code_in(line: AuditLine) -> str:
    found = _CODE.search(line.code)
    return found[0] if found else ""


def _failures_in(lines: Iterable[AuditLine]) -> Iterator[FailureSeen]:
    for line in lines:
        if code := _code_in(line):
            yield FailureSeen(line.at, code, _FAILURES.get(code))


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KioskError(AUDIT_AWAY, error.strerror or type(error).__name__) from None
