"""What the pages of maintenance show: a closed union of frozen values without anything of an insured person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from kiosk.errors import Failure
from kiosk.model import AsOf
from kiosk.staff.acts import Part
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.members import Role

if TYPE_CHECKING:
    from kiosk.ports import Finding


class Page(Enum):
    """The pages of maintenance; the value names its key on the screen."""

    DEVICES = "devices"
    TODAY = "today"
    FAILURES = "failures"
    DATA = "data"
    SETTINGS = "settings"
    LOG = "log"
    PEOPLE = "people"
    """Unlock a number, void a registration."""
    STAFF = "staff"
    """Accounts; an administrator's page."""
    MACHINE = "machine"
    """Clock, restart, shutdown."""


@dataclass(frozen=True, slots=True)
class LastTest:
    """A part's last test."""

    at: datetime
    good: bool
    said: str
    """What was found, or "judged by staff", as kiosk.told keeps a sentence; never personal."""


@dataclass(frozen=True, slots=True)
class PartState:
    """A part as it is now, and its last test."""

    part: Part
    findings: Sequence[Finding]
    last_test: LastTest | None = None

    @property
    def well(self) -> bool:
        """Whether nothing was found that needs attention."""
        return all(finding.well for finding in self.findings)


@dataclass(frozen=True, slots=True)
class DevicesView:
    """State of every part with its last result; paper and toner stand among the printer's findings."""

    parts: Sequence[PartState]
    others: Sequence[Finding] = ()
    """What doctor examines besides: fonts, seal, configuration."""
    open: bool = True
    """Whether the kiosk is in service."""
    reasons: Sequence[Failure] = ()
    """Why it is limited or closed."""


@dataclass(frozen=True, slots=True)
class TodayView:
    """Today's counts; waiting times in seconds."""

    sessions: int
    logins: int
    printed: int
    print_failures: int
    failures: Sequence[tuple[str, int]]
    """Code and how often, the most frequent first."""
    waiting_median: float | None
    waiting_longest: float | None


@dataclass(frozen=True, slots=True)
class FailureSeen:
    """A failure that happened lately."""

    at: datetime
    code: str
    failure: Failure | None
    """With cause and remedy; None for a code of an earlier version."""


@dataclass(frozen=True, slots=True)
class FailuresView:
    """Recent failures, the newest first."""

    seen: Sequence[FailureSeen]


@dataclass(frozen=True, slots=True)
class DataView:
    """How far the data reach, and the last import's report."""

    as_of: AsOf
    imported_at: datetime | None = None
    report: Sequence[str] = ()
    """Lines of the last import's report, figures only, each as kiosk.told keeps a sentence."""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The configuration as read, secrets left out, and what may be changed here."""

    adjustments: Adjustments
    entries: Sequence[tuple[str, str]]
    """Key and value, as in kiosk.toml."""


@dataclass(frozen=True, slots=True)
class LogAsked:
    """Which part of the log to show."""

    audit: bool = True
    """The audit trail, else the technical log."""
    failures_only: bool = False
    page: int = 0
    """Counted from 0, the newest first."""


@dataclass(frozen=True, slots=True)
class LogView:
    """A page of the log."""

    asked: LogAsked
    lines: Sequence[str]
    pages: int
    stick: bool = False
    """Whether a USB stick is in to export to."""


@dataclass(frozen=True, slots=True)
class PeopleView:
    """A number is typed; nothing about anybody is shown."""


@dataclass(frozen=True, slots=True)
class StaffView:
    """The accounts there are."""

    accounts: Sequence[tuple[str, Role]]


@dataclass(frozen=True, slots=True)
class MachineView:
    """The machine itself."""

    version: str
    started: datetime
    now: datetime
    clock_doubt: str = ""
    """Why the clock is doubted; a catalogue message, empty: it is not."""
    closed_by_staff: bool = False


View: TypeAlias = (
    DevicesView | TodayView | FailuresView | DataView | SettingsView | LogView | PeopleView | StaffView | MachineView
)
