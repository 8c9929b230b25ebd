"""Serial workers: one thread each, tasks one after another."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import ExitStack

from kiosk.log import log, where

_here = threading.local()
"""Which worker's thread this is."""


def still_at_work() -> None:
    """A part of a long task is done: whoever watches this thread knows that it lives. Nothing on a thread of nobody's.

    Called where each step is bounded but there may be many: between questions to the database, to the printer, and
    between parts that are examined.
    """
    worker: SerialWorker | None = getattr(_here, "worker", None)
    if worker is not None:
        worker.go_on()


class SerialWorker:
    """A daemon thread that carries out tasks in the order they came.

    A task that raises is a bug: it is told to `on_bug` (in this thread) and the worker goes on.
    """

    def __init__(self, name: str, on_bug: Callable[[BaseException], None]) -> None:
        self.name = name
        self._steps_done = 0
        self._on_bug = on_bug
        self._tasks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> None:
        """Finish what is queued and end, waiting at most so long; a stuck task is left behind."""
        self._tasks.put(None)
        if self._thread is not None:
            self._thread.join(seconds)

    def __call__(self, task: Callable[[], None]) -> None:
        """Queue a task."""
        self._tasks.put(task)

    def steps_done(self) -> int:
        """How many tasks, or parts of long ones, have ended, well or not; it only grows."""
        return self._steps_done

    def go_on(self) -> None:
        """Another step is done; on its own thread."""
        self._steps_done += 1

    def _run(self) -> None:
        _here.worker = self
        while (task := self._tasks.get()) is not None:
            try:
                task()
            except Exception as error:  # noqa: BLE001 - one bad task must not end the thread that serves the next person
                self._on_bug(error)
            self.go_on()
            # Nothing of a person stays referenced while the worker waits for the next task.
            del task


def worker_beside(name: str, stack: ExitStack) -> SerialWorker:
    """A thread beside those of the program; it ends with the stack, and a bug in it is logged."""
    worker = SerialWorker(name, lambda error: log().error("bug", where=where(error), kind=type(error).__name__))
    worker.start()
    stack.callback(worker.stop)
    return worker
