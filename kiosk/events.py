"""What can happen to a session: a closed union of frozen values. Personal fields stay out of every `repr`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from kiosk.choices import Look, Marked, PaperKind, PrintChoice
from kiosk.errors import Failure
from kiosk.insurance import Insurance
from kiosk.outcomes import Outcome
from kiosk.period import Month
from kiosk.reader_events import CardInserted as CardInserted
from kiosk.reader_events import CardRemoved as CardRemoved
from kiosk.reader_events import ReaderChanged as ReaderChanged
from kiosk.reader_events import ReaderCondition as ReaderCondition
from kiosk.reader_events import ReaderEvent as ReaderEvent
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.events import StaffEvent

# What the person does.


@dataclass(frozen=True, slots=True)
class Touched:
    """The person touched the screen or a key: they are there."""


@dataclass(frozen=True, slots=True)
class NumberEntryAsked:
    """ "Enter a number" on Welcome."""


@dataclass(frozen=True, slots=True)
class NumberEntered:
    """An ID number or card number was typed."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PasswordEntered:
    """The query password was typed; whoever uses it overwrites it."""

    password: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class PinEntered:
    """The card's PIN was typed; whoever uses it overwrites it."""

    pin: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """ "Set or forgot my password"."""


@dataclass(frozen=True, slots=True)
class RegistrationEntered:
    """The registration form is complete."""

    number: str = field(repr=False)
    card_number: str = field(repr=False)
    password: bytearray = field(repr=False)
    password_again: bytearray = field(repr=False)


@dataclass(frozen=True, slots=True)
class InsuranceChosen:
    """A tile of the overview."""

    insurance: Insurance


class Topic(Enum):
    """What a person may look into beside their insurances; the value names its screen."""

    ACCOUNT = "account"
    POINTS = "points"
    BENEFITS = "benefits"
    MY_DATA = "my-data"
    RIGHTS_RECORD = "rights-record"
    DISCREPANCY = "discrepancy"
    POLICY = "policy"
    GUIDE = "guide"

    @property
    def public(self) -> bool:
        """Whether anybody may read it without a login."""
        return self in (Topic.POLICY, Topic.GUIDE)


@dataclass(frozen=True, slots=True)
class TopicAsked:
    """A key that leads to a topic."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class MonthMarked:
    """A month that looks wrong was touched: it is marked, or not marked any more."""

    marked: Marked


@dataclass(frozen=True, slots=True)
class PrintAsked:
    """ "Print payment list", or another paper."""

    kind: PaperKind = PaperKind.LIST
    year: int | None = None
    """Of the rights record that is shown."""


@dataclass(frozen=True, slots=True)
class PrintChoiceMade:
    """Another period, insurance or number form was chosen on the print screen."""

    choice: PrintChoice


@dataclass(frozen=True, slots=True)
class PreviewTurned:
    """Another page of what will be printed, counted from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class PrintConfirmed:
    """ "Print now"."""


@dataclass(frozen=True, slots=True)
class BackAsked:
    """One step back."""


@dataclass(frozen=True, slots=True)
class FinishAsked:
    """ "Finish"."""


@dataclass(frozen=True, slots=True)
class ContinueAsked:
    """ "Go on" on the still-there screen, or past a message."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """Another language."""

    language: str


@dataclass(frozen=True, slots=True)
class LookChosen:
    """One of the looks' switches (ELDER, DARK, LIGHT) was touched: on, or off again."""

    look: Look


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """How the visit was, from 1 (bad) to 5 (good)."""

    stars: int


@dataclass(frozen=True, slots=True)
class LowScreenAsked:
    """Bring every control down to the lower part of the screen, or back."""


@dataclass(frozen=True, slots=True)
class VoiceAsked:
    """Speak the prompts, or be silent again."""


PersonEvent: TypeAlias = (
    Touched
    | NumberEntryAsked
    | NumberEntered
    | PasswordEntered
    | PinEntered
    | RegisterAsked
    | RegistrationEntered
    | InsuranceChosen
    | TopicAsked
    | MonthMarked
    | PrintAsked
    | PrintChoiceMade
    | PreviewTurned
    | PrintConfirmed
    | BackAsked
    | FinishAsked
    | ContinueAsked
    | LanguageChosen
    | LookChosen
    | RatingGiven
    | LowScreenAsked
    | VoiceAsked
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An effect's outcome and the visit that asked for it; a late one is ignored."""

    visit: int
    outcome: Outcome


# Time and health.


class TimerKind(Enum):
    """The session's timers; each runs at most once at a time."""

    IDLE = "idle"
    VISIT = "visit"
    TICK = "tick"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class TimeOut:
    """A timer ran out."""

    timer: TimerKind


@dataclass(frozen=True, slots=True)
class Health:
    """What works now, for Welcome's one line."""

    reader: ReaderCondition = ReaderCondition.NO_READER
    printer: Failure | None = None
    data: Failure | None = None
    data_as_of: Month | None = None
    printer_warnings: tuple[Failure, ...] = ()
    """What staff should see to although it prints."""
    closed: Failure | None = None
    """Why nobody can be served: the audit trail cannot be written ..."""
    told: frozenset[str] = frozenset()
    """Codes of failures of which a notice was delivered to staff."""
    warnings: tuple[Failure, ...] = ()
    """What staff should see to about the machine itself: a disk is nearly full ..."""


@dataclass(frozen=True, slots=True)
class HealthChecked:
    """Printer and data were looked at; the reader speaks for itself."""

    printer: Failure | None
    data: Failure | None
    data_as_of: Month | None
    printer_warnings: tuple[Failure, ...] = ()
    closed: Failure | None = None
    told: frozenset[str] = frozenset()
    warnings: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class BugStruck:
    """Something unexpected happened in the program; `repeated` when it happens too often to go on."""

    repeated: bool = False


@dataclass(frozen=True, slots=True)
class AdjustmentsKnown:
    """What staff have changed at the machine; told at the start and after each change."""

    adjustments: Adjustments


Event: TypeAlias = (
    PersonEvent | StaffEvent | AdjustmentsKnown | ReaderEvent | Answer | TimeOut | HealthChecked | BugStruck
)
