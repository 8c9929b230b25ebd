"""One import: files through a profile into the month's writer, all or nothing, with a report of what was met.

What refuses everything, and what is only reported, stands in resources/profiles/README.md.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.errors import Refused
from kiosk.intake.batch import Batch, Place
from kiosk.intake.contributions import Contributions, Sums
from kiosk.intake.csv_source import CsvSource
from kiosk.intake.encoding import open_utf8
from kiosk.intake.findings import Findings, Flaw
from kiosk.intake.kinds import LONGEST, Kind
from kiosk.intake.port import MonthStore, MonthWriter, MonthWritten
from kiosk.intake.profile import Profile
from kiosk.intake.records import Records
from kiosk.intake.rows import SourceRow
from kiosk.intake.whom import People
from kiosk.intake.xml_source import XmlSource
from kiosk.period import Month

Progress = Callable[[int], None]
"""Told how many further bytes of the files have been read."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported, and how."""

    files: Sequence[Path]
    profile: Profile
    today: date
    as_of: Month | None = None
    """Asked for; None: the latest settlement month in the files."""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would have done."""

    rows: Counter[Kind]
    sums: dict[str, Sums]
    findings: Findings
    replaced: int
    written: MonthWritten | None
    """None of a dry run."""
    as_of_before: Month | None
    as_of: Month | None


class Import:
    """One import while it runs."""

    def __init__(self, order: Order, writer: MonthWriter, progress: Progress) -> None:
        self._order, self._writer, self._progress = order, writer, progress
        self.findings = Findings()
        self.people = People(order.profile, self.findings, order.today)
        self.contributions = Contributions(order.profile, self.findings)
        self.records = Records(order.profile, self.findings)
        self.rows: Counter[Kind] = Counter()
        self.replaced = 0
        self._given: Counter[type[SourceRow]] = Counter()
        self._spans: dict[type[SourceRow], list[tuple[int, Batch]]] = {}

    def read_all(self) -> None:
        """Read every file. Raises Refused."""
        for path in self._order.files:
            before = sum(self.rows.values())
            with open_utf8(path, self._order.profile.encoding) as stream:
                profile = self._order.profile
                source = (XmlSource if profile.format == "xml" else CsvSource)(stream, profile, self.findings)
                told = 0
                for batch in source.batches():
                    self._take(batch)
                    self._progress(stream.bytes_read - told)
                    told = stream.bytes_read
            if sum(self.rows.values()) == before:
                raise Refused(f"{path.name} has no record that the profile {self._order.profile.name} reads.")

    @property
    def latest(self) -> Month | None:
        """The latest settlement month met."""
        number = max(self.contributions.latest, self.records.latest)
        return Month.from_number(number) if number else None

    def _take(self, batch: Batch) -> None:
        self.rows[batch.kind] += batch.count
        _refuse_long(batch)
        self._add(self.people.units(batch))
        if batch.kind is Kind.UNIT:
            return
        whom = self.people.whom(batch)
        if batch.kind is Kind.PERSON:
            self.people.check(batch, range(batch.count), whom)
        else:
            self._add(self.people.named(batch, whom))
        reader = self.contributions if batch.kind is Kind.CONTRIBUTION else self.records
        self._add(reader.rows(batch, whom), batch)

    def _add(self, rows: Sequence[SourceRow], batch: Batch | None = None) -> None:
        if not rows:
            return
        kind = type(rows[0])
        first = self._given[kind]
        self._given[kind] += len(rows)
        for clash in self._writer.add(rows):
            place = _place_of(clash.index - first, batch, len(rows))
            if not clash.replaced:
                raise Refused(f"{place} is there twice, the same in everything that names a row; nothing was imported.")
            self.replaced += 1
            self.findings.add(Flaw.REPLACED, place)


def run_import(order: Order, store: MonthStore, progress: Progress) -> Imported:
    """Import the files, all or nothing. Raises Refused with one sentence; the old data stand then."""
    authority = order.profile.authority
    before = store.as_of(authority)
    _refuse_twice(order.files)
    for path in order.files:
        open_utf8(path, order.profile.encoding).close()
    writer = store.begin(authority, snapshot=order.profile.content == "snapshot")
    done = False
    try:
        work = Import(order, writer, progress)
        with _no_looking_for_circles():
            work.read_all()
        as_of = _as_of(order, work.latest, before)
        written = None
        if not order.dry_run:
            written = writer.finish(as_of)
            done = True
        return Imported(work.rows, work.contributions.sums, work.findings, work.replaced, written, before, as_of)
    finally:
        if not done:
            writer.abandon()


@contextmanager
def _no_looking_for_circles() -> Iterator[None]:
    """Rows never refer to one another in circles; looking for such costs a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _as_of(order: Order, latest: Month | None, before: Month | None) -> Month | None:
    """How far the data reach now: as asked for, else the latest settlement month, else as before."""
    if order.as_of is not None:
        return order.as_of
    if latest is not None and before is not None and latest < before:
        raise Refused(
            f"The files reach to {latest} and the data already to {before}; "
            f"name --as-of {latest} if the older ones are meant. Nothing was imported."
        )
    if latest is not None and latest > Month.of(order.today):
        raise Refused(
            f"The files name the settlement month {latest}, which has not come yet; "
            "name --as-of if that is meant. Nothing was imported."
        )
    return latest if latest is not None else before


def _place_of(offset: int, batch: Batch | None, count: int) -> Place:
    if batch is not None and 0 <= offset < count:
        return batch.place(offset)
    return Place("a row of an earlier part", f"{-offset} rows before", "")


def _refuse_long(batch: Batch) -> None:
    for field, texts in batch.columns.items():
        longest = LONGEST.get(field)
        # Most columns say the same again and again, and making a set is cheaper than asking each text.
        if longest is None or max(map(len, set(texts))) <= longest:
            continue
        for row, text in enumerate(texts):
            if len(text.strip()) > longest:
                batch.refuse(row, field, f"is longer than {longest} characters")


def _refuse_twice(files: Sequence[Path]) -> None:
    known: set[Path] = set()
    for path in files:
        if path.resolve() in known:
            raise Refused(f"{path} is named twice.")
        known.add(path.resolve())
