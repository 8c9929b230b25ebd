"""One database into which the same files are imported straight and cell by cell, to compare what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select, text

from kiosk.errors import Refused
from kiosk.intake.importing import Imported, run_import
from kiosk.intake.port import MonthWritten
from kiosk.intake.profile import Profile
from kiosk.intake.reading import Order
from kiosk.intake.straight import run_straight
from kiosk.period import Month
from kiosk.store import tables as t
from kiosk.store.engine import writing
from kiosk.store.month import Journal, SqlMonthStore
from tests.kiosk.intake.conftest import TODAY
from tests.kiosk.intake.samples import table
from tests.kiosk.store.month_bringing import NOON
from tests.kiosk.store.month_rows import dump

Rows = Sequence[dict[str, str]]
"""A file's, by the names of its columns."""


@dataclass
class Database:
    """An empty database that imports both ways."""

    engine: Engine
    folder: Path
    encoding: str = "gb18030"
    """Of the files."""

    def empty(self) -> None:
        with writing(self.engine) as connection:
            for each in reversed(t.DATA_TABLES.sorted_tables):
                connection.execute(each.delete())

    def order(self, rows: Rows, profile: Profile, as_of: Month | None = None) -> Order:
        file = self.folder / "data.csv"
        file.write_bytes(table(*rows).encode(self.encoding))
        return Order([file], profile, TODAY, as_of)

    @property
    def store(self) -> SqlMonthStore:
        return SqlMonthStore(self.engine, Journal(lambda: NOON, "test"))

    def content(self) -> tuple[Any, ...]:
        with self.engine.connect() as connection:
            journal = [tuple(row) for row in connection.execute(select(t.imports).order_by(t.imports.c.number))]
            staged = connection.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'staging'")).scalar()
        assert staged == 0
        return (dump(self.engine), journal)

    def straight(self, order: Order) -> Imported | None | str:
        try:
            return run_straight(order, self.store, lambda _: None)
        except Refused as refused:
            return str(refused)

    def by_cells(self, order: Order) -> Imported | str:
        try:
            return run_import(order, self.store, lambda _: None)
        except Refused as refused:
            return str(refused)

    def both(self, before: Rows, rows: Rows, profile: Profile) -> bool:
        """Import both ways and compare everything; return whether it was plain."""
        self.empty()
        if before:
            assert not isinstance(self.by_cells(self.order(before, profile)), str)
        at_first = self.content()
        straight = self.straight(self.order(rows, profile))
        now = self.content()
        if straight is None or isinstance(straight, str):
            assert now == at_first, "nothing may have happened"
        if straight is None:
            return False
        self.empty()
        if before:
            self.by_cells(self.order(before, profile))
        assert told(self.by_cells(self.order(rows, profile))) == told(straight)
        assert self.content() == now
        return True

    def after(self, earlier: Sequence[tuple[Rows, Profile]], rows: Rows, profile: Profile) -> MonthWritten:
        """Import earlier files cell by cell, then plain rows both ways; return what either wrote, which is the same."""
        found, written = [], []
        for way in (self.straight, self.by_cells):
            self.empty()
            for some, by in earlier:
                self.by_cells(self.order(some, by))
            done = way(self.order(rows, profile))
            assert isinstance(done, Imported)
            assert done.written is not None
            found.append((told(done), self.content()))
            written.append(done.written)
        assert found[0] == found[1]
        return written[0]


def told(done: Imported | str) -> Any:
    """All that is said of an import."""
    if isinstance(done, str):
        return done
    sums = {code: astuple(each) for code, each in done.sums.items()}
    return done.rows, sums, vars(done.findings), done.replaced, done.written, done.as_of_before, done.as_of
