"""Imports of a few rows, as the rules of the monthly data bring them, and the account that comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from kiosk.insurance import Authority
from kiosk.intake.port import Clash, MonthWritten
from kiosk.model import Account
from kiosk.period import Month
from kiosk.store.ledger import SqlLedger
from kiosk.store.month import Journal, SqlMonthStore
from tests.kiosk.store.month_rows import ZHANG

HR, MEDICAL = Authority.HUMAN_RESOURCES, Authority.MEDICAL_SECURITY
OCTOBER, SEPTEMBER = Month(2026, 10), Month(2026, 9)
NOON = datetime(2026, 11, 21, 12, 0)


def months(engine: Engine) -> SqlMonthStore:
    """The data as an import sees them, at noon."""
    return SqlMonthStore(engine, Journal(lambda: NOON, "test"))


def bring(
    engine: Engine, *batches: Sequence[Any], by: Authority = HR, snapshot: bool = True, as_of: Month | None = OCTOBER
) -> tuple[MonthWritten, list[Clash]]:
    """Import batches and finish."""
    writer = months(engine).begin(by, snapshot=snapshot)
    clashes = [clash for batch in batches for clash in writer.add(batch)]
    return writer.finish(as_of), clashes


def account_of(engine: Engine, number: str = ZHANG[1]) -> Account:
    """The account of whoever has this number; somebody must."""
    ledger = SqlLedger(engine)
    holder = ledger.holder_of_number(number)
    assert holder is not None
    return ledger.account(holder.person_id)
