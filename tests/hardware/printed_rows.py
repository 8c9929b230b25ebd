"""What stands on a printed page, and what the database holds: both read without our own code."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections import Counter
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One payment as text: month, unit, the four amounts in yuan, and the day it arrived."""

    month: str
    unit: str
    base: str
    unit_paid: str
    person_paid: str
    total: str
    arrived: str


_AMOUNT = r"(-?[\d,]+\.\d\d|/)"
_LINE = re.compile(
    rf"^\s*(\d{{4}}(?:-\d\d)?)\s.*?\s(\d{{6}}|/)\s.*?\s{_AMOUNT}\s+{_AMOUNT}\s+{_AMOUNT}\s+{_AMOUNT}\s+(\d{{4}}-\d\d-\d\d|/)"
)


def text_of(pdf: Path) -> str:
    """The text of a PDF in reading order."""
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def rows_on(pdf: Path) -> Counter[Row]:
    """Every payment row that a PDF shows."""
    found = (_LINE.match(line) for line in text_of(pdf).splitlines())
    return Counter(Row(*match.groups()) for match in found if match)


def rows_in(database: Path, number: str, first: int, last: int) -> Counter[Row]:
    """Every payment the database holds for a person, paid for in these months (202611), by plain SQL."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            """
            SELECT c.paid_for, c.unit_code, c.base, c.unit_paid, c.person_paid, c.arrived
              FROM contributions c JOIN persons p ON p.person_id = c.person_id
             WHERE p.number = ? AND c.paid_for BETWEEN ? AND ?
            """,
            (number, first, last),
        ).fetchall()
    connection.close()
    return Counter(_row(*row) for row in rows)


def balances_in(database: Path, number: str) -> list[str]:
    """Every closing balance the database holds for a person, as it is written on screen and paper."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT a.closing FROM account_years a JOIN persons p ON p.person_id = a.person_id WHERE p.number = ?",
            (number,),
        ).fetchall()
    connection.close()
    return [_yuan(closing) for (closing,) in rows]


def _row(
    paid_for: int, unit: str, base: int | None, unit_paid: int | None, person_paid: int | None, arrived: str | None
) -> Row:
    month = f"{paid_for // 100}-{paid_for % 100:02d}" if paid_for % 100 else f"{paid_for // 100}"
    known = [amount for amount in (unit_paid, person_paid) if amount is not None]
    total = sum(known) if known else None
    return Row(month, unit or "/", _yuan(base), _yuan(unit_paid), _yuan(person_paid), _yuan(total), arrived or "/")


def _yuan(fen: int | None) -> str:
    return "/" if fen is None else f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
