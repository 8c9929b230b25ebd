"""What is known of one insurance of one person, looked up once for all its months."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.account.cases.transfers import covered_months
from kiosk.account.counting import Rows, number_of
from kiosk.account.relief import LocalRules
from kiosk.account.standing import first_insured_of, participations_of, standing_of
from kiosk.account.working_life import WorkingLife
from kiosk.insurance import Insurance
from kiosk.model import Account, Contribution, DueKind, Participation, Standing, Transfer, Unit
from kiosk.period import Month, Period

PENSIONS = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION)


@dataclass(frozen=True, slots=True)
class Known:
    """One insurance of one account."""

    insurance: Insurance
    person_pays: bool
    rules: LocalRules
    relieved: frozenset[Month] = field(repr=False)
    """Months in which the law waived or halved units' parts of this insurance."""
    life: WorkingLife = field(repr=False)
    as_of: Month | None
    rows: Rows = field(repr=False)
    """The insurance's own rows."""
    paid_for: tuple[Period, ...] = field(repr=False)
    """The periods with rows, in order."""
    participations: tuple[Participation, ...]
    standing: Standing | None
    """None where no participation says anything."""
    first: Month | None
    """First participation: as registered, or the first payment or transferred month."""
    begun: Month | None
    """The beginning of the working life: the first participation in any insurance."""
    drawing_since: Month | None
    transferred: Mapping[Month, Transfer] = field(repr=False)
    transfers: tuple[Transfer, ...] = field(repr=False)

    @property
    def units(self) -> Mapping[str, Unit]:
        """All units of the account."""
        return self.life.account.units

    @property
    def medical(self) -> Rows:
        """Employees' medical rows, which maternity insurance is collected with since the merger."""
        return self.life.by_period.get(Insurance.EMPLOYEE_MEDICAL, {})

    def before(self, period: Period) -> Period | None:
        """The last period with rows before one."""
        place = bisect_left(self.paid_for, period.number, key=number_of)
        return self.paid_for[place - 1] if place else None

    def after(self, period: Period) -> Period | None:
        """The next period with rows after one."""
        place = bisect_right(self.paid_for, period.number, key=number_of)
        return self.paid_for[place] if place < len(self.paid_for) else None

    def unit(self, code: str) -> Unit | None:
        """The unit behind a code; None for who pays alone."""
        return self.units.get(code, Unit(code, "")) if code else None

    def units_of(self, rows: Iterable[Contribution]) -> tuple[Unit, ...]:
        """The units of some rows, each once, in their order."""
        codes = dict.fromkeys(row.unit_code for row in rows if row.unit_code)
        return tuple(self.units.get(code, Unit(code, "")) for code in codes)

    def payer(self, period: Period | None) -> tuple[Unit, ...]:
        """Who paid for a period; empty when nobody or the person alone did."""
        return self.units_of(self.rows.get(period, ())[-1:]) if period else ()


def known_of(life: WorkingLife, insurance: Insurance, rules: LocalRules) -> Known:
    """Look up what is known of one insurance."""
    account, rows = life.account, life.by_period.get(insurance, {})
    participations = participations_of(account, insurance)
    registered = first_insured_of(account, insurance)
    transfers = tuple(each for each in account.transfers if each.insurance is insurance)
    paid_for = life.periods.get(insurance, ())
    covered = _covered(transfers, rows, paid_for, registered)
    begun = [*(period.first_month for period in paid_for[:1]), *covered, *([registered] if registered else [])]
    return Known(
        insurance=insurance,
        person_pays=insurance.rule.person_pays,
        rules=rules,
        relieved=rules.relieved_months(insurance),
        life=life,
        as_of=account.as_of.get(insurance.authority),
        rows=rows,
        paid_for=paid_for,
        participations=participations,
        standing=standing_of(account, insurance) if participations else None,
        first=min(begun, default=None),
        begun=min([*begun, *([life.begun] if life.begun else [])], default=None),
        drawing_since=_drawing_since(account, insurance),
        transferred=covered,
        transfers=transfers,
    )


def _covered(
    transfers: tuple[Transfer, ...], rows: Rows, paid_for: Iterable[Period], registered: Month | None
) -> dict[Month, Transfer]:
    """The months without rows that transfers cover; for yearly insurances none."""
    if not transfers:
        return {}
    here: list[Month] = []
    named: list[Month] = []
    for month in paid_for:
        if isinstance(month, Month):
            (named if all(row.kind == DueKind.TRANSFERRED_IN for row in rows[month]) else here).append(month)
    return covered_months(transfers, here, named, registered)


def _drawing_since(account: Account, insurance: Insurance) -> Month | None:
    """The month a pension began: it ends every employees' insurance; a resident's pension ends only itself."""
    ending = (insurance,) if insurance.rule.paid_by_year else PENSIONS
    fixed = [_drawn_from(r.drawing_since, r.retired) for r in account.retirements if r.insurance in ending]
    known = [month for month in fixed if month]
    return min(known or [b.month for b in account.benefits if b.insurance in ending], default=None)


def _drawn_from(drawing: Month | None, retired: date | None) -> Month | None:
    return drawing or (Month.of(retired).plus(1) if retired else None)
