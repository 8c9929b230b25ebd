"""Reads the files of one import: batch by batch to rows, with every check, in the order they stand.

`read_here` reads in this process; `kiosk.intake.apart` does the same in another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from kiosk.circles import no_looking_for_circles
from kiosk.errors import Refused
from kiosk.intake.batch import Batch, Place
from kiosk.intake.contributions import Contributions, Sums
from kiosk.intake.csv_source import CsvSource
from kiosk.intake.encoding import open_utf8
from kiosk.intake.findings import Findings
from kiosk.intake.kinds import LONGEST, Kind
from kiosk.intake.profile import Profile
from kiosk.intake.records import Records
from kiosk.intake.rows import SourceRow
from kiosk.intake.whom import People
from kiosk.intake.xml_source import XmlSource
from kiosk.period import Month

MOST_SHORT = 1_000
"""Texts of a field that are remembered as short enough; a field with more different ones is looked at each time."""


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
class Portion:
    """Rows of one kind, and where each stands: the file, its line or record, and how that is worded ("line {}")."""

    rows: Sequence[SourceRow]
    file: str
    unit: str
    lines: Sequence[int]
    """As many as rows; none where persons and units are named in passing, which are never there twice."""
    read: int
    """Bytes of the files that were read for it."""

    def place(self, row: int) -> Place:
        """Return where a row stands."""
        return Place(self.file, self.unit.format(self.lines[row]), "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was met in the files; the last thing a reading gives."""

    rows: Counter[Kind]
    sums: dict[str, Sums]
    findings: Findings
    latest: int
    """The latest settlement month met (202610); 0: none."""


Reading: TypeAlias = Callable[[Order], Iterator[Portion | Outcome]]
"""Reads an order: portions, then one outcome. Raises Refused."""


def read_here(order: Order) -> Iterator[Portion | Outcome]:
    """Read in this process. Raises Refused."""
    files = Files(order)
    with no_looking_for_circles():
        yield from files.portions()
    yield files.outcome()


class Files:
    """The files of one import while they are read."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._findings = Findings()
        self._people = People(order.profile, self._findings, order.today)
        self._contributions = Contributions(order.profile, self._findings)
        self._records = Records(order.profile, self._findings)
        self._rows: Counter[Kind] = Counter()
        self._short: dict[str, set[str]] = {}

    def portions(self) -> Iterator[Portion]:
        """Read every file. Raises Refused."""
        profile = self._order.profile
        for path in self._order.files:
            before = self._rows.total()
            with open_utf8(path, profile.encoding) as stream:
                source = (XmlSource if profile.format == "xml" else CsvSource)(stream, profile, self._findings)
                told = 0
                for batch in source.batches():
                    yield from self._portions_of(batch, stream.bytes_read - told)
                    told = stream.bytes_read
            if self._rows.total() == before:
                raise Refused(f"{path.name} has no record that the profile {profile.name} reads.")

    def outcome(self) -> Outcome:
        """Return what was met."""
        latest = max(self._contributions.latest, self._records.latest)
        return Outcome(self._rows, self._contributions.sums, self._findings, latest)

    def _portions_of(self, batch: Batch, read: int) -> Iterator[Portion]:
        self._rows[batch.kind] += batch.count
        self._refuse_long(batch)
        yield Portion(self._people.units(batch), batch.file, batch.unit, range(0), 0)
        if batch.kind is Kind.UNIT:
            return
        whom = self._people.whom(batch)
        if batch.kind is Kind.PERSON:
            self._people.check(batch, range(batch.count), whom)
        else:
            yield Portion(self._people.named(batch, whom), batch.file, batch.unit, range(0), 0)
        reader = self._contributions if batch.kind is Kind.CONTRIBUTION else self._records
        yield Portion(reader.rows(batch, whom), batch.file, batch.unit, batch.lines, read)

    def _refuse_long(self, batch: Batch) -> None:
        """Refuse a text longer than its field; most columns say the same again and again, so that is remembered."""
        for field, texts in batch.columns.items():
            longest = LONGEST.get(field)
            if longest is None or (short := self._short.setdefault(field, set())).issuperset(texts):
                continue
            if max(map(len, texts)) > longest:
                for row, text in enumerate(texts):
                    if len(text.strip()) > longest:
                        batch.refuse(row, field, f"is longer than {longest} characters")
            if len(short) > MOST_SHORT:
                short.clear()
            short.update(texts)
