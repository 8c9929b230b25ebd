"""Fonts on paper: TrueType faces found by path, what each covers, and which one prints a character.

ReportLab drops a character its font lacks without a word, and writes a wrong ToUnicode map beyond the BMP; both are
mended here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFError, TTFont

from kiosk.errors import PRINTER_UNUSABLE, KioskError
from printing.memo import Memo
from printing.truetype import MappedFace

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
    FontFile("KioskHan", "babelstone/BabelStoneHan.ttf", "fonts-babelstone-han"),
    FontFile("KioskMinA", "hanazono/HanaMinA.ttf", "fonts-hanazono"),
    FontFile("KioskMinB", "hanazono/HanaMinB.ttf", "fonts-hanazono"),
)
"""In the order they are asked: clear at 8 pt first, then rare characters, as they are written in China where that is
drawn (extension G and H nowhere else), then as the rest of the world writes them."""

_SILENT = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""Characters that are no signs (Unicode: Default_Ignorable_Code_Point): variation selectors, joiners, marks of
direction. They print nothing and take no room; a selector's base prints in its usual form. Fillers are not among them:
a name made of them must not look empty."""

_MARKED = re.compile("([^\u0300-\u036f])([\u0300-\u036f]+)")
"""A letter and marks that stand on it."""

_NEVER_PRINTED = frozenset({"Cc", "Cs", "Co"})
"""General categories without a glyph of their own: control characters, halves of pairs, private use. A private-use
character means whatever its font's maker meant: never print another's glyph."""

_LOST = "\ufffd"
"""What a conversion wrote for a character it lost: its sign looks like print, so it is told like a missing glyph."""


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
        """Split a text by the face that prints it; a character no face has becomes 〓, a silent one nothing."""
        runs = [run for run in map(self.run, composed(text)) if run.text]
        return tuple(
            Run(font, "".join(run.text for run in group)) for font, group in groupby(runs, key=attrgetter("font"))
        )

    def run(self, char: str) -> Run:
        """One character in the face that prints it; an empty text where it prints nothing."""
        if _SILENT.match(char):
            return Run(self.first, "")
        place, shown = self._placed(char)
        return Run(self._faces[place].fontName, shown)

    def width(self, text: str) -> float:
        """Width of a text in ems (multiply by the size)."""
        return sum(map(self._widths.__getitem__, text if text.isascii() else composed(text)))

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Characters of some texts that no face can print, in code point order."""
        characters: set[str] = set()
        for text in texts:
            characters.update(text if text.isascii() else composed(text))
        return tuple(sorted(char for char in characters if self._places[char] is None and not _SILENT.match(char)))

    def _placed(self, char: str) -> tuple[int, str]:
        place = self._places[char]
        return (0, GETA) if place is None else (place, char)

    def _char_width(self, char: str) -> float:
        if _SILENT.match(char):
            return 0.0
        place, shown = self._placed(char)
        return float(self._faces[place].face.getCharWidth(ord(shown))) / 1000

    def _find(self, char: str) -> int | None:
        if char == _LOST or unicodedata.category(char) in _NEVER_PRINTED:
            return None
        return next((i for i, face in enumerate(self._faces) if _has_glyph(face.face, char)), None)


def _has_glyph(face: MappedFace, char: str) -> bool:
    """Whether a face draws this character; a glyph without any outline counts only for spaces."""
    code = ord(char)
    return face.draws(code) or (char.isspace() and code in face.charToGlyph)


def composed(text: str) -> str:
    """Join letters with the marks that follow them where there is one character for both.

    Not the whole text as Unicode's NFC would: that turns compatibility ideographs, which stand in names, into others.
    """
    return _MARKED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


# ReportLab carries no types, so its classes are Any to mypy.
class _Face(TTFont):  # type: ignore[misc]
    """A TrueType font whose text can be copied and searched beyond the BMP as well."""

    def __init__(self, name: str, path: Path) -> None:
        """As ReportLab's own, but with a face that is not read whole. Raises TTFError, OSError."""
        self.fontName = name
        self.face = MappedFace(str(path))
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = False
        self.shapable = False

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
    """Open and register all faces (some milliseconds). Raises KioskError(PRINTER_UNUSABLE)."""
    faces = []
    for font in FONT_FILES:
        path = find_font(font, folders)
        try:
            face = _Face(font.name, path)
        except (TTFError, OSError) as error:
            detail = f"the font {font.file} cannot be read: {type(error).__name__}"
            raise KioskError(PRINTER_UNUSABLE, detail) from error
        pdfmetrics.registerFont(face)
        faces.append(face)
    return Fonts(faces)
