"""Whom each record is about, and what records of every kind say in passing of persons and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk import identity
from kiosk.insurance import Authority, insurance_of
from kiosk.intake.batch import Batch
from kiosk.intake.cells import MOST_REMEMBERED, Cells, Codes, stripped
from kiosk.intake.findings import Findings, Flaw
from kiosk.intake.profile import Profile
from kiosk.intake.rows import PersonRow, UnitRow

PRIVATE = (("\ue000", "\uf8ff"), ("\U000f0000", "\U0010ffff"))
"""The private-use areas: what a character there looks like, only its source knows."""
REPLACEMENT = "\ufffd"
QUESTION_MARKS = "?\uff1f"
DIVISION_LENGTH = 6

IN_PASSING = ("name", "document", "division", "place", "agency")


@dataclass(frozen=True, slots=True)
class Whom:
    """Of each row: the source's own personal number and the social security number."""

    source_ids: Sequence[str]
    numbers: Sequence[str]


class People:
    """Reads whom rows are about; persons and units named in passing come out once, as far as is remembered."""

    def __init__(self, profile: Profile, findings: Findings, today: date) -> None:
        self._findings, self._today = findings, today
        self._documents = Codes(profile.meaning("document"))
        self._numbers = Cells(_number, "")
        self._persons: dict[tuple[str, ...], None] = {}
        self._units: dict[tuple[str, str], None] = {}

    def whom(self, batch: Batch) -> Whom:
        """Read both numbers. Raises Refused when a row has neither, or one that a spreadsheet rounded."""
        ids = stripped(batch.texts("source_id"))
        numbers = [number or "" for number in self._column(batch, "number")]
        if "" in numbers and "document_number" in batch.columns:
            others = self._column(batch, "document_number")
            numbers = [number or other or "" for number, other in zip(numbers, others, strict=True)]
        if "" in ids and "" in numbers:
            for row, (own, number) in enumerate(zip(ids, numbers, strict=True)):
                if not own and not number:
                    batch.refuse(row, "source_id", "says of nobody whom it is about")
        return Whom(ids, numbers)

    def _column(self, batch: Batch, field: str) -> list[str | None]:
        texts = batch.texts(field)
        read = self._numbers.column(texts)
        if unread := self._numbers.unread(texts):
            batch.refuse(unread[0], field, "was rounded by a spreadsheet; export the column as text")
        return read

    def named(self, batch: Batch, whom: Whom) -> list[PersonRow]:
        """Return the persons of a batch that were not met of late, with what its rows say of them."""
        texts = [stripped(batch.texts(field)) for field in IN_PASSING if field in batch.columns]
        there = [field for field in IN_PASSING if field in batch.columns]
        keys = zip(whom.source_ids, whom.numbers, *texts, strict=True)
        # Backwards, so that of each key the first row remains.
        first = dict(zip(reversed(list(keys)), range(batch.count - 1, -1, -1), strict=True))
        fresh = sorted((key for key in first if key not in self._persons), key=first.__getitem__)
        if not fresh:
            return []
        _remember(self._persons, fresh)
        rows = [first[key] for key in fresh]
        self.check(batch, rows, whom)
        return [PersonRow(key[0], key[1], **_values(there, key[2:])) for key in fresh]

    def units(self, batch: Batch) -> list[UnitRow]:
        """Return the units of a batch that have a name and were not met of late."""
        if "unit_name" not in batch.columns:
            return []
        pairs = dict.fromkeys(zip(batch.texts("unit_code"), batch.texts("unit_name"), strict=True))
        fresh = [pair for pair in pairs if pair not in self._units]
        _remember(self._units, fresh)
        named = [UnitRow(code.strip(), name.strip()) for code, name in fresh]
        return [unit for unit in named if unit.code and unit.name]

    def check(self, batch: Batch, rows: Sequence[int], whom: Whom) -> None:
        """Report what is odd about names, numbers and divisions of some rows."""
        add = self._findings.add_rows
        wrong = [row for row in rows if not _plausible(whom.numbers[row], self._today)]
        field = "number" if "number" in batch.columns else "document_number"
        add(Flaw.NUMBER, batch, wrong, field)
        if "name" in batch.columns:
            names = batch.texts("name")
            add(Flaw.NO_NAME, batch, [row for row in rows if not names[row].strip()], "name")
            odd = [row for row in rows if _odd(names[row])]
            add(Flaw.PRIVATE_CHARACTER, batch, [row for row in odd if _private(names[row])], "name")
            add(Flaw.LOST_CHARACTER, batch, [row for row in odd if REPLACEMENT in names[row]], "name")
            marked = [row for row in odd if any(mark in names[row] for mark in QUESTION_MARKS)]
            add(Flaw.QUESTION_MARK, batch, marked, "name")
        if "division" in batch.columns:
            divisions = [batch.texts("division")[row].strip() for row in rows]
            bad = [row for row, code in zip(rows, divisions, strict=True) if code and not _division(code)]
            add(Flaw.DIVISION, batch, bad, "division")


class Categories(Cells[str]):
    """The category codes of one authority; one the kiosk has no rule for becomes "authority:code"."""

    def __init__(self, authority: Authority, words: dict[str, str]) -> None:
        super().__init__(str)
        self._authority, self._words = authority, words

    def __missing__(self, text: str) -> str | None:
        code = text.strip()
        meant = self._words.get(code, code)
        value: str | None = meant
        if not code:
            value = None
        elif insurance_of(self._authority, meant) is None:
            value = f"{self._authority.value}:{meant}"
            self.unreadable.add(text)
        self[text] = value
        return value


def insurances_of(batch: Batch, categories: Categories, findings: Findings) -> list[str]:
    """Read the category of each row. Raises Refused where there is none."""
    texts = batch.texts("insurance")
    read = categories.column(texts)
    if None in read:
        batch.refuse(read.index(None), "insurance", "has no category")
    findings.add_codes(batch, categories.unread(texts), "insurance")
    return read  # type: ignore[return-value]  # just looked


def _number(text: str) -> str:
    """Read a number as it is kept. Raises ValueError where different people's have become one and the same."""
    if identity.rounded(text):
        raise ValueError("rounded")
    return identity.current(text)


def _values(fields: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    return {"name": "", **dict(zip(fields, texts, strict=True))}


def _remember(met: dict[tuple[str, ...], None] | dict[tuple[str, str], None], fresh: Sequence[tuple[str, ...]]) -> None:
    if len(met) > MOST_REMEMBERED:
        met.clear()
    met.update(dict.fromkeys(fresh))  # type: ignore[arg-type]  # either of the two


def _plausible(number: str, today: date) -> bool:
    """Whether a number can be right: one that nobody can type shows nobody an account."""
    return not number or identity.parse(number, today) is not None


def _odd(name: str) -> bool:
    return not name.isascii() and max(name) >= PRIVATE[0][0] or any(mark in name for mark in QUESTION_MARKS)


def _private(name: str) -> bool:
    return any(low <= character <= high for character in name for low, high in PRIVATE)


def _division(code: str) -> bool:
    return len(code) == DIVISION_LENGTH and code.isascii() and code.isdigit()
