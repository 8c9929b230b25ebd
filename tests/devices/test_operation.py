"""One operation: a card of its own, within its time, off again whatever happens; another program is waited for."""

from __future__ import annotations

import pytest

from devices.apdu import Channel
from devices.operation import BUSY_SECONDS, EXCHANGE_SECONDS, Operations
from devices.slots import Occupied
from devices.sscard import read_face
from kiosk.errors import CARD_PULLED, CARD_UNREADABLE, READER_GONE, KioskError
from tests.devices.pcsc_service import CONTACT, FakeService


class HandTime:
    """Time that passes only in pauses."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def pause(self, seconds: float) -> None:
        self.seconds += seconds


class Bench:
    """A service, and operations on it whose time is driven by hand."""

    def __init__(self) -> None:
        self.service, self.time = FakeService(), HandTime()
        self.operations = Operations(self.service.establish, self.time.now, self.time.pause)
        self.service.insert("zhang-san")

    @property
    def slot(self) -> Occupied:
        return Occupied(CONTACT, self.service.slots[CONTACT].count, False)

    def nothing_left(self) -> bool:
        return (self.service.contexts, self.service.handles) == (0, 0)


def test_a_card_is_read_and_powered_off() -> None:
    bench = Bench()
    assert bench.operations.on_card(bench.slot, read_face).card_number == "A12345674"
    assert bench.nothing_left() and bench.service.powered_off == 1


def test_the_card_is_off_and_the_context_gone_when_the_work_fails() -> None:
    def fail(_channel: Channel) -> None:
        raise KioskError(CARD_UNREADABLE)

    bench = Bench()
    with pytest.raises(KioskError):
        bench.operations.on_card(bench.slot, fail)
    assert bench.nothing_left() and bench.service.powered_off == 1


def test_the_context_is_gone_when_no_card_can_be_powered() -> None:
    bench = Bench()
    bench.service.remove()
    with pytest.raises(KioskError) as caught:
        bench.operations.on_card(bench.slot, read_face)
    assert caught.value.failure is CARD_PULLED
    assert bench.nothing_left()


def test_a_card_that_another_program_keeps_is_given_up() -> None:
    bench = Bench()
    bench.service.hold(True)
    with pytest.raises(KioskError) as caught:
        bench.operations.on_card(bench.slot, read_face)
    assert caught.value.failure is READER_GONE
    assert BUSY_SECONDS < bench.time.seconds < EXCHANGE_SECONDS
    assert bench.nothing_left()


def test_waiting_for_another_program_counts_into_the_time_of_the_read() -> None:
    bench = Bench()

    def slow(channel: Channel) -> None:
        bench.time.pause(EXCHANGE_SECONDS + 0.1)
        read_face(channel)

    with pytest.raises(KioskError) as caught:
        bench.operations.on_card(bench.slot, slow)
    assert caught.value.failure is CARD_UNREADABLE


def test_certain_work_is_done_only_on_the_very_card() -> None:
    bench = Bench()
    seen = bench.slot
    assert bench.operations.on_card(seen, read_face, certain=True).card_number == "A12345674"
    bench.service.insert("chen-jing")
    sent: list[object] = []
    with pytest.raises(KioskError) as caught:
        bench.operations.on_card(seen, sent.append, certain=True)
    assert (caught.value.failure, sent) == (CARD_PULLED, [])
    assert bench.nothing_left() and bench.service.powered_off == 2
