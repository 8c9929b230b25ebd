"""The demo people enter as real people do: their source files through the same profiles, readers, checks and writer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from sqlalchemy import Connection, func, select

from kiosk.demo.making import Recipe
from kiosk.demo.people import data_month
from kiosk.demo.source import source_files
from kiosk.insurance import Authority
from kiosk.intake.importing import run_import
from kiosk.intake.kinds import Kind
from kiosk.intake.profile import load_profile
from kiosk.intake.reading import Order
from kiosk.period import Month
from kiosk.store import tables as t
from kiosk.store.bulk_opening import join_bulk
from kiosk.store.engine import name_of
from kiosk.store.imported import read_as_of
from kiosk.store.month_writer import Import, SqlMonthWriter
from kiosk.store.opening import DEMO
from kiosk.store.writing import Written


def import_demo_people(connection: Connection, recipe: Recipe) -> Written:
    """Import the demo people's files within an open transaction, into data without persons. Raises Refused."""
    contributions = 0
    month, now = data_month(recipe.today), datetime.combine(recipe.today, time())
    with source_files(recipe.today) as files:
        for name, paths in files.items():
            order = Order(paths, load_profile(name), recipe.today, month)
            done = run_import(order, MonthsWithin(connection, name, lambda: now), lambda _: None)
            contributions += done.rows[Kind.CONTRIBUTION]
    persons = connection.execute(select(func.count()).select_from(t.persons)).scalar_one()
    return Written(persons, contributions)


class MonthsWithin:
    """The data as the intake sees them within a transaction that somebody else began and ends: MonthStore."""

    def __init__(self, connection: Connection, profile: str, now: Callable[[], datetime]) -> None:
        self._connection, self._profile, self._now = connection, profile, now

    def begin(self, authority: Authority, *, snapshot: bool) -> SqlMonthWriter:
        """Begin an import. Raises Refused when the data are not demo data."""
        what = Import(authority, snapshot, self._profile, self._now)
        name = name_of(self._connection.engine.url)
        writer = SqlMonthWriter(join_bulk(self._connection), what, name, lambda: None)
        writer.begin(DEMO)
        return writer

    def as_of(self, authority: Authority) -> Month | None:
        """How far an authority's data reach."""
        return read_as_of(self._connection).get(authority)
