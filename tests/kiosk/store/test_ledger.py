"""What is written is what is read; people are found by card and number; errors become one failure."""

from __future__ import annotations

from kiosk.model import Account
from kiosk.store.record import Record

ZHANG_SAN = ("A12345674", "119901D15600000500000001A1B2C3D4")


def same(account: Account, record: Record) -> bool:
    """Whether an account holds exactly a record's rows, in whatever order."""
    return (
        account.person == record.person
        and set(account.participations) == set(record.participations)
        and set(account.contributions) == set(record.contributions)
        and len(account.contributions) == len(record.contributions)
        and set(account.years) == set(record.years)
        and set(account.benefits) == set(record.benefits)
    )
