"""The desk behind maintenance: who gets in, what the pages show, what is done; kiosk.staff.desk.MaintenanceDesk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from kiosk.admission import Admission
from kiosk.cards import CardFace
from kiosk.errors import (
    CLOCK_DOUBTED,
    OUT_OF_BOUNDS,
    POWER_REFUSED,
    STAFF_ONLY_ADMINISTRATORS,
    KioskError,
    Refused,
)
from kiosk.hall import issuer_of
from kiosk.lockout import LockoutRule
from kiosk.outcomes import LoginRefused
from kiosk.passwords import Passwords, overwrite
from kiosk.ports import CredentialStore, Paper
from kiosk.staff.access import StaffAccess
from kiosk.staff.accounts import StaffAccounts
from kiosk.staff.acts import (
    Act,
    AddStaff,
    Adjust,
    ConfirmClock,
    ExportLog,
    Judge,
    PrintReadiness,
    RemoveStaff,
    ResetStaff,
    Restart,
    Said,
    ShutDown,
    TryPart,
    Unlock,
    VoidRegistration,
    may_do,
    secret_of,
)
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.backstage import Backstage
from kiosk.staff.controls import Controls
from kiosk.staff.looking import Looked, Looking
from kiosk.staff.members import StaffMember
from kiosk.staff.trying import Trying
from kiosk.staff.views import LogAsked, Page, View
from kiosk.words import N_

VOLUME, BRIGHTNESS, DAILY_PAGES = range(101), range(10, 101), range(1001)
"""Bounds of what may be set; a panel darker than a tenth cannot be read."""


@dataclass(frozen=True, slots=True)
class StaffDesk:
    """Runs on workers; see kiosk.staff_work for which act runs where."""

    looked: Looked
    backstage: Backstage
    controls: Controls
    looking: Looking
    trying: Trying
    people: Admission
    """Where people's numbers are unlocked."""
    access: StaffAccess
    accounts: StaffAccounts

    def log_in(self, number: str, password: bytearray) -> StaffMember | LoginRefused:
        """Check a staff login. Overwrites the password."""
        return self.access.log_in(number, password)

    def number_of_card(self, face: CardFace) -> str | None:
        """The staff number a card stands for; None: it is no staff card."""
        return self.access.number_of_card(face)

    def look(self, member: StaffMember, page: Page, asked: LogAsked) -> View:
        """What a page shows now."""
        return self.looking.view(member, page, asked)

    def perform(self, member: StaffMember, act: Act) -> Said:
        """Do an act this member may do. Overwrites passwords."""
        try:
            managing = isinstance(act, AddStaff | ResetStaff | RemoveStaff)
            if not may_do(member, act) or (managing and not self.accounts.still_holds(member)):
                raise KioskError(STAFF_ONLY_ADMINISTRATORS)
            return self._perform(act)
        finally:
            overwrite(secret_of(act) or bytearray())

    def _perform(self, act: Act) -> Said:
        match act:
            case TryPart(part):
                return self.trying.try_part(part)
            case Judge(part, good):
                return self.trying.judge(part, good=good)
            case PrintReadiness():
                return self.trying.print_readiness()
            case Adjust(adjustments):
                return self._adjust(adjustments)
            case Unlock() | VoidRegistration():
                return self._for_a_person(act)
            case AddStaff() | ResetStaff() | RemoveStaff():
                return self._manage(act)
            case ConfirmClock() | ExportLog() | Restart() | ShutDown():
                return self._machine(act)
            case _:
                assert_never(act)

    def _adjust(self, wanted: Adjustments) -> Said:
        within = (
            (wanted.volume, VOLUME),
            (wanted.brightness, BRIGHTNESS),
            (wanted.daily_pages, DAILY_PAGES),
            (wanted.language, self.looked.settings.screen.languages),
        )
        if any(value is not None and value not in allowed for value, allowed in within):
            raise KioskError(OUT_OF_BOUNDS)
        before = self.backstage.adjustments.adjustments()
        self.backstage.adjustments.keep_adjustments(wanted)
        if before.out_of_service == wanted.out_of_service:
            return Said(N_("The change is kept."), adjustments=wanted)
        if wanted.out_of_service:
            return Said(N_("The machine is out of service now."), adjustments=wanted)
        return Said(N_("The machine is back in service."), adjustments=wanted)

    def _for_a_person(self, act: Unlock | VoidRegistration) -> Said:
        match act:
            case Unlock(number):
                self.people.unlock(number)
                return Said(N_("This number may try again now."))
            case VoidRegistration(number):
                if self.people.void(number):
                    return Said(N_("The registration is void. Its holder can set a new password here."))
                return Said(N_("This number is not registered at this machine."), good=False)
            case _:
                assert_never(act)

    def _manage(self, act: AddStaff | ResetStaff | RemoveStaff) -> Said:
        match act:
            case AddStaff(number, role, password):
                self.accounts.add(number, role, password)
                return Said(N_("The staff account is added."))
            case ResetStaff(number, password):
                self.accounts.reset(number, password)
                return Said(N_("The new password is set."))
            case RemoveStaff(number):
                self.accounts.remove(number)
                return Said(N_("The staff account is removed."))
            case _:
                assert_never(act)

    def _machine(self, act: ConfirmClock | ExportLog | Restart | ShutDown) -> Said:
        match act:
            case ConfirmClock():
                if self.backstage.clock is not None and self.backstage.clock.confirm() is not None:
                    raise KioskError(CLOCK_DOUBTED)
                return Said(N_("The time is confirmed."))
            case ExportLog():
                self._export()
                return Said(N_("The copy on the USB stick is complete. The stick can be taken out."))
            case Restart():
                self.controls.restart()
                return Said(N_("The program starts anew in a moment."))
            case ShutDown():
                _ask(self.backstage.switch_off)
                return Said(N_("The machine is switching off."))
            case _:
                assert_never(act)

    def _export(self) -> None:
        kiosk, now = self.looked.settings.kiosk.id, self.looked.clock.now()
        files = (*self.backstage.records.files(), *self.backstage.log_files())
        self.backstage.stick.copy(f"{kiosk}-log-{now:%Y%m%d-%H%M%S}.zip", files)


def desk_of(
    looked: Looked,
    backstage: Backstage,
    controls: Controls,
    people: Admission,
    credentials: CredentialStore,
    paper: Paper,
    rule: LockoutRule,
) -> StaffDesk:
    """The desk over these parts; wrong tries of staff follow the same rule as those of people."""
    passwords = Passwords(looked.settings.passwords)
    access = StaffAccess(backstage.staff, credentials, passwords, rule, looked.clock)
    looking = Looking(looked, backstage, controls)
    trying = Trying(looked, looking, backstage, controls, paper, issuer_of(looked.settings))
    accounts = StaffAccounts(backstage.staff, passwords, access)
    return StaffDesk(looked, backstage, controls, looking, trying, people, access, accounts)


def _ask(switch_off: Callable[[], None]) -> None:
    try:
        switch_off()
    except Refused as refused:
        raise KioskError(POWER_REFUSED, str(refused)) from None
