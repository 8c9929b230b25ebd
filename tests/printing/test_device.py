"""Levels of supplies in the two ways in which printers tell them."""

from __future__ import annotations

import pytest

from printing.device import Device, _level_of


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
