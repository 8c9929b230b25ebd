"""Opens a source file as a stream of UTF-8, whatever it was written in; memory holds one block at a time.

What a file declares is a hint. GB/T 40217-2021 files declare `GB 18030`, with a space that no XML parser takes; files
named GB are at times UTF-8, and the reverse. So the first block decides: it is UTF-8 when it reads as UTF-8 with a
character of three bytes or more in it (every Chinese one is), else what is declared, else what the profile says. GBK
and GB 2312 are read as GB 18030, which holds both. Any byte that does not belong refuses the file.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kiosk.errors import Refused

BLOCK = 1 << 16
"""Bytes read at once: enough that the calls do not count, and so few that all their cells and values stay in the
processor's cache; four times as many cost a third more time."""

_CHANGED = {
    **dict(zip(range(0xE78D, 0xE797), (0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A)), strict=True)),
    **dict(
        zip(
            (0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864),
            range(0x9FB4, 0x9FBC),
            strict=True,
        )
    ),
}
"""The 18 code points that GB 18030-2022 moved out of the private-use area; CPython's codec has the mapping of 2005.

The bytes A6D9 to A6DF, A6EC, A6ED, A6F3 are vertical signs (A6DA and A6DB cross over: U+FE12, U+FE11); FE59, FE61,
FE66, FE67, FE6D, FE7E, FE90, FEA0 are the characters U+9FB4 to U+9FBB. Files that somebody converted to UTF-8 by the
old mapping carry the old code points, so these are mended whatever the encoding.
"""

GB18030 = "gb18030"
"""The codec's name."""

_PRIVATE_LEAD = b"\xee"
"""The byte that begins U+E000 to U+EFFF in UTF-8 and nothing else: looking for it costs next to nothing."""

_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]*?\?>")
_DECLARED = re.compile(rb"""\bencoding\s*=\s*["']([^"']*)["']""")
_KNOWN = {
    "utf8": "utf-8",
    "gb18030": GB18030,
    "gbk": GB18030,
    "gb2312": GB18030,
    "cp936": GB18030,
    "utf16": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\x84\x31\x95\x33", GB18030),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ARCHIVES = ((b"PK\x03\x04", "a zip archive"), (b"\x1f\x8b", "a gzip archive"), (b"7z\xbc\xaf", "a 7z archive"))
_FIRST_OF_THREE_BYTES = "\u0800"


class Utf8Stream:
    """A source file as text or UTF-8, without byte order mark and without XML declaration; close it after use."""

    def __init__(self, file: BinaryIO, name: str, encoding: str, head: bytes) -> None:
        self.name, self.encoding = name, encoding
        self.bytes_read = 0
        """How many bytes of the file have been taken, for a progress bar."""
        self._file, self._head = file, head
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._ended = False

    def __enter__(self) -> Utf8Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def next_block(self) -> bytes:
        """Return some more as UTF-8; empty at the end. Raises Refused for bytes that are not of the encoding."""
        text, encoded = self._next()
        return encoded if encoded is not None else text.encode("utf-8")

    def next_text(self) -> str:
        """Return some more as text; empty at the end. Raises Refused for bytes that are not of the encoding."""
        return self._next()[0]

    def rest_as_is(self) -> Iterator[bytes]:
        """Yield the bytes that have not been decoded yet, some at a time; whoever decodes them finds what is wrong."""
        self._ended = True
        pending, _ = self._decoder.getstate()
        yield pending
        while block := self._file.read(BLOCK):
            self.bytes_read += len(block)
            yield block

    def _next(self) -> tuple[str, bytes | None]:
        """Return some more, as text and (unless it was mended) as UTF-8."""
        text, encoded = "", None
        while not text and not self._ended:
            block = self._head or self._file.read(BLOCK)
            self._head = b""
            self._ended = not block
            text, encoded = self._decoded(block)
        return text, encoded

    def ends_with(self, text: str) -> bool:
        """Whether a text stands somewhere in the file's last block."""
        here = self._file.tell()
        length = self._file.seek(0, io.SEEK_END)
        self._file.seek(max(0, length - BLOCK))
        tail = self._file.read()
        self._file.seek(here)
        return text.encode(self.encoding) in tail

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _decoded(self, block: bytes) -> tuple[str, bytes | None]:
        try:
            text = self._decoder.decode(block, not block)
            encoded = text.encode("utf-8")
        except UnicodeError:
            begin, end = self.bytes_read, self.bytes_read + max(len(block), 1)
            raise Refused(
                f"{self.name} is not {self.encoding} throughout: it breaks between byte {begin} and byte {end}."
            ) from None
        if "\0" in text:
            raise Refused(f"{self.name} holds a character U+0000 behind byte {self.bytes_read}, which no text has.")
        self.bytes_read += len(block)
        return (text.translate(_CHANGED), None) if _PRIVATE_LEAD in encoded else (text, encoded)


def open_utf8(path: Path, hint: str) -> Utf8Stream:
    """Open a source file; `hint` is the profile's encoding.

    Raises Refused with one sentence: no such file, a directory, empty, an archive, an encoding nobody expects.
    """
    name = path.name
    try:
        file = path.open("rb")
        head = file.read(BLOCK)
    except FileNotFoundError:
        raise Refused(f"The file {path} does not exist.") from None
    except IsADirectoryError:
        raise Refused(f"{path} is a directory; name the files in it.") from None
    except OSError as error:
        raise Refused(f"The file {path} cannot be read: {error.strerror}.") from None
    try:
        _refuse_other_files(name, head)
        encoding, skipped = _encoding_of(name, head, hint)
    except Refused:
        file.close()
        raise
    stream = Utf8Stream(file, name, encoding, head[skipped:])
    stream.bytes_read = skipped
    return stream


def _refuse_other_files(name: str, head: bytes) -> None:
    if not head.strip():
        raise Refused(f"{name} is empty.")
    for mark, what in _ARCHIVES:
        if head.startswith(mark):
            raise Refused(f"{name} is {what}; unpack it first.")


def _encoding_of(name: str, head: bytes, hint: str) -> tuple[str, int]:
    """Return the encoding, and how many bytes at the beginning (mark, declaration) are no content."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, len(mark) + _declaration_length(head[len(mark) :])
    if b"\x00" in head:
        raise Refused(f"{name} has zero bytes and no byte order mark: is it UTF-16? Save it as UTF-8 or GB 18030.")
    length = _declaration_length(head)
    declared = _DECLARED.search(head[:length])
    wanted = _canonical(name, declared[1].decode("latin-1")) if declared else hint
    if _reads_as_utf8(head):
        return "utf-8", length
    # A file that declares UTF-8 but holds other bytes in its first block is GB 18030 in all likelihood; what does not
    # read as that either is refused where it breaks. Without Chinese in the first block the declaration stands.
    return (GB18030 if wanted == "utf-8" and not head.isascii() else wanted), length


def _declaration_length(head: bytes) -> int:
    found = _DECLARATION.match(head)
    return found.end() if found else 0


def _canonical(name: str, declared: str) -> str:
    known = _KNOWN.get(re.sub(r"[\s_-]", "", declared).lower())
    if known is None or known.startswith("utf-16"):
        raise Refused(f"{name} declares an encoding that is not expected; it must be GB 18030, GBK or UTF-8.")
    return known


def _reads_as_utf8(head: bytes) -> bool:
    try:
        text = codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return False
    return not head.isascii() and max(text) >= _FIRST_OF_THREE_BYTES
