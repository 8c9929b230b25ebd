"""What effects answer: a closed union of frozen values. Personal fields stay out of every `repr`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from kiosk.account.payment_list import PaymentList
from kiosk.cards import CardFace, Holder
from kiosk.choices import PrintChoice
from kiosk.document import Document, JobState, Picture, PrintJob
from kiosk.errors import Failure
from kiosk.model import Account
from kiosk.staff.acts import Act, Said
from kiosk.staff.members import StaffMember
from kiosk.staff.views import Page, View


@dataclass(frozen=True, slots=True)
class CardRead:
    """The card was read."""

    face: CardFace


@dataclass(frozen=True, slots=True)
class PersonFound:
    """The card's holder is known and may log in."""

    holder: Holder


@dataclass(frozen=True, slots=True)
class PinTriesKnown:
    """How many PIN tries the card has left."""

    tries_left: int | None


@dataclass(frozen=True, slots=True)
class PinRefused:
    """The PIN was wrong."""

    tries_left: int


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """The password (or PIN) was right."""

    person_id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LoginRefused:
    """The login or registration was refused."""

    failure: Failure
    tries_left: int | None = None
    wait_seconds: int = 0
    numbers_here: int = 0
    """When this failure made the whole kiosk wait: how many different numbers failed here lately."""


@dataclass(frozen=True, slots=True)
class AccountLoaded:
    """The account, and the list over all of it that the screens show."""

    account: Account
    overview: PaymentList
    name_differs: bool = False
    """The name on the card is another: staff are told, the visit goes on (GBK lacks rare characters, names change)."""


@dataclass(frozen=True, slots=True)
class PaperMade:
    """The paper of this choice is rendered as it will be printed."""

    document: Document
    choice: PrintChoice
    refused: Failure | None = None
    """Why it may not be printed, although it was made."""


@dataclass(frozen=True, slots=True)
class PageDrawn:
    """One page as it will be printed."""

    document: Document
    page: int
    picture: Picture


@dataclass(frozen=True, slots=True)
class JobSubmitted:
    """The printer took the job."""

    job: PrintJob


@dataclass(frozen=True, slots=True)
class JobLookedAt:
    """The job's state, fresh."""

    state: JobState


@dataclass(frozen=True, slots=True)
class Failed:
    """An effect failed in an expected way."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class StaffAdmitted:
    """The staff login was right."""

    member: StaffMember


@dataclass(frozen=True, slots=True)
class StaffCardRead:
    """A card was read at the staff login: the staff number it stands for; None: it is no staff card."""

    number: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class PageLoaded:
    """What a page of maintenance shows."""

    page: Page
    view: View


@dataclass(frozen=True, slots=True)
class ActDone:
    """What came of an act."""

    act: Act
    said: Said


@dataclass(frozen=True, slots=True)
class ActFailed:
    """An act failed in an expected way; nothing of it was done."""

    act: Act
    failure: Failure


Outcome: TypeAlias = (
    CardRead
    | PersonFound
    | PinTriesKnown
    | PinRefused
    | LoggedIn
    | LoginRefused
    | AccountLoaded
    | PaperMade
    | PageDrawn
    | JobSubmitted
    | JobLookedAt
    | Failed
    | StaffAdmitted
    | StaffCardRead
    | PageLoaded
    | ActDone
    | ActFailed
)
