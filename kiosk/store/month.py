"""Begins imports into the data: kiosk.intake.port.MonthStore over SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from kiosk.config import Settings
from kiosk.errors import KioskError, Refused
from kiosk.insurance import Authority
from kiosk.intake.plain import PlainForm
from kiosk.period import Month
from kiosk.store.bulk import Bulk
from kiosk.store.bulk_opening import open_bulk
from kiosk.store.copies import Copy, keep_copy
from kiosk.store.engine import cause_of, name_of, parse_url, passing_engine, reading
from kiosk.store.fallback import file_of
from kiosk.store.imported import read_as_of
from kiosk.store.intact import break_seal
from kiosk.store.meant_for import IMPORTS, check_meant_for
from kiosk.store.month_writer import IMPORTED, Import, SqlMonthWriter
from kiosk.store.straight.staging import Staging
from kiosk.store.straight.writer import CopyWriter
from kiosk.store.upgrading import TIMEOUT_SECONDS
from kiosk.store.version import DATA, check_version


@dataclass(frozen=True, slots=True)
class Journal:
    """What the journal and the origin mark say of an import."""

    now: Callable[[], datetime]
    profile: str = ""
    origin: str = IMPORTED


class SqlMonthStore:
    """The data as the intake sees them."""

    def __init__(self, engine: Engine, journal: Journal) -> None:
        self._engine = engine
        self._journal = journal
        self._name = name_of(engine.url)
        self._file = file_of(engine.url)
        self.changed = False
        """Whether an import came so far that the data may have changed."""

    def begin(self, authority: Authority, *, snapshot: bool) -> SqlMonthWriter:
        """Begin an import; refused while another one runs. Raises Refused."""
        journal = self._journal
        what = Import(authority, snapshot, journal.profile, journal.now)
        writer = SqlMonthWriter(self._open(), what, self._name, self._before_commit)
        writer.begin(journal.origin)
        return writer

    def begin_straight(self, authority: Authority, form: PlainForm, *, snapshot: bool) -> CopyWriter | None:
        """Begin an import of plain lines; None: SQLite has no such way. Raises Refused."""
        if self._file is not None:
            return None
        journal = self._journal
        what = Import(authority, snapshot, journal.profile, journal.now)
        staging = Staging(self._engine)
        writer = CopyWriter(self._open(), staging, what, form, self._name, self._before_commit)
        writer.begin(journal.origin)
        try:
            with self._reached():
                staging.begin()
        except BaseException:
            writer.abandon()
            raise
        return writer

    def as_of(self, authority: Authority) -> Month | None:
        """How far an authority's data reach now. Raises Refused."""
        try:
            with reading(self._engine) as connection:
                return read_as_of(connection).get(authority)
        except KioskError as error:
            raise Refused(f"The database {self._name} cannot be read: {error.detail}.") from None

    def keep_copy(self) -> Copy | None:
        """Look through the data after an import and keep a verified copy; None on a server. Raises Refused."""
        return None if self._file is None else keep_copy(self._file, self._journal.now())

    def _before_commit(self) -> None:
        self.changed = True
        if self._file is not None:
            break_seal(self._file)

    def _open(self) -> Bulk:
        with self._reached():
            return open_bulk(self._engine)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """What goes wrong while connecting comes from SQLAlchemy or from the driver."""
        try:
            yield
        except Refused:
            raise
        except Exception as error:
            if isinstance(error, SQLAlchemyError) or type(error).__module__.split(".")[0] in ("sqlite3", "psycopg"):
                raise Refused(f"The database {self._name} cannot be written: {cause_of(error)}.") from None
            raise


@contextmanager
def open_months(settings: Settings, now: Callable[[], datetime], profile: str = "") -> Iterator[SqlMonthStore]:
    """Open the data to import into; closed at the end. `now` dates the journal. Raises Refused.

    After an import the file is looked through and a verified copy kept (fault C6), before this ends.
    """
    section = settings.database
    if not section.url:
        raise Refused("The setting database.url is empty; name the database to import into there.")
    journal = Journal(now, profile)
    with passing_engine(parse_url(section.url), TIMEOUT_SECONDS) as engine:
        check_meant_for(section.url, IMPORTS)
        check_version(engine, DATA)
        store = SqlMonthStore(engine, journal)
        yield store
        if store.changed:
            store.keep_copy()
