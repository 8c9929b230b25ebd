"""The values on the card: padded text, packed digits, dates; a value all 00 or all FF was never written."""

from __future__ import annotations

import re
from datetime import date

from kiosk.errors import CARD_UNREADABLE, KioskError

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Unicode's category Cc: no name or number holds any."""


def is_written(value: bytes) -> bool:
    """Whether anything was ever written there."""
    return value.strip(b"\x00") != b"" and value.strip(b"\xff") != b""


def text(*values: bytes) -> str:
    """Text in the card's encoding (GBK; its superset GB 18030 reads it), of values joined as bytes.

    A character may stand on the border of two values. Raises KioskError(CARD_UNREADABLE) when it is no such text.
    """
    joined = b"".join(value.rstrip(b"\x00") for value in values if is_written(value))
    try:
        written = joined.decode("gb18030").strip()
    except UnicodeDecodeError:
        raise KioskError(CARD_UNREADABLE, "a text is not in the card's encoding") from None
    if _CONTROL.search(written):
        raise KioskError(CARD_UNREADABLE, "a text holds control characters")
    return written


def day(value: bytes) -> date | None:
    """A day as packed digits CCYYMMDD; None when it was never written.

    Raises KioskError(CARD_UNREADABLE) when there is no such day.
    """
    if not is_written(value):
        return None
    try:
        return date.fromisoformat(value.hex())
    except ValueError:
        raise KioskError(CARD_UNREADABLE, "a date is not a date") from None


def hexadecimal(value: bytes) -> str:
    """Packed hex digits in capitals; empty when they were never written."""
    return value.hex().upper() if is_written(value) else ""


def packed_digits(digits: bytearray) -> bytes:
    """ASCII digits packed two in a byte, as a PIN is presented."""
    return bytes((high - 0x30) << 4 | (low - 0x30) for high, low in zip(digits[::2], digits[1::2], strict=True))
