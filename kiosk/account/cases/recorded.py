"""The case of a period that has rows.

First what became of the money (money.py); then, for money that came, the first of these rules that holds:

1. every payment was transferred in (105);
2. a part is still owed by somebody: it needs attention whatever else the month is;
3. maternity rows of 0 since the merger of 2019, where medical insurance has no rows to look at (silent.py does else);
4. the unit's part waived or halved by law (relief.toml; 人社部发〔2020〕11号): it is not owed;
5. every payment came later: a back-payment (31, 32), or settled later than data can be delayed;
6. paid more than once and nothing given back; 7. a part given back; 8. several units;
9. corrected or added to (34, 35, 31, 32); 10. another kind (33, 40, 90 and local ones), shown with its code;
11. the unit's part unknown; 12. the unit pays alone (Social Insurance Law, Art. 35, 53);
13. a farm contract: the person's part of unemployment insurance is 0 (Regulations on Unemployment Insurance, Art. 6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kiosk.account.cases.case import PeriodCase
from kiosk.account.cases.known import Known
from kiosk.account.cases.relieved import relief_of
from kiosk.account.cases.why import Why
from kiosk.account.money import (
    ADJUSTING,
    BACK_PAYING,
    Money,
    amount_of,
    arrived_rows,
    gives_back,
    money_of,
    open_dues,
)
from kiosk.insurance import Insurance
from kiosk.model import ArrivalStatus, Contribution, DueKind, Unit
from kiosk.period import Month, Period
from kiosk.terms import TRANSFERRED_OUT

_OPEN = (ArrivalStatus.NOT_ARRIVED, ArrivalStatus.BROKEN_OFF)


@dataclass(frozen=True, slots=True)
class _Here:
    """The rows of one period, sorted out once for all rules."""

    known: Known
    period: Period
    rows: tuple[Contribution, ...] = field(repr=False)
    arrived: tuple[Contribution, ...] = field(repr=False)
    """What came, corrections included."""
    main: tuple[Contribution, ...] = field(repr=False)
    """What came without the corrections (34, 35); the corrections where there is nothing else."""

    @property
    def month(self) -> Month | None:
        """The month; None for a year."""
        return self.period if isinstance(self.period, Month) else None

    def case(
        self,
        why: Why,
        payers: tuple[Contribution, ...] = (),
        *,
        next_unit: Unit | None = None,
        since: Period | None = None,
        until: Period | None = None,
        day: date | None = None,
        months: int = 0,
        kind: str = "",
    ) -> PeriodCase:
        """The case with its rows; the units are those of `payers`, by default of what came."""
        payers = payers or self.main or self.rows
        return PeriodCase(
            insurance=self.known.insurance,
            period=self.period,
            why=why,
            rows=self.rows,
            units=self.known.units_of(payers),
            next_unit=next_unit,
            since=since,
            until=until,
            day=day or max((row.arrived for row in payers if row.arrived), default=None),
            months=months,
            kind=kind,
        )


def recorded_case(known: Known, period: Period, rows: tuple[Contribution, ...]) -> PeriodCase:
    """Return the case of a period that has rows."""
    arrived = arrived_rows(rows)
    main = tuple(row for row in arrived if row.kind not in ADJUSTING) or arrived
    here = _Here(known, period, rows, arrived, main)
    match money_of(rows):
        case Money.CAME:
            return next(case for case in (rule(here) for rule in _CAME) if case)
        case Money.DEFERRED:
            return _deferred(here)
        case Money.ON_THE_WAY:
            return _on_the_way(here)
        case Money.OWED:
            return _owed(here)
        case _:
            return here.case(Why.REFUNDED, tuple(row for row in rows if gives_back(row)) or rows)


def ordinary_case(known: Known, period: Period, rows: tuple[Contribution, ...]) -> PeriodCase | None:
    """What nearly every month of a career is, said fast: of all rules only 12 or none can hold for it."""
    row, person_pays = rows[0], known.person_pays
    if len(rows) > 1 or row.kind != DueKind.NORMAL or row.status is not ArrivalStatus.ARRIVED or not row.unit_code:
        return None
    if row.unit_paid is None or row.unit_due <= 0 or row.person_due < 0 or row.unit_paid + (row.person_paid or 0) < 0:
        return None
    # Months are mostly one and the same object, which is told faster than that two are equal.
    if (row.person_due > 0) is not person_pays or period in known.relieved:
        return None
    if row.settled is not period and row.settled != period:
        return None
    why = Why.PAID if person_pays else Why.PAID_BY_UNIT_ALONE
    return PeriodCase(known.insurance, period, why, rows, known.life.payers[row.unit_code], day=row.arrived)


# Money that came: the rules in their order.


def _transferred(here: _Here) -> PeriodCase | None:
    came = all(row.kind == DueKind.TRANSFERRED_IN for row in here.main)
    return here.case(Why.TRANSFERRED_ROW, kind=DueKind.TRANSFERRED_IN) if came else None


def _part_owed(here: _Here) -> PeriodCase | None:
    still = [row for row in open_dues(here.rows) if row.status in _OPEN]
    if not still:
        return None
    return here.case(Why.PAID_PART_OWED, next_unit=here.known.unit(still[0].unit_code))


def _merged(here: _Here) -> PeriodCase | None:
    merged, month = here.known.rules.maternity_merged, here.month
    if here.known.insurance is not Insurance.MATERNITY or month is None or month < merged:
        return None
    nothing = all(not row.unit_due and not amount_of(row) for row in here.arrived)
    return here.case(Why.WITH_MEDICAL_BY_ROW, since=merged) if nothing else None


def _relieved(here: _Here) -> PeriodCase | None:
    if here.month is None or here.month not in here.known.relieved:
        return None
    why = relief_of(here.known, here.month, here.main)
    return here.case(why) if why else None


def _came_late(here: _Here) -> PeriodCase | None:
    if not all(_is_late(here, row) for row in here.main):
        return None
    first = here.main[0]
    if first.kind == DueKind.ONE_OFF_BACK_PAYMENT:
        return here.case(Why.BACK_PAID_AS, since=first.settled, kind=first.kind)
    return here.case(Why.BACK_PAID, since=first.settled)


def _is_late(here: _Here, row: Contribution) -> bool:
    due = here.month or Month(here.period.year, 12)
    late = row.kind == DueKind.NORMAL and due.months_to(row.settled) > here.known.rules.delay_months
    return late or row.kind in BACK_PAYING


def _twice(here: _Here) -> PeriodCase | None:
    normal = [row for row in here.main if row.kind == DueKind.NORMAL and amount_of(row) > 0]
    codes = Counter(row.unit_code for row in normal)
    for code, count in codes.items():
        own = [row for row in here.rows if row.unit_code == code and row.status is ArrivalStatus.ARRIVED]
        once = max(amount_of(row) for row in normal if row.unit_code == code)
        if count > 1 and sum(map(amount_of, own)) >= 2 * once:
            payers = tuple(row for row in normal if row.unit_code == code)
            return here.case(Why.PAID_TWICE, payers, months=count)
    return None


def _given_back(here: _Here) -> PeriodCase | None:
    days = [row.arrived for row in here.rows if gives_back(row) and row.kind == DueKind.REFUND and row.arrived]
    refunds = any(row.kind == DueKind.REFUND for row in here.rows)
    return here.case(Why.PAID_AFTER_REFUND, day=max(days, default=None)) if refunds else None


def _several(here: _Here) -> PeriodCase | None:
    return here.case(Why.PAID_BY_SEVERAL) if len({row.unit_code for row in here.main}) > 1 else None


def _adjusted(here: _Here) -> PeriodCase | None:
    kinds = [row.kind for row in here.rows if row.kind in ADJUSTING | BACK_PAYING]
    return here.case(Why.PAID_ADJUSTED, kind=kinds[0]) if kinds else None


def _other_kind(here: _Here) -> PeriodCase | None:
    kinds = [row.kind for row in here.main if row.kind != DueKind.NORMAL]
    if not kinds:
        return None
    if TRANSFERRED_OUT in kinds:
        return here.case(Why.PAID_MOVED_OUT, kind=TRANSFERRED_OUT)
    return here.case(Why.PAID_OTHER_KIND, kind=kinds[0])


def _unit_unknown(here: _Here) -> PeriodCase | None:
    unknown = all(row.unit_paid is None and row.person_paid is not None and row.unit_code for row in here.main)
    return here.case(Why.PAID_UNIT_NOT_KNOWN) if unknown else None


def _unit_alone(here: _Here) -> PeriodCase | None:
    alone = not here.known.insurance.rule.person_pays and all(row.unit_code for row in here.main)
    return here.case(Why.PAID_BY_UNIT_ALONE) if alone and not any(row.person_due for row in here.main) else None


def _farm_contract(here: _Here) -> PeriodCase | None:
    if here.known.insurance is not Insurance.UNEMPLOYMENT:
        return None
    unit_only = all(row.unit_code and row.unit_due > 0 and not row.person_due for row in here.main)
    return here.case(Why.PAID_FARM_CONTRACT) if unit_only else None


def _paid(here: _Here) -> PeriodCase:
    return here.case(Why.PAID)


_CAME: tuple[Callable[[_Here], PeriodCase | None], ...] = (
    _transferred,
    _part_owed,
    _merged,
    _relieved,
    _came_late,
    _twice,
    _given_back,
    _several,
    _adjusted,
    _other_kind,
    _unit_unknown,
    _unit_alone,
    _farm_contract,
    _paid,
)


# Money that has not come.


def _owed(here: _Here) -> PeriodCase:
    due = tuple(row for row in open_dues(here.rows) if row.status in _OPEN)
    if any((row.person_paid or 0) > 0 or (row.unit_paid or 0) > 0 for row in due):
        return here.case(Why.OWED_PART, due)
    if any(row.status is ArrivalStatus.BROKEN_OFF for row in due):
        return here.case(Why.OWED_BROKEN_OFF, due)
    return here.case(Why.OWED if here.known.units_of(due) else Why.OWED_ALONE, due)


def _deferred(here: _Here) -> PeriodCase:
    due = tuple(row for row in open_dues(here.rows) if row.status is ArrivalStatus.DEFERRED)
    rule = here.known.rules.deferral_of(here.known.insurance, here.month) if here.month else None
    if rule is None:
        return here.case(Why.DEFERRED, due)
    as_of = here.known.as_of
    if as_of and as_of > rule.repaid_by.plus(here.known.rules.delay_months):
        return here.case(Why.OWED_DEFERRAL_OVER, due, until=rule.repaid_by)
    return here.case(Why.DEFERRED_UNTIL, due, until=rule.repaid_by)


def _on_the_way(here: _Here) -> PeriodCase:
    going = tuple(row for row in open_dues(here.rows) if row.status is ArrivalStatus.ON_THE_WAY)
    settled, as_of = max(row.settled for row in going), here.known.as_of
    long = as_of is not None and settled.months_to(as_of) >= here.known.rules.delay_months
    return here.case(Why.OWED_TOO_LONG if long else Why.ROW_ON_THE_WAY, going, since=settled)
