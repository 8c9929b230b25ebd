"""The watching thread outlives the PC/SC service and stops when told."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence

from devices.announcer import Announcer
from devices.pcsc import SlotState
from devices.watcher import Watcher
from kiosk.errors import READER_GONE, KioskError
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent

EVENT_SECONDS = 60.0


class Service:
    """A PC/SC service in memory: each `wait` takes the next step the test gives; None kills the service."""

    def __init__(self) -> None:
        self.steps: queue.Queue[tuple[SlotState, ...] | None] = queue.Queue()
        self.running = True
        self.established = 0
        self.released = 0
        self.asked: list[tuple[SlotState, ...]] = []
        self._names: tuple[str, ...] = ("Reader 00 00",)

    def establish(self) -> Service:
        if not self.running:
            raise KioskError(READER_GONE)
        self.established += 1
        return self

    def slots(self) -> tuple[str, ...]:
        if not self.running:
            raise KioskError(READER_GONE)
        return self._names

    def wait(self, known: Sequence[SlotState], milliseconds: int) -> tuple[SlotState, ...]:
        self.asked.append(tuple(known))
        step = self.steps.get(timeout=EVENT_SECONDS)
        if step is None:
            self.running = False
            raise KioskError(READER_GONE)
        self._names = tuple(state.name for state in step)
        return step

    def cancel(self) -> None:
        self.steps.put(())

    def release(self) -> None:
        self.released += 1


def told(events: queue.Queue[ReaderEvent], count: int) -> list[ReaderEvent]:
    return [events.get(timeout=EVENT_SECONDS) for _ in range(count)]


CARD = SlotState("Reader 00 00", 0x00010022)
EMPTY = SlotState("Reader 00 00", 0x00000012)


def test_the_state_goes_back_whole() -> None:
    service, events = Service(), queue.Queue[ReaderEvent]()
    watcher = Watcher(Announcer(), service.establish)
    service.steps.put((CARD,))
    service.steps.put((CARD,))
    watcher.start(events.put)
    assert told(events, 2) == [ReaderChanged(ReaderCondition.CARD_PRESENT), CardInserted()]
    watcher.stop()
    assert service.asked[:2] == [(SlotState("Reader 00 00"),), (CARD,)]


def test_a_service_that_dies_is_told_once_and_found_again() -> None:
    service, events = Service(), queue.Queue[ReaderEvent]()
    announcer = Announcer()
    watcher = Watcher(announcer, service.establish)
    service.steps.put((CARD,))
    service.steps.put(None)
    watcher.start(events.put)
    assert told(events, 4)[2:] == [CardRemoved(), ReaderChanged(ReaderCondition.SERVICE_DOWN)]
    assert announcer.condition is ReaderCondition.SERVICE_DOWN
    service.steps.put((EMPTY,))
    service.running = True
    assert told(events, 1) == [ReaderChanged(ReaderCondition.NO_CARD)]
    watcher.stop()
    assert service.established == service.released == 2


def test_a_service_that_never_ran_is_told_at_start() -> None:
    service, events = Service(), queue.Queue[ReaderEvent]()
    service.running = False
    watcher = Watcher(Announcer(), service.establish)
    watcher.start(events.put)
    assert told(events, 1) == [ReaderChanged(ReaderCondition.SERVICE_DOWN)]
    watcher.stop()


def test_a_service_that_is_away_is_asked_less_and_less_often_but_every_two_seconds() -> None:
    """A8: no busy loop; and back within three seconds, of which two are this pause."""
    service, events, pauses = Service(), queue.Queue[ReaderEvent](), list[float | None]()
    service.running = False
    service.steps.put((EMPTY,))

    class Patience(threading.Event):
        """Time passes at once; the service is back after six pauses."""

        def wait(self, timeout: float | None = None) -> bool:
            pauses.append(timeout)
            service.running = len(pauses) >= 6
            return self.is_set()

    watcher = Watcher(Announcer(), service.establish)
    watcher._stopping = Patience()
    watcher.start(events.put)
    assert told(events, 2) == [ReaderChanged(ReaderCondition.SERVICE_DOWN), ReaderChanged(ReaderCondition.NO_CARD)]
    watcher.stop()
    assert pauses[:6] == [0.25, 0.5, 1.0, 2.0, 2.0, 2.0]


def test_a_reader_unplugged_and_plugged_in_again() -> None:
    service, events = Service(), queue.Queue[ReaderEvent]()
    watcher = Watcher(Announcer(), service.establish)
    for step in ((CARD,), (), (), (EMPTY,)):
        service.steps.put(step)
    watcher.start(events.put)
    assert told(events, 5) == [
        ReaderChanged(ReaderCondition.CARD_PRESENT),
        CardInserted(),
        CardRemoved(),
        ReaderChanged(ReaderCondition.NO_READER),
        ReaderChanged(ReaderCondition.NO_CARD),
    ]
    watcher.stop()


def test_nothing_is_told_after_the_stop_and_a_stop_without_a_start_is_harmless() -> None:
    service, events = Service(), queue.Queue[ReaderEvent]()
    watcher = Watcher(Announcer(), service.establish)
    watcher.stop()
    service.steps.put((EMPTY,))
    watcher.start(events.put)
    told(events, 1)
    watcher.stop()
    service.steps.put((CARD,))
    assert events.empty()
    assert "card-watcher" not in [thread.name for thread in threading.enumerate()]
