"""Levels of supplies in the two ways in which printers tell them, and how far they are."""

from __future__ import annotations

import pytest

from printing.device import Device, _level_of, _pages_of
from printing.ipp import Endpoint, _unpack

INTEGER, NO_VALUE = 0x21, 0x13


@pytest.mark.parametrize(
    ("supply", "level"),
    [
        ("index=2;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=75;colorantname=black;", 75),
        ("type=toner;maxcapacity=2000;level=500;", 25),
        (b"maxcapacity=100;level=0", 0),
        ("maxcapacity=-2;level=-2;", -2),
        ("maxcapacity=100;level=-3;", -3),
        ("level=75;", -2),
        ("maxcapacity=many;level=75;", -2),
        ("", -2),
    ],
)
def test_a_level_in_per_cent_or_unknown(supply: object, level: int) -> None:
    assert _level_of(supply) == level


def test_a_printer_without_ipp_tells_nothing() -> None:
    device = Device("usb://Make/Model")
    assert device.state() is None
    assert not device.supplies()
    assert not device.gave_up("any")
    assert device.pages_done("any") is None


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ({"job-impressions-completed": 7}, 7),
        ({"job-impressions-completed": 7, "job-media-sheets-completed": 4}, 7),
        ({"job-media-sheets-completed": 4}, 4),
        ({"job-impressions-completed": 0, "job-media-sheets-completed": 4}, 4),
        ({"job-impressions-completed": None, "job-media-sheets-completed": 4}, 4),
        ({"job-impressions-completed": 0}, None),
        ({"job-impressions-completed": None}, None),
        ({"job-k-octets-processed": 12}, None),
        ({}, None),
    ],
)
def test_how_many_pages_are_done_as_a_printer_answers(said: dict[str, int | None], pages: int | None) -> None:
    """Sides before sheets; nought and "no value" tell nothing."""
    facts = b"".join(_packed(name, count) for name, count in said.items())
    answer = b"\x02\x00\x00\x00\x00\x00\x00\x01\x02" + facts + b"\x03"
    assert _pages_of(_unpack(answer, Endpoint("nowhere"))) == pages


def _packed(name: str, count: int | None) -> bytes:
    value = b"" if count is None else count.to_bytes(4, "big")
    head = bytes([NO_VALUE if count is None else INTEGER]) + len(name).to_bytes(2, "big") + name.encode()
    return head + len(value).to_bytes(2, "big") + value
