"""What follows when a thread stands still or the memory runs out: on a clock and with ends driven by hand."""

from __future__ import annotations

import faulthandler
import queue
import socket
import threading
from dataclasses import dataclass, field

import pytest

from kiosk import exits
from kiosk.heartbeat import STILL_SECONDS, Watched
from kiosk.log import set_up
from kiosk.memory import Ceiling
from kiosk.service_manager import ServiceManager
from kiosk.watchdog import HELD_SECONDS, LOOK_SECONDS, Consequences, Watchdog, still_seconds
from tests.clock import HandClock
from tests.workers import HandWorker

NOTICED_SECONDS = 25.0
"""Faults D2 and D3."""
WELL, LARGE, TOO_LARGE = 100.0, 200.0, 300.0


@dataclass
class Machine:
    """A program with one worker, and what became of it."""

    service: ServiceManager
    clock: HandClock = field(default_factory=HandClock)
    worker: HandWorker = field(default_factory=HandWorker)
    mib: float = WELL
    asked_anew: int = 0
    said: list[str] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        consequences = Consequences(self._begin_anew, self.said.append, self.ended.append)
        self.dog = Watchdog(
            (Watched("data", self.worker),),
            consequences,
            self.service,
            monotonic=self.clock.monotonic,
            ceiling=Ceiling(int(LARGE), int(TOO_LARGE)),
            resident=lambda: self.mib,
        )

    def _begin_anew(self) -> None:
        self.asked_anew += 1

    def seconds(self, seconds: float) -> None:
        """Let it look, once a second, unless it has ended."""
        for _ in range(round(seconds / LOOK_SECONDS)):
            self.clock.advance(LOOK_SECONDS)
            if not self.ended:
                self.dog.look()


@pytest.fixture
def machine(ear: socket.socket) -> Machine:
    """All well."""
    set_up("error")
    return Machine(ServiceManager(ear.getsockname(), 22.0))


def heard(ear: socket.socket) -> list[bytes]:
    """Everything since the last time."""
    words = []
    while True:
        try:
            words.append(ear.recv(200))
        except BlockingIOError:
            return words


def test_while_all_is_well_systemd_is_fed(machine: Machine, ear: socket.socket) -> None:
    for _ in range(3):
        machine.seconds(1)
        machine.worker.run_all()
    assert heard(ear) == [b"WATCHDOG=1"] * 3
    assert machine.ended == []


def test_a_still_thread_ends_the_program_in_time_and_it_is_told_why(
    machine: Machine, ear: socket.socket, capfd: pytest.CaptureFixture[str]
) -> None:
    set_up("error")
    words: list[bytes] = []
    for _ in range(round(NOTICED_SECONDS)):
        machine.seconds(1)
        words += heard(ear)  # a kernel keeps ten for whoever does not listen, and drops what comes then
    assert machine.ended == [exits.STOOD_STILL]
    assert machine.said == ["data"]
    assert '"stood-still"' in capfd.readouterr().err
    assert words[-1] == b"STATUS=begins anew: data"


def test_it_ends_although_the_last_words_are_held_up(machine: Machine) -> None:
    """The thread that stands still may hold the audit trail's file."""
    free = threading.Event()
    said: list[str] = []
    ended: list[tuple[int, list[str]]] = []

    def held_up(what: str) -> None:
        free.wait(60)
        said.append(what)

    consequences = Consequences(lambda: None, held_up, lambda status: ended.append((status, list(said))))
    watched = (Watched("data", machine.worker),)
    dog = Watchdog(watched, consequences, ServiceManager(), monotonic=machine.clock.monotonic, resident=lambda: 200.0)
    while not ended:
        machine.clock.advance(LOOK_SECONDS)
        dog.look()
    free.set()
    assert ended == [(exits.STOOD_STILL, [])]


def test_the_large_begin_anew_once_when_nobody_is_there(machine: Machine, ear: socket.socket) -> None:
    machine.mib = LARGE
    for _ in range(5):
        machine.seconds(1)
        machine.worker.run_all()
    assert machine.asked_anew == 1
    assert machine.ended == []
    assert len(heard(ear)) == 5, "it is alive, and fed"


def test_the_too_large_end_at_once(machine: Machine, ear: socket.socket) -> None:
    """D5: a restart, not a frozen box."""
    machine.mib = TOO_LARGE
    machine.seconds(1)
    assert machine.ended == [exits.TOO_LARGE]
    assert machine.said == ["memory"]
    assert b"WATCHDOG=1" not in heard(ear)


@pytest.mark.parametrize(
    ("watchdog_seconds", "expected"),
    [(None, STILL_SECONDS), (60.0, STILL_SECONDS), (22.0, 18.0), (8.0, 4.0), (2.0, 1.0)],
)
def test_it_ends_itself_before_systemd_kills_it(watchdog_seconds: float | None, expected: float) -> None:
    assert still_seconds(watchdog_seconds) == expected


def test_even_one_who_holds_the_interpreter_is_noticed_in_time() -> None:
    assert STILL_SECONDS + HELD_SECONDS + LOOK_SECONDS < NOTICED_SECONDS


def test_its_own_thread_looks_and_stops(ear: socket.socket) -> None:
    ear.setblocking(True)
    worker = HandWorker()
    consequences = Consequences(lambda: None, lambda what: None, lambda status: None)
    dog = Watchdog((Watched("data", worker),), consequences, ServiceManager(ear.getsockname()), resident=lambda: WELL)
    dog.start()
    assert ear.recv(200) == b"WATCHDOG=1"
    dog.stop()
    assert worker.run_one()


def test_one_that_a_bug_ended_leaves_the_end_of_the_program_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody watches then; what ends the process from outside of Python must not be taken back."""
    timer: list[str] = []
    struck = queue.Queue[threading.ExceptHookArgs]()
    monkeypatch.setattr(faulthandler, "dump_traceback_later", lambda *_, **__: timer.append("set"))
    monkeypatch.setattr(faulthandler, "cancel_dump_traceback_later", lambda: timer.append("taken back"))
    monkeypatch.setattr(threading, "excepthook", struck.put)
    consequences = Consequences(lambda: None, lambda what: None, lambda status: None)
    dog = Watchdog((), consequences, ServiceManager(), resident=lambda: 1 // 0)
    dog.start()
    assert struck.get(timeout=60).exc_type is ZeroDivisionError
    dog.stop()
    assert timer == ["set"]
    whole = Watchdog((), consequences, ServiceManager(), resident=lambda: WELL)
    whole.start()
    whole.stop()
    assert timer[-1] == "taken back"
