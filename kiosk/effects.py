"""What a step wants done: a closed union of frozen values, carried out by the conductor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from kiosk.cards import CardFace, Holder
from kiosk.choices import PaperKind, PrintChoice
from kiosk.document import Document, PrintJob
from kiosk.events import Event, PasswordEntered, PinEntered, RegistrationEntered, TimerKind
from kiosk.staff.acts import Act, secret_of
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.events import ActAsked, StaffEntered
from kiosk.staff.members import StaffMember
from kiosk.staff.views import LogAsked, Page
from kiosk.states import Claim, Record


@dataclass(frozen=True, slots=True)
class ReadCard:
    """Read the card that is in."""


@dataclass(frozen=True, slots=True)
class AskPinTries:
    """Ask the card how many PIN tries are left."""


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Present the PIN to the card."""

    pin: bytearray = field(repr=False)
    holder: Holder
    """Whose card was read; the PIN of another card proves nothing."""


@dataclass(frozen=True, slots=True)
class FindPerson:
    """Find the card's holder in the data."""

    face: CardFace


@dataclass(frozen=True, slots=True)
class CheckPassword:
    """Check the query password."""

    claim: Claim
    password: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetPassword:
    """Register."""

    claim: Claim
    form: RegistrationEntered


@dataclass(frozen=True, slots=True)
class LoadAccount:
    """Load the account of who has proven to be this person."""

    person_id: str = field(repr=False)
    name_on_card: str | None = field(default=None, repr=False)
    """The name read from the person's card, to be compared with the data's."""


@dataclass(frozen=True, slots=True)
class MakePaper:
    """Render the chosen paper as it would be printed."""

    record: Record
    choice: PrintChoice
    language: str


@dataclass(frozen=True, slots=True)
class DrawPage:
    """Draw one page of what will be printed, counted from 0."""

    document: Document
    page: int


@dataclass(frozen=True, slots=True)
class Submit:
    """Ask the printer whether it can, and hand the document over."""

    document: Document
    kind: PaperKind = PaperKind.LIST
    person_id: str = field(default="", repr=False)
    """Whose pages are counted."""


@dataclass(frozen=True, slots=True)
class WatchJob:
    """Look at the job once."""

    job: PrintJob


@dataclass(frozen=True, slots=True)
class EndVisit:
    """Power the card off, purge the printer, forget everything of the visit, stop its timers."""


@dataclass(frozen=True, slots=True)
class CheckHealth:
    """Look at printer and data now."""


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Start a timer, instead of the one of its kind that runs."""

    timer: TimerKind
    seconds: float


@dataclass(frozen=True, slots=True)
class StopTimer:
    """Stop a timer if it runs."""

    timer: TimerKind


@dataclass(frozen=True, slots=True)
class Chime:
    """A short sound: the card is still in."""


@dataclass(frozen=True, slots=True)
class CheckStaff:
    """Check a staff login."""

    number: str = field(repr=False)
    password: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class FindStaff:
    """Read the card that is in, and find the staff number it stands for."""


@dataclass(frozen=True, slots=True)
class LookInto:
    """Gather what a page of maintenance shows."""

    member: StaffMember
    page: Page
    log: LogAsked = LogAsked()


@dataclass(frozen=True, slots=True)
class Perform:
    """Do what staff want done."""

    member: StaffMember
    act: Act


@dataclass(frozen=True, slots=True)
class Apply:
    """Let adjustments take effect: quota, volume, brightness."""

    adjustments: Adjustments


Effect: TypeAlias = (
    ReadCard
    | AskPinTries
    | CheckPin
    | FindPerson
    | CheckPassword
    | SetPassword
    | LoadAccount
    | MakePaper
    | DrawPage
    | Submit
    | WatchJob
    | EndVisit
    | CheckHealth
    | SetTimer
    | StopTimer
    | Chime
    | CheckStaff
    | FindStaff
    | LookInto
    | Perform
    | Apply
)


def secrets_of(item: Event | Effect) -> tuple[bytearray, ...]:
    """The passwords and PINs an event or effect carries; whoever uses them last overwrites them."""
    match item:
        case PasswordEntered(secret) | CheckPassword(password=secret) | PinEntered(secret) | CheckPin(pin=secret):
            return (secret,)
        case RegistrationEntered() as form:
            return form.password, form.password_again
        case SetPassword(form=form):
            return form.password, form.password_again
        case StaffEntered(password=secret) | CheckStaff(password=secret):
            return (secret,)
        case ActAsked(act) | Perform(act=act):
            carried = secret_of(act)
            return () if carried is None else (carried,)
        case _:
            return ()
