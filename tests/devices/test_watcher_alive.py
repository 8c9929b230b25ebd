"""Whether the watching thread is alive: a service that hangs is gone, a thread that ended or stands still is dead."""

from __future__ import annotations

import queue
import threading

import pytest

from devices.announcer import Announcer
from devices.watcher import HUNG_SECONDS, Watcher
from kiosk.events import CardInserted, ReaderChanged, ReaderCondition, ReaderEvent
from tests.clock import HandClock
from tests.devices.test_watcher import CARD, EVENT_SECONDS, Service, told


class Hanging(Service):
    """A service that keeps a question until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_for_slots, self.free = threading.Event(), threading.Event()

    def slots(self) -> tuple[str, ...]:
        self.asked_for_slots.set()
        assert self.free.wait(EVENT_SECONDS)
        return super().slots()


def test_a_service_that_hangs_is_told_as_gone_until_it_answers_and_the_thread_is_alive() -> None:
    service, events, clock = Hanging(), queue.Queue[ReaderEvent](), HandClock()
    watcher = Watcher(Announcer(), service.establish, clock.monotonic)
    assert watcher.alive(), "there is none yet"
    watcher.start(events.put)
    assert service.asked_for_slots.wait(EVENT_SECONDS)
    clock.advance(HUNG_SECONDS - 1)
    assert watcher.alive()
    assert events.empty(), "a busy machine takes a while"
    clock.advance(1)
    assert watcher.alive() and watcher.alive()
    assert told(events, 1) == [ReaderChanged(ReaderCondition.SERVICE_DOWN)], "once"
    service.steps.put((CARD,))
    service.free.set()
    assert told(events, 2) == [ReaderChanged(ReaderCondition.CARD_PRESENT), CardInserted()]
    watcher.stop()


class Broken(Service):
    """A service whose every answer is a bug of ours."""

    def slots(self) -> tuple[str, ...]:
        raise ZeroDivisionError


def test_a_thread_that_a_bug_ended_is_not_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    struck = queue.Queue[threading.ExceptHookArgs]()
    monkeypatch.setattr(threading, "excepthook", struck.put)
    watcher = Watcher(Announcer(), Broken().establish)
    watcher.start(lambda event: None)
    thread = struck.get(timeout=EVENT_SECONDS).thread
    assert thread is not None
    thread.join(EVENT_SECONDS)
    assert not watcher.alive()
    watcher.stop()


def test_a_thread_that_stands_still_in_our_own_code_is_not_alive() -> None:
    service, clock, free, inside = Service(), HandClock(), threading.Event(), threading.Event()

    def listen(event: ReaderEvent) -> None:
        inside.set()
        assert free.wait(EVENT_SECONDS)

    watcher = Watcher(Announcer(), service.establish, clock.monotonic)
    service.steps.put((CARD,))
    watcher.start(listen)
    assert inside.wait(EVENT_SECONDS)
    assert watcher.alive()
    clock.advance(HUNG_SECONDS)
    assert not watcher.alive()
    free.set()
    watcher.stop()
