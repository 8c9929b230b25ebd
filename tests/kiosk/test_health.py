"""Open, limited or closed, and why; the machine's own part of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kiosk import errors
from kiosk.clock_watch import ClockWatch
from kiosk.disk_watch import LOW_BYTES, DiskWatch
from kiosk.events import Health, ReaderCondition
from kiosk.health import Condition, Machine, Service, condition_of, service_of, with_service
from kiosk.machine_watch import MachineWatch
from kiosk.period import Month
from kiosk.ports import Finding
from tests.clock import HandClock
from tests.kiosk.test_disk_watch import disk

READY = ReaderCondition.NO_CARD


def test_open_when_all_works() -> None:
    assert condition_of(Health(READY)) == Condition(Service.OPEN)


def test_limited_while_something_works() -> None:
    away = Health(ReaderCondition.NO_READER, errors.NO_PAPER)
    assert condition_of(away) == Condition(Service.LIMITED, (errors.READER_GONE, errors.NO_PAPER))


def test_closed_when_nobody_can_look_up() -> None:
    assert condition_of(Health(READY, data=errors.DATA_AWAY)).service is Service.CLOSED
    by_staff = condition_of(Health(READY), errors.CLOSED_BY_STAFF)
    assert by_staff == Condition(Service.CLOSED, (errors.CLOSED_BY_STAFF,))


def test_warnings_limit_nothing() -> None:
    found = condition_of(Health(READY, printer_warnings=(errors.NO_PAPER,), warnings=(errors.DISK_LOW,)))
    assert found == Condition(Service.OPEN, (), (errors.NO_PAPER, errors.DISK_LOW))


HEALTHS = st.builds(
    Health,
    st.sampled_from(ReaderCondition),
    st.sampled_from((None, errors.NO_PAPER)),
    st.sampled_from((None, errors.DATA_AWAY)),
    closed=st.sampled_from((None, errors.UNEXPECTED)),
)


@given(HEALTHS, st.sampled_from((None, errors.CLOSED_BY_STAFF)))
def test_there_is_a_reason_exactly_when_something_is_missing(health: Health, closed: errors.Failure | None) -> None:
    found = condition_of(health, closed)
    assert (found.service is Service.OPEN) == (not found.reasons)
    assert len(set(found.reasons)) == len(found.reasons)


def test_the_machine_tells_its_clock_and_disks(tmp_path: Path) -> None:
    clock = HandClock()
    clocks = ClockWatch(clock, None, lambda: False)
    well = MachineWatch(clocks, DiskWatch([tmp_path], disk(LOW_BYTES)))
    assert well.look(Month(2026, 10)) == Machine()
    clock.set_wall(clock.now() + timedelta(hours=1))
    low = MachineWatch(clocks, DiskWatch([tmp_path], disk(0)), lambda: errors.UNEXPECTED, lambda: (errors.NO_PAPER,))
    assert low.look() == Machine(errors.UNEXPECTED, errors.CLOCK_DOUBTED, (errors.DISK_LOW, errors.NO_PAPER))
    assert low.no_printing() is errors.CLOCK_DOUBTED


def test_a_made_up_day_is_not_doubted(tmp_path: Path) -> None:
    assert MachineWatch(None, DiskWatch([tmp_path], disk(LOW_BYTES))).look(Month(1999, 1)) == Machine()


def test_an_examination_is_judged_alike() -> None:
    well, no_paper = Finding("reader", True, "ready"), Finding("printer", False, "no paper")
    away, low = Finding("database", False, "away"), Finding("disk", False, "low")
    assert service_of([well, low]) is Service.OPEN
    assert service_of([well, no_paper]) is Service.LIMITED
    assert service_of([no_paper, away]) is Service.CLOSED
    head, *rest = with_service([well, no_paper])
    assert (head.part, head.well, head.state) == ("service", False, "limited (printer)")
    assert rest == [well, no_paper]
    assert with_service([well])[0] == Finding("service", True, "open")
