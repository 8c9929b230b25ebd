"""A whole printed list read back, and the same list from the database by plain SQL.

Matched by what stands in a row and not by where: the layout may change. Only words come from our code, no figures.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kiosk.insurance import Insurance
from kiosk.words import Words


class Payment(NamedTuple):
    """One payment as text; amounts in yuan."""

    paid_for: str
    unit: str
    base: str
    unit_paid: str
    person_paid: str
    total: str
    arrived: str


class Sums(NamedTuple):
    """What stands under a year's payments ("2025"), or under all of an insurance ("")."""

    year: str
    unit_paid: str
    person_paid: str
    total: str


class AccountYear(NamedTuple):
    """One year of a personal account as text."""

    insurance: str
    year: str
    opening: str
    principal: str
    interest: str
    paid_out: str
    closing: str


@dataclass
class WholeList:
    """Payments and sums of each insurance in their order; account years."""

    payments: dict[str, list[Payment | Sums]] = field(default_factory=lambda: defaultdict(list))
    years: list[AccountYear] = field(default_factory=list)


_AMOUNT = r"(-?[\d,]+\.\d\d|/)"
_DAY = r"(\d{4}-\d\d-\d\d|/)"


def text_of(pdf: Path) -> str:
    """The text of a PDF, line by line as it stands."""
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def on_paper(text: str, say: Words) -> WholeList:
    """Read a list back; what follows an insurance's total belongs to the next one."""
    found, open_rows = WholeList(), list[Payment | Sums]()
    names = {say(insurance.rule.name): insurance.value for insurance in Insurance}
    alone = say("pays alone")
    of_year = _with(say("Subtotal {year}"), "year", r"(\d{4})")
    of_all = _with(say("Total, {insurance}"), "insurance", "(.+?)")
    row = re.compile(
        rf"\s*(\d{{4}}(?:-\d\d)?)\s+\S.*?\s(\d{{6}}|{re.escape(alone)})\s(?:.*?\s)??{_amounts(4)}\s+{_DAY}\s"
    )
    subtotal = re.compile(rf"\s*{of_year}\s+{_amounts(3)}\s*$")
    total = re.compile(rf"\s*{of_all}\s+{_amounts(3)}\s*$")
    year = re.compile(rf"\s*({'|'.join(map(re.escape, names))})\s+(\d{{4}})\s+{_amounts(5)}\s")
    for line in text.splitlines():
        if match := row.match(line):
            paid_for, unit, *rest = match.groups()
            open_rows.append(Payment(paid_for, "" if unit == alone else unit, *rest))
        elif match := subtotal.match(line):
            open_rows.append(Sums(*match.groups()))
        elif match := total.match(line):
            name, *sums = match.groups()
            found.payments[names[name]] += [*open_rows, Sums("", *sums)]
            open_rows.clear()
        elif match := year.match(line):
            found.years.append(AccountYear(names[match[1]], *match.groups()[1:]))
    assert not open_rows, "payments without a total"
    return found


def in_database(database: Path, number: str) -> WholeList:
    """The list as it has to be: everything of this person, sums by SQL."""
    found = WholeList()
    with sqlite3.connect(database) as connection:
        (person,) = connection.execute("SELECT person_id FROM persons WHERE number = ?", (number,)).fetchone()
        paid = connection.execute(_PAYMENTS, (person,)).fetchall()
        yearly = {(code, year): sums for code, year, *sums in connection.execute(_YEARS, (person,))}
        whole = {code: sums for code, *sums in connection.execute(_TOTALS, (person,))}
        years = connection.execute(_ACCOUNT_YEARS, (person,)).fetchall()
    connection.close()
    for (code, year), rows in groupby(paid, key=lambda row: (row[0], row[1] // 100)):
        found.payments[code] += [_payment(*row[1:]) for row in rows]
        found.payments[code].append(Sums(str(year), *map(yuan, yearly[code, year])))
    for code, sums in whole.items():
        found.payments[code].append(Sums("", *map(yuan, sums)))
    found.years = [AccountYear(code, str(year), *map(yuan, amounts)) for code, year, *amounts in years]
    return found


_PAYMENTS = """
SELECT insurance, paid_for, unit_code, base, unit_paid, person_paid, arrived
  FROM contributions WHERE person_id = ?
 ORDER BY insurance, paid_for, settled, settlement_number, kind, unit_code
"""
_SUMS = (
    "sum(coalesce(unit_paid, 0)), sum(coalesce(person_paid, 0)), sum(coalesce(unit_paid, 0) + coalesce(person_paid, 0))"
)
_YEARS = f"SELECT insurance, paid_for / 100, {_SUMS} FROM contributions WHERE person_id = ? GROUP BY 1, 2"
_TOTALS = f"SELECT insurance, {_SUMS} FROM contributions WHERE person_id = ? GROUP BY 1"
_ACCOUNT_YEARS = """
SELECT insurance, year, opening, principal, interest, paid_out, closing FROM account_years WHERE person_id = ?
"""


def yuan(fen: int | None) -> str:
    """Write an amount as it is printed."""
    return "/" if fen is None else f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def _payment(
    paid_for: int, unit: str, base: int | None, unit_paid: int | None, person_paid: int | None, arrived: str | None
) -> Payment:
    period = f"{paid_for // 100}-{paid_for % 100:02d}" if paid_for % 100 else f"{paid_for // 100}"
    known = [amount for amount in (unit_paid, person_paid) if amount is not None]
    total = sum(known) if known else None
    return Payment(period, unit, yuan(base), yuan(unit_paid), yuan(person_paid), yuan(total), arrived or "/")


def _amounts(count: int) -> str:
    return r"\s+".join([_AMOUNT] * count)


def _with(message: str, name: str, pattern: str) -> str:
    """A message as a pattern, with another one in the place of its value."""
    return re.escape(message).replace(re.escape(f"{{{name}}}"), pattern)
