"""What a reason tells, and the sentences that several reasons share; all catalogue messages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.account.cases.case import Case
from kiosk.words import N_


@dataclass(frozen=True, slots=True)
class Told:
    """A reason in words. `brief` has no placeholders; `full` is filled in from a PeriodCase, see explained.py."""

    case: Case
    brief: str
    full: str
    advice: str
    attention: bool | None = None
    """Whether the person had better do something about it; None: as its case is."""


NOTHING = N_("Nothing to do.")
LATER = N_("Look again next month.")
ASK_WHEN = N_("Ask your unit's social insurance staff when it will pay.")
ASK_WHY = N_("Ask your unit's social insurance staff for the reason.")
ASK_WHETHER = N_("Ask your unit's social insurance staff whether it paid for this month.")
ASK_UNITS = N_("Ask the units' social insurance staff whether this is right.")
CONTINUE = N_("When you start work, your new unit continues; or pay as a flexible worker.")
ASK_UNIT_FIRST = (ASK_WHEN, ASK_WHY, ASK_WHETHER, ASK_UNITS)
ASK_HERE = N_("You pay for yourself: ask at the window or the sub-center.")
ASK_WINDOW = N_("Ask at the window; bring what shows that you worked or paid then.")
MERGED = N_("Collected together with medical insurance")
# A month that went wrong with medical insurance is told there; it needs attention once, not twice.
SEE_MEDICAL = N_("Collected together with medical insurance, where this month is: {medical}.")
OWED = N_("Due, but the money has not arrived")
DEFERRED = N_("Payment deferred by approval; not owed")
REFUNDED = N_("Paid and refunded")
PAID = N_("Paid")
ENDED = N_("After retirement or the end of this insurance")
TRANSFERRED = N_("Paid in another place and transferred here")
ON_THE_WAY = N_("On the way: data arrive with one to three months' delay")
NOT_RECORDED = N_("Not recorded: insured, but there is no payment for this month")
FARM_CONTRACT = N_(
    "Paid by {unit}; the money arrived on {day}. Your own part is 0: workers on a farm contract pay none "
    "(Regulations on Unemployment Insurance, Art. 6)."
)
MONTHS_TRANSFERRED = N_(
    "{agency} transferred {count} months here on {day}. The data name no single months: they are counted back "
    "from the next payment here."
)

ALARMING = frozenset({Case.OWED, Case.REFUNDED, Case.NOT_KNOWN})
"""Cases that need attention unless a reason says otherwise."""


class Reason(Enum):
    """What every reason can be asked; the reasons themselves stand in why.py."""

    def __init__(self, told: Told) -> None:
        self.case = told.case
        """The case this reason belongs to."""
        self.brief = told.brief
        """The reason in few words, without placeholders; a catalogue message."""
        self.full = told.full
        """The reason with places for its evidence; a catalogue message."""
        self.advice = told.advice
        """The next step; a catalogue message."""
        self.advice_alone = ASK_HERE if told.advice in ASK_UNIT_FIRST else told.advice
        """The next step for who pays alone and has no unit to ask."""
        self.attention = told.case in ALARMING if told.attention is None else told.attention
        """Whether the person had better do something about it."""
