"""What became of the money of one period, from its rows alone: it came, went back, is owed, deferred or on its way.

The order of the rules: money that came and stayed > a due that still stands (the worst one first) > money that all went
back. A due is settled by a row of the same unit, settled in the same month or later, that has come further; a
back-payment settles it whoever pays. A corrected base or rate (34, 35) never stands for the month's own payment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from kiosk.model import ArrivalStatus, Contribution, DueKind, Fen
from kiosk.terms import TRANSFERRED_OUT

ADJUSTING = frozenset({DueKind.BASE_ADJUSTED, DueKind.RATE_ADJUSTED})
BACK_PAYING = frozenset({DueKind.BACK_PAYMENT, DueKind.ONE_OFF_BACK_PAYMENT})

_FURTHER = {
    ArrivalStatus.ARRIVED: 3,
    ArrivalStatus.ON_THE_WAY: 2,
    ArrivalStatus.DEFERRED: 1,
    ArrivalStatus.NOT_ARRIVED: 0,
    ArrivalStatus.BROKEN_OFF: 0,
}
"""How far a row's money has come."""


class Money(Enum):
    """What became of the money of one period."""

    CAME = "came"
    WENT_BACK = "went-back"
    OWED = "owed"
    DEFERRED = "deferred"
    ON_THE_WAY = "on-the-way"


def counts_as_paid(rows: Sequence[Contribution]) -> bool:
    """Whether the rows of one period of one insurance pay for it: the money came and was not all given back."""
    return money_of(rows) is Money.CAME


def money_of(rows: Sequence[Contribution]) -> Money | None:
    """What became of a period's money; None without rows."""
    if len(rows) == 1 and rows[0].status is ArrivalStatus.ARRIVED and not gives_back(rows[0]):
        return Money.CAME  # nearly every month of a career
    if not rows:
        return None
    arrived, due = arrived_rows(rows), open_dues(rows)
    kept = bool(arrived) and not _all_went_back(rows)
    if kept and not (due and all(row.kind in ADJUSTING for row in arrived)):
        return Money.CAME
    statuses = {row.status for row in due}
    if statuses & {ArrivalStatus.NOT_ARRIVED, ArrivalStatus.BROKEN_OFF}:
        return Money.OWED
    if ArrivalStatus.DEFERRED in statuses:
        return Money.DEFERRED
    return Money.ON_THE_WAY if ArrivalStatus.ON_THE_WAY in statuses else Money.WENT_BACK


def amount_of(row: Contribution) -> Fen:
    """What unit and person paid together, in fen; unknown payments count as nothing."""
    return (row.unit_paid or 0) + (row.person_paid or 0)


def gives_back(row: Contribution) -> bool:
    """Whether a row is money that went: a refund, or a negative row of any kind.

    A row moved out to another place's record (90) is no refund: the month stays paid.
    """
    return row.kind == DueKind.REFUND or (row.kind != TRANSFERRED_OUT and amount_of(row) < 0)


def arrived_rows(rows: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """The rows whose money came for the period."""
    return tuple(row for row in rows if row.status is ArrivalStatus.ARRIVED and not gives_back(row))


def open_dues(rows: Sequence[Contribution]) -> tuple[Contribution, ...]:
    """The dues that have not come and that no other row settles."""
    return tuple(
        row
        for row in rows
        if row.status is not ArrivalStatus.ARRIVED
        and not gives_back(row)
        and not any(_settles(other, row) for other in rows)
    )


def _settles(later: Contribution, due: Contribution) -> bool:
    if gives_back(later) or later.settled < due.settled or _FURTHER[later.status] <= _FURTHER[due.status]:
        return False
    if (later.kind in ADJUSTING) != (due.kind in ADJUSTING):
        return False
    return later.unit_code == due.unit_code or later.kind in BACK_PAYING


def _all_went_back(rows: Iterable[Contribution]) -> bool:
    """Whether nothing is left of the money; rows of 0.00 (maternity since the merger) are counted instead."""
    moved = [row for row in rows if row.status is ArrivalStatus.ARRIVED and row.kind != TRANSFERRED_OUT]
    back = sum(map(gives_back, moved))
    amounts = [amount_of(row) for row in moved]
    if not back:
        return False
    return sum(amounts) <= 0 if any(amounts) else 2 * back >= len(moved)
