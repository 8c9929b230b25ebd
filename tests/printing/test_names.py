"""Every name is right on paper: each of its signs leaves ink where a reader finds it, or a mark and a note say why not.

Fault B13: rare characters beyond the BMP, private use, nothing in any font.
"""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kiosk.document import Document
from printing.fonts import FONT_FILES, GETA, find_font
from printing.page import PAGE_HEIGHT, PAGE_WIDTH
from printing.paper import PaperMaker
from tests.printing.lists import payment_list

WHOLE = [
    "赵\U00020bb7\u4dae",
    "王\U0002b5e7\U0002b820\U0002cc5f",
    "\U00030000\U00031350",
    "古丽·买买提",
    "阿卜杜热合曼·买买提伊敏·吐尔逊江",
    "MARTIN LUCAS",
    "José Müller-Šević Nguyễn",
    "Ə. Ğulam 李",
    "欧阳" * 25,
    "阿卜杜热西提·" * 8 + "买",
    "\uf900\ufa0e\U0002f800",
]
"""Names that print as they are: rare, with the dot of Uyghur names, Latin with its marks, mixed, fifty signs long."""
FOLDED = [
    ("\u8fbb\U000e0101", "\u8fbb"),
    ("\u845b\ufe00城", "\u845b城"),
    ("Jose\u0301 Nguye\u0302\u0303n", "José Nguyễn"),
    ("李\u200b四\ufeff", "李四"),
]
"""A selected form prints the usual one, a letter and its mark one sign, what is no sign nothing."""
MISSING = [
    ("王\ue000", 1),
    ("\U000f0001\U0010fffd", 2),
    ("李\U0002ebf0", 1),
    ("张\ufffd三", 1),
    ("\u0626\u0627\u0628\u062f\u06c7", 5),
    ("\u0f56\u0f66\u0f9f\u0f53", 4),
    ("李\x07\x1b", 2),
    ("\ue000\ue000", 1),
]
"""Names with so many unprintable characters: private use, unassigned, lost, Arabic and Tibetan script, control."""

DOTS_A_POINT = 3
INK = 128
GRAIN = 0.01
"""Share of the dots that may differ: hints move an edge by a part of a dot."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@pytest.fixture(scope="module")
def paper() -> PaperMaker:
    return PaperMaker()


@dataclass(frozen=True)
class FirstPage:
    """The first page: its signs in order with their boxes, and its pixels."""

    signs: str
    boxes: list[Box]
    rows: list[bytes]
    height: float

    def find(self, text: str) -> list[Box]:
        """Where the signs of a text stand, wherever its lines break."""
        wanted = "".join(text.split())
        assert wanted in self.signs, f"{len(wanted)} signs are not on the page as they were put in"
        start = self.signs.index(wanted)
        return self.boxes[start : start + len(wanted)]

    def pixels(self, box: Box) -> list[bytes]:
        """The pixels of a box, one byte each."""
        left, bottom, right, top = box
        columns = slice(math.floor(left * DOTS_A_POINT), math.ceil(right * DOTS_A_POINT))
        rows = slice(math.floor((self.height - top) * DOTS_A_POINT), math.ceil((self.height - bottom) * DOTS_A_POINT))
        return [row[columns] for row in self.rows[rows]]

    def has_ink(self, box: Box) -> bool:
        """Whether anything is printed there."""
        return any(min(row) < INK for row in self.pixels(box) if row)


def first_page(pdf: bytes) -> FirstPage:
    """Read the first page with pdfium."""
    document: Any = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    signs = [(sign, text.get_charbox(number)) for number, sign in numbered(text) if not sign.isspace()]
    bitmap = page.render(scale=DOTS_A_POINT, grayscale=True)
    data = bytes(bitmap.buffer)
    rows = [data[i : i + bitmap.width] for i in range(0, bitmap.stride * bitmap.height, bitmap.stride)]
    height = page.get_height()
    document.close()
    return FirstPage("".join(sign for sign, _ in signs), [box for _, box in signs], rows, height)


def numbered(text: Any) -> Iterator[tuple[int, str]]:
    """The characters of a page with the numbers pdfium has for them: it counts in UTF-16."""
    number = 0
    for char in text.get_text_range():
        yield number, char
        number += len(char.encode("utf-16-le")) // 2


def made(paper: PaperMaker, name: str) -> tuple[Document, FirstPage]:
    """The list of somebody of this name, and its first page."""
    document = paper.make(replace(payment_list(1), holder_name=name), "zh_CN", 0)
    return document, first_page(document.pdf)


@pytest.mark.parametrize("name", WHOLE, ids=ascii)
def test_a_name_prints_whole(paper: PaperMaker, name: str) -> None:
    document, page = made(paper, name)
    assert all(page.has_ink(box) for box in page.find(name))
    assert document.missing == 0 and GETA not in page.signs


@pytest.mark.parametrize(("name", "printed"), FOLDED, ids=ascii)
def test_what_is_no_sign_leaves_no_trace(paper: PaperMaker, name: str, printed: str) -> None:
    document, page = made(paper, name)
    assert all(page.has_ink(box) for box in page.find(printed))
    assert document.missing == 0 and GETA not in page.signs


@pytest.mark.parametrize(("name", "count"), MISSING, ids=ascii)
def test_a_missing_character_is_a_mark_with_its_code_in_a_note(paper: PaperMaker, name: str, count: int) -> None:
    document, page = made(paper, name)
    missing = [char for char in name if not "\u4e00" <= char <= "\u9fff"]
    printed = "".join(GETA if char in missing else char for char in name)
    assert all(page.has_ink(box) for box in page.find(printed))
    for char in missing:
        assert f"U+{ord(char):04X}" in page.signs
    assert document.missing == count == len(set(missing))


RARE = [(1, "\U00020bb7"), (1, "\u4dae"), (1, "\U00030000"), (3, "\U0002ba43")]
"""The face (its place in the chain) that has to draw a character."""


@pytest.mark.parametrize(("face", "rare"), RARE, ids=ascii)
def test_the_glyph_is_the_one_that_the_font_draws(paper: PaperMaker, face: int, rare: str) -> None:
    """Dot by dot what ReportLab's own reader of that font prints at the same place."""
    document, page = made(paper, f"王{rare}")
    _, box = page.find(f"王{rare}")
    reference = first_page(by_reportlab(face, rare, *placed(document.pdf, rare)))
    drawn, wanted = (b"".join(printed.pixels(box)) for printed in (page, reference))
    apart = sum((one < INK) != (other < INK) for one, other in zip(drawn, wanted, strict=True))
    assert min(drawn) < INK and apart <= len(wanted) * GRAIN


def placed(pdf: bytes, char: str) -> tuple[float, float, float]:
    """Where a character first stands on the first page, and its size (points)."""
    document: Any = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    number = next(number for number, found in numbered(text) if found == char)
    x, y = ctypes.c_double(), ctypes.c_double()
    assert pdfium.FPDFText_GetCharOrigin(text, number, x, y)
    size = float(pdfium.FPDFText_GetFontSize(text, number))
    document.close()
    return x.value, y.value, size


def by_reportlab(face: int, char: str, x: float, y: float, size: float) -> bytes:
    """A page with one character on it."""
    name = f"Reference{face}"  # the first font registered under a name stays
    pdfmetrics.registerFont(TTFont(name, str(find_font(FONT_FILES[face])), shapable=False))
    file = io.BytesIO()
    canvas: Any = Canvas(file, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), initialFontName=name)
    canvas.setFont(name, size)
    canvas.drawString(x, y, char)
    canvas.save()
    return file.getvalue()
