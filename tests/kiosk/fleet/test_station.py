"""A kiosk is heard of every minute and when its condition changes; a database that is away holds nothing up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk import errors
from kiosk.config import load
from kiosk.fleet.shipping import Shipping
from kiosk.fleet.station import BEAT_SECONDS, Station, station_of
from kiosk.health import Condition, Service
from kiosk.log import set_up
from kiosk.period import Month
from tests.clock import HandClock
from tests.kiosk.fleet.memory_fleet import MemoryFleet
from tests.kiosk.fleet.memory_notes import MemoryNotes
from tests.workers import HandWorker

WELL = Condition(Service.OPEN)
NO_PAPER = Condition(Service.LIMITED, (errors.NO_PAPER,), (errors.DISK_LOW,))
MONTH = Month(2026, 10)


class Hall:
    """A station and all it needs."""

    def __init__(self, trail: Path | None = None) -> None:
        self.clock, self.worker, self.server = HandClock(), HandWorker(), MemoryFleet()
        self.notes = MemoryNotes()
        self.station = Station(
            self.server,
            lambda wanted: Shipping(self.server, self.notes, trail, wanted),
            self.clock,
            self.worker,
            "1.0.0",
            "hall-1",
        )


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_before_the_kiosk_was_looked_at_nothing_is_said(hall: Hall) -> None:
    hall.station.open()
    hall.worker.run_all()
    assert not hall.server.beats
    hall.station.judged(WELL, MONTH)
    hall.worker.run_all()
    assert [(beat.service, beat.as_of, beat.version) for beat in hall.server.beats] == [(Service.OPEN, MONTH, "1.0.0")]
    assert hall.server.beats[0].at == hall.clock.now().astimezone()


def test_it_is_heard_of_each_minute_and_at_each_change(hall: Hall) -> None:
    hall.station.open()
    hall.station.judged(WELL, MONTH)
    for _ in range(3):
        hall.worker.run_all()
        hall.clock.advance(BEAT_SECONDS)
    hall.station.judged(NO_PAPER, MONTH)
    hall.worker.run_all()
    assert [beat.service for beat in hall.server.beats] == [Service.OPEN] * 3 + [Service.LIMITED]
    assert (hall.server.beats[-1].reasons, hall.server.beats[-1].warnings) == (("P01",), ("S04",))


def test_while_the_database_is_silent_nothing_gathers(hall: Hall) -> None:
    hall.station.open()
    hall.station.judged(WELL, MONTH)
    hall.clock.advance(100 * BEAT_SECONDS)
    assert len(hall.worker.tasks) == 1
    hall.worker.run_all()
    assert len(hall.server.beats) == 1
    hall.clock.advance(BEAT_SECONDS)
    hall.worker.run_all()
    assert len(hall.server.beats) == 2


def test_an_outage_passes_and_is_logged_once(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("info")
    hall.server.away = True
    hall.station.open()
    hall.station.judged(WELL, MONTH)
    for _ in range(3):
        hall.worker.run_all()
        hall.clock.advance(BEAT_SECONDS)
    told = capsys.readouterr()
    assert (told.out + told.err).count("fleet does not hear") == 1
    hall.server.away = False
    hall.worker.run_all()
    assert len(hall.server.beats) == 1


def test_a_kiosk_whose_login_is_anothers_says_so_once(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("info")
    hall.server.kiosk = "hall-2"
    hall.station.open()
    hall.station.judged(WELL, MONTH)
    for _ in range(3):
        hall.worker.run_all()
        hall.clock.advance(BEAT_SECONDS)
    told = capsys.readouterr()
    assert (told.out + told.err).count("the login in database.url is the one of kiosk hall-2") == 1
    assert hall.server.beats[-1].named == "hall-1"


def test_what_was_written_is_shipped_after_the_beat(tmp_path: Path) -> None:
    from tests.kiosk.audit.trails import Place

    place = Place(tmp_path)
    trail = place.trail()
    trail.record("login")
    trail.close()
    hall = Hall(place.file)
    hall.station.open()
    hall.station.judged(WELL, MONTH)
    hall.worker.run_all()
    assert len(hall.server.taken.lines) == 1


def test_what_could_not_be_shipped_is_said_with_the_next_beat(tmp_path: Path) -> None:
    (tmp_path / "audit.log").mkdir()
    hall = Hall(tmp_path / "audit.log")
    hall.station.open()
    hall.station.judged(WELL, MONTH)
    hall.worker.run_all()
    hall.clock.advance(BEAT_SECONDS)
    hall.worker.run_all()
    assert [bool(beat.unshipped) for beat in hall.server.beats] == [False, True]
    assert hall.server.beats[-1].unshipped.startswith("S03")
    (tmp_path / "audit.log").rmdir()
    for _ in range(2):
        hall.clock.advance(BEAT_SECONDS)
        hall.worker.run_all()
    assert hall.server.beats[-1].unshipped == ""


def test_failures_are_counted_for_a_day(hall: Hall) -> None:
    hall.station.open()
    for code in ("A01", "A01", "P01", "5", "", "no code"):
        hall.station.count(code)
    hall.station.judged(WELL, MONTH)
    hall.worker.run_all()
    assert hall.server.beats[-1].failures == {"A01": 2, "P01": 1}
    hall.clock.advance(86_400)
    hall.station.count("A02")
    hall.worker.run_all()
    assert hall.clock.today() == date(2026, 11, 22)
    assert hall.server.beats[-1].failures == {"A02": 1}


def test_a_day_without_failures_has_none(hall: Hall) -> None:
    hall.station.count("A01")
    hall.station.open()
    hall.station.judged(WELL, MONTH)
    hall.clock.advance(86_400)
    hall.worker.run_all()
    assert hall.server.beats[-1].failures == {}


def test_a_kiosk_started_anew_keeps_the_failures_of_its_day(tmp_path: Path) -> None:
    from tests.kiosk.audit.trails import Place

    place, server, worker = Place(tmp_path), MemoryFleet(), HandWorker()
    before = place.trail()
    before.record("login", "A02")
    place.clock.advance(86_400)
    for code in ("A01", "", "A01"):
        before.record("login", code)
    before.close()
    settings = load(environment={}).with_values(log={"audit_file": str(place.file)})
    anew = station_of(settings, server, MemoryNotes(), place.clock, lambda: worker)
    assert anew is not None
    anew.open()
    anew.count("P01")
    anew.judged(WELL, MONTH)
    worker.run_all()
    assert server.beats[-1].failures == {"A01": 2, "P01": 1}


def test_once_closed_it_says_nothing(hall: Hall) -> None:
    hall.station.open()
    hall.station.judged(WELL, MONTH)
    hall.station.close()
    hall.worker.run_all()
    assert not hall.server.beats
    assert not hall.clock.running()
    hall.station.judged(NO_PAPER, MONTH)
    assert not hall.worker.tasks


def station(server: MemoryFleet | None, audit_file: str = "") -> Station | None:
    """As the settings want it."""
    settings = load(environment={}).with_values(log={"audit_file": audit_file})
    return station_of(settings, server, MemoryNotes(), HandClock(), HandWorker if server else no_thread)


def no_thread() -> HandWorker:
    """Where none is needed."""
    pytest.fail("a thread was started")


def test_a_kiosk_that_stands_alone_tells_nobody_and_has_no_thread_for_it() -> None:
    assert station(None) is None


@pytest.mark.parametrize("audit_file", ["", "/nonexistent/audit.log"])
def test_a_kiosk_of_a_fleet_has_one(audit_file: str) -> None:
    assert station(MemoryFleet(), audit_file) is not None
