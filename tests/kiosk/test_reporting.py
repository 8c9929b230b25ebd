"""Notices, figures and the fleet follow the kiosk's condition; without settings nobody is told, nothing written."""

from __future__ import annotations

from pathlib import Path

from kiosk import config, errors
from kiosk.fleet.shipping import Shipping
from kiosk.fleet.station import Station
from kiosk.health import Condition, Service
from kiosk.notices.bureau import MemoryNeeds
from kiosk.period import Month
from kiosk.reporting import WRITE_SECONDS, Reporting, reporting_of
from tests.clock import HandClock
from tests.kiosk.fleet.memory_fleet import MemoryFleet
from tests.kiosk.fleet.memory_notes import MemoryNotes
from tests.kiosk.notices.test_senders import web
from tests.workers import HandWorker

NO_PAPER = Condition(Service.LIMITED, (errors.NO_PAPER,))


def reporting(clock: HandClock, worker: HandWorker, **sections: dict[str, object]) -> Reporting:
    """What these settings want."""
    settings = config.load(environment={}).with_values(**sections)
    return reporting_of(settings, MemoryNeeds(), clock, worker, worker)


def test_a_lack_of_paper_reaches_staff_and_is_known_as_told() -> None:
    clock, worker = HandClock(), HandWorker()
    with web() as (url, heard):
        told = reporting(clock, worker, notices={"webhook": url, "after_seconds": 0})
        told.open()
        told.judged(NO_PAPER, None)
        clock.advance(10)
        worker.run_all()
        assert told.told() == {"P01"}
        told.close()
    assert [body["code"] for body in heard] == ["P01"]
    assert not clock.running()


def test_figures_are_written_again_and_again(tmp_path: Path) -> None:
    clock, worker, file = HandClock(), HandWorker(), tmp_path / "kiosk.prom"
    told = reporting(clock, worker, metrics={"file": str(file)})
    told.open()
    worker.run_all()
    before = file.read_text()
    told.judged(NO_PAPER, Month(2026, 10))
    told.count("print-sent", "")
    clock.advance(WRITE_SECONDS)
    worker.run_all()
    assert 'shebao_kiosk_events_total{event="print-sent"}' not in before
    assert 'shebao_kiosk_events_total{event="print-sent"} 1.0' in file.read_text()
    told.close()
    assert not clock.running()


def test_without_settings_nothing_runs() -> None:
    clock, worker = HandClock(), HandWorker()
    told = reporting(clock, worker)
    told.open()
    told.judged(NO_PAPER, None)
    assert not clock.running()
    assert not worker.run_one()
    assert told.told() == frozenset()
    told.count("print-sent", "")


def test_the_fleet_hears_of_it_while_the_program_runs() -> None:
    clock, worker, server = HandClock(), HandWorker(), MemoryFleet()
    station = Station(
        server, lambda wanted: Shipping(server, MemoryNotes(), None, wanted), clock, worker, "1.0.0", "kiosk-1"
    )
    told = reporting_of(config.load(environment={}), MemoryNeeds(), clock, worker, worker, station)
    told.open()
    told.count("login", "A01")
    told.judged(NO_PAPER, Month(2026, 10))
    worker.run_all()
    assert [(beat.reasons, beat.failures) for beat in server.beats] == [(("P01",), {"A01": 1})]
    told.close()
    assert not clock.running()
