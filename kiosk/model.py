"""The nouns: people, what they take part in, what was paid. Frozen; money is integer fen.

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
from kiosk.quick import quick

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
    first_job: date | None = field(default=None, repr=False)
    """The day the first job began (AAC007); None when the feed has none."""
    deemed_months: int | None = field(default=None, repr=False)
    """Months counted without payment (AAE200 of table 2), of whichever employees' pension; None: the feed is silent."""


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
    """Months counted without payment, where a feed says so of one insurance; GB/T 40217 says it of the person."""
    begun: Month | None = None
    """First month with this unit (AAE030); None when the feed does not say."""
    ended: Month | None = None
    """Last month with this unit (AAE031); None while it goes on or when the feed does not say."""


class ArrivalStatus(Enum):
    """Whether the money arrived in full (AAE078, AAE114)."""

    NOT_ARRIVED = "0"
    ARRIVED = "1"
    BROKEN_OFF = "2"
    ON_THE_WAY = "3"
    DEFERRED = "deferred"
    """The agency allowed the unit to pay later; a source profile's code map says which code means this."""


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


@quick
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
    """Due kind (AAA115), as the source has it."""
    status: ArrivalStatus
    to_account: Fen | None = field(default=None, repr=False)
    """What of it went to the personal account (AAE021 + AAE023, AAF027); None when the feed does not say."""
    subsidy: Fen = field(default=0, repr=False)
    """Government subsidies to a resident's yearly payment (AAE034 + AAE024 + AAE026 + AAE028)."""


@dataclass(frozen=True, slots=True)
class AccountYear:
    """One year of a personal account (table 6, medical accounts with the same columns), in fen."""

    insurance: Insurance
    year: int
    opening: Fen = field(repr=False)
    principal: Fen = field(repr=False)
    interest: Fen = field(repr=False)
    paid_out: Fen = field(repr=False)
    closing: Fen = field(repr=False)
    months: int | None = None
    """Months paid from the beginning to the end of this year (AIC042)."""
    state: str = ""
    """State of the account (EAC040): 0 initial, 1 accruing, 2 ended, 3 moved, 4 retired, 5 sealed; empty: not said."""

    @property
    def difference(self) -> Fen:
        """What the agency's closing balance has more than opening + principal + interest - paid out."""
        return self.closing - (self.opening + self.principal + self.interest - self.paid_out)


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit paid out (table 13), in fen."""

    insurance: Insurance
    month: Month
    """The month the benefit is for (EAC064)."""
    item_code: str
    item_name: str
    amount: Fen = field(repr=False)
    serial: str = ""
    """The payment's serial number (EAZ048): the same item may be paid twice for a month."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Insurance moved from or to another place (table 7); amounts in fen."""

    insurance: Insurance
    moved_in: bool
    moved: date | None
    other_agency: str
    deemed_months: int
    actual_months: int
    person_amount: Fen = field(repr=False)
    """What moved of the personal account (AIC099)."""
    unit_amount: Fen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Retirement:
    """What was fixed at retirement (table 5); months as counted then, amounts in fen."""

    insurance: Insurance
    retired: date | None
    drawing_since: Month | None
    deemed_months: int
    actual_months: int
    interrupted_months: int
    account_total: Fen | None = field(repr=False)
    pension: Fen | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Contract:
    """Which unit signed the labour contract, from an optional table; without it points say "not checked"."""

    unit_code: str
    first: Month
    last: Month | None


@dataclass(frozen=True, slots=True)
class OtherRows:
    """Rows of a category the kiosk has no rules for (410 of medical security is long-term care); kept all the same."""

    authority: Authority
    code: str
    rows: int
    paid: Fen = field(repr=False)
    """What unit and person paid together, in fen."""


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
    transfers: tuple[Transfer, ...] = field(default=(), repr=False)
    retirements: tuple[Retirement, ...] = field(default=(), repr=False)
    contracts: tuple[Contract, ...] = field(default=(), repr=False)
    others: tuple[OtherRows, ...] = field(default=(), repr=False)
