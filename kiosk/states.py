"""Where a session can be: a closed union of frozen values, each with what its screen shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from kiosk.account.payment_list import PaymentList
from kiosk.cards import Holder
from kiosk.choices import Marked, PrintChoice
from kiosk.document import Document, JobState, Picture, PrintJob
from kiosk.errors import Failure
from kiosk.events import Health
from kiosk.insurance import Insurance
from kiosk.model import Account
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.visits import Display as Display
from kiosk.visits import Origin as Origin


@dataclass(frozen=True, slots=True)
class Claim:
    """Who someone says they are, not yet proven: a typed number, or the holder of the card that is in."""

    number: str = field(default="", repr=False)
    holder: Holder | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A proven person's account, and the list over all of it that every screen draws its numbers from."""

    account: Account = field(repr=False)
    overview: PaymentList = field(repr=False)


@dataclass(frozen=True, slots=True)
class Welcome:
    """Nobody is here. `notice` tells how the last visit ended, for a while."""

    notice: Failure | None = None


class ReadingStage(Enum):
    """What is being done with the card."""

    READING = "reading"
    FINDING = "finding"
    LOADING = "loading"


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """The card is being read, its holder found, or the account loaded."""

    stage: ReadingStage = ReadingStage.READING


@dataclass(frozen=True, slots=True)
class CardProblem:
    """The card cannot be used."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class EnterNumber:
    """An ID number or card number is typed."""

    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class EnterPassword:
    """The query password is typed."""

    claim: Claim
    failure: Failure | None = None
    tries_left: int | None = None
    wait_seconds: int = 0
    """Seconds until the next try is allowed; counted down."""
    busy: bool = False
    """A password is being checked, or the account loaded."""


@dataclass(frozen=True, slots=True)
class EnterPin:
    """The card's PIN is typed, where the setting asks for it."""

    claim: Claim
    failure: Failure | None = None
    tries_left: int | None = None
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A password of one's own is set: ID number, card number, new password twice."""

    claim: Claim = Claim()
    failure: Failure | None = None
    wait_seconds: int = 0
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """The person's insurances."""

    record: Record


@dataclass(frozen=True, slots=True)
class InsuranceDetail:
    """One insurance."""

    record: Record
    insurance: Insurance


@dataclass(frozen=True, slots=True)
class AccountDetail:
    """The personal account of one insurance, year by year."""

    record: Record
    insurance: Insurance


@dataclass(frozen=True, slots=True)
class PointsDetail:
    """Points for a residence permit."""

    record: Record


@dataclass(frozen=True, slots=True)
class BenefitsDetail:
    """Benefits received."""

    record: Record


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """What is known of the person, masked until they ask to see it."""

    record: Record


@dataclass(frozen=True, slots=True)
class RightsDetail:
    """The yearly record of a person's rights."""

    record: Record


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Something looks wrong: in one insurance, or anywhere."""

    record: Record
    insurance: Insurance | None = None
    marked: frozenset[Marked] = frozenset()
    """The months that look wrong to the person."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Who pays what and why; without a record it is read without login."""

    record: Record | None = None
    insurance: Insurance | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """How to get a card, use it, and where else to look up; without a record it is read without login."""

    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Print:
    """What shall be printed; `document` is None while it is being made."""

    record: Record
    choice: PrintChoice = PrintChoice()
    document: Document | None = None
    failure: Failure | None = None
    page: int = 0
    """Which page is shown, counted from 0."""
    picture: Picture | None = field(default=None, repr=False)
    """That page as it will be printed; None while it is being drawn."""


@dataclass(frozen=True, slots=True)
class Printing:
    """The job is on its way; `job` is None until the printer took it."""

    record: Record
    document: Document
    job: PrintJob | None = None
    state: JobState | None = None


@dataclass(frozen=True, slots=True)
class PrintFailed:
    """The job failed; nothing will come out any more."""

    record: Record
    failure: Failure


@dataclass(frozen=True, slots=True)
class TakePaper:
    """The list was printed."""

    record: Record
    pages: int


@dataclass(frozen=True, slots=True)
class TakeCard:
    """The visit is over; the card is still in. `notice` tells how the visit ended, if not as asked."""

    reminders: int = 0
    notice: Failure | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """The visit is over and forgotten; a question that walking away answers as well."""


@dataclass(frozen=True, slots=True)
class StillThere:
    """Nobody touched anything for a while: data covered, counting down."""

    resume: State
    seconds: int
    may_continue: bool = True
    """False when the longest visit is over: then it only counts down."""


@dataclass(frozen=True, slots=True)
class OutOfService:
    """The kiosk cannot serve anybody."""

    failure: Failure


State: TypeAlias = (
    Welcome
    | ReadingCard
    | CardProblem
    | EnterNumber
    | EnterPassword
    | EnterPin
    | Register
    | Overview
    | InsuranceDetail
    | AccountDetail
    | PointsDetail
    | BenefitsDetail
    | PersonDetail
    | RightsDetail
    | Discrepancy
    | Policy
    | Guide
    | Print
    | Printing
    | PrintFailed
    | TakePaper
    | TakeCard
    | Rating
    | StillThere
    | OutOfService
    | StaffLogin
    | Maintenance
)


@dataclass(frozen=True, slots=True)
class Session:
    """Everything the kiosk knows at this moment."""

    state: State
    display: Display
    visit: int = 0
    """Counts visits, so that a late answer never reaches the next person."""
    origin: Origin = Origin.NOBODY
    card_in: bool = False
    health: Health = Health()
    adjustments: Adjustments = Adjustments()
    """What staff changed at the machine."""
