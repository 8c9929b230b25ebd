"""The closed set of cases a month can be, and one month's case with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.insurance import Insurance
from kiosk.model import Contribution, Unit
from kiosk.period import Period
from kiosk.quick import quick
from kiosk.words import N_

if TYPE_CHECKING:
    from kiosk.account.cases.why import Why


class Case(Enum):
    """What a month of an insurance is: its sign (always shown with words) and its name, a catalogue message.

    ● △ ○ - are the signs of the agencies' own statements; the others are ours, from GB 2312, so that any Chinese font
    has them.
    """

    PAID = ("●", N_("paid"))
    BACK_PAID = ("◎", N_("paid later"))
    RELIEVED = ("◇", N_("waived or reduced by law"))
    TRANSFERRED_IN = ("○", N_("transferred in"))
    WITH_MEDICAL = ("＋", N_("with medical insurance"))
    OWED = ("△", N_("owed"))
    DEFERRED = ("▽", N_("payment deferred"))
    ON_THE_WAY = ("…", N_("on the way"))
    REFUNDED = ("×", N_("refunded"))
    PAUSED = ("-", N_("payment paused"))
    ENDED = ("■", N_("retired or ended"))
    BEFORE = ("·", N_("before the insurance began"))
    NOT_KNOWN = ("?", N_("not known"))

    @property
    def sign(self) -> str:
        """One character, never shown without words."""
        return self.value[0]

    @property
    def label(self) -> str:
        """The case's name, a catalogue message."""
        return self.value[1]


@quick
@dataclass(frozen=True, slots=True)
class PeriodCase:
    """One month (or, for residents, one year) of an insurance: its case, and what that stands on."""

    insurance: Insurance
    period: Period
    why: Why
    rows: tuple[Contribution, ...] = field(default=(), repr=False)
    """The rows of this period; none for a month nothing is recorded of."""
    units: tuple[Unit, ...] = ()
    """The units concerned: who paid, owes or stopped; empty: the person pays alone, or nobody is known."""
    next_unit: Unit | None = None
    """The unit that paid next, or still owes a part."""
    since: Period | None = None
    """The last month paid before, the settlement month, the first month of drawing, or the beginning of a rule."""
    until: Period | None = None
    """The next month paid, or the month by which something must come."""
    day: date | None = None
    """The day the money arrived, went back or was transferred."""
    months: int = 0
    """Months a transfer brought, or payments of one month."""
    kind: str = ""
    """The due kind (AAA115) when it matters."""
    agency: str = ""
    """The other place's agency of a transfer."""

    @property
    def case(self) -> Case:
        """The case this reason belongs to."""
        return self.why.case

    @property
    def unit(self) -> Unit | None:
        """The first of the units concerned."""
        return self.units[0] if self.units else None

    @property
    def needs_attention(self) -> bool:
        """Whether the person had better do something about it."""
        return self.why.attention
