"""Which months a transfer from another place covers: the data name a number of months, never the months themselves.

The months are counted back from the payment that followed them. Of several gaps the latest one before the money moved
that is long enough for the whole transfer is taken; the time before the first payment here always is. A shorter gap is
never claimed by a longer transfer. Months that the feed names itself (rows of kind 105) are taken off the number first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date

from kiosk.model import Transfer
from kiosk.period import Month


def covered_months(
    transfers: Iterable[Transfer], paid_here: Sequence[Month], named: Sequence[Month], registered: Month | None
) -> dict[Month, Transfer]:
    """Return the months without a payment here that transfers cover.

    `paid_here` are the months paid here and `named` those the feed itself names as transferred, both in order.
    `registered` is the first insured month (AAC049): where it lies before the first payment, months before it are not
    covered.
    """
    covered: dict[Month, Transfer] = {}
    told = len(named)
    coming = [each for each in transfers if each.moved_in]
    for transfer in sorted(coming, key=lambda each: (each.moved or date.max, each.actual_months)):
        left = max(0, transfer.actual_months - told)
        told = max(0, told - transfer.actual_months)
        if not left or not paid_here:
            continue
        end = _end_of_gap(transfer, left, paid_here, {*covered, *named})
        begin = end.plus(-left)
        if registered and registered < paid_here[0] and end <= paid_here[0]:
            begin = max(begin, registered)
        covered.update(dict.fromkeys(begin.until(end.plus(-1)), transfer))
    return covered


def _end_of_gap(transfer: Transfer, left: int, paid_here: Sequence[Month], taken: Set[Month]) -> Month:
    """The month after the gap a transfer fills."""
    moved = Month.of(transfer.moved) if transfer.moved else None
    for before, here in reversed(list(zip(paid_here, paid_here[1:], strict=False))):
        long_enough = before.months_to(here) - 1 >= left
        if moved and here <= moved and long_enough and here.plus(-1) not in taken:
            return here
    return min([paid_here[0], *(month for month in taken if month < paid_here[0])])
