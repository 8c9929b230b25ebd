"""USB card readers that are plugged in, and whether an installed PC/SC driver knows them."""

from __future__ import annotations

import plistlib
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

DEVICES = Path("/sys/bus/usb/devices")
"""Where Linux describes what is plugged in."""

DRIVERS = Path("/usr/lib/pcsc/drivers")
"""Where pcscd finds its drivers for USB readers."""

_SMART_CARD_CLASS = "0b"
"""bInterfaceClass of a reader that follows the CCID standard (USB class 0Bh)."""


@dataclass(frozen=True, slots=True)
class UsbReader:
    """A card reader on USB."""

    usb_id: str
    """Vendor and product, as `lsusb` writes them: 072f:90cc."""
    product: str
    """What it calls itself; may be empty."""
    has_driver: bool


def usb_readers(devices: Path = DEVICES, drivers: Path = DRIVERS) -> tuple[UsbReader, ...]:
    """Everything plugged in that is of the smart card class, or that an installed driver knows. Never raises."""
    known = driven_ids(drivers)
    found = []
    for device in _folders(devices):
        usb_id = f"{_line(device / 'idVendor').lower()}:{_line(device / 'idProduct').lower()}"
        if usb_id != ":" and (usb_id in known or _is_smart_card_class(devices, device.name)):
            found.append(UsbReader(usb_id, _line(device / "product"), usb_id in known))
    return tuple(found)


def driven_ids(drivers: Path = DRIVERS) -> frozenset[str]:
    """The USB ids that the installed drivers list in their Info.plist; a file that cannot be read lists none."""
    ids: set[str] = set()
    for file in sorted(drivers.glob("*/Contents/Info.plist")):
        try:
            listed = plistlib.loads(file.read_bytes())
            pairs = zip(listed["ifdVendorID"], listed["ifdProductID"], strict=False)
            ids |= {f"{int(vendor, 16):04x}:{int(product, 16):04x}" for vendor, product in pairs}
        except (OSError, ValueError, TypeError, KeyError, ExpatError, plistlib.InvalidFileException):
            continue
    return frozenset(ids)


def _is_smart_card_class(devices: Path, name: str) -> bool:
    """Interfaces stand beside their device: 1-2 has 1-2:1.0, 1-2:1.1 ..."""
    return any(
        _line(interface / "bInterfaceClass").lower() == _SMART_CARD_CLASS for interface in devices.glob(f"{name}:*")
    )


def _folders(parent: Path) -> list[Path]:
    try:
        return sorted(folder for folder in parent.iterdir() if ":" not in folder.name)
    except OSError:
        return []


def _line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
