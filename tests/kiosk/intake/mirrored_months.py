"""A MonthStore that keeps rows in memory and in databases too, and sees to it that these tell and hold the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from kiosk.insurance import Authority
from kiosk.intake.port import Clash, MonthWriter, MonthWritten, Report, no_report
from kiosk.intake.rows import SourceRow
from kiosk.period import Month
from kiosk.store.month import Journal, SqlMonthStore
from tests.kiosk.intake.months import MemoryMonths
from tests.kiosk.store.month_rows import dump


class MirroredWriter:
    """One import into all of them; what memory says counts."""

    def __init__(self, memory: MonthWriter, others: Sequence[MonthWriter]) -> None:
        self._memory, self._others = memory, others

    def add(self, rows: Sequence[SourceRow]) -> Sequence[Clash]:
        """Take rows of one kind."""
        first, *further = [list(other.add(rows)) for other in self._others]
        assert all(clashes == first for clashes in further)
        return self._memory.add(rows)

    def finish(self, as_of: Month | None, report: Report = no_report) -> MonthWritten:
        """Show it."""
        first, *further = [other.finish(as_of, report) for other in self._others]
        assert all(written == first for written in further)
        kept = self._memory.finish(as_of, report)
        assert kept.rows == first.rows
        return kept

    def abandon(self) -> None:
        """Leave all as it was."""
        for writer in (self._memory, *self._others):
            writer.abandon()


class MirroredMonths(MemoryMonths):
    """Memory, and the databases beside it."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        super().__init__()
        self._engines = engines
        self._stores = [SqlMonthStore(engine, Journal(lambda: datetime(2026, 11, 21))) for engine in engines]

    def begin(self, authority: Authority, *, snapshot: bool) -> MonthWriter:  # type: ignore[override]  # more than one
        """Begin an import."""
        others = [store.begin(authority, snapshot=snapshot) for store in self._stores]
        return MirroredWriter(super().begin(authority, snapshot=snapshot), others)

    def as_of(self, authority: Authority) -> Month | None:
        """How far the data reach."""
        assert {store.as_of(authority) for store in self._stores} == {super().as_of(authority)}
        return super().as_of(authority)

    def compare(self) -> None:
        """Make sure that the databases hold the same."""
        first, *further = [dump(engine) for engine in self._engines]
        assert all(held == first for held in further)
