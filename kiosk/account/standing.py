"""Taking part in an insurance: what all participations in it say together."""

from __future__ import annotations

from kiosk.insurance import Insurance
from kiosk.model import Account, Participation, Standing
from kiosk.period import Month

STANDING_ORDER = (Standing.PAYING, Standing.DRAWING, Standing.PAUSED, Standing.ENDED, Standing.NOT_INSURED)
"""With several participations in one insurance the first of these that occurs is the person's standing."""


def participations_of(account: Account, insurance: Insurance) -> tuple[Participation, ...]:
    """The participations in one insurance."""
    return tuple(each for each in account.participations if each.insurance is insurance)


def standing_of(account: Account, insurance: Insurance) -> Standing:
    """The person's standing in an insurance; not insured without a participation."""
    standings = {each.standing for each in participations_of(account, insurance)}
    return next((standing for standing in STANDING_ORDER if standing in standings), Standing.NOT_INSURED)


def first_insured_of(account: Account, insurance: Insurance) -> Month | None:
    """The first insured month (AAC049); None when no participation says so."""
    firsts = [each.first_insured for each in participations_of(account, insurance) if each.first_insured]
    return min(firsts, default=None)
