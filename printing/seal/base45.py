"""Bytes as text in QR's 45 characters and back (RFC 9285): two bytes take three characters, a last one two."""

from __future__ import annotations

from printing.seal.packing import Damaged
from printing.seal.qr import ALPHABET

_VALUES = {char: value for value, char in enumerate(ALPHABET)}
_PAIRS = tuple(one + other for other in ALPHABET for one in ALPHABET)
"""Two characters for every number below 2,025, the lower place first."""
_BASE = len(ALPHABET)


def encode(data: bytes) -> str:
    """Write bytes as text."""
    parts = []
    for place in range(0, len(data) - 1, 2):
        high, low = divmod(data[place] << 8 | data[place + 1], _BASE * _BASE)
        parts.append(_PAIRS[low] + ALPHABET[high])
    if len(data) % 2:
        parts.append(_PAIRS[data[-1]])
    return "".join(parts)


def decode(text: str) -> bytes:
    """Read bytes from text. Raises Damaged when it is none that `encode` writes."""
    try:
        values = [_VALUES[char] for char in text]
    except KeyError:
        raise Damaged("a character that the code does not use") from None
    data = bytearray()
    for place in range(0, len(values), 3):
        part = values[place : place + 3]
        number = sum(value * _BASE**power for power, value in enumerate(part))
        length = len(part) - 1
        if not length or number >= 1 << 8 * length:
            raise Damaged("characters are missing or altered")
        data += number.to_bytes(length, "big")
    return bytes(data)
