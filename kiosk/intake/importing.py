"""One import: files through a profile into the month's writer, all or nothing, with a report of what was met.

What refuses everything, and what is only reported, stands in resources/profiles/README.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from kiosk.errors import Refused
from kiosk.intake.contributions import Sums
from kiosk.intake.encoding import open_utf8
from kiosk.intake.findings import Findings, Flaw
from kiosk.intake.kinds import Kind
from kiosk.intake.port import MonthStore, MonthWriter, MonthWritten, Report
from kiosk.intake.reading import Order, Outcome, Portion, Reading, read_here
from kiosk.intake.report import to_keep
from kiosk.intake.rows import SourceRow
from kiosk.period import Month

Progress = Callable[[int], None]
"""Told how many further bytes of the files have been read."""


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

    def __init__(self, writer: MonthWriter, progress: Progress) -> None:
        self._writer, self._progress = writer, progress
        self._given: Counter[type[SourceRow]] = Counter()
        self._replaced = Findings()

    @property
    def replaced(self) -> int:
        """How many rows of earlier imports were replaced."""
        return self._replaced.counts[Flaw.REPLACED]

    def take_all(self, order: Order, read: Reading) -> Outcome:
        """Give all rows to the writer. Raises Refused."""
        with closing(read(order)) as portions:  # type: ignore[type-var]  # generators, which can be closed
            for portion in portions:
                if isinstance(portion, Outcome):
                    portion.findings.join(self._replaced)
                    return portion
                self._add(portion)
                self._progress(portion.read)
        raise AssertionError("a reading ends with its outcome")

    def _add(self, portion: Portion) -> None:
        if not portion.rows:
            return
        kind = type(portion.rows[0])
        first = self._given[kind]
        self._given[kind] += len(portion.rows)
        for clash in self._writer.add(portion.rows):
            place = portion.place(clash.index - first)
            if not clash.replaced:
                raise Refused(f"{place} is there twice, the same in everything that names a row; nothing was imported.")
            self._replaced.add(Flaw.REPLACED, place)


def run_import(order: Order, store: MonthStore, progress: Progress, read: Reading = read_here) -> Imported:
    """Import the files, all or nothing. Raises Refused with one sentence; the old data stand then."""
    authority = order.profile.authority
    before = store.as_of(authority)
    refuse_twice(order.files)
    for path in order.files:
        open_utf8(path, order.profile.encoding).close()
    writer = store.begin(authority, snapshot=order.profile.content == "snapshot")

    def take() -> Imported:
        work = Import(writer, progress)
        met = work.take_all(order, read)
        as_of = as_of_after(order, Month.from_number(met.latest) if met.latest else None, before)
        return Imported(met.rows, met.sums, met.findings, work.replaced, None, before, as_of)

    return all_or_nothing(order, writer, take)


class Ending(Protocol):
    """How a writer ends an import."""

    def finish(self, as_of: Month | None, report: Report) -> MonthWritten:
        """Make it the present data. Raises Refused."""
        ...

    def abandon(self) -> None:
        """Leave everything as it was. Never raises."""
        ...


def all_or_nothing(order: Order, writer: Ending, take: Callable[[], Imported]) -> Imported:
    """Take what comes and make it the present data; of a dry run, and of one that fails, nothing stays.

    Raises Refused and whatever `take` raises.
    """
    done = False
    try:
        imported = take()
        if not order.dry_run:
            written = writer.finish(imported.as_of, lambda it: to_keep(replace(imported, written=it)))
            imported = replace(imported, written=written)
            done = True
        return imported
    finally:
        if not done:
            writer.abandon()


def as_of_after(order: Order, latest: Month | None, before: Month | None) -> Month | None:
    """Return how far the data reach now: as asked for, else the latest settlement month, else as before.

    Raises Refused.
    """
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


def refuse_twice(files: Sequence[Path]) -> None:
    """Raise Refused when one file is named twice."""
    known: set[Path] = set()
    for path in files:
        if path.resolve() in known:
            raise Refused(f"{path} is named twice.")
        known.add(path.resolve())
