"""The reader in memory behaves as the real one does, and its strings can be pulled."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from devices import mock
from devices.mock import MockReader
from devices.virtual.card import load_card
from kiosk.errors import CARD_PULLED, CARD_UNREADABLE, READER_GONE, Failure, KioskError, Refused
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent
from kiosk.ports import CardReader, Simulator

SERVICE_DOWN, NO_READER, NO_CARD, READING, PRESENT = (ReaderChanged(condition) for condition in ReaderCondition)


def started(meanwhile: Callable[[MockReader], None] = lambda _: None) -> tuple[MockReader, list[ReaderEvent]]:
    """A reader whose time does not pass; something may happen while a frozen card is waited for."""

    def wait(pulled: threading.Event, seconds: float) -> bool:
        if seconds:
            meanwhile(reader)
        return pulled.is_set()

    reader, events = MockReader(lambda: 0.0, wait=wait), list[ReaderEvent]()
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
    assert events == [NO_CARD, PRESENT, CardInserted(), READING, PRESENT, CardRemoved(), NO_CARD]
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is CARD_PULLED


def test_a_card_put_in_over_another_pulls_that_first() -> None:
    reader, events = started()
    reader.insert("zhang-san")
    reader.insert("zhang-san-contactless")
    assert events[3:] == [CardRemoved(), CardInserted(contactless=True)]


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
    assert events[3:] == [CardRemoved(), NO_READER, NO_CARD]
    assert reader.examine()[0].well


def test_stopping_the_service_takes_the_card_along() -> None:
    reader, events = started()
    reader.insert("zhang-san")
    reader.stop_service(True)
    reader.stop_service(True)
    assert [finding.part for finding in reader.examine() if not finding.well] == ["pcsc"]
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is READER_GONE
    reader.stop_service(False)
    assert events[3:] == [CardRemoved(), SERVICE_DOWN, NO_CARD]
    reader.insert("zhang-san")
    assert reader.read().card_number == "A12345674"


def test_a_card_put_in_without_reader_or_service_is_seen_when_both_are_back() -> None:
    reader, events = started()
    reader.unplug(True)
    reader.stop_service(True)
    reader.insert("chen-jing")
    reader.unplug(False)
    assert CardInserted() not in events
    reader.insert("zhang-san")
    reader.stop_service(False)
    assert events[1:] == [NO_READER, SERVICE_DOWN, PRESENT, CardInserted()]


def test_a_card_swapped_while_it_is_read_is_a_removal() -> None:
    reader, events = started(lambda reading: reading.insert("chen-jing"))
    reader.insert("frozen-after-3")
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is CARD_PULLED
    assert events[3:] == [READING, CardRemoved(), PRESENT, CardInserted()]
    assert reader.read().card_number == "B20000016"


def test_a_card_that_leaves_by_itself_is_told() -> None:
    reader, events = started()
    reader.insert("removed-after-3")
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is CARD_PULLED
    assert events[-2:] == [CardRemoved(), NO_CARD]


def test_a_frozen_card_ends_at_the_deadline_and_the_next_one_works() -> None:
    reader, events = started()
    reader.insert("zhang-san")
    reader.freeze()
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is READER_GONE
    assert events[-1] == PRESENT, "no stale READING"
    reader.insert("chen-jing")
    assert reader.read().card_number == "B20000016"


def test_where_time_is_driven_by_hand_a_frozen_card_holds_nobody_up() -> None:
    passed: list[float] = []

    def wait(pulled: threading.Event, seconds: float) -> bool:
        passed.append(seconds)
        return pulled.is_set()

    reader = MockReader(lambda: sum(passed), wait=wait)
    reader.insert("frozen-after-3")
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is READER_GONE
    assert sum(passed) == 5.0


@pytest.mark.parametrize(("milliseconds", "failure"), [(800, CARD_UNREADABLE), (5100, READER_GONE)])
def test_a_card_too_slow_is_given_up(milliseconds: int, failure: Failure, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[float] = []

    def wait(pulled: threading.Event, seconds: float) -> bool:
        passed.append(seconds)
        return pulled.is_set()

    card = load_card("zhang-san-version-1")
    slower = card.model_copy(update={"fault": card.fault.model_copy(update={"answer_milliseconds": milliseconds})})
    monkeypatch.setattr(mock, "load_card", lambda _name: slower)
    reader = MockReader(lambda: sum(passed), wait=wait)
    reader.insert("slow")
    with pytest.raises(KioskError) as caught:
        reader.read()
    assert caught.value.failure is failure
    assert sum(passed) <= 5.0


def test_a_frozen_card_that_is_pulled_ends_at_once() -> None:
    reader, _ = started(MockReader.pull)
    reader.insert("frozen-after-3")
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
