"""Writes one import into the data, in one transaction: kiosk.intake.port.MonthWriter over SQLite and PostgreSQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.port import Clash, MonthWritten, Report, no_report
from kiosk.intake.rows import ParticipationRow, PersonRow, SourceRow, UnitRow
from kiosk.period import Month
from kiosk.store.bulk import Bulk, Row
from kiosk.store.engine import cause_of
from kiosk.store.month_kinds import KINDS, Kind
from kiosk.store.month_persons import Persons
from kiosk.store.month_twice import Twice

IMPORTED = "imported"
"""The origin mark of data that came through an import."""

UNITS_KEPT = 20_000
"""Units whose names were written already and need not be again."""

_WRITE_UNIT = (
    "INSERT INTO units (code, name) VALUES (?, ?) "
    "ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE units.name <> excluded.name"
)


@dataclass(frozen=True, slots=True)
class Import:
    """What is known of an import before its first row."""

    authority: Authority
    snapshot: bool
    profile: str
    """Named in the journal."""
    now: Callable[[], datetime]


class SqlMonthWriter:
    """Begun by SqlMonthStore; ends with `finish` or `abandon`, or is abandoned by the first error."""

    def __init__(self, bulk: Bulk, what: Import, name: str, before_commit: Callable[[], None]) -> None:
        """Take a transaction that was begun; `before_commit` is called before the data change."""
        self._bulk = bulk
        self._what = what
        self._name = name
        self._before_commit = before_commit
        self._open = True
        self._persons = Persons(bulk, what.authority)
        self._replaced: dict[Kind, set[str]] = {}
        self._units: set[tuple[str, str]] = set()
        self._counts: Counter[type[SourceRow]] = Counter()
        self._number = 0
        self._twice = Twice(bulk, 0)

    def begin(self, origin: str) -> None:
        """Take the import's number, and mark empty data with where they come from. Raises Refused."""
        with self._ours():
            marked = self._bulk.rows("SELECT kind FROM origin")
            if not marked:
                self._bulk.run("INSERT INTO origin (kind, made_from) VALUES (?, ?)", (origin, ""))
            elif marked[0][0] != origin:
                held = "demo data" if origin == IMPORTED else "real data"
                raise Refused(f"The database {self._name} holds {held}; import into a database of its own.")
            self._number = self._bulk.rows("SELECT coalesce(max(number), 0) + 1 FROM imports")[0][0]
            self._twice = Twice(self._bulk, 0 if self._what.snapshot else self._number)

    def add(self, rows: Sequence[SourceRow]) -> Sequence[Clash]:
        """Take rows of one kind. Raises Refused when the database fails."""
        if not rows:
            return ()
        with self._ours():
            kind = type(rows[0])
            first = self._counts[kind]
            self._counts[kind] += len(rows)
            return self._take(kind, rows, first)

    def finish(self, as_of: Month | None, report: Report = no_report) -> MonthWritten:
        """Make it the present data, move the authority's data-as-of, note it in the journal. Raises Refused."""
        with self._ours():
            before = as_of_in(self._bulk, self._what.authority)
            after = self._moved(before, as_of)
            persons, rows = self._counted()
            who = self._persons
            written = MonthWritten(
                persons, who.new, rows, before, after, who.joined, who.contradictions, who.other_names
            )
            self._note(as_of, rows, persons, report(written))
            self._twice.forget()
            self._before_commit()
            self._bulk.commit()
        self.abandon()
        return written

    def abandon(self) -> None:
        """Leave everything as it was. Never raises."""
        if self._open:
            self._open = False
            try:
                self._bulk.close()
            except self._bulk.errors:
                return  # the connection is gone, and the transaction with it

    @contextmanager
    def _ours(self) -> Iterator[None]:
        if not self._open:
            raise Refused("The import has ended already.")
        try:
            yield
        except self._bulk.errors as error:
            self.abandon()
            raise Refused(f"The database {self._name} could not be written: {cause_of(error)}.") from None
        except BaseException:
            self.abandon()
            raise

    def _counted(self) -> tuple[int, int]:
        """How many different persons the import was about, and how many rows it brought."""
        return self._persons.count(), self._counts.total()

    def _take(self, kind: type[SourceRow], rows: Sequence[Any], first: int) -> Sequence[Clash]:
        if kind is PersonRow:
            self._persons.learn(rows)
            return ()
        if kind is UnitRow:
            self._write_units({(row.code, row.name) for row in rows})
            return ()
        if kind is ParticipationRow:
            self._write_units({(row.unit_code, row.unit_name) for row in rows})
        return self._write(kind, rows, first)

    def _write(self, row_kind: type[SourceRow], rows: Sequence[Any], first: int) -> list[Clash]:
        kind = KINDS[row_kind]
        values = kind.values(self._persons.ids_of(rows), rows)
        if self._what.snapshot:
            self._make_room(kind, values)
        there = self._bulk.insert_all(kind.insert(0 if self._what.snapshot else self._number), values)
        if not there:
            return []
        judged = self._twice.judge(kind, [values[at] for at in there], self._replaced.get(kind, set()))
        clashes = zip(there, judged, strict=True)
        return [Clash(first + at, row_kind, clash) for at, clash in clashes if clash is not None]

    def _make_room(self, kind: Kind, values: list[Row]) -> None:
        """Delete what a snapshot replaces, at the first row of each category."""
        at = kind.category_at
        self._empty(kind, {""} if at is None else {row[at] for row in values})

    def _empty(self, kind: Kind, categories: set[str]) -> None:
        replaced = self._replaced.setdefault(kind, set())
        if not (new := categories - replaced):
            return
        replaced |= new
        if kind.category is None:
            self._bulk.run(f"DELETE FROM {kind.table.name}")  # noqa: S608 our own names
            return
        among = self._bulk.among(kind.category)
        self._bulk.run(f"DELETE FROM {kind.table.name} WHERE {among}", (self._bulk.listed(sorted(new)),))  # noqa: S608

    def _write_units(self, units: set[tuple[str, str]]) -> None:
        new = {(code, name) for code, name in units if code and name} - self._units
        self._bulk.run_all(_WRITE_UNIT, sorted(new))
        if len(self._units) > UNITS_KEPT:
            self._units.clear()
        self._units |= new

    def _moved(self, before: Month | None, as_of: Month | None) -> Month | None:
        """A snapshot is what it is; an increment of an earlier month does not make later rows unknown."""
        if as_of is None or (not self._what.snapshot and before is not None and before > as_of):
            return before
        statement = (
            "INSERT INTO data_as_of (authority, month) VALUES (?, ?) "
            "ON CONFLICT (authority) DO UPDATE SET month = excluded.month"
        )
        self._bulk.run(statement, (self._what.authority.value, as_of.number))
        return as_of

    def _note(self, as_of: Month | None, rows: int, persons: int, report: str) -> None:
        what, month = self._what, None if as_of is None else as_of.number
        moment = what.now().isoformat(sep=" ", timespec="seconds")[:19]
        kind = (what.authority.value, what.profile, bool(what.snapshot))
        values = (self._number, *kind, month, moment, rows, persons, report)
        columns = "number, authority, profile, snapshot, as_of, moment, rows, persons, report"
        self._bulk.run(f"INSERT INTO imports ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608


def as_of_in(bulk: Bulk, authority: Authority) -> Month | None:
    """How far an authority's data reach, as this transaction sees it."""
    found = bulk.rows("SELECT month FROM data_as_of WHERE authority = ?", (authority.value,))
    return Month.from_number(found[0][0]) if found else None
