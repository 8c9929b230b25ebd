"""The imported data as a kiosk's own login reads them, nobody's but who proved who they are: kiosk.ports.Ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine, select, text

from kiosk.circles import no_looking_for_circles
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.intake.port import ImportNoted
from kiosk.model import Account, AsOf
from kiosk.ports import Finding
from kiosk.store import findings, rows, tables
from kiosk.store.account import read_account
from kiosk.store.at_once import Question
from kiosk.store.comparisons import comparisons_are_closed
from kiosk.store.engine import ask, in_time, name_of
from kiosk.store.imported import read_as_of
from kiosk.store.server import CONNECTED_SECONDS
from kiosk.store.server_fitness import ServerFitness
from kiosk.store.server_visit import ServerVisit
from kiosk.store.version import DATA
from kiosk.words import N_

_Answer = TypeVar("_Answer")

_ME = select(*(text(column.name) for column in rows.READ_PERSON)).select_from(text("public.me()"))
_LAST_IMPORT = select(tables.imports.c.moment).order_by(tables.imports.c.number.desc()).limit(1)
_READ_ONLY = text("SELECT current_setting('transaction_read_only')::boolean")
_REPORT_AT_AGENCY = N_("The agency keeps the report: a kiosk's login on the server does not read it.")
_MY_UNITS = Question(text("SELECT code, name FROM public.my_units() ORDER BY code"))


class ServerLedger:
    """Reads the replica where there is one and the token of who is in has reached it, else the primary."""

    def __init__(self, fitness: ServerFitness, visit: ServerVisit, replica: Engine | None = None) -> None:
        self._fitness, self._visit = fitness, visit
        self._primary, self._replica = fitness.engine, replica
        self._behind = self._doubtful = False
        """Whether the replica is older, and whether it gave no answer the last time."""
        self._silence: KioskError | None = None
        """Why it did not say how far it reaches."""

    @property
    def alarm(self) -> str:
        """A server has no copies to fall back to."""
        return ""

    def close(self) -> None:
        """Let go of every connection."""
        for engine in self._engines():
            engine.dispose()

    def as_of(self) -> AsOf:
        """How far the data reach that are shown; only once the primary takes changes, since nobody can log in else.

        Raises KioskError.
        """
        with in_time(self._primary):
            newest = shown = self._asked(_read_where_changes_are_taken)
            if self._replica is not None:
                self._doubtful = True
                try:
                    shown = ask(self._replica, read_as_of)
                    self._doubtful, self._silence = False, None
                except KioskError as error:
                    self._silence = error
        self._behind = shown != newest
        return shown

    def behind(self) -> bool:
        """Whether the replica had older data than the primary when both were last asked how far they reach."""
        return self._behind

    def last_import(self) -> ImportNoted | None:
        """When data came last; what was told of it, which counts persons and names files, is the agency's to read.

        Raises KioskError.
        """
        with in_time(self._primary):
            moment = self._asked(lambda connection: connection.scalar(_LAST_IMPORT))
        return None if moment is None else ImportNoted(datetime.fromisoformat(moment), (_REPORT_AT_AGENCY,))

    def account(self, person_id: str) -> Account:
        """Load everything about who is in as of one moment. Raises KioskError(DATA_AWAY), also when nobody is in."""
        away: KioskError | None = None
        engines = self._in_turn()
        with in_time(self._primary):
            for engine in engines:
                try:
                    found = self._account_on(engine, person_id, len(engines), last=engine is engines[-1])
                except KioskError as error:
                    away = error
                    continue
                if found is not None:
                    return found
        self._fitness.doubt()
        raise away or KioskError(DATA_AWAY, "the visit has ended on the server")

    def examine(self) -> Sequence[Finding]:
        """Say whether the server can be used, its schema version, how far the data reach, what only a superuser of the
        server can close, and how the replica is. Never raises.
        """
        name = name_of(self._primary.url)
        try:
            as_of, closed = self.as_of(), self._asked(comparisons_are_closed)
        except KioskError as error:
            return (findings.away("database", name, error, findings.CHECK_SERVER),)
        reaching = findings.reaching(name, DATA.newest, as_of) if as_of else findings.without_data(name, DATA.newest)
        open_ones = () if closed else (findings.with_open_comparisons(name),)
        return (reaching, *open_ones, *self._replica_examined(as_of))

    def _replica_examined(self, shown: AsOf) -> Sequence[Finding]:
        """Nobody waits for a replica that is away, so that nobody notices a wrong address or login either."""
        if self._replica is None:
            return ()
        name = name_of(self._replica.url)
        if self._silence is not None:
            return (findings.away("replica", name, self._silence, findings.CHECK_SERVER),)
        return (findings.replica(name, shown, behind=self._behind),)

    def _asked(self, question: Callable[[Connection], _Answer]) -> _Answer:
        """Ask the primary, once it suits."""
        self._fitness.check()
        try:
            return ask(self._primary, question)
        except KioskError:
            self._fitness.doubt()
            raise

    def _engines(self) -> tuple[Engine, ...]:
        return (self._primary,) if self._replica is None else (self._replica, self._primary)

    def _in_turn(self) -> tuple[Engine, ...]:
        """A replica that gave no answer the last time is asked last: nobody shall wait for it before the primary."""
        engines = self._engines()
        return engines[::-1] if self._doubtful else engines

    def _account_on(self, engine: Engine, person_id: str, among: int, *, last: bool) -> Account | None:
        """Each of several servers has its share of the time for a line, so that with none of them it is told in time
        (C2); only the last is asked again.
        """
        on_replica = engine is self._replica
        try:
            found = ask(
                engine,
                lambda connection: self._account(connection, person_id),
                CONNECTED_SECONDS / among,
                again=last,
            )
        except KioskError:
            self._doubtful = self._doubtful or on_replica
            raise
        self._doubtful = self._doubtful and not on_replica
        return found

    def _account(self, connection: Connection, person_id: str) -> Account | None:
        """None where this server does not know who is in."""
        if self._visit.open(connection) != person_id:
            return None
        me = connection.execute(_ME).first()
        if me is None:
            raise KioskError(DATA_AWAY, "no such person")
        with no_looking_for_circles():
            return read_account(connection, me, _MY_UNITS)


def _read_where_changes_are_taken(connection: Connection) -> AsOf:
    """How far the data reach. A server with a full disk is often set read-only, by hand or by whoever runs it."""
    if connection.scalar(_READ_ONLY):
        raise KioskError(DATA_AWAY, "the server takes no changes: it was set read-only")
    return read_as_of(connection)
