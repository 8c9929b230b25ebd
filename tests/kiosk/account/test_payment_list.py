"""Sums over list rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.account.payment_list import ListRow, Sums, sums_of
from kiosk.insurance import Insurance
from kiosk.model import ArrivalStatus
from kiosk.period import Month

AMOUNT = st.none() | st.integers(-(10**12), 10**12)


def row(unit: int | None, own: int | None) -> ListRow:
    """Make a row with these payments."""
    month = Month(2026, 1)
    return ListRow(month, Insurance.EMPLOYEE_PENSION, None, None, unit, own, None, None, "10", ArrivalStatus.ARRIVED)


@given(st.lists(st.tuples(AMOUNT, AMOUNT)))
def test_unknown_payments_count_as_nothing(amounts: list[tuple[int | None, int | None]]) -> None:
    sums = sums_of(row(unit, own) for unit, own in amounts)
    assert sums.unit_paid == sum(unit or 0 for unit, _ in amounts)
    assert sums.person_paid == sum(own or 0 for _, own in amounts)
    assert sums.total == sums.unit_paid + sums.person_paid


def test_amounts_stay_out_of_reprs() -> None:
    assert "12345" not in repr(Sums(12345, 12345))
    assert "12345" not in repr(row(12345, 12345))
