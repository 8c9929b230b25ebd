"""One thread that watches readers and cards come and go, and outlives the PC/SC service."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from devices.announcer import Announcer, Listen
from devices.pcsc import Context, SlotState
from kiosk.errors import KioskError

LOOK_MILLISECONDS = 1000
"""Readers are listed again this often, should a service not announce new ones."""

FIRST_PAUSE = 0.25
"""Seconds before the first try to reach a service that is gone; doubles up to LONGEST_PAUSE."""

LONGEST_PAUSE = 2.0
"""A service that is back is noticed within three seconds, without a busy loop until then."""

RELIST_PAUSE = 0.1
"""A reader vanished between listing and waiting: list again, but never in a busy loop."""

CANCEL_PAUSE = 0.05
"""A wait that begins just after it was cancelled is not cancelled; so cancel again."""

HUNG_SECONDS = 10.0
"""A service that holds one question so long, of which the longest takes a second, hangs. It counts as gone: nobody
would see the card leave. Longer than anything a busy machine does."""

STOP_SECONDS = 3.0
"""Longest time `stop` waits for the thread."""


class Monitor(Protocol):
    """What the watcher needs of a PC/SC context."""

    def slots(self) -> tuple[str, ...]:
        """Names of all slots."""
        ...

    def wait(self, known: Sequence[SlotState], milliseconds: int) -> tuple[SlotState, ...]:
        """Wait for a change."""
        ...

    def cancel(self) -> None:
        """End a wait."""
        ...

    def release(self) -> None:
        """Let go."""
        ...


class Watcher:
    """Watches on a thread of its own and lets the announcer tell what it sees."""

    def __init__(
        self,
        announcer: Announcer,
        establish: Callable[[], Monitor] = Context.establish,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._announcer = announcer
        self._establish = establish
        self._monotonic = monotonic
        self._came_by = 0.0
        """When the thread last was in our code and not in the service's."""
        self._at_service = False
        self._stopping = threading.Event()
        self._monitor: Monitor | None = None
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether it watches."""
        return self._thread is not None

    def alive(self) -> bool:
        """Whether the watching thread, if there is to be one, goes about its work; ask it once a second or so.

        A service that hangs is no fault of the thread: it is told like one that is gone, until it answers again.
        """
        thread = self._thread
        if thread is None:
            return True
        if not thread.is_alive():
            return False
        if self._monotonic() - self._came_by < HUNG_SECONDS:
            return True
        if not self._at_service:
            return False
        self._announcer.lose_service()
        return True

    def start(self, listen: Listen) -> None:
        """Begin to watch; does not block. `listen` is called on the watching thread."""
        self._announcer.begin(listen)
        self._stopping.clear()
        self._came_by = self._monotonic()
        self._thread = threading.Thread(target=self._run, name="card-watcher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End watching; nothing is told afterwards."""
        self._stopping.set()
        self._announcer.end()
        thread, self._thread = self._thread, None
        if thread is None or thread is threading.current_thread():
            return
        for _ in range(round(STOP_SECONDS / CANCEL_PAUSE)):
            monitor = self._monitor
            if monitor is not None:
                monitor.cancel()
            thread.join(CANCEL_PAUSE)
            if not thread.is_alive():
                return

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                with self._asking():
                    monitor = self._establish()
            except KioskError:
                self._announcer.lose_service()
                self._stopping.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            self._watch(monitor)

    def _watch(self, monitor: Monitor) -> None:
        """Watch until the service is gone or the end; afterwards even a service that is back needs a new monitor."""
        self._monitor = monitor
        known: tuple[SlotState, ...] = ()
        try:
            while not self._stopping.is_set():
                with self._asking():
                    names = monitor.slots()
                    before = {slot.name: slot for slot in known}
                    known = monitor.wait([before.get(name, SlotState(name)) for name in names], LOOK_MILLISECONDS)
                if names and not known:
                    self._stopping.wait(RELIST_PAUSE)
                    continue
                self._announcer.look(known)
        except KioskError:
            self._announcer.lose_service()
            self._stopping.wait(FIRST_PAUSE)
        finally:
            self._monitor = None
            with self._asking():
                monitor.release()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Meanwhile the service has the thread, and may never give it back."""
        self._came_by, self._at_service = self._monotonic(), True
        try:
            yield
        finally:
            self._came_by, self._at_service = self._monotonic(), False
