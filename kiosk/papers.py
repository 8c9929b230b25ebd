"""The papers beside the payment list: what stands on each, before it is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from kiosk.account.cases import PeriodCase
from kiosk.account.objection import Objection
from kiosk.account.payment_list import Issuer, ListRow, PaperHead, PaymentList, Summary
from kiosk.account.rights import RightsRecord
from kiosk.insurance import Insurance
from kiosk.model import AsOf

if TYPE_CHECKING:
    from kiosk.ports import Finding


@dataclass(frozen=True, slots=True)
class RightsPaper(PaperHead):
    """One year of a person's rights: participation, both sides' payments, accounts, benefits."""

    record: RightsRecord

    @property
    def objection(self) -> Objection:
        """Whom to see about the year: who paid in it, as the record names them."""
        units = dict.fromkeys(unit for line in self.record.lines for unit in line.units if unit)
        return Objection(tuple(units), any(None in line.units for line in self.record.lines), self.agency)


@dataclass(frozen=True, slots=True)
class NotInsured(PaperHead):
    """The proof that a person is not insured at present."""

    never: tuple[Summary, ...]
    """The insurances asked for in which nothing at all is on record."""
    ended: tuple[Summary, ...]
    """Those in which the person was insured once and is not any more."""
    insured: tuple[Summary, ...] = ()
    """Those in which the person is insured all the same: leaving them out would say more than is true."""

    @property
    def objection(self) -> Objection:
        """Whom to see: nobody pays now, so the agency alone."""
        return Objection((), False, self.agency)

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """All that was asked for, in the order of the insurances."""
        every = (*self.never, *self.ended, *self.insured)
        return tuple(sorted(every, key=lambda summary: list(Insurance).index(summary.insurance)))


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A month that looks wrong to the person: what the record says of it, and why."""

    case: PeriodCase
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class Slip(PaperHead):
    """The discrepancy slip, with the written application (人力资源社会保障部令第14号, Art. 16) filled in."""

    lines: tuple[SlipLine, ...]
    objection: Objection
    """Whom to see about just these months."""
    as_of: AsOf = field(default_factory=dict)
    """How far each authority's data reach."""


@dataclass(frozen=True, slots=True)
class TestPage:
    """The staff's readiness report and test page; about nobody."""

    number: str
    printed_at: datetime
    issuer: Issuer
    findings: Sequence[Finding]
    """What `doctor` finds."""


PersonalPaper: TypeAlias = PaymentList | RightsPaper | NotInsured | Slip
"""Papers about a person: these carry the signed code."""

PaperContent: TypeAlias = PersonalPaper | TestPage
