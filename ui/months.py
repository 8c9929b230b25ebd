"""Which sign each month of an insurance wears, from the rows and the empty months of the list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk import gaps
from kiosk.model import ArrivalStatus, DueKind
from kiosk.payment_list import ListRow, Section
from kiosk.period import Month, Year
from kiosk.words import N_


class Sign(Enum):
    """The signs of the year grid; the value is the legend's message."""

    PAID = N_("paid")
    BACK_PAID = N_("paid later")
    OWED = N_("owed")
    ON_THE_WAY = N_("on the way, not yet shown")
    NONE = N_("no payment")
    NOTHING_DUE = N_("nothing due")


@dataclass(frozen=True, slots=True)
class MonthLook:
    """One month's sign and the reason in words (a catalogue message)."""

    sign: Sign
    words: str


_QUIET_REASONS = {gaps.WITH_MEDICAL.why, gaps.ENDED.why}
"""Months that nobody need worry about."""


_NOT_PAID = (ArrivalStatus.NOT_ARRIVED, ArrivalStatus.BROKEN_OFF)


def looks_of(section: Section) -> dict[Month | Year, MonthLook]:
    """The look of every period the section knows of; periods outside it have none."""
    looks: dict[Month | Year, MonthLook] = {}
    rows: dict[Month | Year, list[ListRow]] = {}
    for year in section.years:
        for row in year.rows:
            rows.setdefault(row.paid_for, []).append(row)
    for period, here in rows.items():
        looks[period] = _of_rows(here)
    for run in section.empty_months:
        for month in run.first.until(run.last):
            looks[month] = MonthLook(_of_reason(run.reason), run.reason)
    return looks


def needs_attention(section: Section) -> tuple[Month | Year, ...]:
    """The periods that are owed or have no payment without a good reason."""
    found = {row.paid_for for year in section.years for row in year.rows if row.status in _NOT_PAID}
    for run in section.empty_months:
        if _of_reason(run.reason) in (Sign.OWED, Sign.NONE):
            found.update(run.first.until(run.last))
        else:
            found.difference_update(run.first.until(run.last))
    return tuple(sorted(found, key=_by_number))


def _by_number(period: Month | Year) -> int:
    return period.number


def _of_rows(rows: list[ListRow]) -> MonthLook:
    statuses = {row.status for row in rows}
    if statuses.intersection(_NOT_PAID):
        return MonthLook(Sign.OWED, Sign.OWED.value)
    if ArrivalStatus.ON_THE_WAY in statuses:
        return MonthLook(Sign.ON_THE_WAY, Sign.ON_THE_WAY.value)
    late = {DueKind.BACK_PAYMENT, DueKind.ONE_OFF_BACK_PAYMENT}
    sign = Sign.BACK_PAID if any(row.kind in late for row in rows) else Sign.PAID
    return MonthLook(sign, sign.value)


def _of_reason(reason: str) -> Sign:
    if reason == gaps.OWED.why:
        return Sign.OWED
    if reason == gaps.ON_THE_WAY.why:
        return Sign.ON_THE_WAY
    return Sign.NOTHING_DUE if reason in _QUIET_REASONS else Sign.NONE
