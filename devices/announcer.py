"""Tells what happens to readers and cards, whoever finds it out: one lock, so it is told in the order it happened."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from devices.pcsc import SlotState
from devices.slots import Occupied, Slots
from kiosk.events import ReaderCondition, ReaderEvent

Listen = Callable[[ReaderEvent], None]


class Announcer:
    """The slots and who listens to them; every method may be called from any thread."""

    def __init__(self, pattern: str = "") -> None:
        self._pattern = pattern
        self._slots = Slots(pattern)
        self._listen: Listen | None = None
        self._lock = threading.RLock()

    @property
    def occupied(self) -> Occupied | None:
        """The slot whose card counts now."""
        return self._slots.occupied

    @property
    def condition(self) -> ReaderCondition | None:
        """The reader's condition; None before the first look."""
        return self._slots.condition

    def begin(self, listen: Listen) -> None:
        """Tell `listen` everything from the first look on; it must not wait for another thread."""
        with self._lock:
            self._slots = Slots(self._pattern)
            self._listen = listen

    def end(self) -> None:
        """Tell nothing any more; when this returns, nothing is being told."""
        with self._lock:
            self._listen = None

    def look(self, states: Sequence[SlotState]) -> None:
        """Take in the states of all slots."""
        with self._lock:
            self._tell(self._slots.look(states))

    def lose_service(self) -> None:
        """The PC/SC service is gone."""
        with self._lock:
            self._tell(self._slots.lose_service())

    @contextmanager
    def reading(self, slot: Occupied) -> Iterator[None]:
        """While an operation runs on a card; on every way out the condition is the true one again."""
        with self._lock:
            self._tell(self._slots.begin_reading(slot))
        try:
            yield
        finally:
            with self._lock:
                self._tell(self._slots.end_reading(slot))

    def _tell(self, events: Sequence[ReaderEvent]) -> None:
        for event in events:
            if self._listen is not None:
                self._listen(event)
