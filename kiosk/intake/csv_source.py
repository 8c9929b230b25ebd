"""Reads a CSV source, batch by batch. The header's columns decide what kind of record the file holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.errors import Refused
from kiosk.intake.batch import Batch
from kiosk.intake.cells import read_money
from kiosk.intake.csv_layout import Layout, layout_of
from kiosk.intake.csv_text import Cells, CsvText
from kiosk.intake.encoding import Utf8Stream
from kiosk.intake.findings import Findings
from kiosk.intake.profile import Profile

LINE = "line {}"
AMOUNTS = frozenset(
    {"base", "total_due", "unit_due", "person_due", "unit_paid", "person_paid", "opening", "principal", "interest"}
    | {"paid_out", "closing", "amount", "person_amount", "unit_amount", "to_account"}
)
"""Columns whose sums a totals row may declare."""


class CsvSource:
    """One CSV file by one profile. `batches` reads it once, from the stream's beginning to its end."""

    def __init__(self, stream: Utf8Stream, profile: Profile, findings: Findings) -> None:
        self._stream, self._profile, self._findings = stream, profile, findings
        self._sums: dict[str, int] = {}
        self._declared: Batch | None = None
        self._adding = False

    def batches(self) -> Iterator[Batch]:
        """Yield the file's records. Raises Refused for what is no such file."""
        # Sums are made only when there is something to hold them to.
        label = self._profile.totals
        self._adding = bool(label) and self._stream.ends_with(label)
        text = CsvText(self._stream, self._profile.delimiter, self._profile.quote)
        header = text.header()
        layout = layout_of(header, self._profile, self._stream.name)
        self._findings.unused.update(dict.fromkeys(layout.unused))
        for cells in text.blocks(len(header)):
            if cells.numbers:
                yield from self._batches_of(cells, layout)
        self._check_totals()

    def _batches_of(self, cells: Cells, layout: Layout) -> Iterator[Batch]:
        self._refuse_after_totals(cells.numbers[0])
        total = self._place_of_totals(cells.column(0))
        if total is None:
            batch = _batch_of(cells, layout, self._stream.name)
        else:
            if total + 1 < len(cells.numbers):
                self._refuse_after_totals(cells.numbers[total + 1], there=True)
            self._declared = _batch_of(cells.rows(total, total + 1), layout, self._stream.name)
            batch = _batch_of(cells.rows(0, total), layout, self._stream.name)
        if batch.count:
            batch = _filled(batch, cells, layout)
            self._add_up(batch)
            yield batch

    def _place_of_totals(self, first: Sequence[str]) -> int | None:
        label = self._profile.totals
        return first.index(label) if label and label in first else None

    def _refuse_after_totals(self, line: int, *, there: bool = False) -> None:
        if there or self._declared is not None:
            raise Refused(f"{self._stream.name}, line {line} stands after the totals; nothing was imported.")

    def _add_up(self, batch: Batch) -> None:
        if not self._adding:
            return
        for field in batch.columns:
            if field in AMOUNTS:
                # Unreadable amounts refuse the file where the rows are read.
                self._sums[field] = self._sums.get(field, 0) + sum(map(_SUMMANDS.__getitem__, batch.columns[field]))
        _SUMMANDS.forget()

    def _check_totals(self) -> None:
        if self._declared is None:
            return
        for field, texts in self._declared.columns.items():
            text = texts[0].strip()
            if field in AMOUNTS and text and _SUMMANDS[text] != self._sums.get(field, 0):
                self._declared.refuse(0, field, "declares another sum than its rows have")


class _Summands(dict[str, int]):
    """Amounts by their text, for sums; an unreadable one counts nothing here."""

    def __missing__(self, text: str) -> int:
        try:
            value = read_money(text.strip())
        except ValueError:
            value = 0
        self[text] = value
        return value

    def forget(self) -> None:
        """Keep memory flat."""
        if len(self) > 50_000:
            self.clear()


_SUMMANDS = _Summands()


def _batch_of(cells: Cells, layout: Layout, file: str) -> Batch:
    columns = {field: cells.column(place) for field, place in layout.places.items()}
    return Batch(layout.kind, file, len(cells.numbers), cells.numbers, LINE, columns, layout.names)


def _filled(batch: Batch, cells: Cells, layout: Layout) -> Batch:
    """Let no empty cell hide what another column of the same field says."""
    columns = dict(batch.columns)
    for field, spares in layout.spares.items():
        for place in spares:
            if not all(map(str.strip, columns[field])):
                others = cells.column(place)[: batch.count]
                columns[field] = [
                    text if text.strip() else other for text, other in zip(columns[field], others, strict=True)
                ]
    return replace(batch, columns=columns) if layout.spares else batch
