"""Those outside are told the kiosk's condition and how far its data reach: each change, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import errors
from kiosk.events import HealthChecked, ReaderCondition, Touched
from kiosk.health import Condition, Service
from kiosk.health_look import HealthLook, Outside
from kiosk.period import Month
from kiosk.states import Display, Session, Welcome
from tests.clock import HandClock
from tests.kiosk.fakes import FakePrinter, MemoryAudit, MemoryLedger
from tests.workers import HandWorker

MONTH = Month(2026, 10)
CHECKED = HealthChecked(None, None, MONTH)


class Hall:
    """A look, and who is told."""

    def __init__(self) -> None:
        self.told: list[tuple[Service, Month | None]] = []
        self.worker = HandWorker()
        self.found: list[HealthChecked] = []
        outside = Outside(judged=lambda condition, as_of: self.judged(condition, as_of))
        parts = MemoryLedger(), FakePrinter(), MemoryAudit()
        self.look = HealthLook(*parts, outside, HandClock(), self.worker, self.found.append)
        ready = Session(Welcome(), Display(), 1)
        self.session = replace(ready, health=replace(ready.health, reader=ReaderCondition.NO_CARD, data_as_of=MONTH))

    def judged(self, condition: Condition, as_of: Month | None) -> None:
        """Be told."""
        self.told.append((condition.service, as_of))

    def changed(self, **health: object) -> None:
        """Look, and find something else."""
        self.session = replace(self.session, health=replace(self.session.health, **health))  # type: ignore[arg-type]
        self.look.judge(self.session, CHECKED)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_before_anything_was_looked_at_nothing_is_known(hall: Hall) -> None:
    hall.look.judge(hall.session, Touched())
    assert hall.told == []
    hall.look.judge(hall.session, CHECKED)
    assert hall.told == [(Service.OPEN, MONTH)]


def test_each_change_is_told_once_whatever_brought_it(hall: Hall) -> None:
    for _ in range(2):
        hall.changed()
    for _ in range(2):
        hall.changed(printer=errors.NO_PAPER)
    hall.session = replace(hall.session, health=replace(hall.session.health, data=errors.DATA_AWAY))
    hall.look.judge(hall.session, Touched())
    hall.changed(printer=None, data=None)
    assert [service for service, _ in hall.told] == [Service.OPEN, Service.LIMITED, Service.CLOSED, Service.OPEN]


def test_new_data_are_told_although_the_kiosk_is_as_well_as_before(hall: Hall) -> None:
    hall.changed()
    hall.changed(data_as_of=Month(2026, 11))
    assert hall.told == [(Service.OPEN, MONTH), (Service.OPEN, Month(2026, 11))]


def test_it_looks_again_and_again_until_it_is_stopped(hall: Hall) -> None:
    clock = HandClock()
    look = HealthLook(MemoryLedger(), FakePrinter(), MemoryAudit(), Outside(), clock, hall.worker, hall.found.append)
    look.start()
    clock.advance(25)
    hall.worker.run_all()
    assert [checked.data for checked in hall.found] == [None] * 3
    look.stop()
    assert not clock.running()
