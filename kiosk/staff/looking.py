"""Gathers what each page of maintenance shows; nothing of an insured person's is among it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import assert_never

from kiosk.config import Settings
from kiosk.doctor import examine
from kiosk.errors import STAFF_ONLY_ADMINISTRATORS, KioskError
from kiosk.health import Service
from kiosk.log_file import recent_lines
from kiosk.ports import CardReader, Clock, Examined, Finding, Ledger, Printer
from kiosk.release import program_version
from kiosk.staff.acts import Part
from kiosk.staff.backstage import Backstage, Nothing
from kiosk.staff.controls import Controls
from kiosk.staff.members import Role, StaffMember
from kiosk.staff.settings_shown import entries_of
from kiosk.staff.views import (
    DataView,
    DevicesView,
    FailuresView,
    LogAsked,
    LogView,
    MachineView,
    Page,
    PartState,
    PeopleView,
    SettingsView,
    StaffView,
    View,
)

LINES_A_PAGE = 12
"""As many as stand on the screen in letters that are read from half a metre."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked into."""

    settings: Settings
    reader: CardReader
    printer: Printer
    ledger: Ledger
    clock: Clock


class Looking:
    """Every method may raise KioskError; runs on the health worker."""

    def __init__(self, looked: Looked, backstage: Backstage, controls: Controls) -> None:
        self._looked, self._backstage, self._controls = looked, backstage, controls
        self._started: datetime = looked.clock.now()

    def view(self, member: StaffMember, page: Page, asked: LogAsked) -> View:
        """What a page shows now."""
        match page:
            case Page.DEVICES:
                return self._devices()
            case Page.TODAY:
                return self._backstage.records.today()
            case Page.FAILURES:
                return FailuresView(self._backstage.records.failures())
            case Page.DATA:
                return self._data()
            case Page.SETTINGS:
                return SettingsView(self._backstage.adjustments.adjustments(), entries_of(self._looked.settings))
            case Page.LOG:
                return self._log(asked)
            case Page.PEOPLE:
                return PeopleView()
            case Page.STAFF:
                return self._staff(member)
            case Page.MACHINE:
                return self._machine()
            case _:
                assert_never(page)

    def findings(self) -> tuple[Finding, ...]:
        """What every part says of itself, for the readiness report."""
        parts = chain.from_iterable(map(self._examined, Part))
        return tuple(examine((*parts, *self._backstage.others)))

    def findings_of(self, part: Part) -> tuple[Finding, ...]:
        """What one part says of itself."""
        return tuple(examine(self._examined(part)))

    def _examined(self, part: Part) -> Sequence[Examined]:
        looked, backstage = self._looked, self._backstage
        match part:
            case Part.READER:
                return (looked.reader,)
            case Part.PRINTER:
                return (looked.printer,)
            case Part.DATABASE:
                return looked.ledger, backstage.local
            case Part.DISK:
                return (backstage.disk,)
            case Part.CLOCK:
                return (backstage.clock or Nothing(),)
            case Part.SCREEN | Part.SOUND:
                return ()
            case _:
                assert_never(part)

    def _devices(self) -> DevicesView:
        tests = self._backstage.tests.last_tests()
        parts = [PartState(part, self.findings_of(part), tests.get(part)) for part in Part]
        found = self._controls.condition()
        return DevicesView(
            parts,
            examine(self._backstage.others),
            found.service is not Service.CLOSED,
            (*found.reasons, *found.warnings),
        )

    def _data(self) -> DataView:
        last = self._backstage.last_import()
        as_of = self._looked.ledger.as_of()
        return DataView(as_of) if last is None else DataView(as_of, last.moment, last.report)

    def _log(self, asked: LogAsked) -> LogView:
        backstage, only = self._backstage, asked.failures_only
        if asked.audit:
            lines = backstage.records.lines(failures_only=only)
        else:
            lines = recent_lines(backstage.log_files(), failures_only=only)
        pages = max(1, -(-len(lines) // LINES_A_PAGE))
        first = min(max(asked.page, 0), pages - 1) * LINES_A_PAGE
        return LogView(asked, lines[first : first + LINES_A_PAGE], pages, backstage.stick.is_in())

    def _staff(self, member: StaffMember) -> StaffView:
        if not member.may(Role.ADMINISTRATOR):
            raise KioskError(STAFF_ONLY_ADMINISTRATORS)
        return StaffView([(account.number, account.role) for account in self._backstage.staff.accounts()])

    def _machine(self) -> MachineView:
        backstage = self._backstage
        doubt = backstage.clock.doubt() if backstage.clock else None
        return MachineView(
            program_version(),
            self._started,
            self._looked.clock.now(),
            doubt.value if doubt else "",
            backstage.adjustments.adjustments().out_of_service,
        )
