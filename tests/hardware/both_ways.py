"""One database into which the same files are imported straight and cell by cell, to compare what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select, text

from kiosk.errors import Refused
from kiosk.intake.importing import Imported, run_import
from kiosk.intake.profile import Profile
from kiosk.intake.reading import Order
from kiosk.intake.straight import run_straight
from kiosk.period import Month
from kiosk.store import tables as t
from kiosk.store.engine import writing
from kiosk.store.month import Journal, SqlMonthStore
from tests.kiosk.intake.conftest import TODAY
from tests.kiosk.intake.samples import table
from tests.kiosk.store.month_rows import dump
from tests.kiosk.store.month_rules import NOON


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

    def order(self, rows: Sequence[dict[str, str]], profile: Profile, as_of: Month | None = None) -> Order:
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

    def both(self, before: Sequence[dict[str, str]], rows: Sequence[dict[str, str]], profile: Profile) -> bool:
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


def told(done: Imported | str) -> Any:
    if isinstance(done, str):
        return done
    sums = {code: astuple(each) for code, each in done.sums.items()}
    return done.rows, sums, vars(done.findings), done.replaced, done.written, done.as_of_before, done.as_of
