"""Fonts on paper: TrueType faces found by path, what each covers, and which one prints a character.

ReportLab drops a character its font lacks without a word, and writes a wrong ToUnicode map beyond the BMP; both are
mended here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from kiosk.errors import PRINTER_UNUSABLE, KioskError
from printing.memo import Memo

FONT_FOLDERS = (Path("/usr/share/fonts/truetype"), Path("/usr/local/share/fonts"), Path("/usr/share/fonts"))
"""Where Debian and administrators put fonts."""

GETA = "〓"
"""The printers' mark for a character that is not in the case."""

_ENTRIES_A_BLOCK = 100
"""A CMap may hold at most this many bfchar entries in a block (Adobe technical note 5014)."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face the paper is set in: file below a font folder, and the Debian package that brings it."""

    name: str
    file: str
    package: str


FONT_FILES = (
    FontFile("KioskHei", "wqy/wqy-microhei.ttc", "fonts-wqy-microhei"),
    FontFile("KioskMinA", "hanazono/HanaMinA.ttf", "fonts-hanazono"),
    FontFile("KioskMinB", "hanazono/HanaMinB.ttf", "fonts-hanazono"),
)
"""In the order they are asked: clear at 8 pt first, then rare characters."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text set in one face."""

    font: str
    text: str


class Fonts:
    """The loaded faces in the order they are asked for a character."""

    def __init__(self, faces: Sequence[Any]) -> None:
        self._faces = faces
        self._places = Memo(self._find)
        self._widths = Memo(self._char_width)

    @property
    def first(self) -> str:
        """Name of the main face."""
        return str(self._faces[0].fontName)

    def runs(self, text: str) -> tuple[Run, ...]:
        """Split a text by the face that prints it; a character no face has becomes 〓."""
        places = list(map(self._places.__getitem__, text))
        if text and not any(places) and None not in places:
            return (Run(self.first, text),)
        placed = [(0, GETA) if place is None else (place, char) for place, char in zip(places, text, strict=True)]
        return tuple(
            Run(self._faces[place].fontName, "".join(char for _, char in group))
            for place, group in groupby(placed, key=lambda pair: pair[0])
        )

    def width(self, text: str) -> float:
        """Width of a text in ems (multiply by the size)."""
        return sum(map(self._widths.__getitem__, text))

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Characters of some texts that no face can print, in code point order."""
        return tuple(sorted({char for text in texts for char in text if self._places[char] is None}))

    def _char_width(self, char: str) -> float:
        place = self._places[char]
        code = ord(GETA if place is None else char)
        return float(self._faces[place or 0].face.getCharWidth(code)) / 1000

    def _find(self, char: str) -> int | None:
        # A private-use character means whatever its font's maker meant: never print another's glyph.
        if unicodedata.category(char) == "Co":
            return None
        return next((i for i, face in enumerate(self._faces) if _has_glyph(face.face, char)), None)


def _has_glyph(face: Any, char: str) -> bool:
    """Whether a face draws this character; a glyph without any outline counts only for spaces."""
    glyph = face.charToGlyph.get(ord(char))
    if not glyph:
        return False
    return char.isspace() or face.glyphPos[glyph + 1] > face.glyphPos[glyph]


# ReportLab carries no types, so its classes are Any to mypy.
class _Face(TTFont):  # type: ignore[misc]
    """A TrueType font whose text can be copied and searched beyond the BMP as well."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - ReportLab's name
        """Embed the subsets, then put right the maps from codes to characters."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("latin-1")
            doc.idToObject["toUnicodeCMap:" + name].content = to_unicode(name, subset)


def to_unicode(name: str, subset: Sequence[int]) -> str:
    """Write the map from a subset's codes to characters, in UTF-16BE as PDF wants it."""
    entries = [f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset)]
    blocks = [entries[i : i + _ENTRIES_A_BLOCK] for i in range(0, len(entries), _ENTRIES_A_BLOCK)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *body,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def find_font(font: FontFile, folders: Sequence[Path] = FONT_FOLDERS) -> Path:
    """Look up a font's file. Raises KioskError(PRINTER_UNUSABLE) naming the Debian package when it is missing."""
    for folder in folders:
        if (folder / font.file).is_file():
            return folder / font.file
    raise KioskError(PRINTER_UNUSABLE, f"the font {font.file} is missing; install the package {font.package}")


def load_fonts(folders: Sequence[Path] = FONT_FOLDERS) -> Fonts:
    """Read and register all faces (about half a second). Raises KioskError(PRINTER_UNUSABLE)."""
    faces = []
    for font in FONT_FILES:
        path = find_font(font, folders)
        try:
            face = _Face(font.name, str(path), asciiReadable=False, shapable=False)
        except (TTFError, OSError) as error:
            detail = f"the font {font.file} cannot be read: {type(error).__name__}"
            raise KioskError(PRINTER_UNUSABLE, detail) from error
        pdfmetrics.registerFont(face)
        faces.append(face)
    return Fonts(faces)
