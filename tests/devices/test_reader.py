"""The real reader on a PC/SC service in memory: what it tells, and that nothing is left; tests/hardware has pcscd."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator

import pytest

from devices import reader
from devices.operation import Operations
from devices.reader import PcscReader
from devices.virtual.card import Faults, load_card
from kiosk.errors import CARD_PULLED, READER_GONE, Failure, KioskError
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent
from kiosk.ports import CardReader
from tests.devices.pcsc_service import ANTENNA, CONTACT, FakeService

EVENT_SECONDS = 60.0
SOON = 0.05
SERVICE_DOWN, NO_READER, NO_CARD, READING, PRESENT = (ReaderChanged(condition) for condition in ReaderCondition)
LOST_PIN = bytearray(b"123456")


class Watched:
    """A reader on a service in memory, and what it told."""

    def __init__(self, *slots: str, deadline: float = EVENT_SECONDS) -> None:
        self.service = FakeService(*slots)
        self.reader = PcscReader("", self.service.establish, deadline)
        self.told: list[ReaderEvent] = []
        self._events: queue.Queue[ReaderEvent] = queue.Queue()

    def start(self) -> None:
        self.reader.start(self._events.put)

    def until(self, event: ReaderEvent) -> None:
        """Wait until the reader tells this anew."""
        while True:
            self.told.append(self._events.get(timeout=EVENT_SECONDS))
            if self.told[-1] == event:
                return

    def now(self) -> list[ReaderEvent]:
        """Everything told so far."""
        while not self._events.empty():
            self.told.append(self._events.get())
        return self.told

    def since_reading(self) -> list[ReaderEvent]:
        """Everything told since the last READING; a read may end just before the watcher sees why."""
        told = self.now()[len(self.told) - self.told[::-1].index(READING) :]
        return told[1:] if told[:2] == [PRESENT, CardRemoved()] else told

    def failure(self) -> Failure:
        with pytest.raises(KioskError) as caught:
            self.reader.read()
        return caught.value.failure

    def gives_up(self) -> None:
        """Read a card that freezes; what else is read has all the time a slow machine needs."""
        self.reader._deadline_seconds = SOON
        assert self.failure() is READER_GONE
        self.reader._deadline_seconds = EVENT_SECONDS
        assert self.service.frozen.wait(EVENT_SECONDS)


@pytest.fixture
def watched() -> Iterator[Watched]:
    watching = Watched(CONTACT, ANTENNA)
    watching.start()
    watching.until(NO_CARD)
    yield watching
    for slot in (CONTACT, ANTENNA):
        watching.service.remove(slot)
    watching.reader.stop()
    _await_end_of_card_threads()
    assert (watching.service.contexts, watching.service.handles) == (0, 0)


def _await_end_of_card_threads() -> None:
    for thread in threading.enumerate():
        if thread.name in ("card", "card-watcher"):
            thread.join(EVENT_SECONDS)
            assert not thread.is_alive()


def test_it_is_a_card_reader() -> None:
    as_port: CardReader = PcscReader("any")
    as_port.release()


def test_nothing_is_read_before_the_start() -> None:
    with pytest.raises(KioskError) as caught:
        PcscReader().read()
    assert caught.value.failure is READER_GONE


def test_reading_is_told_while_an_operation_runs(watched: Watched) -> None:
    watched.service.insert("zhang-san")
    watched.until(CardInserted())
    assert watched.reader.read().card_number == "A12345674"
    assert watched.reader.pin_tries_left() == 6
    assert watched.now()[1:] == [PRESENT, CardInserted(), READING, PRESENT, READING, PRESENT]


@pytest.mark.parametrize(
    "name", ["zhang-san", "bank-card", "cut-record", "endless-61", "wrong-charset", "removed-after-3"]
)
def test_the_card_is_powered_off_after_every_operation_whatever_came_of_it(watched: Watched, name: str) -> None:
    watched.service.insert(name)
    watched.until(CardInserted())
    for operation in (watched.reader.read, watched.reader.pin_tries_left, lambda: watched.reader.verify_pin(LOST_PIN)):
        before = watched.service.powered_off
        with contextlib.suppress(KioskError):
            operation()
        assert watched.service.powered_off == before + 1
        assert watched.service.handles == 0


def test_a_bug_in_an_operation_powers_the_card_off_and_is_raised(watched: Watched) -> None:
    watched.service.insert("zhang-san")
    watched.until(CardInserted())
    with pytest.raises(ZeroDivisionError):
        watched.reader._on_card(watched.reader._slot(), lambda _channel: 1 / 0)
    assert (watched.service.handles, watched.service.powered_off) == (0, 1)
    assert watched.now()[-1] == PRESENT


def test_a_frozen_card_is_given_up_and_nothing_of_it_is_left_once_it_is_pulled() -> None:
    watched = Watched()
    watched.start()
    watched.service.insert("frozen-after-3")
    watched.until(CardInserted())
    watched.gives_up()
    assert watched.now()[-2:] == [READING, PRESENT], "no stale READING"
    assert watched.service.handles == 1, "the thread that was given up still waits"
    watched.service.remove()
    watched.until(NO_CARD)
    watched.service.insert("chen-jing")
    watched.until(CardInserted())
    assert watched.reader.read().card_number == "B20000016"
    watched.service.remove()
    watched.until(NO_CARD)
    watched.reader.stop()
    _await_end_of_card_threads()
    assert (watched.service.contexts, watched.service.handles) == (0, 0)


def test_a_frozen_card_blocks_neither_the_other_slot_nor_the_examination() -> None:
    watched = Watched(CONTACT, ANTENNA)
    watched.start()
    watched.service.insert("frozen-after-3", ANTENNA)
    watched.until(CardInserted())
    watched.gives_up()
    assert [finding.part for finding in watched.reader.examine()] == ["pcsc", "reader", "card"]
    watched.service.remove(ANTENNA)
    watched.service.insert("zhang-san", CONTACT)
    watched.until(CardInserted())
    assert watched.reader.read().card_number == "A12345674"
    watched.reader.stop()
    _await_end_of_card_threads()


def test_a_card_pulled_while_it_is_read_never_becomes_present_again(watched: Watched) -> None:
    watched.service.insert("frozen-after-3")
    watched.until(CardInserted())
    failures: list[Failure] = []
    reading = threading.Thread(target=lambda: failures.append(watched.failure()))
    reading.start()
    assert watched.service.frozen.wait(EVENT_SECONDS)
    watched.service.remove()
    reading.join(EVENT_SECONDS)
    watched.until(NO_CARD)
    assert failures == [CARD_PULLED]
    assert watched.since_reading() == [CardRemoved(), NO_CARD]


def test_a_card_swapped_while_it_is_read_is_told_as_a_removal(watched: Watched) -> None:
    watched.service.insert("frozen-after-3")
    watched.until(CardInserted())
    reading = threading.Thread(target=watched.failure)
    reading.start()
    assert watched.service.frozen.wait(EVENT_SECONDS)
    watched.service.insert("chen-jing")
    reading.join(EVENT_SECONDS)
    watched.until(CardInserted())
    assert watched.since_reading() in ([CardRemoved(), PRESENT, CardInserted()], [CardRemoved(), CardInserted()])


def test_a_service_that_dies_while_a_card_is_read(watched: Watched) -> None:
    watched.service.insert("frozen-after-3")
    watched.until(CardInserted())
    reading = threading.Thread(target=watched.failure)
    reading.start()
    assert watched.service.frozen.wait(EVENT_SECONDS)
    watched.service.kill()
    reading.join(EVENT_SECONDS)
    watched.until(SERVICE_DOWN)
    assert watched.since_reading() == [CardRemoved(), SERVICE_DOWN]
    assert watched.failure() is READER_GONE


def test_a_pin_reaches_only_the_card_that_was_read(watched: Watched) -> None:
    watched.service.insert("zhang-san")
    watched.until(CardInserted())
    watched.reader.read()
    other = watched.service.insert("chen-jing")
    watched.until(CardRemoved())
    watched.until(CardInserted())
    with pytest.raises(KioskError) as caught:
        watched.reader.verify_pin(bytearray(b"654321"))
    assert caught.value.failure is CARD_PULLED
    assert other._tries_left == 6
    watched.reader.read()
    assert watched.reader.verify_pin(bytearray(b"654321")) == 5


def test_a_pin_reaches_no_card_that_was_swapped_in_unseen(watched: Watched) -> None:
    watched.service.insert("zhang-san")
    watched.until(CardInserted())
    watched.reader.read()
    watched.reader._watcher.stop()
    other = watched.service.insert("chen-jing")
    with pytest.raises(KioskError) as caught:
        watched.reader.verify_pin(bytearray(b"654321"))
    assert caught.value.failure is CARD_PULLED
    assert other._tries_left == 6


def test_a_card_that_another_program_looks_at_for_a_moment_is_waited_for(watched: Watched) -> None:
    watched.service.insert("zhang-san")
    watched.until(CardInserted())
    watched.service.hold(True)
    watched.reader._operations = Operations(watched.service.establish, pause=lambda _: watched.service.hold(False))
    assert watched.reader.read().card_number == "A12345674"


def test_its_own_examination_says_that_a_card_is_being_read(watched: Watched) -> None:
    watched.service.insert("frozen-after-3")
    watched.until(CardInserted())
    assert watched.reader.examine()[-1].state == "A card is in"
    reading = threading.Thread(target=watched.failure)
    reading.start()
    assert watched.service.frozen.wait(EVENT_SECONDS)
    assert watched.reader.examine()[-1].state == "The card is being read"
    watched.service.remove()
    reading.join(EVENT_SECONDS)


def test_the_examination_tells_a_card_that_hangs_from_a_service_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(deadline=SOON)
    monkeypatch.setattr(reader, "QUICK_SECONDS", EVENT_SECONDS)
    watched.service.insert(load_card("zhang-san").model_copy(update={"fault": Faults(frozen_after=0)}))
    findings = watched.reader.examine()
    assert [(finding.part, finding.well) for finding in findings] == [("pcsc", True), ("reader", True), ("card", False)]
    assert findings[-1].state == "The card does not answer, or another program is using it"
    monkeypatch.setattr(reader, "QUICK_SECONDS", SOON)
    with watched.service.changed:
        answered: list[str] = []
        asking = threading.Thread(target=lambda: answered.append(watched.reader.examine()[0].state))
        asking.start()
        asking.join(EVENT_SECONDS)
    assert answered == ["The card service does not answer in time"]
    watched.service.remove()
    _await_end_of_card_threads()
    assert (watched.service.contexts, watched.service.handles) == (0, 0)


def test_a_hundred_insertions_leave_nothing_behind(watched: Watched) -> None:
    before = set(threading.enumerate())
    names = ("zhang-san", "bank-card", "mute", "removed-after-3", "endless-61")
    for turn in range(100):
        watched.service.insert(load_card(names[turn % len(names)]))
        watched.until(CardInserted())
        with contextlib.suppress(KioskError):
            watched.reader.read()
        watched.service.remove()
        watched.until(NO_CARD)
    assert (watched.service.contexts, watched.service.handles) == (1, 0), "the watcher's alone"
    assert len(set(threading.enumerate()) - before) <= 1, "one card thread waits for the next card"
