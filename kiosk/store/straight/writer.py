"""Writes an import of plain lines on PostgreSQL: staged as they are, checked and switched set by set.

Two connections work at the same time, a part of the file each: one stages and checks the next part, the other writes
the last one into the data, in the one transaction that ends the import. A third is there for a while (known.py).
Staging tables are unlogged and seen by nobody but importers; what an import that was killed left of them is thrown away
by the next one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

from kiosk.insurance import Authority
from kiosk.intake.contributions import Sums
from kiosk.intake.plain import NotPlain, PlainForm
from kiosk.intake.rows import ContributionRow, PersonRow
from kiosk.intake.straight import Taken
from kiosk.store.bulk import Bulk
from kiosk.store.month_kinds import KINDS
from kiosk.store.month_persons import Known, Persons
from kiosk.store.month_writer import Import, SqlMonthWriter
from kiosk.store.straight.parts import Part, Parts
from kiosk.store.straight.persons import PersonStatements
from kiosk.store.straight.staging import Staging
from kiosk.store.straight.statements import Statements

AHEAD = 3
"""Parts that are staged while one is written: writing takes longer, and at the end it has both processors."""

LEARNED_AT_ONCE = 1_000
"""Persons that are new or changed, looked at together as a batch of rows is."""


class _Learning(Persons):
    """Remembers of whom this import has changed something: what the staging found out of them is no longer so."""

    def __init__(self, bulk: Bulk, authority: Authority) -> None:
        super().__init__(bulk, authority)
        self.changed: set[str] = set()

    def _write_changed(self, changed: Mapping[str, Known]) -> None:
        self.changed |= changed.keys()
        super()._write_changed(changed)


class CopyWriter(SqlMonthWriter):
    """Writes one import of plain lines; see kiosk.intake.straight.StraightWriter."""

    def __init__(
        self,
        bulk: Bulk,
        staging: Staging,
        what: Import,
        form: PlainForm,
        name: str,
        before_commit: Callable[[], None],
    ) -> None:
        """Take a transaction that was begun, and another connection to stage with."""
        super().__init__(bulk, what, name, before_commit)
        self._persons = self._learning = _Learning(bulk, what.authority)
        self._statements = Statements(form)
        self._whom = PersonStatements(form, what.authority)
        self._parts = Parts(staging, form, self._statements, self._whom)
        self._taken: list[Part] = []
        self._names: dict[str, str] = {}
        self._given = 0
        self._about = 0

    def take(self, lines: Iterator[bytes], today: date) -> Taken:
        """Take all lines. Raises NotPlain, Refused and whatever `lines` raises."""
        with self._plain(), ThreadPoolExecutor(1, "staging") as staging:
            try:
                coming = deque(staging.submit(self._parts.stage, lines, today) for _ in range(AHEAD))
                while part := coming.popleft().result():
                    coming.append(staging.submit(self._parts.stage, lines, today))
                    self._take_part(part)
            finally:
                staging.shutdown(cancel_futures=True)
            self._refuse_tangled()
        return Taken(sum(part.rows for part in self._taken), self._sums(), max(part.latest for part in self._taken))

    def abandon(self) -> None:
        """Leave everything as it was. Never raises."""
        super().abandon()
        self._parts.end()

    @contextmanager
    def _plain(self) -> Iterator[None]:
        """What the data or their keys do not allow is nothing for this way in; all else that fails is refused."""
        try:
            with self._ours():
                try:
                    yield
                except self._bulk.unfit:
                    raise NotPlain from None
        except BaseException:
            self.abandon()
            raise

    def _take_part(self, part: Part) -> None:
        self._taken.append(part)
        self._name_units(part)
        self._learn(part)
        kind = KINDS[ContributionRow]
        if self._what.snapshot:
            self._empty(kind, set(part.sums))
        brought = 0 if self._what.snapshot else self._number
        ((nobody, known_otherwise),) = self._bulk.rows(self._whom.strangers(part.persons_table))
        if nobody:
            raise NotPlain
        others = self._whom.others(part.persons_table) if known_otherwise else None
        if self._bulk.count(self._statements.write(part.rows_table, others, brought)) != part.rows:
            raise NotPlain  # somebody is two by one number
        self._bulk.run(f"DROP TABLE {part.rows_table}")

    def _name_units(self, part: Part) -> None:
        for code, name in part.units:
            if code and name and self._names.setdefault(code, name) != name:
                raise NotPlain  # which name stays hangs on the order of the lines
        self._write_units(part.units)

    def _learn(self, part: Part) -> None:
        """Learn who is new or otherwise than known; who is exactly as known has nothing to tell."""
        table, whom, persons = part.persons_table, self._whom, self._learning
        if persons.joined:
            self._bulk.run(whom.follow(table))
        if part.unknown and any(before.unknown for before in self._taken[:-1]):
            self._bulk.run(whom.find(table))
        if part.unknown:
            ((made,),) = self._bulk.rows(whom.make(table))
            persons.new += made
        news = self._bulk.rows(whom.news(table), (self._bulk.listed(sorted(persons.changed)),))
        if not news:
            return
        joined = persons.joined
        rows = [PersonRow(**{"number": "", "name": "", **dict(zip(whom.said, said, strict=True))}) for said in news]
        for first in range(0, len(rows), LEARNED_AT_ONCE):
            persons.learn(rows[first : first + LEARNED_AT_ONCE])
        if part.unknown:
            self._bulk.run(whom.find(table))
        if persons.joined > joined:
            self._bulk.run(whom.follow(table))

    def _refuse_tangled(self) -> None:
        if not self._taken:
            raise NotPlain
        tables, said = [part.persons_table for part in self._taken], self._parts.said
        if said.several and self._bulk.rows(self._whom.tangled(tables), (self._bulk.listed(said.several),)):
            raise NotPlain
        if self._persons.joined:
            for table in tables:
                self._bulk.run(self._whom.follow(table))
        self._about = said.about
        if self._persons.joined or any(part.unknown for part in self._taken):
            ((self._about,),) = self._bulk.rows(self._whom.about(tables))
        self._given = said.words + len(self._names) + sum(part.rows for part in self._taken)
        self._bulk.run(f"DROP TABLE {', '.join(tables)}")

    def _counted(self) -> tuple[int, int]:
        return self._about, self._given

    def _sums(self) -> dict[str, Sums]:
        sums: dict[str, Sums] = {}
        for part in self._taken:
            for code, more in part.sums.items():
                sums.setdefault(code, Sums()).add(more)
        return sums
