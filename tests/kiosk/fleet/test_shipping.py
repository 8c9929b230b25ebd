"""Whatever breaks, in whatever order: nothing is lost on the way to the fleet's database, nothing is there twice."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from kiosk.audit.line import End
from kiosk.choices import PaperKind
from kiosk.errors import AUDIT_AWAY, KioskError
from kiosk.fleet.shipping import Shipping
from kiosk.prints import PrintEnd, PrintEntry
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.print_journal import SqlPrintJournal
from kiosk.store.shipping_notes import SqlShippingNotes
from kiosk.store.upgrading import upgrade_local
from tests.kiosk.audit.trails import Place
from tests.kiosk.fleet.memory_fleet import MemoryFleet

ENTRY = PrintEntry(datetime(2026, 11, 21, 12, 0, 30), 3, PaperKind.LIST, 4)


@cache
def migrated() -> Path:
    """A local database with nothing in it; every example begins with a copy."""
    file = Path(tempfile.mkdtemp(prefix="kiosk-fleet-")) / "local.db"
    upgrade_local(f"sqlite:///{file}")
    return file


class Kiosk:
    """What is on one kiosk's disk, and what ships it."""

    def __init__(self, folder: Path, server: MemoryFleet) -> None:
        self.folder, self.server = folder, server
        self.place = Place(folder)
        shutil.copy(migrated(), folder / "local.db")
        self.engine = make_engine(parse_url(f"sqlite:///{folder / 'local.db'}"), 4)
        self.notes, self.journal = SqlShippingNotes(self.engine), SqlPrintJournal(self.engine, ships=True)
        self.moment = ENTRY.moment

    def record(self, lines: int = 1) -> None:
        """Write audit lines."""
        trail = self.place.trail(lazy=True)
        for visit in range(lines):
            trail.record("login", visit=visit)
        trail.close()

    def print_one(self) -> None:
        """Print; no two at the same moment."""
        self.moment += timedelta(seconds=1)
        self.journal.end(self.journal.begin(replace(ENTRY, moment=self.moment)), PrintEnd.SENT)

    def ship(self, batch: int = 500) -> None:
        """Ship all there is. Raises KioskError."""
        Shipping(self.server, self.notes, self.place.file, batch=batch).ship()

    def lines(self) -> list[bytes]:
        """The trail as it is on the disk."""
        return [raw[:-1] for raw in self.place.raw()]


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path, MemoryFleet())


def test_what_is_there_is_not_shipped_again(kiosk: Kiosk) -> None:
    kiosk.record(5)
    kiosk.print_one()
    kiosk.ship()
    assert list(kiosk.server.taken.lines.values()) == kiosk.lines()
    kiosk.server.taken.lines.clear()
    kiosk.server.taken.prints.clear()
    kiosk.ship()
    assert not kiosk.server.taken.lines
    assert not kiosk.server.taken.prints


def test_a_kiosk_that_ends_stops_after_a_batch(kiosk: Kiosk) -> None:
    kiosk.record(10)
    asked = iter([True, True])
    Shipping(kiosk.server, kiosk.notes, kiosk.place.file, lambda: next(asked, False), batch=3).ship()
    assert list(kiosk.server.taken.lines.values()) == kiosk.lines()[:6]
    assert kiosk.notes.audit_end().number == 6


def test_without_a_trail_prints_are_shipped_all_the_same(kiosk: Kiosk) -> None:
    kiosk.print_one()
    Shipping(kiosk.server, kiosk.notes, None).ship()
    assert len(kiosk.server.taken.prints) == 1


def test_a_trail_that_cannot_be_read_is_an_expected_failure(kiosk: Kiosk) -> None:
    kiosk.record()
    kiosk.place.file.unlink()
    kiosk.place.file.mkdir()
    with pytest.raises(KioskError) as raised:
        kiosk.ship()
    assert raised.value.failure is AUDIT_AWAY


def test_until_a_trail_that_was_set_back_is_shipped_none_of_it_counts_as_shipped(kiosk: Kiosk) -> None:
    kiosk.record(3)
    kept = kiosk.place.file.read_bytes()
    kiosk.record(3)
    kiosk.ship()
    kiosk.place.file.write_bytes(kept)
    Shipping(kiosk.server, kiosk.notes, kiosk.place.file, lambda: False).ship()
    assert kiosk.notes.audit_end() == End()


def test_a_server_that_was_put_back_gets_what_it_lost(kiosk: Kiosk) -> None:
    before = kiosk.server.copy()
    kiosk.record(3)
    kiosk.print_one()
    kiosk.ship()
    kiosk.server.taken = before
    kiosk.ship()
    assert list(kiosk.server.taken.lines.values()) == kiosk.lines()
    assert len(kiosk.server.taken.prints) == 1


class Fleet(RuleBasedStateMachine):
    """Lines are written, shipped and interrupted; copies of either side are put back."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-fleet-"))
        self.server = MemoryFleet()
        self.kiosk = Kiosk(self.folder, self.server)
        self.ever: set[bytes] = set()
        self.forgotten = False
        self.kiosk.record(2)
        self.keep_copies()

    @rule(lines=st.integers(1, 4))
    def record(self, lines: int) -> None:
        self.kiosk.record(lines)

    @rule()
    def print_one(self) -> None:
        self.kiosk.print_one()

    @rule(batch=st.integers(1, 4))
    def ship(self, batch: int) -> None:
        self.ever |= set(self.kiosk.lines())
        self.kiosk.ship(batch)
        self.arrived()

    @rule(batch=st.integers(1, 4), lost=st.integers(1, 3), away=st.booleans())
    def ship_and_break(self, batch: int, lost: int, away: bool) -> None:
        self.server.answers_lost, self.server.away = lost, away
        with suppress(KioskError):
            self.kiosk.ship(batch)
        self.server.answers_lost, self.server.away = 0, False

    @rule()
    def keep_copies(self) -> None:
        self.kept_there = self.server.copy()
        self.kiosk.engine.dispose()
        self.kept_here = Path(shutil.copy(self.folder / "local.db", self.folder / "kept.db"))
        self.kept_trail = self.kiosk.place.file.read_bytes()

    @rule()
    def put_back_there(self) -> None:
        self.server.taken, self.kept_there = self.kept_there, self.server.copy()
        self.forgotten = True

    @rule()
    def put_back_here(self) -> None:
        self.kiosk.engine.dispose()
        shutil.copy(self.kept_here, self.folder / "local.db")

    @rule()
    def put_back_the_trail(self) -> None:
        self.kiosk.place.file.write_bytes(self.kept_trail)
        self.kiosk.place.head.unlink(missing_ok=True)

    def arrived(self) -> None:
        """Everything on the disk is there, once; what was there stays, unless the server itself was put back."""
        there = self.server.taken
        assert set(self.kiosk.lines()) <= set(there.lines.values())
        assert len(there.lines) == len(set(there.lines.values()))
        if not self.forgotten:
            assert self.ever <= set(there.lines.values())
        on_disk = {entry.moment for entry in self.kiosk.journal.entries(1000)}
        assert on_disk <= {moment for moment, _ in there.prints}
        assert self.kiosk.notes.audit_end() == there.end
        assert not self.kiosk.notes.prints_to_ship(1)

    def teardown(self) -> None:
        self.ship(2)
        self.kiosk.engine.dispose()
        shutil.rmtree(self.folder)


TestFleet = Fleet.TestCase
TestFleet.settings = settings(max_examples=8, stateful_step_count=12)
