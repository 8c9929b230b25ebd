"""A MonthStore in memory, for the intake's tests: keeps rows, finds doubles, and shows nothing before `finish`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.port import Clash, MonthWritten, Report, no_report
from kiosk.intake.rows import BenefitRow, ContributionRow, PersonRow, SourceRow, UnitRow
from kiosk.period import Month


def key_of(row: SourceRow) -> tuple[object, ...]:
    """What names a row."""
    if isinstance(row, ContributionRow):
        return (*row[:7],)
    if isinstance(row, PersonRow):
        return row[:2]
    if isinstance(row, BenefitRow):
        return row[:6]
    return row[:4] if not isinstance(row, UnitRow) else row[:1]


def _merged(known: SourceRow | None, row: SourceRow) -> SourceRow:
    """What a row of a person leaves empty stays as it is known."""
    if not isinstance(row, PersonRow) or not isinstance(known, PersonRow):
        return row
    return PersonRow._make(new or old for new, old in zip(row, known, strict=True))


class MemoryWriter:
    """One import."""

    def __init__(self, store: MemoryMonths, authority: Authority) -> None:
        self._store, self._authority = store, authority
        self._rows: dict[type[SourceRow], dict[tuple[object, ...], SourceRow]] = {}
        self._given: Counter[type[SourceRow]] = Counter()

    def add(self, rows: Sequence[SourceRow]) -> list[Clash]:
        """Take rows of one kind."""
        kind = type(rows[0])
        assert all(type(row) is kind for row in rows)
        mine = self._rows.setdefault(kind, {})
        there = self._store.kept.get(kind, {})
        clashes = []
        for row in rows:
            key = key_of(row)
            if kind not in (PersonRow, UnitRow):
                if key in mine:
                    clashes.append(Clash(self._given[kind], kind, replaced=False))
                elif key in there and there[key] != row:
                    clashes.append(Clash(self._given[kind], kind, replaced=True))
            mine[key] = _merged(mine.get(key), row)
            self._given[kind] += 1
        return clashes

    def finish(self, as_of: Month | None, report: Report = no_report) -> MonthWritten:
        """Show it."""
        before = self._store.reach.get(self._authority)
        for kind, rows in self._rows.items():
            self._store.kept.setdefault(kind, {}).update(rows)
        if as_of:
            self._store.reach[self._authority] = as_of
        persons = {row[:2] for rows in self._rows.values() for row in rows.values() if not isinstance(row, UnitRow)}
        return MonthWritten(len(persons), len(persons), self._given.total(), before, as_of)

    def abandon(self) -> None:
        """Leave all as it was."""
        self._store.abandoned += 1


class MemoryMonths:
    """The data, as rows by kind and key."""

    def __init__(self) -> None:
        self.kept: dict[type[SourceRow], dict[tuple[object, ...], SourceRow]] = {}
        self.reach: dict[Authority, Month] = {}
        self.abandoned = 0
        self.fails: str = ""

    def begin(self, authority: Authority, *, snapshot: bool) -> MemoryWriter:
        """Begin an import."""
        if self.fails:
            raise Refused(self.fails)
        return MemoryWriter(self, authority)

    def as_of(self, authority: Authority) -> Month | None:
        """How far the data reach."""
        return self.reach.get(authority)

    def rows(self, kind: type[SourceRow]) -> list[SourceRow]:
        """All rows of a kind."""
        return list(self.kept.get(kind, {}).values())
