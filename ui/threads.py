"""The threads of the running program: four serial workers, and Qt's mailbox as the way back to the UI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from kiosk.heartbeat import Watched
from kiosk.ports import Workers
from kiosk.workers import SerialWorker
from ui.mailbox import Mailbox


class Threads(Protocol):
    """The workers, and the way back to the UI thread; tests drive them by hand."""

    workers: Workers

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the UI thread; from any thread."""
        ...

    def apart(self, task: Callable[[], None]) -> None:
        """Run a task that may take minutes on a thread of its own, which nobody watches."""
        ...

    def watched(self) -> Sequence[Watched]:
        """The threads that must stay alive: the screen's and each worker."""
        ...

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End."""
        ...


class RealThreads:
    """Four serial threads and Qt's mailbox."""

    def __init__(self, on_bug: Callable[[BaseException], None]) -> None:
        self._mailbox, self._on_bug = Mailbox(), on_bug
        self._serial = tuple(SerialWorker(name, on_bug) for name in ("card", "data", "paper", "health"))
        card, data, paper, health = self._serial
        self.workers = Workers(card, data, paper, health, self.apart)

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the UI thread; from any thread."""
        self._mailbox.post(call)

    def apart(self, task: Callable[[], None]) -> None:
        """Run a task that may take minutes on a thread of its own, which nobody watches."""
        # What it raises reaches threading.excepthook, and so the guard, like every bug of a thread.
        threading.Thread(target=task, name="apart", daemon=True).start()

    def watched(self) -> Sequence[Watched]:
        """The threads that must stay alive: the screen's and each worker."""
        return (Watched("screen", self.post), *(Watched(each.name, each, each.steps_done) for each in self._serial))

    def start(self) -> None:
        """Begin."""
        for worker in self._serial:
            worker.start()

    def stop(self) -> None:
        """Finish what is queued and end."""
        for worker in self._serial:
            worker.stop()
