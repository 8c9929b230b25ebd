"""Every virtual card, read through the mock reader: what each is for is what comes of it, and none is forgotten."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from devices.mock import MockReader
from devices.virtual.card import card_names, load_card
from kiosk.cards import CardFace
from kiosk.errors import (
    CARD_BLOCKED,
    CARD_FOREIGN,
    CARD_PULLED,
    CARD_UNREADABLE,
    PIN_LOCKED,
    READER_GONE,
    Failure,
    KioskError,
)

REFUSED: dict[str, Failure] = {
    "application-blocked": CARD_BLOCKED,
    "bank-card": CARD_FOREIGN,
    "blank": CARD_UNREADABLE,
    "card-blocked": CARD_BLOCKED,
    "cut-record": CARD_UNREADABLE,
    "endless-61": CARD_UNREADABLE,
    "endless-6c": CARD_UNREADABLE,
    "frozen-after-3": READER_GONE,
    "giant-record": CARD_UNREADABLE,
    "mute": CARD_UNREADABLE,
    "other-card": CARD_FOREIGN,
    "removed-after-1": CARD_PULLED,
    "removed-after-3": CARD_PULLED,
    "removed-after-4": CARD_PULLED,
    "too-slow": CARD_UNREADABLE,
    "wrong-charset": CARD_UNREADABLE,
}
"""Cards that cannot be read; every other can, whatever the data say of it afterwards."""

VERSIONS = {
    "zhang-san": "3.0",
    "zhang-san-t1": "3.0",
    "zhang-san-contactless": "3.0",
    "zhang-san-version-1": "1.0",
    "zhang-san-version-2": "2.0",
    "zhang-san-version-2-short": "2.0",
    "zhang-san-version-empty": "1.0",
    "zhang-san-records-only": "2.0",
    "unwritten-fields": "1.0",
}

NAMES = {
    "long-name": "阿卜杜热合曼·买买提伊敏·吐尔逊江",
    "latin-name": "MARTIN LUCAS",
    "rare-name": "赵吉龑",
    "zhang-san-version-empty": "张三",
    "zhang-san": None,
    "unwritten-fields": None,
}


class HandTime:
    """Waiting is free, and counted."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def wait(self, pulled: threading.Event, seconds: float) -> bool:
        self.seconds += seconds
        return pulled.is_set()


def inserted(name: str) -> tuple[MockReader, HandTime]:
    time = HandTime()
    reader = MockReader(time.now, wait=time.wait)
    reader.start(lambda _event: None)
    reader.insert(name)
    return reader, time


def face(name: str) -> CardFace:
    return inserted(name)[0].read()


@pytest.mark.parametrize("name", card_names())
def test_every_card_is_read_or_refused_as_it_should_within_its_time(name: str) -> None:
    reader, time = inserted(name)
    if name in REFUSED:
        with pytest.raises(KioskError) as caught:
            reader.read()
        assert caught.value.failure is REFUSED[name]
    else:
        read, issuer = reader.read(), load_card(name).issuer
        assert issuer is not None
        assert (read.card_number, read.identification_code) == (issuer.card_number, issuer.identification_code)
        assert (read.issued, read.valid_until) == (issuer.issued, issuer.valid_until)
    assert time.seconds <= 5.0


@pytest.mark.parametrize(("name", "version"), VERSIONS.items())
def test_every_generation_is_told_by_its_version(name: str, version: str) -> None:
    assert face(name).version == version


@pytest.mark.parametrize(("name", "holder"), NAMES.items())
def test_names_are_read_as_they_are_written(name: str, holder: str | None) -> None:
    assert face(name).name == holder


def test_only_the_card_on_the_antenna_is_contactless() -> None:
    read = [name for name in card_names() if name not in REFUSED]
    assert [name for name in read if face(name).contactless] == ["zhang-san-contactless"]


@pytest.mark.parametrize(
    ("name", "tries"), [("zhang-san", 6), ("no-pin", None), ("pin-locked", 0), ("pin-two-tries", 2)]
)
def test_tries_left_are_told(name: str, tries: int | None) -> None:
    assert inserted(name)[0].pin_tries_left() == tries


@pytest.mark.parametrize("name", ["no-pin", "pin-locked", "pin-two-tries"])
def test_cards_whose_pin_opens_nothing(name: str) -> None:
    with pytest.raises(KioskError) as caught:
        inserted(name)[0].verify_pin(bytearray(b"123456"))
    assert caught.value.failure is PIN_LOCKED


def test_cards_of_another_agency_and_of_ours_differ_in_the_division_code() -> None:
    assert face("unknown").identification_code.startswith("119901")
    assert face("another-agency").identification_code.startswith("119902")


def test_a_card_of_the_demos_month() -> None:
    assert face("issued-this-month").issued == date(2026, 11, 1)
