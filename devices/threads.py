"""Work within a deadline, on threads that can be given up: SCardTransmit can be neither cancelled nor timed out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Generic, TypeVar

from kiosk.errors import READER_GONE, KioskError

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Task(Generic[T]):
    """A piece of work, and how it ended."""

    work: Callable[[], T]
    returned: list[T] = field(default_factory=list)
    raised: BaseException | None = None
    done: threading.Lock = field(default_factory=threading.Lock)
    """Held until the work has ended; a lock hands over faster than an event."""

    def __post_init__(self) -> None:
        self.done.acquire()

    def do(self) -> None:
        try:
            self.returned.append(self.work())
        except BaseException as error:  # noqa: BLE001 - raised again on the thread that asked
            self.raised = error
        finally:
            self.done.release()

    def result(self) -> T:
        if self.raised is not None:
            raise self.raised
        return self.returned[0]


class _CardThread:
    """One thread; ends when it is dismissed and has nothing left to do."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[_Task[object] | None] = SimpleQueue()

    def begin(self) -> None:
        threading.Thread(target=self._run, name="card", daemon=True).start()

    def give(self, task: _Task[object]) -> None:
        self._tasks.put(task)

    def dismiss(self) -> None:
        self._tasks.put(None)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            task.do()
            # What was read, and a PIN, must not live on here until the next card.
            del task


class CardThreads:
    """Does work within a deadline. A thread that does not end in time is given up; another takes its place.

    While open, a thread waits for the next work, for starting one takes a fifth of the time a card takes to read.
    One given up goes on until its card is pulled, then ends.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[_CardThread] = []
        self._open = False

    def open(self) -> None:
        """Keep threads from now on."""
        with self._lock:
            self._open = True

    def close(self) -> None:
        """Let every thread that waits end, and those at work when they have done it."""
        with self._lock:
            self._open = False
            waiting, self._waiting = self._waiting, []
        for thread in waiting:
            thread.dismiss()

    def within(self, seconds: float, work: Callable[[], T]) -> T:
        """Do some work; what it raises is raised here. Raises KioskError(READER_GONE) when it takes longer."""
        task = _Task(work)
        thread = self._take()
        thread.give(task)  # type: ignore[arg-type]  # a task of any type is done alike
        if not task.done.acquire(timeout=seconds):
            thread.dismiss()
            raise KioskError(READER_GONE, "the card froze")
        self._put_back(thread)
        return task.result()

    def _take(self) -> _CardThread:
        with self._lock:
            if self._waiting:
                return self._waiting.pop()
        thread = _CardThread()
        thread.begin()
        return thread

    def _put_back(self, thread: _CardThread) -> None:
        with self._lock:
            if self._open:
                self._waiting.append(thread)
                return
        thread.dismiss()
