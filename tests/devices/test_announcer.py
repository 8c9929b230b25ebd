"""What is told comes in the order it became true, whichever thread finds it out."""

from __future__ import annotations

import threading

import pytest

from devices.announcer import Announcer
from devices.pcsc import SlotState
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent

SECONDS = 60.0
NAME = "Reader 00 00"
SERVICE_DOWN, NO_READER, NO_CARD, READING, PRESENT = (ReaderChanged(condition) for condition in ReaderCondition)


def empty(count: int = 0) -> SlotState:
    return SlotState(NAME, count << 16 | 0x10)


def card(count: int = 1) -> SlotState:
    return SlotState(NAME, count << 16 | 0x20)


def listening() -> tuple[Announcer, list[ReaderEvent]]:
    announcer, told = Announcer(), list[ReaderEvent]()
    announcer.begin(told.append)
    return announcer, told


def test_before_the_first_look_nothing_is_known() -> None:
    announcer = Announcer()
    assert (announcer.condition, announcer.occupied) == (None, None)


def test_everything_is_told_again_after_a_new_beginning() -> None:
    announcer, told = listening()
    announcer.look([card()])
    again: list[ReaderEvent] = []
    announcer.begin(again.append)
    announcer.look([card()])
    assert told == again == [PRESENT, CardInserted()]


def test_after_the_end_nothing_is_told() -> None:
    announcer, told = listening()
    announcer.end()
    announcer.look([card()])
    assert told == []


def test_reading_ends_on_every_way_out() -> None:
    announcer, told = listening()
    announcer.look([card()])
    assert announcer.occupied is not None
    with pytest.raises(ZeroDivisionError), announcer.reading(announcer.occupied):
        assert announcer.condition is ReaderCondition.READING
        raise ZeroDivisionError
    assert told[2:] == [READING, PRESENT]


def test_a_removal_between_beginning_and_end_is_the_last_word() -> None:
    announcer, told = listening()
    announcer.look([card()])
    assert announcer.occupied is not None
    with announcer.reading(announcer.occupied):
        announcer.look([empty(2)])
    assert told[2:] == [READING, CardRemoved(), NO_CARD]


def test_two_threads_never_tell_a_stale_condition() -> None:
    """One thread reads again and again while cards come and go on the other."""
    announcer, told = listening()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            slot = announcer.occupied
            if slot is not None:
                with announcer.reading(slot):
                    pass

    reading = threading.Thread(target=read)
    reading.start()
    for count in range(2000):
        announcer.look([card(count) if count % 2 else empty(count)])
    announcer.look([empty(2000)])
    over.set()
    reading.join(SECONDS)
    assert_consistent(told)
    assert announcer.condition is ReaderCondition.NO_CARD


def assert_consistent(told: list[ReaderEvent]) -> None:
    """READING and CARD_PRESENT only while a card is in."""
    present = False
    for event, following in zip(told, [*told[1:], None], strict=True):
        match event:
            case CardInserted():
                present = True
            case CardRemoved():
                present = False
            case ReaderChanged(ReaderCondition.READING):
                assert present
            case ReaderChanged(ReaderCondition.CARD_PRESENT):
                assert present or isinstance(following, CardInserted)
