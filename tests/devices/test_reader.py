"""The real reader without a card or a service; everything with a card stands in tests/hardware."""

from __future__ import annotations

import threading

import pytest

from devices import reader
from devices.reader import PcscReader
from kiosk.errors import CARD_FOREIGN, READER_GONE, KioskError
from kiosk.ports import CardReader


def test_it_is_a_card_reader() -> None:
    as_port: CardReader = PcscReader("any")
    as_port.release()


def test_nothing_is_read_before_the_start() -> None:
    with pytest.raises(KioskError) as caught:
        PcscReader().read()
    assert caught.value.failure is READER_GONE


def test_work_that_freezes_is_given_up_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "DEADLINE_SECONDS", 0.05)
    pulled = threading.Event()
    with pytest.raises(KioskError) as caught:
        reader._within_deadline(pulled.wait)
    pulled.set()
    assert caught.value.failure is READER_GONE


def test_what_the_work_raises_or_returns_reaches_the_caller() -> None:
    def fail() -> int:
        raise KioskError(CARD_FOREIGN)

    with pytest.raises(KioskError) as caught:
        reader._within_deadline(fail)
    assert caught.value.failure is CARD_FOREIGN
    assert reader._within_deadline(lambda: None) is None
