"""What each value of a column is expected to be from what stands before it; writer and reader guess alike.

All values are whole numbers or None here: fen, days, months, places in the table of texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from printing.seal.columns import Guess

Atom: TypeAlias = int | None
Atoms: TypeAlias = Sequence[Atom]
Guesser: TypeAlias = Callable[[int, Atoms], Atom]
"""(which row, the column so far) -> what to expect there."""

YEAR_MARK = 1
"""A period is twice the months since the year 0, and one more for a whole year."""
MONTH_STEP, YEAR_STEP = 2, 24

FIRST_DAY = date(2000, 1, 1).toordinal()
"""Days are counted from here."""

RATE_SCALES = (100, 1000, 10_000, 100_000)
"""Rates are tried in percent first: most are round, and a round one is not thrown off by a rounded fen."""
ROUNDINGS = (0, 1, 10, 100)
"""How amounts were rounded: down to the fen, or to the nearest fen, jiao or yuan."""


@dataclass(frozen=True, slots=True)
class Before:
    """Rows that a row may be like."""

    same_insurance: tuple[int, ...]
    """The last row of the same insurance; else the row before; -1 for the first."""
    same_period: tuple[int, ...]
    """The last row for the same period in another insurance; -1 when there is none."""


def rows_before(insurances: Atoms, periods: Atoms) -> Before:
    """Find for each row the earlier ones it may be like."""
    last_of: dict[Atom, int] = {}
    last_for: dict[Atom, tuple[int, Atom, int]] = {}
    like, beside = [], []
    for row, (insurance, period) in enumerate(zip(insurances, periods, strict=True)):
        like.append(last_of.get(insurance, row - 1))
        last_of[insurance] = row
        latest, its_insurance, other = last_for.get(period, (-1, None, -1))
        other = other if its_insurance == insurance else latest
        beside.append(other)
        last_for[period] = (row, insurance, other)
    return Before(tuple(like), tuple(beside))


@dataclass
class Known:
    """The columns of a block that are known so far, by name, and which rows are alike."""

    columns: dict[str, Atoms] = field(default_factory=dict)

    @cached_property
    def before(self) -> Before:
        """Once insurances and periods are known."""
        return rows_before(self.columns["insurance"], self.columns["period"])


def guesser(guess: Guess, known: Known, rounding: int) -> Guesser:
    """The way a column is guessed."""
    columns = known.columns
    match guess:
        case Guess.PREVIOUS:
            return _previous
        case Guess.STEP:
            return _step
        case Guess.SUM:
            return _sum(columns["unit_paid"], columns["person_paid"])
        case Guess.CARRIED:
            return _carried(columns)
        case Guess.CLOSING:
            return _closing(columns)
        case Guess.BEFORE:
            return _before(known.before)
        case Guess.SAME:
            return _same(known.before)
        case Guess.ARRIVED:
            return _arrived(known.before, columns["period"])
        case Guess.RATE:
            return _rate(known.before, columns["base"], rounding)


def _previous(row: int, own: Atoms) -> Atom:
    return own[row - 1] if row else 0


def _step(row: int, own: Atoms) -> Atom:
    before = own[row - 1] if row else 0
    if before is None:
        return 0
    return before + (YEAR_STEP if before & YEAR_MARK else MONTH_STEP)


def _before(before: Before) -> Guesser:
    like = before.same_insurance

    def guess(row: int, own: Atoms) -> Atom:
        place = like[row]
        return own[place] if place >= 0 else 0

    return guess


def _same(before: Before) -> Guesser:
    like, beside = before.same_insurance, before.same_period

    def guess(row: int, own: Atoms) -> Atom:
        place = beside[row] if beside[row] >= 0 else like[row]
        return own[place] if place >= 0 else 0

    return guess


def _arrived(before: Before, periods: Atoms) -> Guesser:
    like, beside = before.same_insurance, before.same_period

    def guess(row: int, own: Atoms) -> Atom:
        if beside[row] >= 0:
            return own[beside[row]]
        place = like[row]
        last = own[place] if place >= 0 else None
        here, there = periods[row], periods[place]
        if last is None or here is None or there is None:
            return None if place >= 0 and last is None else _day_of(here)
        day = date.fromordinal(last + FIRST_DAY)
        months = day.year * 12 + day.month - 1 + here // 2 - there // 2
        return _first_of(months) + day.day - 1

    return guess


def _day_of(period: Atom) -> Atom:
    """The first day of a period; a beginning to count from."""
    return _first_of(period // 2) if period is not None else 0


def _first_of(months: int) -> int:
    """The first day of a month, counted as days are; the calendar's ends stop it."""
    year, month = divmod(max(12, min(months, 9999 * 12 + 11)), 12)
    return date(year, month + 1, 1).toordinal() - FIRST_DAY


def _rate(before: Before, bases: Atoms, rounding: int) -> Guesser:
    like = before.same_insurance
    known: dict[tuple[int, int], tuple[int, int]] = {}

    def guess(row: int, own: Atoms) -> Atom:
        place = like[row]
        if place < 0:
            return 0
        last, base, here = own[place], bases[place], bases[row]
        if last is None or not base or here is None:
            return last
        if here == base:
            return last
        rate = known.get((last, base))
        if rate is None:
            rate = known[last, base] = _rate_of(last, base, rounding)
        return _share(here, *rate, rounding)

    return guess


def _rate_of(amount: int, base: int, rounding: int) -> tuple[int, int]:
    """The roundest rate that gives the amount, and its scale."""
    for scale in RATE_SCALES:
        rate = (2 * amount * scale + base) // (2 * base)
        if abs(_share(base, rate, scale, rounding) - amount) <= 1:
            return rate, scale
    return rate, scale


def _share(base: int, rate: int, scale: int, rounding: int) -> int:
    if not rounding:
        return base * rate // scale
    return (2 * base * rate + scale * rounding) // (2 * scale * rounding) * rounding


def _sum(unit: Atoms, person: Atoms) -> Guesser:
    def guess(row: int, own: Atoms) -> Atom:
        if unit[row] is None and person[row] is None:
            return None
        return (unit[row] or 0) + (person[row] or 0)

    return guess


def _carried(columns: Mapping[str, Atoms]) -> Guesser:
    insurances = columns["insurance"]
    gains = [
        (principal or 0) + (interest or 0) - (paid_out or 0)
        for principal, interest, paid_out in zip(
            columns["principal"], columns["interest"], columns["paid_out"], strict=True
        )
    ]

    def guess(row: int, own: Atoms) -> Atom:
        if not row or insurances[row] != insurances[row - 1]:
            return 0
        return (own[row - 1] or 0) + gains[row - 1]

    return guess


def _closing(columns: Mapping[str, Atoms]) -> Guesser:
    def guess(row: int, own: Atoms) -> Atom:
        opening, principal, interest, paid_out = (
            columns[name][row] or 0 for name in ("opening", "principal", "interest", "paid_out")
        )
        return opening + principal + interest - paid_out

    return guess
