"""One thread that watches readers and cards come and go, and outlives the PC/SC service."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from devices.pcsc import Context, SlotState
from devices.slots import Occupied, Slots
from kiosk.errors import KioskError
from kiosk.events import ReaderCondition, ReaderEvent

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
    """Watches on a thread of its own; `occupied` and `condition` may be read from any thread."""

    def __init__(self, pattern: str = "", establish: Callable[[], Monitor] = Context.establish) -> None:
        self._establish = establish
        self._slots = Slots(pattern)
        self._stopping = threading.Event()
        self._monitor: Monitor | None = None
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether it watches."""
        return self._thread is not None

    @property
    def occupied(self) -> Occupied | None:
        """The slot whose card counts now."""
        return self._slots.occupied

    @property
    def condition(self) -> ReaderCondition | None:
        """The reader's condition; None before the first look."""
        return self._slots.condition

    def start(self, listen: Callable[[ReaderEvent], None]) -> None:
        """Begin to watch; does not block. `listen` is called on the watching thread."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, args=(listen,), name="card-watcher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End watching; nothing is told afterwards."""
        self._stopping.set()
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

    def _run(self, listen: Callable[[ReaderEvent], None]) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                monitor = self._establish()
            except KioskError:
                self._tell(listen, self._slots.lose_service())
                self._stopping.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            self._watch(monitor, listen)

    def _watch(self, monitor: Monitor, listen: Callable[[ReaderEvent], None]) -> None:
        """Watch until the service is gone or the end; afterwards even a service that is back needs a new monitor."""
        self._monitor = monitor
        known: tuple[SlotState, ...] = ()
        try:
            while not self._stopping.is_set():
                names = monitor.slots()
                before = {slot.name: slot for slot in known}
                known = monitor.wait([before.get(name, SlotState(name)) for name in names], LOOK_MILLISECONDS)
                if names and not known:
                    self._stopping.wait(RELIST_PAUSE)
                    continue
                self._tell(listen, self._slots.look(known))
        except KioskError:
            self._tell(listen, self._slots.lose_service())
            self._stopping.wait(FIRST_PAUSE)
        finally:
            self._monitor = None
            monitor.release()

    def _tell(self, listen: Callable[[ReaderEvent], None], events: Sequence[ReaderEvent]) -> None:
        for event in events:
            if not self._stopping.is_set():
                listen(event)
