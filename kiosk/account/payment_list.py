"""The payment list: the one object that screen and paper render, and how it is drawn up from an account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from kiosk.account.cases.case import PeriodCase
from kiosk.account.objection import Objection
from kiosk.account.said import Said
from kiosk.insurance import Insurance
from kiosk.model import AccountYear, ArrivalStatus, Fen, Standing, Unit
from kiosk.period import Month, Period, Span
from kiosk.quick import quick

if TYPE_CHECKING:
    from kiosk.account.checks import Finding


@dataclass(frozen=True, slots=True)
class Issuer:
    """Where the list is printed, from the settings."""

    hall: str
    agency: str
    division: str
    hotline: str
    sub_center: str
    kiosk_id: str
    prints_for_others: bool = True
    """Whether who is insured in another division gets a list here, with a notice (`hall.other_division`)."""


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What the person chose to print; no insurance named means all of them."""

    span: Span = Span()
    insurances: tuple[Insurance, ...] = ()
    full_number: bool = False
    """Whether the whole ID number is printed; masked otherwise."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Block A: one insurance at a glance."""

    insurance: Insurance
    standing: Standing
    first_insured: Month | None
    months: int
    """Cumulative months paid for in full, deemed months included; years for yearly insurances."""
    last_paid: Period | None
    as_of: Month | None
    balance: Fen | None = field(repr=False)
    """Closing balance of the latest account year; None without a personal account."""
    deemed_months: int = 0
    """How many of `months` are deemed ones: counted without payment; the others are actual."""
    first_paid: Period | None = None


@quick
@dataclass(frozen=True, slots=True)
class ListRow:
    """Block C: one payment. Amounts in fen; None prints as "/"."""

    paid_for: Period
    insurance: Insurance
    unit: Unit | None
    """None when the person pays alone."""
    base: Fen | None = field(repr=False)
    unit_paid: Fen | None = field(repr=False)
    person_paid: Fen | None = field(repr=False)
    total: Fen | None = field(repr=False)
    """unit_paid + person_paid; None when neither is known."""
    arrived: date | None
    kind: str
    """Due kind AAA115, shown in words where known and as the code itself where not."""
    status: ArrivalStatus
    note: str = ""
    """A catalogue message; empty for most rows."""
    subsidy: Fen = field(default=0, repr=False)
    """What the government added to a resident's payment; not part of `total`."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What unit and person paid together over some rows, in fen; unknown payments count as nothing."""

    unit_paid: Fen = field(default=0, repr=False)
    person_paid: Fen = field(default=0, repr=False)

    @property
    def total(self) -> Fen:
        """Both sides together."""
        return self.unit_paid + self.person_paid


class Paid(Protocol):
    """What can be added up: a row of an account or of a list."""

    @property
    def unit_paid(self) -> Fen | None: ...

    @property
    def person_paid(self) -> Fen | None: ...


def sums_of(rows: Iterable[Paid]) -> Sums:
    """Add up what unit and person paid; unknown payments count as nothing."""
    unit_paid = person_paid = 0
    for row in rows:
        unit_paid += row.unit_paid or 0
        person_paid += row.person_paid or 0
    return Sums(unit_paid, person_paid)


@dataclass(frozen=True, slots=True)
class YearRows:
    """The rows paid for one year, and their subtotal."""

    year: int
    rows: tuple[ListRow, ...]
    subtotal: Sums


@dataclass(frozen=True, slots=True)
class EmptyMonths:
    """A run of months (years for residents) without a payment that counts; `reason` and `advice` are messages."""

    insurance: Insurance
    first: Period
    last: Period
    reason: str
    advice: str
    cases: tuple[PeriodCase, ...] = field(default=(), repr=False)
    """The periods' cases, alike but for the period; `kiosk.account.cases.explain` puts one into words."""

    @property
    def count(self) -> int:
        """How many months, or years, they are."""
        if isinstance(self.first, Month):
            return self.first.months_to(self.last.last_month) + 1
        return self.last.year - self.first.year + 1


@dataclass(frozen=True, slots=True)
class Section:
    """All rows of one insurance in the period, year by year."""

    insurance: Insurance
    years: tuple[YearRows, ...]
    total: Sums
    empty_months: tuple[EmptyMonths, ...]
    cases: tuple[PeriodCase, ...] = field(default=(), repr=False)
    """Exactly one case a month (a year for residents) of the period covered, in order."""


class Trouble(Enum):
    """What needs attention."""

    ARREARS = "arrears"
    GAP = "gap"
    MISMATCH = "mismatch"
    """An account year that does not add up, or does not begin where the one before ended."""
    ROWS = "rows"
    """Payments whose figures do not fit together (kiosk.account.checks)."""


@dataclass(frozen=True, slots=True)
class Attention:
    """One fact that needs attention, for the overview: what, in which insurance, how often."""

    trouble: Trouble
    insurance: Insurance
    count: int
    """Months (years of residents' insurance), account years, or findings."""
    latest: Period
    sentence: Said


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every paper says of itself and of whom it is about, before it is laid out."""

    number: str
    """The paper's number: kiosk, day and a running number; not an official serial."""
    printed_at: datetime
    issuer: Issuer
    holder_name: str = field(repr=False)
    """Masked like the number, unless the person asked for the whole."""
    holder_number: str = field(repr=False)
    """Masked unless the person asked for the whole number."""
    person_id: str = field(repr=False)
    sex: str = field(repr=False)
    place: str
    agency: str
    other_division: bool
    """Whether the person is insured elsewhere than this hall's division: the paper says so."""


@dataclass(frozen=True, slots=True)
class PaymentList(PaperHead):
    """What stands on the list, before it is laid out."""

    first: Month | None
    last: Month | None
    summaries: tuple[Summary, ...]
    units: tuple[Unit, ...]
    sections: tuple[Section, ...]
    account_years: tuple[AccountYear, ...]
    objection: Objection
    """Whom to see about the list as a whole: who paid last."""
    attention: tuple[Attention, ...] = ()
    """What needs attention in the period covered, by insurance; empty: nothing does."""
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    """What does not fit together in the whole account, whatever the period, by insurance and time."""
    recent_months: int = 0
    """12, 24 or 36 for the short proof of the last months; 0 for a list over any other period."""
