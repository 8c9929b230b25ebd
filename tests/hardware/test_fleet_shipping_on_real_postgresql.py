"""Audit lines and prints reach a real PostgreSQL: nothing is lost in an outage, nothing is taken twice after it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.choices import PaperKind
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.prints import PrintEnd, PrintEntry
from kiosk.store.upgrading import upgrade
from tests.hardware.fleet_kiosks import FleetKiosk, add_kiosk, ask, owners_url, taken_lines, taken_prints
from tests.hardware.postgresql_server import PostgresServer, postgresql_server

pytestmark = pytest.mark.postgresql

NOON = datetime(2026, 11, 21, 12, 0, 30)
ENTRY = PrintEntry(NOON, 3, PaperKind.LIST, 4)


@pytest.fixture
def url(migrated_url: str) -> str:
    return migrated_url


@pytest.fixture
def kiosk(url: str, tmp_path: Path) -> Iterator[FleetKiosk]:
    with closing(add_kiosk(url, tmp_path, "hall-1")) as made:
        yield made


def test_every_line_arrives_as_it_was_written(kiosk: FleetKiosk, url: str) -> None:
    kiosk.live("", "A01", "P01")
    kiosk.ship(batch=2)
    assert taken_lines(url, "hall-1") == kiosk.lines()
    assert kiosk.notes().audit_end() == kiosk.end() == kiosk.reached().audit
    kiosk.live("A02")
    kiosk.ship()
    kiosk.ship()
    assert taken_lines(url, "hall-1") == kiosk.lines()
    assert ask(url, "SELECT broken FROM fleet.overview") == [(0,)]


def test_prints_arrive_when_they_have_ended(kiosk: FleetKiosk, url: str) -> None:
    journal = kiosk.journal()
    sent, _ = journal.begin(ENTRY), journal.begin(ENTRY)
    journal.end(sent, PrintEnd.SENT)
    kiosk.ship()
    assert taken_prints(url, "hall-1") == [(1, "sent", "")]
    journal.close_open()
    kiosk.ship()
    kiosk.ship()
    assert taken_prints(url, "hall-1") == [(1, "sent", ""), (2, "unknown", "")]


@pytest.fixture
def other(url: str, tmp_path: Path) -> Iterator[FleetKiosk]:
    with closing(add_kiosk(url, tmp_path, "hall-2")) as made:
        yield made


def test_two_kiosks_do_not_mix(kiosk: FleetKiosk, other: FleetKiosk, url: str) -> None:
    for each, code in ((kiosk, "A01"), (other, "A02")):
        each.live(code)
        each.ship()
        each.print_one(ENTRY, PrintEnd.FAILED, "P01")
        each.ship()
    for each in (kiosk, other):
        assert taken_lines(url, each.name) == each.lines()
        assert taken_prints(url, each.name) == [(1, "failed", "P01")]


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    with postgresql_server() as running:
        yield running


@pytest.fixture
def apart(own_server: PostgresServer, tmp_path: Path) -> Iterator[FleetKiosk]:
    url = own_server.new_database()
    upgrade(url)
    with closing(add_kiosk(url, tmp_path, "hall-1")) as made:
        yield made


def test_an_outage_loses_and_doubles_nothing(own_server: PostgresServer, apart: FleetKiosk) -> None:
    kiosk, url = apart, owners_url(apart)
    kiosk.live(*["A01"] * 5)
    kiosk.ship()
    own_server.stop()
    kiosk.live(*["A02"] * 5)
    kiosk.print_one(ENTRY)
    with pytest.raises(KioskError) as raised:
        kiosk.ship()
    assert raised.value.failure is DATA_AWAY
    kiosk.live("A03")
    own_server.start()
    kiosk.ship(batch=3)
    assert taken_lines(url, "hall-1") == kiosk.lines()
    assert len(kiosk.lines()) == 11
    assert taken_prints(url, "hall-1") == [(1, "sent", "")]


def test_a_server_that_goes_between_two_batches(own_server: PostgresServer, apart: FleetKiosk) -> None:
    kiosk, url = apart, owners_url(apart)
    kiosk.live(*["A01"] * 6)
    asked = iter((True, False))

    def wanted() -> bool:
        if not next(asked, True):
            own_server.stop()
        return True

    with pytest.raises(KioskError):
        kiosk.ship(wanted, batch=2)
    own_server.start()
    assert taken_lines(url, "hall-1") == kiosk.lines()[:2]
    kiosk.ship(batch=2)
    assert taken_lines(url, "hall-1") == kiosk.lines()


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.hardware.fleet_kiosks import FleetKiosk
from kiosk.store.local.shipping_notes import SqlShippingNotes

def die(self, *what):
    if sys.argv[4] == "audit" or what[0]:
        os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[4] == "audit":
    kept = SqlShippingNotes.note_audit
    SqlShippingNotes.note_audit = lambda self, end: die(self) if end.number else kept(self, end)
else:
    SqlShippingNotes.note_prints = die
FleetKiosk(Path(sys.argv[1]), sys.argv[2], sys.argv[3]).ship(batch=4)
"""
"""Ships, and is killed as soon as it would note that the database took it."""


@pytest.mark.parametrize("what", ["audit", "prints"])
def test_a_kill_between_shipping_and_noting(kiosk: FleetKiosk, url: str, what: str) -> None:
    kiosk.live(*["A01"] * 6)
    for _ in range(3):
        kiosk.print_one(ENTRY)
    words = [sys.executable, "-c", KILLED, str(kiosk.folder), kiosk.url, kiosk.name, what]
    done = subprocess.run(words, cwd=Path(__file__).parents[2], timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL
    if what == "audit":
        assert (len(taken_lines(url, "hall-1")), kiosk.notes().audit_end().number) == (4, 0)
    else:
        assert (len(taken_prints(url, "hall-1")), len(kiosk.notes().prints_to_ship(10))) == (3, 3)
    kiosk.ship()
    assert taken_lines(url, "hall-1") == kiosk.lines()
    assert taken_prints(url, "hall-1") == [(number, "sent", "") for number in (1, 2, 3)]
    assert not kiosk.notes().prints_to_ship(10)


def test_a_local_database_that_was_put_back(kiosk: FleetKiosk, url: str) -> None:
    kiosk.live("A01")
    kiosk.print_one(ENTRY)
    kiosk.ship()
    kiosk.close()
    kept = shutil.copy(kiosk.local_file, kiosk.folder / "kept.db")
    kiosk.live("A02")
    kiosk.print_one(ENTRY)
    kiosk.ship()
    kiosk.close()
    shutil.copy(kept, kiosk.local_file)
    kiosk.print_one(replace(ENTRY, moment=NOON.replace(hour=13)))  # its number was given out before
    kiosk.ship()
    assert taken_lines(url, "hall-1") == kiosk.lines()
    assert taken_prints(url, "hall-1") == [(1, "sent", ""), (2, "sent", ""), (2, "sent", "")]
    assert kiosk.notes().audit_end() == kiosk.end()


def test_a_server_that_was_put_back(
    kiosk: FleetKiosk, url: str, postgresql: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.live("A01")
    kiosk.ship()
    copy = postgresql.copy_of(url)
    kiosk.live("A02")
    kiosk.print_one(ENTRY)
    kiosk.ship()
    monkeypatch.setattr(kiosk, "url", kiosk.url.replace(url.rpartition("/")[2], copy.rpartition("/")[2]))
    kiosk.ship()
    assert taken_lines(copy, "hall-1") == kiosk.lines()
    assert taken_prints(copy, "hall-1") == [(1, "sent", "")]
    assert ask(copy, "SELECT broken FROM fleet.overview") == [(0,)]
    postgresql.drop(copy)


def test_a_trail_that_was_set_back_leaves_both_and_is_told(kiosk: FleetKiosk, url: str) -> None:
    kiosk.live("A01", "A02")
    kept = kiosk.place.file.read_bytes()
    kiosk.live("A03")
    kiosk.ship()
    before = kiosk.lines()
    kiosk.place.file.write_bytes(kept)
    kiosk.place.head.unlink()
    kiosk.live("A04")
    kiosk.ship()
    assert set(taken_lines(url, "hall-1")) == {*before, *kiosk.lines()}
    assert len(taken_lines(url, "hall-1")) == len({*before, *kiosk.lines()})
    (broken,) = ask(url, "SELECT broken FROM fleet.overview")[0]
    assert broken > 0


def test_a_line_that_was_changed_before_it_was_shipped_is_told(kiosk: FleetKiosk, url: str) -> None:
    kiosk.live("A01")
    kiosk.ship()
    kiosk.live("A02", "A03")
    text = kiosk.place.file.read_text()
    kiosk.place.file.write_text(text.replace('"code":"A02"', '"code":"A08"'))
    kiosk.ship()
    assert ask(url, "SELECT broken FROM fleet.overview") == [(1,)]
