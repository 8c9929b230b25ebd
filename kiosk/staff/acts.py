"""What staff can do in maintenance: a closed union of frozen values, each with the role it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from kiosk.staff.adjustments import Adjustments
from kiosk.staff.members import Role, StaffMember


class Part(Enum):
    """A part of the machine that has a test of its own."""

    READER = "reader"
    PRINTER = "printer"
    SCREEN = "screen"
    SOUND = "sound"
    DATABASE = "database"
    DISK = "disk"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class TryPart:
    """Test a part: reader (the test card is in), printer (test page), sound, database, disk, clock."""

    part: Part


@dataclass(frozen=True, slots=True)
class Judge:
    """What a person says of a test that only a person can judge: the test page, touch and colour, the sound."""

    part: Part
    good: bool


@dataclass(frozen=True, slots=True)
class Adjust:
    """Change what may be changed at the machine; also out of service and back in service."""

    adjustments: Adjustments


@dataclass(frozen=True, slots=True)
class Unlock:
    """After the ID document was checked: let a locked number try again."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class VoidRegistration:
    """After the ID document was checked: forget a number's password, so that its holder can register anew."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmClock:
    """The clock shows the right time although it jumped."""


@dataclass(frozen=True, slots=True)
class ExportLog:
    """Copy the log and the audit trail to the USB stick."""


@dataclass(frozen=True, slots=True)
class PrintReadiness:
    """Print the readiness report."""


@dataclass(frozen=True, slots=True)
class Restart:
    """End the program; the supervisor starts it again."""


@dataclass(frozen=True, slots=True)
class ShutDown:
    """Switch the machine off."""


@dataclass(frozen=True, slots=True)
class AddStaff:
    """Add a staff account; whoever uses the password overwrites it."""

    number: str = field(repr=False)
    role: Role
    password: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class ResetStaff:
    """Give a staff account another password; whoever uses it overwrites it."""

    number: str = field(repr=False)
    password: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class RemoveStaff:
    """Remove a staff account; the last administrator stays."""

    number: str = field(repr=False)


Act: TypeAlias = (
    TryPart
    | Judge
    | Adjust
    | Unlock
    | VoidRegistration
    | ConfirmClock
    | ExportLog
    | PrintReadiness
    | Restart
    | ShutDown
    | AddStaff
    | ResetStaff
    | RemoveStaff
)

NAMES: dict[type[Act], str] = {
    TryPart: "part-tested",
    Judge: "test-judged",
    Adjust: "settings-adjusted",
    Unlock: "number-unlocked",
    VoidRegistration: "registration-voided",
    ConfirmClock: "clock-confirmed",
    ExportLog: "log-exported",
    PrintReadiness: "readiness-printed",
    Restart: "restart-asked",
    ShutDown: "shutdown-asked",
    AddStaff: "staff-added",
    ResetStaff: "staff-reset",
    RemoveStaff: "staff-removed",
}
"""The declared audit event of each act."""

_ADMINISTRATORS = (ShutDown, AddStaff, RemoveStaff)

WITHOUT_RECORD = (TryPart, Judge, Restart, ShutDown)
"""What may be done while the audit trail cannot be written: it helps to find the cause, and concerns nobody."""


def role_needed(act: Act) -> Role:
    """Who may do it; for passwords see `may_do`."""
    return Role.ADMINISTRATOR if isinstance(act, _ADMINISTRATORS) else Role.ATTENDANT


def may_do(member: StaffMember, act: Act) -> bool:
    """Whether this member may: another's password is an administrator's to set, one's own is everybody's."""
    if isinstance(act, ResetStaff) and act.number != member.number:
        return member.may(Role.ADMINISTRATOR)
    return member.may(role_needed(act))


def subject_of(act: Act) -> str:
    """Whose number an act is about: a person's or a staff account's; kept in the audit trail as a keyed hash."""
    match act:
        case Unlock(number) | VoidRegistration(number) | AddStaff(number=number):
            return number
        case ResetStaff(number=number) | RemoveStaff(number):
            return number
        case _:
            return ""


def secret_of(act: Act) -> bytearray | None:
    """The password an act carries."""
    match act:
        case AddStaff(password=password) | ResetStaff(password=password):
            return password
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Said:
    """What came of an act, for the screen."""

    message: str
    """A catalogue message that says what happened."""
    good: bool = True
    adjustments: Adjustments | None = None
    """New adjustments that must take effect."""
