"""Some thousand records of one kind, column by column as text, and where each stands in its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from kiosk.errors import Refused
from kiosk.intake.kinds import Kind

ROWS = 1_000
"""Records in a batch: enough that the cost of each step vanishes, few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the file, the line or record, the field as the source calls it; never a value."""

    file: str
    where: str
    field: str

    def __str__(self) -> str:
        return f"{self.file}, {self.where}" + (f", {self.field}" if self.field else "")


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one kind from one file."""

    kind: Kind
    file: str
    count: int
    lines: Sequence[int]
    """The line (CSV) or the record's number within its table (XML) of each."""
    unit: str
    """How a place reads: "line {}" or "record {} of TABLE"."""
    columns: Mapping[str, Sequence[str]]
    """Texts by field; a field that is not here is empty throughout."""
    names: Mapping[str, str]
    """What the source calls each field."""

    def texts(self, field: str) -> Sequence[str]:
        """Return a column."""
        there = self.columns.get(field)
        return there if there is not None else ("",) * self.count

    def name_of(self, field: str) -> str:
        """Return what the source calls a field."""
        return self.names.get(field, field)

    def place(self, row: int, field: str = "") -> Place:
        """Return where a row's field stands."""
        return Place(self.file, self.where(row), self.name_of(field) if field else "")

    def where(self, row: int) -> str:
        """Say where a row stands."""
        return self.unit.format(self.lines[row])

    def refuse(self, row: int, field: str, why: str) -> NoReturn:
        """Refuse the whole import because of one cell. Raises Refused."""
        raise Refused(f"{self.place(row, field)} {why}; nothing was imported.")
