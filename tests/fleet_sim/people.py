"""Fills a PostgreSQL server with made-up people by set-based statements: as many as time and disk allow.

Every value is made up, every number is of division 119901. Everybody is alike but for the length of their career: what
a server does for one person depends on how many rows they have and on how many others there are, not on their names.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg

DIVISION = "119901"
SLICE = 5_000
"""Persons in one transaction: some seconds' work, after which clock and disk are looked at."""
CAREER = 0
"""The person with thirty years of five insurances, 1,800 rows; persons are counted from here."""
CAREER_MONTHS = 360
INSURANCES = 5
LEAST_FREE_BYTES = 12 << 30
"""What stays free on the disk, for others and for the server's own log."""
LIVES = (12, 24, 36, 48, 72, 96, 120, 180, 240, 360)
"""Months of a town's careers, each as often as the others: 119 on average."""
LAST_MONTH = 2026 * 12 + 9
"""October 2026, counted in months."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made."""

    persons: int
    contributions: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where to stop: at so many persons, when the clock says so, when the disk is nearly full."""

    persons: int
    months: tuple[int, ...]
    """Months of contributions of the persons, by turns."""
    clock: Callable[[], float]
    until: float
    folder: Path

    def reached(self) -> bool:
        """Whether time or disk is used up."""
        return self.clock() >= self.until or shutil.disk_usage(self.folder).free < LEAST_FREE_BYTES


def fill(connection: psycopg.Connection[Any], bounds: Bounds) -> Made:
    """Make people until a bound is reached; the person of the long career is always among them.

    The connection is the owner's, in autocommit, and finds `persons` and `contributions` by its search path.
    """
    connection.execute(_UNITS)
    first = CAREER
    while first < bounds.persons and not (first and bounds.reached()):
        beyond = min(first + SLICE, bounds.persons)
        _make(connection, first, beyond, bounds.months)
        first = beyond
    connection.execute(_MARKS)
    connection.execute("VACUUM (ANALYZE)")
    (rows,) = connection.execute("SELECT count(*) FROM contributions").fetchone() or (0,)
    return Made(first, rows)


def _make(connection: psycopg.Connection[Any], first: int, beyond: int, months: tuple[int, ...]) -> None:
    asked = {"first": first, "last": beyond - 1, "months": list(months)}
    with connection.transaction():
        # No triggers: nobody registers here, and what they keep for that would take longer than all the rest.
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(_MADE, asked)
        for statement in (*_REGISTER, *_ACCOUNTS):
            connection.execute(statement)


_CHECK: LiteralString = " + ".join(
    f"substr(body, {place}, 1)::int * {weight}"
    for place, weight in enumerate((7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), 1)
)
"""The check character's sum of GB 11643."""

_MADE: LiteralString = f"""
CREATE TEMP TABLE made ON COMMIT DROP AS
SELECT n, '1' || lpad(n::text, 9, '0') AS person_id, 'B' || lpad(n::text, 8, '0') AS card, birth,
    body || substr('10X98765432', 1 + mod({_CHECK}, 11), 1) AS number, 'U' || lpad(mod(n, 1000)::text, 5, '0') AS unit,
    CASE n WHEN {CAREER} THEN {CAREER_MONTHS} ELSE lives[1 + mod(n, array_length(lives, 1))] END AS months
FROM (SELECT n, lives, birth, '{DIVISION}' || to_char(birth, 'YYYYMMDD') || lpad((n / 13879)::text, 3, '0') AS body
    FROM (SELECT n, %(months)s::int[] AS lives, date '1967-01-01' + mod(n, 13879) AS birth
        FROM generate_series(%(first)s::int, %(last)s::int) AS n) AS born) AS numbered
"""

_UNITS: LiteralString = """
INSERT INTO units (code, name)
SELECT 'U' || lpad(n::text, 5, '0'), 'Works No. ' || n FROM generate_series(0, 999) AS n ON CONFLICT DO NOTHING
"""

_MARKS: LiteralString = """
INSERT INTO data_as_of (authority, month) VALUES ('hr', 202610), ('medical', 202610) ON CONFLICT DO NOTHING
"""

_REGISTER: tuple[LiteralString, ...] = (
    """
    INSERT INTO persons (person_id, name, number, document, sex, ethnicity, birth_date, household, employment,
        division, place, agency, first_job, told_by)
    SELECT person_id, 'Made-up', number, '01', '1', '01', birth, 'Example District', 'employed',
        '119901', 'Example District', 'Example Agency', date '2010-07-01', 'hr' FROM made
    """,
    "INSERT INTO aliases (authority, source_id, person_id) SELECT 'hr', person_id, person_id FROM made",
    """
    INSERT INTO cards (number, identification_code, person_id, kind, issued, valid_until, state)
    SELECT card, '119901' || upper(substr(md5(card), 1, 26)), person_id, 'social-security',
        date '2020-05-01', date '2030-05-01', 'in-use'
    FROM made
    """,
)

_ACCOUNTS: tuple[LiteralString, ...] = (
    """
    INSERT INTO participations (person_id, insurance, unit_code, begun, first_insured, standing, deemed_months)
    SELECT person_id, insurance, unit, 201007, 201007, 'paying', 0
    FROM made, unnest('{110,210,310,410,510}'::text[]) AS insurance
    """,
    f"""
    INSERT INTO contributions (person_id, paid_for, insurance, settlement_number, kind, unit_code, settled, arrived,
        base, unit_rate, person_rate, unit_due, person_due, unit_paid, person_paid, status, to_account)
    SELECT person_id, month, insurance, 'S' || month || insurance, '10', unit, month,
        make_date(month / 100, mod(month, 100), 15), base, unit_rate, person_rate, unit_due, person_due, unit_due,
        person_due, '1', CASE insurance WHEN '110' THEN person_due END
    FROM made,
        LATERAL (SELECT ({LAST_MONTH} - back) / 12 * 100 + mod({LAST_MONTH} - back, 12) + 1 AS month,
            700000 + mod(back, 40) * 1000 AS base FROM generate_series(months - 1, 0, -1) AS back) AS life,
        LATERAL (VALUES ('110', '0.16', '0.08', base * 16 / 100, base * 8 / 100),
            ('210', '0.005', '0.005', base / 200, base / 200), ('310', '0.08', '0.02', base * 8 / 100, base / 50),
            ('410', '0.002', '0', base / 500, 0), ('510', '0.008', '0', base * 8 / 1000, 0)
        ) AS due (insurance, unit_rate, person_rate, unit_due, person_due)
    ORDER BY month, person_id, insurance
    """,
    f"""
    INSERT INTO account_years (person_id, insurance, year, opening, principal, interest, paid_out, closing, months)
    SELECT person_id, insurance, year, 100000, 67200, 3000, 0, 170200, 12
    FROM made, generate_series({LAST_MONTH} / 12 - (months - 1) / 12, {LAST_MONTH} / 12) AS year,
        unnest('{{110,310}}'::text[]) AS insurance
    """,
    """
    INSERT INTO benefits (person_id, month, insurance, item_code, serial, item_name, amount)
    SELECT person_id, 202606, '210', '1', 'B' || n, 'Benefit', 150000 FROM made WHERE mod(n, 10) = 0
    """,
    "INSERT INTO contracts (person_id, unit_code, first) SELECT person_id, unit, 201007 FROM made",
)
