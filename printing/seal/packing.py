"""Numbers and texts as few bytes, and back again with every bound checked."""

from __future__ import annotations

SMALLEST = 0x7F
"""Numbers up to here take one byte."""
MOST_BITS = 63
"""No figure on a paper is longer; a number that is, is damaged."""


class Damaged(Exception):
    """The bytes are not what this program writes; the message says where."""


class Packer:
    """Bytes being written."""

    def __init__(self) -> None:
        self.bytes = bytearray()

    def number(self, value: int) -> None:
        """Write a number that is not negative, seven bits a byte, the lowest first."""
        while value > SMALLEST:
            self.bytes.append(value & SMALLEST | 0x80)
            value >>= 7
        self.bytes.append(value)

    def text(self, text: str) -> None:
        """Write a text in UTF-8 or UTF-16, whichever is shorter: Chinese takes two bytes a character."""
        utf8, utf16 = text.encode("utf-8"), text.encode("utf-16-be")
        wide = len(utf16) < len(utf8)
        encoded = utf16 if wide else utf8
        self.number(len(encoded) * 2 + wide)
        self.bytes += encoded


class Unpacker:
    """Bytes being read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self) -> int:
        """Read a number. Raises Damaged."""
        value = shift = 0
        while True:
            if self._at >= len(self._data) or shift > MOST_BITS:
                raise Damaged("a number is cut off or too long")
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & SMALLEST) << shift
            if byte <= SMALLEST:
                return value
            shift += 7

    def text(self) -> str:
        """Read a text. Raises Damaged."""
        length, wide = divmod(self.number(), 2)
        encoded = self._data[self._at : self._at + length]
        if len(encoded) < length:
            raise Damaged("a text is cut off")
        self._at += length
        try:
            return encoded.decode("utf-16-be" if wide else "utf-8")
        except UnicodeDecodeError:
            raise Damaged("a text is not one") from None

    def end(self) -> None:
        """Make sure that nothing follows. Raises Damaged."""
        if self._at != len(self._data):
            raise Damaged("something follows the end")


def zigzag(value: int) -> int:
    """0, -1, 1, -2 ... as 0, 1, 2, 3 ...: small numbers of either sign stay small."""
    return value * 2 if value >= 0 else -value * 2 - 1


def unzigzag(value: int) -> int:
    """The number behind a zigzag."""
    return -(value + 1) // 2 if value & 1 else value // 2
