"""The nouns: people, cards, what they take part in, what was paid. Frozen; money is integer fen.

Field codes in brackets are those of GB/T 40217-2021. Personal fields stay out of every `repr`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias

from kiosk.insurance import Authority, Insurance
from kiosk.period import Month, Period

Fen: TypeAlias = int
"""An amount of money in fen (1/100 yuan)."""

AsOf: TypeAlias = Mapping[Authority, Month]
"""The latest settlement month each authority's data reach."""


class DocumentKind(Enum):
    """Which document the person's number is printed on (AAA029)."""

    CITIZEN_ID = "01"
    FOREIGN_RESIDENT = "09"
    HMT_RESIDENCE_PERMIT = "10"
    OTHER = "99"


class Employment(Enum):
    """Employment status (AAC016), as the kiosk words it."""

    EMPLOYED = "employed"
    FLEXIBLE = "flexible"
    UNEMPLOYED = "unemployed"
    RETIRED = "retired"
    RESIDENT = "resident"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class Person:
    """One insured person; `person_id` is the personal number (AAC001)."""

    person_id: str = field(repr=False)
    name: str = field(repr=False)
    number: str = field(repr=False)
    """Social security number = citizen ID number, or the foreigner's number (AAC002)."""
    document: DocumentKind
    sex: str = field(repr=False)
    """1 male, 2 female, 9 not stated (AAC004)."""
    ethnicity: str = field(repr=False)
    """GB/T 3304 code as two digits (AAC005); empty when the feed has none."""
    birth_date: date | None = field(repr=False)
    household: str = field(repr=False)
    """Household registration (AAC010); empty when the feed has none."""
    employment: Employment = field(repr=False)
    division: str
    """Division code of the place insured (AAB301)."""
    place: str
    """Name of the place insured."""
    agency: str
    """Name of the agency that keeps the record (AAB034)."""


class CardKind(Enum):
    """Two cards prove a registration: the social security card and the older medical insurance card."""

    SOCIAL_SECURITY = "social-security"
    MEDICAL = "medical"


class CardState(Enum):
    """A lost, cancelled or replaced card opens nothing."""

    IN_USE = "in-use"
    LOST = "lost"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Card:
    """A card as the agency's data know it."""

    number: str = field(repr=False)
    identification_code: str = field(repr=False)
    kind: CardKind
    issued: date | None
    valid_until: date | None
    state: CardState


@dataclass(frozen=True, slots=True)
class CardFace:
    """What was read from a card in the reader; empty strings and None where it holds nothing."""

    identification_code: str = field(repr=False)
    card_number: str = field(repr=False)
    version: str
    issued: date | None
    valid_until: date | None
    person_number: str | None = field(repr=False)
    """Social security number from EF06; None where EF06 is closed (third generation)."""
    name: str | None = field(repr=False)
    contactless: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """The person behind a card or a number, as far as login needs to know."""

    person_id: str = field(repr=False)
    number: str = field(repr=False)
    card: Card | None
    """The card asked for; None when found by the person's own number."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An employer (AAB001, AAB004), or the agency itself for flexible workers."""

    code: str
    name: str


class Standing(Enum):
    """Participation as a person understands it, from AAC008 and AAC031."""

    PAYING = "paying"
    PAUSED = "paused"
    ENDED = "ended"
    DRAWING = "drawing"
    NOT_INSURED = "not-insured"


@dataclass(frozen=True, slots=True)
class Participation:
    """That a person takes part in one insurance (table 4)."""

    insurance: Insurance
    unit_code: str
    first_insured: Month | None
    standing: Standing
    deemed_months: int = 0
    """Months counted without payment (AAE200)."""


class ArrivalStatus(Enum):
    """Whether the money arrived in full (AAE078, AAE114)."""

    NOT_ARRIVED = "0"
    ARRIVED = "1"
    BROKEN_OFF = "2"
    ON_THE_WAY = "3"


class DueKind:
    """Due kinds (AAA115) the kiosk words; other codes are local and shown as they are."""

    NORMAL = "10"
    REFUND = "20"
    BACK_PAYMENT = "31"
    ONE_OFF_BACK_PAYMENT = "32"
    RETIREMENT = "33"
    BASE_ADJUSTED = "34"
    RATE_ADJUSTED = "35"
    ONE_OFF = "40"
    TRANSFERRED_IN = "105"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One settled due and what was paid of it (tables 10 to 12); amounts in fen, rates as decimals."""

    settlement_number: str
    """EAZ058; with person, insurance, period, kind and unit it names the row."""
    insurance: Insurance
    paid_for: Period
    """The month (AAE003) or, for residents, the year (AAE101) the payment is for."""
    settled: Month
    """The settlement month (AAE002)."""
    arrived: date | None
    """The day the money arrived (EAD131); None when it has not."""
    unit_code: str
    """Empty when the person pays alone."""
    base: Fen | None = field(repr=False)
    unit_rate: str
    person_rate: str
    unit_due: Fen = field(repr=False)
    person_due: Fen = field(repr=False)
    unit_paid: Fen | None = field(repr=False)
    """None when the source cannot know (table 11 has no unit's payment and the sum did not arrive)."""
    person_paid: Fen | None = field(repr=False)
    kind: str
    status: ArrivalStatus


@dataclass(frozen=True, slots=True)
class AccountYear:
    """One year of a personal account (table 6), in fen."""

    insurance: Insurance
    year: int
    opening: Fen = field(repr=False)
    principal: Fen = field(repr=False)
    interest: Fen = field(repr=False)
    paid_out: Fen = field(repr=False)
    closing: Fen = field(repr=False)

    @property
    def difference(self) -> Fen:
        """What the agency's closing balance has more than opening + principal + interest - paid out."""
        return self.closing - (self.opening + self.principal + self.interest - self.paid_out)


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit paid out (table 13), in fen."""

    insurance: Insurance
    month: Month
    item_code: str
    item_name: str
    amount: Fen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """All the kiosk holds about one person."""

    person: Person
    units: Mapping[str, Unit] = field(repr=False)
    participations: tuple[Participation, ...] = field(repr=False)
    contributions: tuple[Contribution, ...] = field(repr=False)
    """Ordered by insurance, period, settlement number."""
    years: tuple[AccountYear, ...] = field(repr=False)
    benefits: tuple[Benefit, ...] = field(repr=False)
    as_of: AsOf
