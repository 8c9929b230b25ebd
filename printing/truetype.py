"""A TrueType face whose tables stay in its file: mapped into memory, read where a glyph is asked for.

ReportLab reads every glyph when it loads a font: the paper's four then take 0.9 s and 160 MB, and each subset copies
all outlines. Mapped they take a few milliseconds, and what rare characters need is paid when one is printed.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

_GROUPED = 12
"""The format of a character map that reaches beyond the BMP (OpenType, table cmap)."""
_UNICODE_MAPS = ((3, 10), (0, 4), (0, 6))
"""Platform and encoding of maps of all Unicode characters."""
_LONG_OFFSETS = 50
"""Where table head says whether glyph offsets are long."""
_FULL_METRICS = 34
"""Where table hhea says how many glyphs have a width of their own."""


class Characters:
    """The glyph number of each character a face has, found among the runs of its character map."""

    def __init__(self, groups: array[int]) -> None:
        self._starts, self._ends, self._glyphs = groups[0::3], groups[1::3], groups[2::3]

    def get(self, code: int, default: Any = None) -> Any:
        """The glyph's number, or the default where the face does not have the code point."""
        place = bisect_right(self._starts, code) - 1
        if place < 0 or code > self._ends[place]:
            return default
        return self._glyphs[place] + code - self._starts[place]

    def __contains__(self, code: int) -> bool:
        return self.get(code) is not None

    def __getitem__(self, code: int) -> int:
        glyph = self.get(code)
        if glyph is None:
            raise KeyError(code)
        return int(glyph)


class Metrics:
    """Each glyph's advance width and left side bearing, in font units; the last glyphs share one width."""

    def __init__(self, data: mmap.mmap, start: int, full: int) -> None:
        self._data, self._start, self._full = data, start, full

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        advance, bearing = struct.unpack_from(">HH", self._data, self._start + 4 * min(glyph, self._full - 1))
        if glyph >= self._full:
            (bearing,) = struct.unpack_from(">H", self._data, self._start + 2 * (glyph + self._full))
        return advance, bearing


class Widths:
    """Each character's width in thousandths of an em, as ReportLab's own drawing asks for it."""

    def __init__(self, face: MappedFace) -> None:
        self._face = face

    def get(self, code: int, default: float) -> float:
        """The width of a code point."""
        return self._face.getCharWidth(code) if code in self._face.charToGlyph else default


class Outlines:
    """The outlines' table; a slice of it is read from the file."""

    def __init__(self, data: mmap.mmap, start: int) -> None:
        self._data, self._start = data, start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


@lru_cache(maxsize=16)
def _mapped(path: str, _changed: int, _size: int) -> mmap.mmap:
    """A font file in memory, once for all who print with it; each mapping holds a descriptor. Raises ValueError."""
    with Path(path).open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


# ReportLab carries no types, so its classes are Any to mypy.
class MappedFace(TTFontFace):  # type: ignore[misc]
    """ReportLab's face without reading what nobody asked for."""

    def readFile(self, f: str) -> None:  # noqa: N802 - ReportLab's name
        """Map the file. Raises TTFError."""
        self.filename = f
        found = Path(f).stat()
        try:
            self._ttf_data = _mapped(f, found.st_mtime_ns, found.st_size)
        except ValueError as error:
            raise TTFError(f"{f} is empty") from error
        self._pos = 0

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803 - ReportLab's names
        """Read names and measures, and where each table's rows begin. Raises TTFError."""
        try:
            super().extractInfo(charInfo=0)
            self.charToGlyph = Characters(self._groups())
            (full,) = struct.unpack_from(">H", self._ttf_data, self.get_table_pos("hhea")[0] + _FULL_METRICS)
            self.hmetrics = Metrics(self._ttf_data, self.get_table_pos("hmtx")[0], full)
            self.glyphPos = self._offsets()
            self.charWidths = Widths(self)
            self.defaultWidth = self._pdfScale(self.hmetrics[0][0])
        except (struct.error, KeyError, IndexError) as error:
            raise TTFError(f"{self.filename} is damaged") from error

    def getCharWidth(self, code: int) -> float:  # noqa: N802 - ReportLab's name
        """Width of a character in thousandths of an em."""
        return float(self._pdfScale(self.hmetrics[self.charToGlyph.get(code, 0)][0]))

    def get_table(self, tag: str) -> Any:
        """A table's bytes; of the outlines' a view, for they are tens of megabytes."""
        return Outlines(self._ttf_data, self.get_table_pos(tag)[0]) if tag == "glyf" else super().get_table(tag)

    def draws(self, code: int) -> bool:
        """Whether the glyph of a character has any outline."""
        glyph: int = self.charToGlyph.get(code, 0)
        return glyph > 0 and bool(self.glyphPos[glyph + 1] > self.glyphPos[glyph])

    def _groups(self) -> array[int]:
        """Runs of the character map: first and last code point, glyph of the first."""
        data, start = self._ttf_data, self.get_table_pos("cmap")[0]
        (count,) = struct.unpack_from(">H", data, start + 2)
        maps = [struct.unpack_from(">HHL", data, start + 4 + 8 * number) for number in range(count)]
        at = next((start + offset for platform, code, offset in maps if (platform, code) in _UNICODE_MAPS), None)
        if at is None or struct.unpack_from(">H", data, at) != (_GROUPED,):
            raise TTFError(f"{self.filename} has no character map beyond the BMP")
        (groups,) = struct.unpack_from(">L", data, at + 12)
        return _numbers("I", data[at + 16 : at + 16 + 12 * groups])

    def _offsets(self) -> array[int]:
        """Where each glyph's outline begins in its table, and after the last one where the table ends."""
        data, count = self._ttf_data, self.numGlyphs + 1
        start = self.get_table_pos("loca")[0]
        if self.get_ushort(self.get_table_pos("head")[0] + _LONG_OFFSETS):
            return _numbers("I", data[start : start + 4 * count])
        return array("I", (2 * half for half in _numbers("H", data[start : start + 2 * count])))


def _numbers(kind: str, data: bytes) -> array[int]:
    """Unsigned numbers of a font file, which are big-endian."""
    numbers = array(kind, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
