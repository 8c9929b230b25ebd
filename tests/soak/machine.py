"""The whole kiosk on its real threads, with a clock that passes only when nobody has anything left to do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

import main
from devices.mock import MockReader
from kiosk.demo.making import Recipe
from kiosk.hall import issuer_of
from kiosk.heartbeat import Watched
from kiosk.log import where
from kiosk.ports import Worker, Workers
from kiosk.rules import rules_of
from kiosk.store import filling
from tests.clock import HandClock
from tests.stories.conftest import HandThreads, Kiosk, demo_settings
from tests.ui.speakers import HeardSpeaker
from ui.program import Program
from ui.threads import RealThreads

SIZE = (1080, 1920)
_UNTIL_SOMETHING = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class CountedThreads:
    """Implements ui.program.Threads: the real ones, which also say when nothing is left to do."""

    def __init__(self) -> None:
        self.struck: list[str] = []
        """Where a thread met a bug."""
        self._real = RealThreads(lambda error: self.struck.append(where(error)))
        self._left, self._lock = 0, threading.Lock()
        real = self._real.workers
        card, data, paper, health = map(self._counted, (real.card, real.data, real.paper, real.health))
        self.workers = Workers(card, data, paper, health, self.apart)

    def _counted(self, worker: Worker) -> Worker:
        def run(task: Callable[[], None]) -> None:
            with self._lock:
                self._left += 1

            def counted() -> None:
                try:
                    task()
                finally:
                    # Behind whatever the task posted, so that its answer counts as part of it.
                    self._real.post(self._done)

            worker(counted)

        return run

    def _done(self) -> None:
        with self._lock:
            self._left -= 1

    def settle(self) -> None:
        """Let the workers finish what they have and the screen show it; on the UI thread."""
        while self._left:
            QCoreApplication.processEvents(_UNTIL_SOMETHING)
        QCoreApplication.processEvents()

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the UI thread."""
        self._real.post(call)

    def apart(self, task: Callable[[], None]) -> None:
        """Run a task on a thread of its own."""
        self._counted(self._real.apart)(task)

    def watched(self) -> Sequence[Watched]:
        """The real ones."""
        return self._real.watched()

    def start(self) -> None:
        """Begin."""
        self._real.start()

    def stop(self) -> None:
        """End."""
        self._real.stop()


class ReaderTime:
    """Time as the reader's cards know it: a card that is slow or frozen holds nobody up."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return self._seconds

    def wait(self, pulled: threading.Event, seconds: float) -> bool:
        """Let the seconds be over at once; whether the card was pulled."""
        self._seconds += seconds
        return pulled.is_set()


class Machine(Kiosk):
    """A kiosk on real threads."""

    def __init__(self, program: Program, clock: HandClock, threads: CountedThreads, printed: Path) -> None:
        self.heard = HeardSpeaker()
        super().__init__(program, clock, HandThreads(), printed, self.heard)
        self.clock, self.real = clock, threads

    def settle(self) -> None:
        """Let every worker finish what it has."""
        self.real.settle()

    def wait_for(self, screen: str, at_most_seconds: float) -> bool:
        """Let time pass from timer to timer until a screen is shown; whether it is."""
        until = self.clock.monotonic() + at_most_seconds
        while self.screen != screen and self.clock.monotonic() < until:
            self.clock.advance(max(0.1, self.clock.waiting()[0]))
            self.settle()
        return self.screen == screen

    def sweep(self) -> None:
        """Let what was put away be gone; outside a running loop Qt would keep it."""
        self.settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.heard.new()


def open_machine(stack: ExitStack, folder: Path, *, filled: bool = False) -> Machine:
    """A demo kiosk in a folder; everything it writes lies there. `filled`: the data lie there already."""
    kept: dict[str, object] = {
        "audit_file": str(folder / "audit.log"),
        "file": str(folder / "kiosk.log"),
        "level": "warning",
    }
    settings = demo_settings(folder).with_values(log=kept)
    clock, threads, time = HandClock(), CountedThreads(), ReaderTime()
    if not filled:
        filling.fill_with_demo(settings.database.url, Recipe(0, 1, 1, clock.today()))
    reader = MockReader(time.monotonic, wait=time.wait)
    rooms = replace(main.furnish(settings, stack, clock), reader=reader, simulator=reader)
    rules, issuer = rules_of(settings, clock.today()), issuer_of(settings)
    machine_of = Program(
        settings, rooms, clock, rules, issuer, windowed=True, size=SIZE, threads=threads, speaker=HeardSpeaker()
    )
    stack.callback(machine_of.close)
    machine_of.open()
    return Machine(machine_of, clock, threads, folder / "printed")
