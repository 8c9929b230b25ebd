"""What a day was like, counted from the lines of the audit trail. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from kiosk.audit.line import AuditLine
from kiosk.audit.machine_events import DATA_AWAY, OUT_OF_SERVICE, PRINTER_AWAY, READER_AWAY, SERVER_UNPROVEN, STARTED
from kiosk.audit.visit_events import (
    ACCOUNT_VIEWED,
    CARD_READING,
    GUIDE_READ,
    NUMBER_ENTRY,
    POLICY_READ,
    PRINT_FAILED,
    PRINT_SENT,
    PRINT_SUBMITTED,
    REGISTRATION,
    VISIT_EVENTS,
)

_BEGINNINGS = frozenset(event.name for event in (CARD_READING, NUMBER_ENTRY, REGISTRATION, POLICY_READ, GUIDE_READ))
"""What a visit begins with."""

_OF_VISITS = frozenset(event.name for event in VISIT_EVENTS)
_OF_MACHINE = frozenset(event.name for event in (READER_AWAY, PRINTER_AWAY, DATA_AWAY, SERVER_UNPROVEN, OUT_OF_SERVICE))

_FAILURE = re.compile(r"[A-Z]\d\d")


@dataclass(frozen=True, slots=True)
class Waits:
    """How long people waited for something, in seconds; None when nobody did."""

    median: float | None = None
    longest: float | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Figures of a day, about nobody."""

    sessions: int = 0
    logins: int = 0
    """Visits in which an account was shown."""
    printed: int = 0
    """Papers that came out whole."""
    print_failures: int = 0
    failures: Mapping[str, int] = field(default_factory=dict)
    """How often people were told each code, the most frequent first."""
    faults: Mapping[str, int] = field(default_factory=dict)
    """How often reader, printer, data or the whole kiosk went away with each code, the most frequent first."""
    until_account: Waits = Waits()
    """From the card or the first touch to the account, typing included."""
    until_paper: Waits = Waits()
    """From the confirmed print to the whole paper."""


def count(lines: Iterable[AuditLine]) -> Counts:
    """Count lines, in the order they were written, as of one day or more."""
    counting = _Counting()
    for line in lines:
        counting.take(line)
    return counting.counts()


@dataclass
class _Counting:
    runs: int = 0
    """Visits are numbered from one anew in each run of the program."""
    visits: dict[tuple[int, int], float] = field(default_factory=dict)
    """When each began, by the monotonic clock."""
    opened: set[tuple[int, int]] = field(default_factory=set)
    submitted: dict[tuple[int, int], float] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    accounts: list[float] = field(default_factory=list)
    papers: list[float] = field(default_factory=list)

    def take(self, line: AuditLine) -> None:
        """Count a line."""
        self.runs += line.event == STARTED.name
        self.events[line.event] += 1
        if _FAILURE.fullmatch(line.code):
            self.failures[line.code] += line.event in _OF_VISITS
            self.faults[line.code] += line.event in _OF_MACHINE
        self._take_visit(line, (self.runs, line.visit))

    def _take_visit(self, line: AuditLine, visit: tuple[int, int]) -> None:
        if line.event in _BEGINNINGS:
            self.visits.setdefault(visit, line.up)
        elif line.event == ACCOUNT_VIEWED.name and visit not in self.opened:
            self.opened.add(visit)
            self.accounts += [line.up - self.visits[visit]] if visit in self.visits else []
        elif line.event == PRINT_SUBMITTED.name:
            self.submitted[visit] = line.up
        elif line.event == PRINT_SENT.name and visit in self.submitted:
            self.papers.append(line.up - self.submitted.pop(visit))

    def counts(self) -> Counts:
        """The figures."""
        return Counts(
            sessions=len(self.visits),
            logins=len(self.opened),
            printed=self.events[PRINT_SENT.name],
            print_failures=self.events[PRINT_FAILED.name],
            failures=_by_frequency(self.failures),
            faults=_by_frequency(self.faults),
            until_account=_waits(self.accounts),
            until_paper=_waits(self.papers),
        )


def _by_frequency(counted: Counter[str]) -> dict[str, int]:
    return {code: times for code, times in counted.most_common() if times}


def _waits(seconds: Sequence[float]) -> Waits:
    return Waits(median(seconds), max(seconds)) if seconds else Waits()
