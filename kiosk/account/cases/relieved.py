"""Rows whose unit's part the law waived or halved; neither is owed.

relief.toml; 人社部发〔2020〕11号: the unit's part of pension, unemployment and injury insurance, the person's went on.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from kiosk.account.cases.known import PENSIONS, Known
from kiosk.account.cases.why import Why
from kiosk.account.relief import Extent, LocalRules, Relief
from kiosk.model import Contribution
from kiosk.period import Month

_HALF = Decimal(2)


def relief_of(known: Known, month: Month, rows: Iterable[Contribution]) -> Why | None:
    """Say that the units' parts of a month were waived, or one of them halved; None where they were not."""
    by_units = [row for row in rows if row.unit_code]
    if by_units and all(is_waived(row, known.rules) for row in by_units):
        return Why.UNIT_PART_WAIVED if known.person_pays else Why.WAIVED
    relief = known.rules.relief_of(known.insurance, month, Extent.HALVED)
    if relief and any(_is_halved(known, relief, row) for row in by_units):
        return Why.UNIT_PART_HALVED
    return None


def is_waived(row: Contribution, rules: LocalRules) -> bool:
    """Whether a unit owes nothing by law for a month, and the person's part went on where the person pays one."""
    if not row.unit_code or row.unit_due or row.unit_paid or not isinstance(row.paid_for, Month):
        return False
    if not row.person_due > 0 and row.insurance.rule.person_pays:
        return False
    return rules.relief_of(row.insurance, row.paid_for, Extent.WAIVED) is not None


def _is_halved(known: Known, relief: Relief, row: Contribution) -> bool:
    """Half of what the unit's rate was before the relief, or of the usual rate for a unit that is new."""
    rate, usual = _rate(row.unit_rate), _rate_before(known, relief, row.unit_code)
    if usual is None and known.insurance in PENSIONS and relief.span.first:
        usual = known.rules.unit_pension_rate(relief.span.first)
    return bool(rate) and usual is not None and rate is not None and rate * _HALF == usual


def _rate_before(known: Known, relief: Relief, unit_code: str) -> Decimal | None:
    earlier = known.before(relief.span.first) if relief.span.first else None
    rows = known.rows.get(earlier, ()) if earlier else ()
    return next((_rate(row.unit_rate) for row in rows if row.unit_code == unit_code), None)


def _rate(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
