"""Loading the account of a thirty-year career, 1,800 rows, beside the raw driver building the same frozen values.

And the same account out of a town and out of a city: what it costs must not depend on how many others there are.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.demo.making import Recipe
from kiosk.store.filling import demo_section, open_demo_store
from kiosk.store.ledger import SqlLedger
from tests.benchmarks.measure import Measure, median_ms

CAREER = "1000000003"
TIMEOUT_SECONDS = 4
ROUNDS = 51
"""Many, because one round takes only some milliseconds."""

TOWN, CITY = 1_000, 100_000
ROWS_EACH = 4
"""Contributions of everybody else: 400,000 in the city, so that the tree of the key is as deep as with millions."""

COLUMNS = (
    "settlement_number, insurance, paid_for, settled, arrived, unit_code, base, unit_rate, person_rate, "
    "unit_due, person_due, unit_paid, person_paid, kind, status, to_account, subsidy"
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
    to_account: int | None
    subsidy: int


def measures() -> list[Measure]:
    """Load the account by our ledger, and its contributions alone by sqlite3; then beside 100,000 others."""
    with ExitStack() as stack:
        ledger, file = _opened(stack, TOWN)
        city, _ = _opened(stack, CITY)
        raw = stack.enter_context(closing(sqlite3.connect(file)))
        rows = len(ledger.account(CAREER).contributions)
        assert rows == len(_raw_rows(raw)), "both must load the same rows"
        ours, in_city, floor = medians_by_turns(
            lambda: ledger.account(CAREER), lambda: city.account(CAREER), lambda: _raw_rows(raw)
        )
    return [
        Measure(f"account-{rows}-rows", ours, "ms", floor=floor),
        Measure(f"account-of-{CITY}-persons-beside-{TOWN}", in_city, "ms", peer=ours),
    ]


def medians_by_turns(*works: Callable[[], object]) -> list[float]:
    """Milliseconds of each, measured by turns: whatever else the machine does falls on all alike."""
    rounds = [[median_ms(work, rounds=1) for work in works] for _ in range(ROUNDS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def _opened(stack: ExitStack, persons: int) -> tuple[SqlLedger, Path]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    section = demo_section(folder, TIMEOUT_SECONDS)
    store = stack.enter_context(closing(open_demo_store(section, Recipe(0, 1, 1, date(2026, 11, 21)))))
    file = Path(section.url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as raw, raw:
        _add_people(raw, persons)
    return store.ledger, file


def _add_people(raw: sqlite3.Connection, persons: int) -> None:
    """Everybody has the rows of one demo person's last months: only that they are there matters."""
    ids = [f"1{n:09}" for n in range(100, persons + 100)]
    others = "document, sex, ethnicity, household, employment, division, place, agency, told_by"
    raw.execute("CREATE TEMP TABLE many (person_id TEXT)")
    raw.executemany("INSERT INTO many VALUES (?)", zip(ids, strict=True))
    raw.execute(
        f"INSERT INTO persons (person_id, name, number, {others}) "
        f"SELECT many.person_id, name, 'N' || many.person_id, {others} FROM many, persons WHERE persons.person_id = ?",
        (CAREER,),
    )
    raw.execute(
        f"INSERT INTO contributions (person_id, {COLUMNS}) SELECT many.person_id, {COLUMNS} FROM many, "
        f"(SELECT {COLUMNS} FROM contributions WHERE person_id = ? ORDER BY paid_for DESC LIMIT {ROWS_EACH})",
        (CAREER,),
    )


def _raw_rows(raw: sqlite3.Connection) -> tuple[RawContribution, ...]:
    found: Iterator[tuple[object, ...]] = raw.execute(
        f"SELECT {COLUMNS} FROM contributions WHERE person_id = ? ORDER BY paid_for, insurance", (CAREER,)
    )
    return tuple([RawContribution(*row) for row in found])  # type: ignore[arg-type]  # as the driver gives them
