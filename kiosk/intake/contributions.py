"""Contributions: columns of text to rows, and the checks of every row.

Works on whole columns, because a million rows pass here: each step runs over a column at the speed of C, and rows are
looked at one by one only when a batch has some that do not add up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import TypeAlias

from kiosk.intake.batch import Batch
from kiosk.intake.cells import (
    RATE_ONE,
    Cells,
    Codes,
    Money,
    read_day,
    read_month,
    read_period,
    read_rate,
    stripped,
)
from kiosk.intake.findings import Findings, Flaw
from kiosk.intake.profile import Profile
from kiosk.intake.rows import ContributionRow
from kiosk.intake.whom import Categories, Whom, insurances_of
from kiosk.model import ArrivalStatus, DueKind, Fen

HALF = RATE_ONE // 2
"""Added before dividing: amounts are rounded half up, to the fen."""

_ARRIVED = ArrivalStatus.ARRIVED.value
KNOWN_KINDS = frozenset(value for name, value in vars(DueKind).items() if name.isupper())
SUBSIDIES = ("subsidy_central", "subsidy_province", "subsidy_city", "subsidy_district")
TO_ACCOUNT = ("to_account", "unit_to_account", "person_to_account")

_ROW: Callable[[Iterable[object]], ContributionRow] = partial(tuple.__new__, ContributionRow)
"""What `_make` does, at the speed of C; a test holds the columns to the row's fields."""

Fens = list[int | None]
"""Amounts; None where nobody knows."""

Amounted: TypeAlias = tuple[str, Fen | None, int | None, int | None, Fen, Fen, Fen | None, Fen | None, Fen | None]
"""Category, base, both rates in millionths, both dues, both payments, the declared total."""


@dataclass(slots=True)
class Sums:
    """What a category's contributions add up to, in fen."""

    rows: int = 0
    unit_due: int = 0
    person_due: int = 0
    unit_paid: int = 0
    person_paid: int = 0

    def add(self, more: Sums) -> None:
        """Take in the sums of other rows."""
        self.rows += more.rows
        self.unit_due += more.unit_due
        self.person_due += more.person_due
        self.unit_paid += more.unit_paid
        self.person_paid += more.person_paid


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a batch, in fen; paid ones are None where nobody knows."""

    base: Fens
    unit_due: list[int]
    person_due: list[int]
    unit_paid: Fens
    person_paid: Fens


class Contributions:
    """Reads batches of contributions of one import."""

    def __init__(self, profile: Profile, findings: Findings) -> None:
        self._findings = findings
        self._money = Money()
        self._months = Cells(read_month)
        self._periods = Cells(read_period)
        self._days = Cells(read_day)
        self._rates = Cells(read_rate)
        self._categories = Categories(profile.authority, profile.meaning("insurance"))
        self._arrival = Codes(profile.meaning("arrival_state"))
        self._fully = Codes(profile.meaning("fully_arrived"))
        self._kinds = Codes({kind: kind for kind in KNOWN_KINDS})
        self.sums: dict[str, Sums] = {}
        self.latest = 0
        """The latest settlement month met (202610); 0: none."""

    def rows(self, batch: Batch, whom: Whom) -> list[ContributionRow]:
        """Read and check a batch. Raises Refused for a key field or an amount that cannot be read."""
        insurances = insurances_of(batch, self._categories, self._findings)
        periods = self._paid_for(batch)
        settled = self._required(batch, "settled", self._months)
        self.latest = max(self.latest, max(settled))
        arrived = self._optional_days(batch)
        status = self._status(batch)
        amounts = self._amounts(batch, status)
        self._check(batch, insurances, amounts)
        kinds = self._codes(batch, "kind", self._kinds)
        columns: Iterable[Iterable[object]] = (
            *(whom.source_ids, whom.numbers, insurances, periods, stripped(batch.texts("settlement_number"))),
            *(kinds, stripped(batch.texts("unit_code")), settled, arrived, amounts.base),
            *(stripped(batch.texts("unit_rate")), stripped(batch.texts("person_rate"))),
            *(amounts.unit_due, amounts.person_due, amounts.unit_paid, amounts.person_paid, status),
            *(self._to_account(batch), self._subsidies(batch)),
        )
        return list(map(_ROW, zip(*columns, strict=True)))

    def _paid_for(self, batch: Batch) -> list[int]:
        read = self._periods.column(batch.texts("paid_for"))
        years = batch.texts("due_year")
        if None in read and "due_year" in batch.columns:
            other = self._periods.column(years)
            read = [
                period if period is not None or text.strip() else year
                for period, text, year in zip(read, batch.texts("paid_for"), other, strict=True)
            ]
        return _all_there(batch, read, "paid_for" if "paid_for" in batch.columns else "due_year", "a month or a year")

    def _required(self, batch: Batch, field: str, months: Cells[int]) -> list[int]:
        return _all_there(batch, months.column(batch.texts(field)), field, "a month")

    def _optional_days(self, batch: Batch) -> list[str | None]:
        texts = batch.texts("arrived")
        days = self._days.column(texts)
        self._findings.add_rows(Flaw.UNREADABLE, batch, self._days.unread(texts), "arrived")
        return days

    def _codes(self, batch: Batch, field: str, codes: Codes) -> list[str]:
        texts = batch.texts(field)
        read = codes.column(texts)
        self._findings.add_codes(batch, codes.unread(texts), field)
        return read  # type: ignore[return-value]  # Codes gives a text for each text

    def _status(self, batch: Batch) -> list[str]:
        """The arrival state, else whether it arrived in full, else not."""
        fully = self._codes(batch, "fully_arrived", self._fully) if "fully_arrived" in batch.columns else None
        if "arrival_state" not in batch.columns:
            return [code or "0" for code in fully] if fully is not None else ["0"] * batch.count
        states = self._codes(batch, "arrival_state", self._arrival)
        if "" not in states:
            return states
        others: Iterable[str] = fully if fully is not None else repeat("0", batch.count)
        return [state or other or "0" for state, other in zip(states, others, strict=True)]

    def _amounts(self, batch: Batch, status: Sequence[str]) -> Amounts:
        unit_due, person_due = self._due(batch, "unit_due"), self._due(batch, "person_due")
        unit_paid = self._paid(batch, "unit_paid", unit_due, status)
        person_paid = self._paid(batch, "person_paid", person_due, status)
        return Amounts(self._money_of(batch, "base"), unit_due, person_due, unit_paid, person_paid)

    def _money_of(self, batch: Batch, field: str) -> Fens:
        if field not in batch.columns:
            return [None] * batch.count
        texts = batch.texts(field)
        amounts = self._money.column(texts)
        if unread := self._money.unread(texts):
            batch.refuse(unread[0], field, "is not an amount in yuan with at most two decimals")
        return amounts

    def _due(self, batch: Batch, field: str) -> list[int]:
        return [amount or 0 for amount in self._money_of(batch, field)]

    def _paid(self, batch: Batch, field: str, due: list[int], status: Sequence[str]) -> Fens:
        """What was paid as given; else all of the due when it arrived in full, else unknown."""
        paid = self._money_of(batch, field)
        if None not in paid:
            return paid
        return [
            amount if amount is not None else (owed if state == _ARRIVED else None)
            for amount, owed, state in zip(paid, due, status, strict=True)
        ]

    def _to_account(self, batch: Batch) -> Fens:
        there = [self._money_of(batch, field) for field in TO_ACCOUNT if field in batch.columns]
        if len(there) < 2:
            return there[0] if there else [None] * batch.count
        return [_sum_of(parts) for parts in zip(*there, strict=True)]

    def _subsidies(self, batch: Batch) -> list[int]:
        there = [self._due(batch, field) for field in SUBSIDIES if field in batch.columns]
        return list(map(sum, zip(*there, strict=True))) if there else [0] * batch.count

    def _check(self, batch: Batch, insurances: list[str], amounts: Amounts) -> None:
        """Check every row, and add up what each category comes to; equal rows are looked at once."""
        rates = []
        for field in ("unit_rate", "person_rate"):
            texts = batch.texts(field)
            rates.append(self._rates.column(texts))
            self._findings.add_rows(Flaw.UNREADABLE, batch, self._rates.unread(texts), field)
        totals = self._money_of(batch, "total_due")
        paid = (amounts.unit_paid, amounts.person_paid)
        columns = (insurances, amounts.base, *rates, amounts.unit_due, amounts.person_due, *paid, totals)
        met = Counter(zip(*columns, strict=True))
        self._add_up(met)
        if odd := {row for row in met if _is_odd(row)}:
            for place, row in enumerate(zip(*columns, strict=True)):
                if row in odd:
                    self._say(batch, place, amounts, (rates[0][place], rates[1][place]), totals[place])

    def _say(
        self, batch: Batch, row: int, amounts: Amounts, rates: tuple[int | None, int | None], total: int | None
    ) -> None:
        """Name what is odd about one row."""
        due = (amounts.unit_due[row], amounts.person_due[row])
        paid = (amounts.unit_paid[row], amounts.person_paid[row])
        base = amounts.base[row]
        add = self._findings.add
        for side, field in enumerate(("unit_due", "person_due")):
            rate, owed, came = rates[side], due[side], paid[side]
            if base is not None and rate is not None and (abs(base) * rate + HALF) // RATE_ONE != abs(owed):
                add(Flaw.BASE_TIMES_RATE, batch.place(row, field))
            if came is not None and (came > owed if owed >= 0 else came > 0):
                add(Flaw.OVERPAID, batch.place(row, field.replace("due", "paid")))
            if owed < 0 and batch.texts("kind")[row].strip() != DueKind.REFUND:
                add(Flaw.NEGATIVE, batch.place(row, field))
        if total is not None and total != sum(due):
            add(Flaw.TOTAL, batch.place(row, "total_due"))

    def _add_up(self, met: Counter[Amounted]) -> None:
        for (code, _, _, _, unit_due, person_due, unit_paid, person_paid, _), rows in met.items():
            sums = self.sums.get(code) or self.sums.setdefault(code, Sums())
            sums.rows += rows
            sums.unit_due += unit_due * rows
            sums.person_due += person_due * rows
            sums.unit_paid += (unit_paid or 0) * rows
            sums.person_paid += (person_paid or 0) * rows


def _is_odd(row: Amounted) -> bool:
    """Whether there is anything to say about a row; an ordinary one is through with the fewest steps."""
    _, base, unit, person, unit_due, person_due, unit_paid, person_paid, total = row
    return (
        unit_due < 0
        or person_due < 0
        or (total is not None and total != unit_due + person_due)
        or (unit_paid is not None and unit_paid > unit_due)
        or (person_paid is not None and person_paid > person_due)
        or (
            base is not None
            and (
                (unit is not None and (base * unit + HALF) // RATE_ONE != unit_due)
                or (person is not None and (base * person + HALF) // RATE_ONE != person_due)
            )
        )
    )


def _all_there(batch: Batch, read: list[int | None], field: str, what: str) -> list[int]:
    if None in read:
        batch.refuse(read.index(None), field, f"is not {what}")
    return read  # type: ignore[return-value]  # just looked


def _sum_of(parts: Sequence[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if known else None
