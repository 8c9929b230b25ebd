"""A kiosk's maintenance on made-up parts, with two of the staff: an administrator and an attendant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk import config
from kiosk.access import Access
from kiosk.clock_watch import ClockWatch
from kiosk.config import Settings
from kiosk.errors import DATA_AWAY, KioskError, Refused
from kiosk.health import Condition, Service
from kiosk.intake.port import ImportNoted
from kiosk.lockout import LockoutRule
from kiosk.outcomes import LoginRefused
from kiosk.ports import Finding
from kiosk.staff.access import StaffAccess
from kiosk.staff.accounts import StaffAccounts
from kiosk.staff.acts import Act, Part, Said
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.backstage import Backstage
from kiosk.staff.controls import Controls
from kiosk.staff.looking import Looked, Looking
from kiosk.staff.maintenance import StaffDesk
from kiosk.staff.members import Role, StaffAccount, StaffMember
from kiosk.staff.trying import Trying
from kiosk.staff.views import FailureSeen, LastTest, LogAsked, Page, TodayView, View
from tests.clock import HandClock
from tests.kiosk.fakes import (
    CountedPasswords,
    FakePaper,
    FakePrinter,
    FakeReader,
    MemoryCredentials,
    MemoryLedger,
)
from tests.kiosk.people import CHEN, CHEN_CARD, DIVISION, ISSUER, card, person

ADMINISTRATOR = StaffMember("90001", Role.ADMINISTRATOR)
ATTENDANT = StaffMember("9002", Role.ATTENDANT)
PASSWORDS = {"90001": "TULPE47RX", "9002": "H4LLENBAD"}
NOON = datetime(2026, 11, 21, 12, 0, 30)


@dataclass
class MemoryStaff:
    """Implements StaffStore."""

    kept: dict[str, StaffAccount] = field(default_factory=dict)

    def account(self, number: str) -> StaffAccount | None:
        """The account."""
        return self.kept.get(number)

    def account_of_card(self, card_key: str) -> StaffAccount | None:
        """The account of a card."""
        return next((each for each in self.kept.values() if card_key and each.card_key == card_key), None)

    def keep(self, account: StaffAccount) -> None:
        """Keep it."""
        self.kept[account.number] = account

    def remove(self, number: str) -> bool:
        """Forget it."""
        return self.kept.pop(number, None) is not None

    def accounts(self) -> Sequence[StaffAccount]:
        """All, by number."""
        return tuple(self.kept[number] for number in sorted(self.kept))


@dataclass
class MemoryUpkeep:
    """Implements AdjustmentStore and PartTests; `full` refuses to write."""

    now: Adjustments = Adjustments()
    tests: dict[Part, LastTest] = field(default_factory=dict)
    full: bool = False

    def adjustments(self) -> Adjustments:
        """As kept."""
        return self.now

    def keep_adjustments(self, adjustments: Adjustments) -> None:
        """Keep them."""
        self._write()
        self.now = adjustments

    def last_tests(self) -> Mapping[Part, LastTest]:
        """As kept."""
        return self.tests

    def keep_test(self, part: Part, test: LastTest) -> None:
        """Keep it."""
        self._write()
        self.tests[part] = test

    def _write(self) -> None:
        if self.full:
            raise KioskError(DATA_AWAY)


@dataclass
class MadeUpRecords:
    """Implements Records."""

    seen: Sequence[FailureSeen] = ()
    told: Sequence[str] = ()
    there: Sequence[Path] = ()

    def today(self) -> TodayView:
        """A quiet day."""
        return TodayView(3, 2, 1, 0, (("A01", 2),), 1.5, 4.0)

    def failures(self) -> Sequence[FailureSeen]:
        """As told."""
        return self.seen

    def lines(self, *, failures_only: bool) -> Sequence[str]:
        """As told."""
        return [line for line in self.told if not failures_only or "P" in line]

    def files(self) -> Sequence[Path]:
        """As told."""
        return self.there


@dataclass
class MadeUpStick:
    """Implements Stick."""

    there: bool = True
    copied: dict[str, Sequence[Path]] = field(default_factory=dict)

    def is_in(self) -> bool:
        """As told."""
        return self.there

    def copy(self, name: str, files: Sequence[Path]) -> None:
        """Keep what was asked for."""
        self.copied[name] = files


@dataclass
class SaysFindings:
    """An examined part that says what it is told to."""

    found: Sequence[Finding]

    def examine(self) -> Sequence[Finding]:
        """As told."""
        return self.found


@dataclass
class Room:
    """Everything behind the desk."""

    staff: MemoryStaff = field(default_factory=MemoryStaff)
    upkeep: MemoryUpkeep = field(default_factory=MemoryUpkeep)
    records: MadeUpRecords = field(default_factory=MadeUpRecords)
    stick: MadeUpStick = field(default_factory=MadeUpStick)
    credentials: MemoryCredentials = field(default_factory=MemoryCredentials)
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    reader: FakeReader = field(default_factory=FakeReader)
    printer: FakePrinter = field(default_factory=FakePrinter)
    paper: FakePaper = field(default_factory=FakePaper)
    passwords: CountedPasswords = field(default_factory=CountedPasswords)
    clock: HandClock = field(default_factory=HandClock)
    disk: SaysFindings = field(default_factory=lambda: SaysFindings([Finding("disk", True, "900 MiB free")]))
    condition: Condition = Condition(Service.OPEN)
    rule: LockoutRule = field(default_factory=LockoutRule)
    noted: ImportNoted | None = None
    log_files: Sequence[Path] = ()
    done: list[str] = field(default_factory=list)
    """What the machine was told to do."""
    no_power: bool = False
    damaged: bool = False

    def __post_init__(self) -> None:
        self.settings: Settings = config.load(environment={})
        for member in (ADMINISTRATOR, ATTENDANT):
            hashed = self.passwords.hash(bytearray(PASSWORDS[member.number].encode()))
            self.staff.keep(StaffAccount(member.number, member.role, hashed))
        self.ledger.add(person(), card())
        self.ledger.add(person("P2", CHEN, "陈静"), card(CHEN_CARD))
        self.clock_watch = ClockWatch(self.clock, synchronised=lambda: False)
        self.people = self._people()
        self.desk = self.restarted()

    def _people(self) -> Access:
        return Access(self.ledger, self.credentials, self.passwords, self.rule, self.clock, DIVISION)

    def backstage(self) -> Backstage:
        """What stands behind."""
        return Backstage(
            staff=self.staff,
            adjustments=self.upkeep,
            tests=self.upkeep,
            stick=self.stick,
            last_import=lambda: self.noted,
            check_local=self._check,
            switch_off=self._switch_off,
            records=self.records,
            log_files=lambda: self.log_files,
            disk=self.disk,
            clock=self.clock_watch,
            others=(SaysFindings([Finding("fonts", True, "all there")]),),
        )

    def restarted(self) -> StaffDesk:
        """The same kiosk after a restart: what was stored is still there."""
        controls = Controls(
            lambda: self.condition, lambda: self.done.append("sound"), lambda: self.done.append("restart")
        )
        backstage = self.backstage()
        looked = Looked(self.settings, self.reader, self.printer, self.ledger, self.clock)
        looking = Looking(looked, backstage, controls)
        trying = Trying(looked, looking, backstage, controls, self.paper, ISSUER)
        access = StaffAccess(self.staff, self.credentials, self.passwords, self.rule, self.clock)
        accounts = StaffAccounts(self.staff, self.passwords, access)
        self.people = self._people()
        return StaffDesk(looked, backstage, controls, looking, trying, self.people, access, accounts)

    def log_in(self, number: str, password: str) -> StaffMember | LoginRefused:
        """Log in at the desk."""
        return self.desk.log_in(number, bytearray(password.encode()))

    def do(self, act: Act, member: StaffMember = ADMINISTRATOR) -> Said:
        """Perform an act."""
        return self.desk.perform(member, act)

    def see(self, page: Page, member: StaffMember = ADMINISTRATOR, asked: LogAsked | None = None) -> View:
        """Look at a page."""
        return self.desk.look(member, page, asked or LogAsked())

    def _check(self) -> None:
        if self.damaged:
            raise KioskError(DATA_AWAY, "the local database is damaged")

    def _switch_off(self) -> None:
        if self.no_power:
            raise Refused("The system refused.")
        self.done.append("off")
