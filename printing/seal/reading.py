"""A file -> the codes that a reader sees on its pages, and the pages' own text, cell by cell.

The code is read from the rendered page, not from the file's inside: what counts is what is on paper.
"""

from __future__ import annotations

import ctypes
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image, ImageFilter, UnidentifiedImageError

from kiosk.words import N_
from printing.seal.payload import Rejected

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes: a list of 1,000 pages scanned in gray has half of it."""
MOST_PAGES = 1000
MOST_PIXELS = 100_000_000
"""An A3 page at 600 dpi; more is no scan of a list."""

_SHARPENED_UP_TO = 4_000_000
"""Pixels: an A4 page at 200 dpi; a finer scan has pixels enough for each module."""
_SHARPER = ImageFilter.UnsharpMask(radius=3, percent=200, threshold=0)
"""Found by trying: scans at 150 dpi are read with nearly twice the blur."""

_DPI = (150, 300)
"""What a page is rendered at: coarse first, fine where no code was found."""
_POINTS_AN_INCH = 72
_CELL_GAP = 4.5
"""Points between two cells; between two words of one there are two."""
_WORD_GAP = 1.0
_SAME_LINE = 1.0
"""Points that two baselines of one line may differ."""

_DEEPEST = 8
"""Forms within forms in which pictures are looked for; our papers have none."""

Line = tuple[str, ...]
"""The cells on one baseline, from left to right."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """What was read of one page."""

    codes: tuple[str, ...] = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    """Empty for a scan."""
    overlaid: bool = False
    """Whether more pictures than the code's, or notes, lie on a page of text: they may hide what is compared."""


def read_file(file: Path) -> tuple[PageRead, ...]:
    """Read a PDF or the picture of a page. Raises Rejected."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Rejected(N_("The file is too large to be a paper of this program."))
        data = file.read_bytes()
    except FileNotFoundError:
        raise Rejected(N_("There is no such file.")) from None
    except OSError as error:
        raise Rejected(N_("The file cannot be read ({reason})."), reason=error.strerror or "") from None
    if not data:
        raise Rejected(N_("The file is empty."))
    return _read_pdf(data) if b"%PDF-" in data[:1024] else (_read_picture(data),)


def _read_picture(data: bytes) -> PageRead:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Rejected(N_("The picture is too large to be the scan of a page."))
                gray = picture.convert("L")
    except UnidentifiedImageError:
        raise Rejected(N_("The file is neither a PDF nor a PNG or JPEG picture.")) from None
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        raise Rejected(N_("The picture is damaged.")) from None
    return PageRead(_codes(gray), ())


def _read_pdf(data: bytes) -> tuple[PageRead, ...]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise Rejected(N_("The PDF is damaged or locked.")) from None
    try:
        if len(document) > MOST_PAGES:
            raise Rejected(N_("The PDF has too many pages to be a paper of this program."))
        return tuple(_read_page(document[number]) for number in range(len(document)))
    except pypdfium2.PdfiumError:
        raise Rejected(N_("The PDF is damaged or locked.")) from None
    finally:
        document.close()


def _read_page(page: Any) -> PageRead:
    codes: tuple[str, ...] = ()
    for dpi in _DPI:
        width, height = page.get_size()
        if width * height * (dpi / _POINTS_AN_INCH) ** 2 > MOST_PIXELS:
            break
        bitmap = page.render(scale=dpi / _POINTS_AN_INCH, grayscale=True)
        picture = bitmap.to_pil()
        codes = _codes(picture)
        bitmap.close()
        if codes:
            break
    lines = tuple(_lines(page))
    return PageRead(codes, lines, overlaid=bool(lines) and _is_overlaid(page))


def _is_overlaid(page: Any) -> bool:
    pictures = page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEPEST)
    return len(list(pictures)) > 1 or pypdfium2.raw.FPDFPage_GetAnnotCount(page) > 0


def _codes(picture: Any) -> tuple[str, ...]:
    """The codes on a picture; a small unsharp one is looked at again, twice as large and sharpened."""
    found = _found(picture)
    if found or picture.width * picture.height > _SHARPENED_UP_TO:
        return found
    larger = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.LANCZOS)
    return _found(larger.filter(_SHARPER))


def _found(picture: Any) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return tuple(dict.fromkeys(code.text for code in found))


@dataclass(frozen=True, slots=True)
class _Char:
    y: float
    left: float
    right: float
    char: str


def _lines(page: Any) -> Iterator[Line]:
    """The page's texts, line by line from the top."""
    chars = sorted(_chars(page), key=lambda char: -char.y)
    level = 0.0
    levels = []
    for char in chars:
        if abs(char.y - level) > _SAME_LINE:
            level = char.y
        levels.append((level, char))
    for _, group in groupby(levels, key=lambda each: each[0]):
        yield tuple(_cells(sorted((char for _, char in group), key=lambda char: char.left)))


def _cells(chars: list[_Char]) -> Iterator[str]:
    text, end = "", chars[0].left
    for char in chars:
        gap = char.left - end
        if gap > _CELL_GAP and text:
            yield _joined(text)
            text = ""
        elif gap > _WORD_GAP and text:
            text += " "
        text += char.char
        end = char.right
    yield _joined(text)


def _joined(text: str) -> str:
    """A text whose characters beyond the BMP may have come in halves."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _chars(page: Any) -> Iterator[_Char]:
    """Every character that shows, with its place."""
    text_page = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    try:
        for place in range(text_page.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text_page, place)
            if code in _BLANK:
                continue
            pdfium.FPDFText_GetCharOrigin(text_page, place, x, y)
            pdfium.FPDFText_GetLooseCharBox(text_page, place, box)
            yield _Char(y.value, box.left, box.right, chr(code))
    finally:
        text_page.close()


_BLANK = frozenset((0, 9, 10, 13, 32, 0xA0, 0xFFFE))
"""What pdfium gives for room and line ends, some of them made up."""
