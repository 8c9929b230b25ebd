"""Which sign each month of an insurance wears: the month's case, drawn; and which months need attention."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.account.cases import Case, PeriodCase
from kiosk.account.payment_list import Section
from kiosk.period import Period
from kiosk.words import N_


class Sign(Enum):
    """The signs of the year grid, each with a shape of its own; the value is the legend's message."""

    PAID = N_("paid")
    BACK_PAID = N_("paid later")
    RELIEVED = N_("waived or reduced by law")
    TRANSFERRED_IN = N_("transferred in")
    OWED = N_("owed")
    DEFERRED = N_("payment deferred")
    REFUNDED = N_("refunded")
    ON_THE_WAY = N_("on the way, not yet shown")
    NONE = N_("no payment")
    NOTHING_DUE = N_("nothing due")
    NOT_KNOWN = N_("not known")


_SIGNS = {
    Case.PAID: Sign.PAID,
    Case.BACK_PAID: Sign.BACK_PAID,
    Case.RELIEVED: Sign.RELIEVED,
    Case.TRANSFERRED_IN: Sign.TRANSFERRED_IN,
    Case.WITH_MEDICAL: Sign.NOTHING_DUE,
    Case.OWED: Sign.OWED,
    Case.DEFERRED: Sign.DEFERRED,
    Case.ON_THE_WAY: Sign.ON_THE_WAY,
    Case.REFUNDED: Sign.REFUNDED,
    Case.ENDED: Sign.NOTHING_DUE,
    Case.NOT_KNOWN: Sign.NOT_KNOWN,
}


@dataclass(frozen=True, slots=True)
class MonthLook:
    """One month's sign, whether it needs attention, and its case for the words."""

    sign: Sign
    attention: bool
    case: PeriodCase


def looks_of(section: Section) -> dict[Period, MonthLook]:
    """The look of every period of the section; before the first participation there is none."""
    return {case.period: look_of(case) for case in section.cases if case.case is not Case.BEFORE}


def look_of(case: PeriodCase) -> MonthLook:
    """The look of one case: a pause that is in order is drawn as nothing due."""
    paused = Sign.NONE if case.needs_attention else Sign.NOTHING_DUE
    return MonthLook(_SIGNS.get(case.case, paused), case.needs_attention, case)


def needs_attention(section: Section) -> tuple[Period, ...]:
    """The periods that are owed or have no payment without a good reason, in order."""
    return tuple(case.period for case in section.cases if case.needs_attention)
