"""Row checks: the arithmetic on plain integers, which the intake shares, and the findings a person understands.

A finding is never "wrong": rates differ by place, bases are rounded in many ways, so it says what does not fit and
whom to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any

from kiosk.account.history import Overlap, overlaps_in
from kiosk.account.rates import AverageWages, Limits, average_wages
from kiosk.account.relief import read_local_rules
from kiosk.account.said import Amount, Said, Value, said
from kiosk.account.working_life import WorkingLife
from kiosk.insurance import Insurance
from kiosk.model import Account, Contribution, DueKind, Fen, Unit
from kiosk.period import Period, Span
from kiosk.words import N_

RATES_KEPT = 1024
"""A city has some dozens of rates; they come with every row."""


@lru_cache(RATES_KEPT)
def parts_of(rate: str) -> tuple[int, int] | None:
    """A rate as the feeds write it ("0.1600") as numerator and denominator; None when it is no rate."""
    whole, _, decimals = rate.strip().partition(".")
    digits = whole + decimals
    return (int(digits), 10 ** len(decimals)) if digits.isascii() and digits.isdigit() else None


def off_product(base: Fen, rate: str, due: Fen) -> Fen:
    """What a due has more than base x rate, rounded half up to the fen; 0 for what is no rate."""
    parts = parts_of(rate)
    if parts is None:
        return 0
    number, of = parts
    return due - (2 * base * number + of) // (2 * of)


def off_total(total: Fen, unit_due: Fen, person_due: Fen) -> Fen:
    """What the due total (AAE058) has more than AAE020 + AAE022; checked at the import, which alone sees all three."""
    return total - unit_due - person_due


def over_paid(paid: Fen | None, due: Fen) -> Fen:
    """What was paid beyond the due, in fen; 0 when not more. With a refund both are negative."""
    if paid is None:
        return 0
    return max(0, paid - due) if due >= 0 else max(0, due - paid)


def off_balance(opening: Fen, principal: Fen, interest: Fen, paid_out: Fen, closing: Fen) -> Fen:
    """What a closing balance has more than opening + principal + interest - paid out (law)."""
    return closing - (opening + principal + interest - paid_out)


def outside(base: Fen, limits: Limits) -> int:
    """-1 below the lowest base, 1 above the highest, 0 between."""
    return (base > limits.highest) - (base < limits.lowest)


class Check(Enum):
    """What a finding is about."""

    UNIT_PRODUCT = "unit-product"
    PERSON_PRODUCT = "person-product"
    OVER_PAID = "over-paid"
    BASE_LOW = "base-low"
    BASE_HIGH = "base-high"
    TWO_UNITS = "two-units"
    TAKEN_BACK = "taken-back"

    @property
    def to_ask(self) -> bool:
        """Whether someone should be asked; money taken back is only to be known."""
        return self is not Check.TAKEN_BACK


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit in one row (or several, with two units), in a sentence, and what to do."""

    check: Check
    insurance: Insurance
    first: Period
    last: Period
    rows: tuple[Contribution, ...] = field(repr=False)
    sentence: Said
    advice: Said


_ASK_UNIT = N_("Ask your unit's social insurance staff how this amount came about.")
_ASK_HALL = N_("You pay for yourself: ask at the sub-center how this amount came about.")
_ASK_BASE = N_("Ask your unit's social insurance staff which base it declared for you.")
_ASK_BASE_HALL = N_("You pay for yourself: ask at the sub-center which bases you may choose.")
_ASK_TWO = N_("Ask both units' social insurance staff who should pay; what was paid twice can be refunded.")
_NOTHING = N_("Nothing to do if you know of it; otherwise ask whoever paid for this month.")

_MULTIPLIED = (DueKind.NORMAL, DueKind.BACK_PAYMENT, DueKind.REFUND)
"""Kinds whose due is base x rate. Adjustments (34, 35) settle a difference, and local kinds are not known."""
_MONTHLY_BASE = (DueKind.NORMAL, DueKind.BACK_PAYMENT)


def findings_in(life: WorkingLife, wages: AverageWages | None = None) -> tuple[Finding, ...]:
    """All findings of an account, by insurance and time.

    `wages` are the published average wages of the person's division (`wages_of`); without them payment bases are not
    compared with the limits.
    """
    found: list[Finding] = []
    fitting: set[tuple[Any, ...]] = set()
    for insurance in Insurance:
        rows, periods = life.rows.get(insurance, ()), life.by_period.get(insurance, {})
        mine = [finding for row in _odd(rows, wages, fitting) for finding in _of_row(row, wages)]
        mine += _two_units(overlaps_in(life.account, insurance, periods), rows)
        found += sorted(mine, key=lambda finding: finding.first.number)
    return tuple(found)


def _odd(rows: Iterable[Contribution], wages: AverageWages | None, fitting: set[tuple[Any, ...]]) -> list[Contribution]:
    """The rows in which something may be found; figures that fit come again month after month and are looked at once.

    `fitting` holds those met before.
    """
    odd = []
    for row in rows:
        figures = _FIGURES(row)
        if figures not in fitting:
            if _fits(*figures):
                fitting.add(figures)
            else:
                odd.append(row)
                continue
        if wages is not None and not _within(row, wages):
            odd.append(row)
    return odd


_FIGURES: Callable[[Contribution], tuple[Any, ...]] = attrgetter(
    "base", "unit_rate", "person_rate", "unit_due", "person_due", "unit_paid", "person_paid"
)


def _fits(
    base: Fen | None,
    unit_rate: str,
    person_rate: str,
    unit_due: Fen,
    person_due: Fen,
    unit_paid: Fen | None,
    person_paid: Fen | None,
) -> bool:
    """Whether nothing can be found in a row's figures: nearly every row of a long career is like that."""
    unit_paid, person_paid = unit_paid or 0, person_paid or 0
    if unit_due < 0 or person_due < 0 or unit_paid > unit_due or person_paid > person_due:
        return False
    if unit_paid + person_paid < 0:
        return False
    if base is None:
        return True
    return not (off_product(base, unit_rate, unit_due) or off_product(base, person_rate, person_due))


def _within(row: Contribution, wages: AverageWages) -> bool:
    limits = wages.limits(row.paid_for)
    return row.base is None or limits is None or limits.lowest <= row.base <= limits.highest


def wages_of(account: Account) -> AverageWages | None:
    """The published average wages where the person is insured; None where the table has none."""
    return average_wages(account.person.division)


def _of_row(row: Contribution, wages: AverageWages | None) -> Iterator[Finding]:
    base = row.base
    if base is not None and row.kind in _MULTIPLIED:
        yield from _products(row, base)
    over = over_paid(row.unit_paid, row.unit_due) + over_paid(row.person_paid, row.person_due)
    if over:
        text = N_("{insurance}, {period}: {amount} yuan more was paid than was due.")
        yield _finding(Check.OVER_PAID, row, text, _advice(row, _ASK_UNIT, _ASK_HALL), amount=Amount(over))
    if wages is not None and base and row.kind in _MONTHLY_BASE:
        yield from _base(row, base, wages)
    paid = (row.unit_paid or 0) + (row.person_paid or 0)
    if paid < 0:
        text = N_("{insurance}, {period}: {amount} yuan was taken back (a refund or an adjustment).")
        yield _finding(Check.TAKEN_BACK, row, text, _NOTHING, amount=Amount(-paid))


def _products(row: Contribution, base: Fen) -> Iterator[Finding]:
    advice = _advice(row, _ASK_UNIT, _ASK_HALL)
    base = abs(base)
    unit_due, person_due = abs(row.unit_due), abs(row.person_due)
    if off_product(base, row.unit_rate, unit_due) and not _unit_excused(row):
        text = N_("{insurance}, {period}: base {base} × rate {rate} is not the {due} yuan your unit was to pay.")
        values: dict[str, Value] = {"base": Amount(base), "rate": row.unit_rate, "due": Amount(unit_due)}
        yield _finding(Check.UNIT_PRODUCT, row, text, advice, **values)
    if off_product(base, row.person_rate, person_due) and not _person_excused(row):
        text = N_("{insurance}, {period}: base {base} × rate {rate} is not the {due} yuan you were to pay.")
        values = {"base": Amount(base), "rate": row.person_rate, "due": Amount(person_due)}
        yield _finding(Check.PERSON_PRODUCT, row, text, advice, **values)


def _unit_excused(row: Contribution) -> bool:
    """The 2020 relief waives or halves; maternity is 0 where it is collected together with medical insurance."""
    relieved = row.paid_for in read_local_rules().relieved_months(row.insurance)
    return relieved or (row.insurance is Insurance.MATERNITY and row.unit_due == 0)


def _person_excused(row: Contribution) -> bool:
    """Farm-contract workers pay no individual unemployment contribution: 0 is legal (law)."""
    return row.insurance is Insurance.UNEMPLOYMENT and row.person_due == 0


def _base(row: Contribution, base: Fen, wages: AverageWages) -> Iterator[Finding]:
    limits = wages.limits(row.paid_for)
    side = outside(base, limits) if limits else 0
    if limits is None or side == 0:
        return
    advice = _advice(row, _ASK_BASE, _ASK_BASE_HALL)
    if side < 0:
        text = N_("{insurance}, {period}: the base {base} is below the lowest one, {limit} yuan.")
        yield _finding(Check.BASE_LOW, row, text, advice, base=Amount(base), limit=Amount(limits.lowest))
    else:
        text = N_("{insurance}, {period}: the base {base} is above the highest one, {limit} yuan.")
        yield _finding(Check.BASE_HIGH, row, text, advice, base=Amount(base), limit=Amount(limits.highest))


def _advice(row: Contribution, by_unit: str, alone: str) -> str:
    return by_unit if row.unit_code else alone


def _finding(check: Check, row: Contribution, text: str, advice: str, **values: Value) -> Finding:
    sentence = said(text, insurance=row.insurance, period=row.paid_for, **values)
    return Finding(check, row.insurance, row.paid_for, row.paid_for, (row,), sentence, said(advice))


def _two_units(overlaps: Iterable[Overlap], rows: Sequence[Contribution]) -> Iterator[Finding]:
    for overlap in overlaps:
        span = Span(overlap.first, overlap.last)
        there = tuple(row for row in rows if span.holds(row.paid_for))
        sentence = said(
            N_("{insurance}, {span}: more than one paid for the same months: {units}."),
            insurance=overlap.insurance,
            span=span,
            units=_named(overlap.units),
        )
        yield Finding(Check.TWO_UNITS, overlap.insurance, overlap.first, overlap.last, there, sentence, said(_ASK_TWO))


def _named(units: Sequence[Unit | None]) -> Said:
    """Name units one after the other: A, B and so on."""
    names: list[Value] = [(unit.name or unit.code) if unit else said(N_("you yourself")) for unit in units]
    listed = names[0]
    for name in names[1:]:
        listed = said(N_("{units} and {unit}"), units=listed, unit=name)
    return listed if isinstance(listed, Said) else said("{unit}", unit=listed)
