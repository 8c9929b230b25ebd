"""Loading the account of a thirty-year career, 1,800 rows, beside the raw driver building the same frozen values."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.demo.making import Recipe
from kiosk.store.filling import demo_section, open_demo_store
from tests.benchmarks.measure import Measure, median_ms

CAREER = "1000000003"
TIMEOUT_SECONDS = 4
ROUNDS = 31
"""Many, because one round takes only some milliseconds."""

COLUMNS = (
    "settlement_number, insurance, paid_for, settled, arrived, unit_code, base, unit_rate, person_rate, "
    "unit_due, person_due, unit_paid, person_paid, kind, status"
)


@dataclass(frozen=True, slots=True)
class RawContribution:
    """The fields of a contribution as the driver gives them."""

    settlement_number: str
    insurance: str
    paid_for: int
    settled: int
    arrived: str | None
    unit_code: str
    base: int | None
    unit_rate: str
    person_rate: str
    unit_due: int
    person_due: int
    unit_paid: int | None
    person_paid: int | None
    kind: str
    status: str


def measures() -> list[Measure]:
    """Load the account by our ledger, and its contributions alone by sqlite3."""
    with tempfile.TemporaryDirectory() as folder:
        section = demo_section(Path(folder), TIMEOUT_SECONDS)
        recipe = Recipe(persons=200, months=24, seed=1, today=date(2026, 11, 21))
        with (
            closing(open_demo_store(section, recipe)) as store,
            closing(sqlite3.connect(section.url.removeprefix("sqlite:///"))) as raw,
        ):
            rows = len(store.ledger.account(CAREER).contributions)
            assert rows == len(_raw_rows(raw)), "both must load the same rows"
            ours = median_ms(lambda: store.ledger.account(CAREER), ROUNDS)
            return [Measure(f"account-{rows}-rows", ours, "ms", floor=median_ms(lambda: _raw_rows(raw), ROUNDS))]


def _raw_rows(raw: sqlite3.Connection) -> tuple[RawContribution, ...]:
    found = raw.execute(
        f"SELECT {COLUMNS} FROM contributions WHERE person_id = ? ORDER BY paid_for, insurance", (CAREER,)
    )
    return tuple([RawContribution(*row) for row in found])
