"""What staff change takes effect at the running machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk import config
from kiosk.audit.trail import NoAudit
from kiosk.events import Event
from kiosk.health import Condition, Service
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.desk import NoMaintenance
from tests.clock import HandClock
from tests.kiosk.staff.room import Room
from tests.stories.conftest import HandThreads
from tests.ui.conftest import Theatre
from ui.rooms import Rooms
from ui.upkeep import SAID_SECONDS, Running, Upkeep


@dataclass
class Machine:
    """A running program of which only what staff act on is real."""

    theatre: Theatre
    folder: Path
    clock: HandClock = field(default_factory=HandClock)
    threads: HandThreads = field(default_factory=HandThreads)
    room: Room = field(default_factory=Room)
    sent: list[Event] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings = config.load(environment={}).with_values(screen={"backlight": str(self.folder)})
        running = Running(
            self.theatre.stage,
            self.threads,
            self.clock,
            self.sent.append,
            lambda: Condition(Service.OPEN),
            lambda: self.heard.append("restart"),
            lambda: self.heard.append("beep"),
        )
        self.upkeep = Upkeep(settings, running)

    def furnish(self, *, staffed: bool = True) -> object:
        """Build the desk."""
        room = self.room
        rooms = Rooms(
            room.reader,
            room.printer,
            room.paper,
            room.ledger,
            room.credentials,
            NoAudit(),
            room.people,
            backstage=room.backstage() if staffed else None,
        )
        return self.upkeep.furnish(rooms, room.rule)


@pytest.fixture
def machine(make_theatre: Callable[..., Theatre], tmp_path: Path) -> Machine:
    (tmp_path / "max_brightness").write_text("200")
    (tmp_path / "brightness").write_text("200")
    return Machine(make_theatre(), tmp_path)


def test_brightness_is_set_and_left_alone_where_nobody_changed_it(machine: Machine) -> None:
    machine.upkeep.apply(Adjustments(brightness=25))
    machine.threads.stop()
    assert (machine.folder / "brightness").read_text() == "50"
    machine.upkeep.apply(Adjustments())
    machine.threads.stop()
    assert (machine.folder / "brightness").read_text() == "50"


def test_without_volume_nothing_is_heard(machine: Machine) -> None:
    machine.upkeep.beep()
    machine.upkeep.apply(Adjustments(volume=0))
    machine.upkeep.beep()
    assert machine.heard == ["beep"]
    machine.upkeep.apply(Adjustments(volume=1))
    machine.upkeep.beep()
    assert machine.heard == ["beep", "beep"]


def test_what_was_changed_before_is_told_at_the_start(machine: Machine) -> None:
    machine.room.upkeep.now = Adjustments(volume=30)
    machine.furnish()
    machine.upkeep.open()
    machine.threads.stop()
    (told,) = machine.sent
    assert getattr(told, "adjustments", None) == Adjustments(volume=30)


def test_a_kiosk_without_staff_lets_nobody_in(machine: Machine) -> None:
    assert isinstance(machine.furnish(staffed=False), NoMaintenance)
    machine.upkeep.open()
    machine.upkeep.keep_waits()
    machine.threads.stop()
    assert machine.sent == []


def test_a_restart_comes_once_it_was_said(machine: Machine) -> None:
    machine.furnish()
    desk = machine.upkeep._desk
    assert desk is not None
    desk.controls.restart()
    machine.threads.stop()
    machine.clock.advance(SAID_SECONDS - 0.1)
    assert machine.heard == []
    machine.clock.advance(0.2)
    assert machine.heard == ["restart"]
