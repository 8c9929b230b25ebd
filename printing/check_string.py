"""The canonical form of a list, and the check string every page carries.

The form names the ID number by its last four characters only: with more, a signed or hashed form would let a
masked number be found by trying. It is what a signature covers, so each change needs a new version line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache

from kiosk.account.payment_list import ListRow, PaymentList

VERSION = "shebao-list 2"
SHOWN_CHARACTERS = 16
"""Hexadecimal characters printed: 64 bits tell any two lists apart and can still be read out on the telephone."""

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def canonical_bytes(content: PaymentList) -> bytes:
    """Write a list as UTF-8 lines of tab-separated fields: same list, same bytes, in every language.

    Amounts are integer fen, months 2026-10, days 2026-10-31, moments to the second; "/" is a field not known.
    """
    field = cache(_field)  # a career repeats its words and amounts from month to month
    return "".join(["\t".join(map(field, line)) + "\n" for line in _lines(content)]).encode()


def check_string(content: PaymentList) -> str:
    """First 16 hexadecimal characters of the SHA-256 of the canonical form, in groups of four."""
    digest = hashlib.sha256(canonical_bytes(content)).hexdigest()[:SHOWN_CHARACTERS]
    return " ".join(digest[i : i + 4] for i in range(0, SHOWN_CHARACTERS, 4))


def _lines(content: PaymentList) -> Iterator[tuple[object, ...]]:
    yield (VERSION,)
    yield "list", content.number, content.printed_at.isoformat(timespec="seconds"), content.issuer.kiosk_id
    yield "holder", content.holder_name, content.holder_number[-4:], content.person_id, content.sex
    yield "insured", content.place, content.agency, content.first, content.last
    for s in content.summaries:
        yield "summary", s.insurance, s.standing, s.first_insured, s.months, s.last_paid, s.as_of, s.balance
    for unit in content.units:
        yield "unit", unit.code, unit.name
    for section in content.sections:
        for row in (row for year in section.years for row in year.rows):
            yield _row(row)
        for gap in section.empty_months:
            yield "empty", gap.insurance, gap.first, gap.last, gap.reason
    for y in content.account_years:
        yield "account", y.insurance, y.year, y.opening, y.principal, y.interest, y.paid_out, y.closing


def _row(row: ListRow) -> tuple[object, ...]:
    return (
        "row",
        row.insurance,
        str(row.paid_for),
        row.unit.code if row.unit else None,
        row.base,
        row.unit_paid,
        row.person_paid,
        row.total,
        row.arrived,
        row.kind,
        row.status,
        row.note,
        row.subsidy,
    )


def _field(value: object) -> str:
    kind = type(value)
    if kind is int:
        return str(value)
    if value is None:
        return "/"
    if kind is str:
        text = str(value)
        return "\\/" if text == "/" else text if text.isalnum() else text.translate(_ESCAPES)
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)
