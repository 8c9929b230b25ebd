"""A payload -> its QR symbol (ISO/IEC 18004), as small as it stays readable on office paper.

zxing-cpp writes it: a dependency already, because it reads scans; 10 ms for the largest symbol where segno takes 240.
"""

from __future__ import annotations

from typing import Any

import zxingcpp

MODULE_MM = 0.36
"""Smallest module: it survives 150 dpi, blur, three degrees and JPEG (paper.md section 3)."""
REGULAR_MM = 30.0
"""A symbol is never smaller: with little to say its modules are larger and its error correction stronger."""
QUIET_MODULES = 4
"""White modules around a symbol (ISO/IEC 18004, 9.1)."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""The 45 characters of QR's alphanumeric mode, in the order of their values."""

REGULAR_CHARACTERS = 656
"""What version 16, 81 modules or 30 mm, holds with error correction M (ISO/IEC 18004, table 7)."""
MOST_CHARACTERS = 3009
"""What version 33, 149 modules or 54 mm, holds with error correction L; a larger symbol takes too much of a page."""

_DARK = bytes(1 if gray < 0x80 else 0 for gray in range(0x100))
"""A pixel's gray to a module."""


def symbol_of(payload: str) -> tuple[tuple[bytes, ...], float, float]:
    """The modules (rows from the top, dark is 1), the side and the quiet zone in mm.

    The payload must be in `ALPHABET` and no longer than MOST_CHARACTERS. Up to 30 mm a sixth of a symbol may be
    damaged; beyond, the weaker correction keeps the modules few.
    """
    if len(payload) > MOST_CHARACTERS:
        raise ValueError("the payload does not fit the largest symbol")
    level = "M" if len(payload) <= REGULAR_CHARACTERS else "L"
    barcode: Any = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    image: Any = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))
    width, data = image.shape[1], image.tobytes().translate(_DARK)
    rows = tuple(data[begin : begin + width] for begin in range(0, len(data), width))
    side = max(REGULAR_MM, len(rows) * MODULE_MM)
    return rows, side, side / len(rows) * QUIET_MODULES
