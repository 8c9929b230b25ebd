"""The reader in memory behaves as the real one does, and its strings can be pulled."""

from __future__ import annotations

import threading

import pytest

from devices.mock import MockReader
from kiosk.errors import CARD_PULLED, CARD_UNREADABLE, READER_GONE, KioskError, Refused
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent
from kiosk.ports import CardReader, Simulator

NO_CARD, PRESENT, NO_READER = (
    ReaderChanged(ReaderCondition.NO_CARD),
    ReaderChanged(ReaderCondition.CARD_PRESENT),
    ReaderChanged(ReaderCondition.NO_READER),
)


def started() -> tuple[MockReader, list[ReaderEvent]]:
    reader, events = MockReader(deadline_seconds=0.05), list[ReaderEvent]()
    reader.start(events.append)
    return reader, events


def test_it_is_both_a_reader_and_a_simulator() -> None:
    reader = MockReader()
    as_reader: CardReader = reader
    as_simulator: Simulator = reader
    assert as_reader.examine()[0].well
    assert as_simulator.cards()


def test_insert_read_pull() -> None:
    reader, events = started()
    reader.insert("zhang-san")
    assert reader.read().card_number == "A12345674"
    reader.pull()
    reader.pull()
    assert events == [NO_CARD, PRESENT, CardInserted(), CardRemoved(), NO_CARD]
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is CARD_PULLED


def test_a_card_put_in_over_another_pulls_that_first() -> None:
    reader, events = started()
    reader.insert("zhang-san")
    reader.insert("zhang-san-contactless")
    assert events[3:] == [CardRemoved(), NO_CARD, PRESENT, CardInserted(contactless=True)]


def test_a_card_put_in_before_the_start_is_told_at_the_start() -> None:
    reader, events = MockReader(), list[ReaderEvent]()
    reader.insert("chen-jing")
    reader.start(events.append)
    assert events == [PRESENT, CardInserted()]


def test_unplugging_takes_the_card_along() -> None:
    reader, events = started()
    reader.insert("zhang-san")
    reader.unplug(True)
    reader.unplug(True)
    assert not reader.examine()[0].well
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is READER_GONE
    reader.unplug(False)
    assert events[3:] == [CardRemoved(), NO_CARD, NO_READER, NO_CARD]
    assert reader.examine()[0].well


def test_a_card_that_leaves_by_itself_is_told() -> None:
    reader, events = started()
    reader.insert("removed-after-3")
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is CARD_PULLED
    assert events[-2:] == [CardRemoved(), NO_CARD]


def test_a_frozen_card_ends_at_the_deadline() -> None:
    reader, _ = started()
    reader.insert("frozen-after-3")
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is READER_GONE


def test_a_frozen_card_that_is_pulled_ends_at_once() -> None:
    reader = MockReader()
    reader.insert("frozen-after-3")
    threading.Timer(0.05, reader.pull).start()
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is CARD_PULLED


def test_a_mute_card_is_unreadable() -> None:
    reader, events = started()
    reader.insert("mute")
    assert events[-1] == CardInserted()
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is CARD_UNREADABLE


def test_the_pin_stays_verified_no_longer_than_the_operation() -> None:
    reader, _ = started()
    reader.insert("zhang-san")
    assert reader.verify_pin(bytearray(b"123456")) is None
    assert reader.pin_tries_left() == 6
    assert reader.verify_pin(bytearray(b"000000")) == 5
    reader.release()
    assert reader.pin_tries_left() == 5


def test_an_unknown_card_is_refused_and_nothing_is_pulled() -> None:
    reader, events = started()
    reader.insert("zhang-san")
    before = list(events)
    with pytest.raises(Refused, match="nobody.*zhang-san"):
        reader.insert("nobody")
    assert events == before


def test_after_the_stop_nothing_is_told() -> None:
    reader, events = started()
    reader.stop()
    reader.insert("zhang-san")
    assert events == [NO_CARD]
