"""USB readers and drivers, on made-up trees."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from devices.usb import UsbReader, driven_ids, usb_readers

CCID, STORAGE, VENDOR = "0b", "08", "ff"


def plug(devices: Path, name: str, usb_id: str, *interfaces: str, product: str = "") -> None:
    device = devices / name
    device.mkdir(parents=True)
    vendor, _, number = usb_id.partition(":")
    (device / "idVendor").write_text(vendor + "\n")
    (device / "idProduct").write_text(number + "\n")
    if product:
        (device / "product").write_text(product + "\n")
    for number_, kind in enumerate(interfaces):
        interface = devices / f"{name}:1.{number_}"
        interface.mkdir()
        (interface / "bInterfaceClass").write_text(kind + "\n")


def install(drivers: Path, name: str, *ids: tuple[str, str]) -> None:
    contents = drivers / f"{name}.bundle" / "Contents"
    contents.mkdir(parents=True)
    listed = {"ifdVendorID": [vendor for vendor, _ in ids], "ifdProductID": [product for _, product in ids]}
    (contents / "Info.plist").write_bytes(plistlib.dumps(listed))


def test_a_reader_is_told_by_its_class_and_its_driver_by_its_id(tmp_path: Path) -> None:
    devices, drivers = tmp_path / "devices", tmp_path / "drivers"
    plug(devices, "usb1", "1d6b:0002", "09")
    plug(devices, "1-1", "072F:90CC", CCID, product="CCID USB Reader")
    plug(devices, "1-2", "1234:5678", VENDOR, CCID)
    plug(devices, "1-3", "0951:1666", STORAGE, product="DataTraveler")
    install(drivers, "ifd-ccid", ("0x08E6", "0x3437"), ("0x072F", "0x90CC"))
    assert usb_readers(devices, drivers) == (
        UsbReader("072f:90cc", "CCID USB Reader", True),
        UsbReader("1234:5678", "", False),
    )


def test_a_reader_of_no_class_is_known_by_its_makers_driver(tmp_path: Path) -> None:
    plug(tmp_path / "devices", "2-1.4", "0bda:0161", VENDOR)
    assert usb_readers(tmp_path / "devices", tmp_path / "drivers") == ()
    install(tmp_path / "drivers", "maker", ("0x0BDA", "0x0161"))
    assert usb_readers(tmp_path / "devices", tmp_path / "drivers") == (UsbReader("0bda:0161", "", True),)


def test_interfaces_of_a_device_with_a_longer_name_are_not_its_own(tmp_path: Path) -> None:
    plug(tmp_path / "devices", "1-1", "05e3:0608", "09")
    plug(tmp_path / "devices", "1-1.2", "1234:5678", CCID)
    assert [reader.usb_id for reader in usb_readers(tmp_path / "devices", tmp_path / "drivers")] == ["1234:5678"]


def test_without_usb_and_drivers_there_is_nothing(tmp_path: Path) -> None:
    assert usb_readers(tmp_path / "none", tmp_path / "none") == ()


@pytest.mark.parametrize(
    "content", [b"", b"not a plist", b"<plist><dict/></plist>", plistlib.dumps({"ifdVendorID": ["x"]}), b"\xff\xfe"]
)
def test_a_driver_whose_description_cannot_be_read_lists_nothing(tmp_path: Path, content: bytes) -> None:
    install(tmp_path, "broken")
    (tmp_path / "broken.bundle" / "Contents" / "Info.plist").write_bytes(content)
    install(tmp_path, "sound", ("0x072F", "0x90CC"))
    assert driven_ids(tmp_path) == {"072f:90cc"}
