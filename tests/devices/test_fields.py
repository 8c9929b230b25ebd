"""Text, digits and days as the card holds them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import fields
from kiosk.errors import CARD_UNREADABLE, KioskError

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=25)


@pytest.mark.parametrize("value", ["", "00", "0000", "FF", "FFFFFFFF"])
def test_a_value_all_00_or_all_ff_was_never_written(value: str) -> None:
    empty = bytes.fromhex(value)
    assert not fields.is_written(empty)
    assert fields.text(empty) == "" and fields.hexadecimal(empty) == "" and fields.day(empty) is None


def test_a_value_of_00_and_ff_mixed_was_written() -> None:
    assert fields.hexadecimal(bytes.fromhex("00FF")) == "00FF"


@given(CHINESE, st.integers(min_value=0, max_value=50))
def test_a_name_cut_anywhere_is_joined_as_bytes(name: str, cut: int) -> None:
    written = name.encode("gbk")
    assert fields.text(written[:cut], written[cut:].ljust(50, b"\x00")) == name


def test_a_name_that_is_no_gbk_is_refused() -> None:
    for value in (b"\xff\x84", b"\xd5\xc5\xc8", b"ab\x07cd"):
        with pytest.raises(KioskError) as caught:
            fields.text(value)
        assert caught.value.failure is CARD_UNREADABLE


def test_a_rare_character_in_the_private_area_is_no_reason_to_refuse_a_card() -> None:
    assert fields.text(bytes.fromhex("D5D4") + "\ue010".encode("gb18030"))[0] == "赵"


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_comes_back(day: date) -> None:
    assert fields.day(bytes.fromhex(day.strftime("%Y%m%d"))) == day


@pytest.mark.parametrize("value", ["20241301", "20240230", "2024FFFF", "ABCDEF01"])
def test_a_day_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(KioskError) as caught:
        fields.day(bytes.fromhex(value))
    assert caught.value.failure is CARD_UNREADABLE


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_a_pin_is_packed_two_digits_in_a_byte(pin: str) -> None:
    assert fields.packed_digits(bytearray(pin.encode())).hex() == pin
