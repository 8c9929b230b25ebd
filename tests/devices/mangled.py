"""Bytes that nearly are what a card holds: the valid vectors with flips, cuts, insertions and wrong lengths."""

from __future__ import annotations

import random
from collections.abc import Sequence

EF05 = bytes.fromhex(
    "0110119901D15600000500000001A1B2C3D4 020133 0304332E3030 040C915600000211990111990101 050420240601 060420340601"
    "0709413132333435363734"
)
EF06 = bytes.fromhex(
    "0812313139393031313938353033313530303135 091ED5C5C8FD"
    + "00" * 26
    + "4E14"
    + "00" * 20
    + "0A0131 0B0101 0C03119901 0D0419850315"
)
FCI = bytes.fromhex("6F1C840F7378312E73682EC9E7BBE1B1A3D5CFA50988011E9F0C03860103")
VECTORS = (EF05, EF06, FCI)

STATUS_WORDS = (
    "9000 6110 61FF 6100 6C00 6C10 6CFF 63C0 63C3 6282 6283 6700 6981 6982 6983 6984 6985 6986 6A80 6A81 6A82 6A83 6A86"
    " 6A88 6B00 6D00 6E00 6F00 9303 0000 FFFF"
)
WORDS = tuple(bytes.fromhex(word) for word in STATUS_WORDS.split())

TELLING = (0x00, 0x01, 0x1F, 0x20, 0x6F, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xFF)
"""Bytes that mean something where a tag or a length is expected."""


class Mangler:
    """Makes bad bytes; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def one_of(self, values: Sequence[bytes]) -> bytes:
        """Any of them."""
        return self._chance.choice(values)

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self._chance.random() < probability

    def length(self, most: int) -> int:
        """Any length up to the most."""
        return int(self._chance.random() * (most + 1))

    def noise(self, most: int = 300) -> bytes:
        """Bytes that are nothing."""
        return self._chance.randbytes(self.length(most))

    def anything(self) -> bytes:
        """Noise, or a vector with one to four wounds."""
        if self.happens(0.25):
            return self.noise()
        return self.wound(self.one_of(VECTORS))

    def wound(self, data: bytes) -> bytes:
        """Flip, cut, insert, repeat, or set a byte that may be a length."""
        wounded = bytearray(data)
        for _ in range(1 + self.length(3)):
            self._wound(wounded)
        return bytes(wounded)

    def _wound(self, data: bytearray) -> None:
        if not data:
            data += self.noise(20)
            return
        at = self.length(len(data) - 1)
        match self.length(5):
            case 0:
                data[at] ^= 1 << self.length(7)
            case 1:
                data[at] = self._chance.choice(TELLING)
            case 2:
                del data[at:]
            case 3:
                del data[at : at + self.length(8)]
            case 4:
                data[at:at] = self.noise(12)
            case _:
                data[at:at] = data[at : at + self.length(40)]
