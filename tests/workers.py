"""Workers driven by hand: tasks wait until a test lets them run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from kiosk.ports import Workers
from kiosk.workers import SerialWorker


class HandWorker:
    """Implements kiosk.ports.Worker."""

    def __init__(self) -> None:
        self.tasks: deque[Callable[[], None]] = deque()

    def __call__(self, task: Callable[[], None]) -> None:
        """Queue a task."""
        self.tasks.append(task)

    def run_one(self) -> bool:
        """Run the oldest task; False when there is none."""
        if not self.tasks:
            return False
        self.tasks.popleft()()
        return True

    def run_all(self) -> None:
        """Run tasks until none is left."""
        while self.run_one():
            pass


class HandWorkers:
    """The four workers and the way back to the UI thread, all driven by hand."""

    def __init__(self) -> None:
        self.card, self.data, self.paper, self.health = HandWorker(), HandWorker(), HandWorker(), HandWorker()
        self.apart = HandWorker()
        self.mail = HandWorker()
        """What was posted to the UI thread."""

    def as_workers(self) -> Workers:
        """Return them as the conductor takes them."""
        return Workers(self.card, self.data, self.paper, self.health, self.apart)

    def settle(self) -> None:
        """Run everything until nothing is left to do."""
        every = (self.card, self.data, self.paper, self.health, self.apart, self.mail)
        while any([worker.run_one() for worker in every]):
            pass


def steps_of(task: Callable[[], object]) -> int:
    """How many signs of life a task gives while it runs on a real worker."""
    bugs: list[BaseException] = []
    worker = SerialWorker("steps", bugs.append)
    worker(lambda: (task(), None)[1])
    worker.start()
    worker.stop(60)
    assert not bugs, bugs
    return worker.steps_done() - 1
