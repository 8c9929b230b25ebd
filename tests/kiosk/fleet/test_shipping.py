"""What was shipped is not shipped again, and what the fleet's database lost is."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from kiosk.audit.line import End
from kiosk.choices import PaperKind
from kiosk.errors import AUDIT_AWAY, KioskError
from kiosk.fleet.shipping import Shipping
from kiosk.prints import PrintEnd, PrintEntry
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.local.print_journal import SqlPrintJournal
from kiosk.store.local.shipping_notes import SqlShippingNotes
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


def shipped_after(shipping: Shipping) -> int:
    """How often it was tried in vain. Each time is a minute."""
    for failed in range(20):
        try:
            shipping.ship()
        except KioskError:
            continue
        return failed
    raise AssertionError("it never gets through")


def test_on_a_slow_line_fewer_go_at_once_until_they_get_through(kiosk: Kiosk) -> None:
    """The same five hundred would be tried, and given up, each minute for ever."""
    kiosk.record(300)
    for _ in range(30):
        kiosk.print_one()
    kiosk.server.most = 20
    shipping = Shipping(kiosk.server, kiosk.notes, kiosk.place.file, batch=200)
    assert shipped_after(shipping) == 4, "200, 100, 50, 25"
    assert list(kiosk.server.taken.lines.values()) == kiosk.lines()
    assert len(kiosk.server.taken.prints) == 30


def test_they_grow_again_on_a_line_that_is_quick_again(kiosk: Kiosk) -> None:
    shipping = Shipping(kiosk.server, kiosk.notes, kiosk.place.file, batch=200)
    kiosk.record(100)
    kiosk.server.most = 0
    for _ in range(6):
        with pytest.raises(KioskError):
            shipping.ship()
    kiosk.server.most = None
    for _ in range(5):
        shipping.ship()
    for _ in range(200):
        kiosk.print_one()
    before = kiosk.server.taken.batches
    shipping.ship()
    assert kiosk.server.taken.batches == before + 1


def test_a_line_that_never_gets_through_is_tried_with_some_for_ever(kiosk: Kiosk) -> None:
    """Never with none, which would look as if all were shipped."""
    kiosk.record(100)
    kiosk.server.most = 0
    shipping = Shipping(kiosk.server, kiosk.notes, kiosk.place.file, batch=4)
    for _ in range(10):
        with pytest.raises(KioskError):
            shipping.ship()
    kiosk.server.most = None
    shipping.ship()
    assert list(kiosk.server.taken.lines.values()) == kiosk.lines()


def test_two_servers_that_went_apart_both_get_every_print(kiosk: Kiosk) -> None:
    """The old primary comes back beside the promoted one: each may have taken as many batches as the other."""
    kiosk.record()
    kiosk.print_one()
    kiosk.ship()
    promoted, old = kiosk.server, MemoryFleet()
    old.taken = promoted.copy()
    kiosk.record()
    kiosk.print_one()
    kiosk.ship()
    kiosk.record()
    kiosk.print_one()
    kiosk.server = old
    kiosk.ship()
    assert old.taken.batches == promoted.taken.batches
    kiosk.server = promoted
    kiosk.ship()
    assert promoted.taken.prints == old.taken.prints
    assert len(promoted.taken.prints) == 3
    assert list(promoted.taken.lines.values()) == kiosk.lines()


def test_a_line_shipped_and_not_noted_is_no_reason_to_lose_a_print(kiosk: Kiosk) -> None:
    kiosk.record()
    kiosk.print_one()
    kiosk.server.answers_lost = 1
    with pytest.raises(KioskError):
        kiosk.ship()
    kiosk.ship()
    assert (len(kiosk.server.taken.lines), len(kiosk.server.taken.prints)) == (1, 1)
    before = kiosk.server.taken.batches
    kiosk.ship()
    assert kiosk.server.taken.batches == before, "and then no print is shipped again"
