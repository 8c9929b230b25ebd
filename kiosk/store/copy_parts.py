"""Stages plain lines part by part: some megabytes of a file in one table, checked and added up, and who they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from kiosk.intake.contributions import Sums
from kiosk.intake.plain import NotPlain
from kiosk.store.copy_statements import Statements
from kiosk.store.staging import Staging

PART_CHARACTERS = 24_000_000
"""Some 170 000 lines: enough that the statements of a part do not count, few enough that both connections have work."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the files, staged and found to be plain."""

    rows_table: str
    persons_table: str
    rows: int
    sums: dict[str, Sums]
    """By what the category means."""
    latest: int
    units: set[tuple[str, str]]
    """Codes and names."""


class Parts:
    """Stages one import's parts, each in a transaction of its own."""

    def __init__(self, staging: Staging, statements: Statements, most: int = PART_CHARACTERS) -> None:
        self._staging, self._statements, self._most = staging, statements, most
        self._count = 0

    def stage(self, lines: Iterator[str], today: date) -> Part | None:
        """Stage the next part; None: there are no more lines. Raises NotPlain and whatever `lines` raises."""
        first = next(lines, None)
        if first is None:
            return None
        self._count += 1
        rows, persons = (self._staging.table(f"{what}_{self._count}") for what in ("rows", "persons"))
        with self._staging.transaction():
            self._staging.make(rows, self._statements.make(rows))
            self._staging.copy(self._statements.copy(rows), self._some(chain((first,), lines)))
            added = self._staging.rows(self._statements.add_up(rows))
            if any(odd for *_, odd in added):
                raise NotPlain
            self._staging.make(persons, self._statements.gather(rows, persons))
            asked = self._statements.odd_number(persons)
            if asked is not None and self._staging.rows(asked, (today,)):
                raise NotPlain
            units = self._statements.units(rows)
            named = set() if units is None else {(code, name) for code, name in self._staging.rows(units)}
        sums = {code: Sums(*amounts) for code, *amounts, _, _ in added}
        return Part(rows, persons, sum(each.rows for each in sums.values()), sums, max(row[6] for row in added), named)

    def end(self) -> None:
        """Give the connection back. Never raises."""
        self._staging.close()

    def _some(self, lines: Iterator[str]) -> Iterator[str]:
        left = self._most
        for some in lines:
            yield some
            left -= len(some)
            if left <= 0:
                return
