"""Every ideograph of the basic block and extensions A and B, and what the fonts have of C to H: printed, and read back.

Each character leaves ink in its own place, and two readers that are not ours find in the PDF the text that was put in.
"""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate
from typing import Any

import pypdfium2
import pytest

from printing.fonts import GETA, Fonts, load_fonts
from printing.page import PAGE_HEIGHT, Page, Placed, Style, TextColumn
from printing.pdf import write_pdf
from tests.printing.test_paper import fonts_of

BASIC, A, B = range(0x4E00, 0xA000), range(0x3400, 0x4DC0), range(0x20000, 0x2A6E0)
"""Blocks of Unicode 14, all assigned: every one of these has to be in the fonts."""
BEYOND = (range(0x2A700, 0x2EBF0), range(0x30000, 0x323B0))
"""Extensions C to F, G and H: part of them is in the fonts."""
COMPATIBLE = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20), range(0x2E80, 0x2FE0))
LATIN = (range(0xA1, 0x250), range(0x1E00, 0x1F00))

SIZE, STEP, LEFT, TOP = 10, 12, 40.0, 560.0
A_LINE, A_PAGE = 60, 44
"""Characters in a line, lines on a page."""
PALEST = 245
"""Ink is at least as dark as this, a thin stroke between two pixels as well; white is 255."""
SOFT_HYPHEN = 0xAD
"""The one among them that prints nothing."""


@dataclass(frozen=True)
class Sweep:
    """All characters on pages of a grid of lines."""

    fonts: Fonts
    lines: tuple[str, ...]

    @cached_property
    def pages(self) -> tuple[tuple[Placed, ...], ...]:
        """Where each line stands on each page."""
        starts = range(0, len(self.lines), A_PAGE)
        return tuple(
            tuple((LEFT, TOP - STEP * n, line) for n, line in enumerate(self.lines[i : i + A_PAGE])) for i in starts
        )

    @cached_property
    def pdf(self) -> bytes:
        """The pages as a PDF."""
        pages = [Page((TextColumn(Style(SIZE), placed),), (), ()) for placed in self.pages]
        return write_pdf(pages, self.fonts, "sweep", "en", datetime(2026, 11, 21))

    @property
    def printed(self) -> str:
        """What has to stand there, in order."""
        return "".join(GETA if self.fonts.missing((char,)) else char for char in "".join(self.lines))


@pytest.fixture(scope="module")
def sweep() -> Sweep:
    blocks = (BASIC, A, B, *BEYOND, *COMPATIBLE, *LATIN)
    every = "".join(chr(code) for block in blocks for code in block if code != SOFT_HYPHEN)
    return Sweep(load_fonts(), tuple(every[i : i + A_LINE] for i in range(0, len(every), A_LINE)))


@pytest.mark.parametrize("block", [BASIC, A, B], ids=["basic", "A", "B"])
def test_no_ideograph_is_missing(sweep: Sweep, block: range) -> None:
    assert sweep.fonts.missing(map(chr, block)) == ()


@pytest.mark.parametrize("block", BEYOND)
def test_most_others_are_there(sweep: Sweep, block: range) -> None:
    missing = sweep.fonts.missing(map(chr, block))
    assert len(missing) < len(block) / 2
    assert all(unicodedata.category(char) in ("Lo", "Cn") for char in missing)


def test_every_character_leaves_ink_in_its_place(sweep: Sweep) -> None:
    blank = [
        char
        for page, placed in zip(rendered(sweep.pdf), sweep.pages, strict=True)
        for char in blanks(sweep.fonts, page, placed)
    ]
    assert [f"U+{ord(char):04X}" for char in blank] == []


def test_a_blank_would_be_seen() -> None:
    gap = Sweep(load_fonts(), ("王\u3000明 八",))
    assert list(blanks(gap.fonts, next(rendered(gap.pdf)), gap.pages[0])) == ["\u3000", " "]


def test_poppler_reads_what_was_written(sweep: Sweep) -> None:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=sweep.pdf, capture_output=True, check=True)
    assert done.stderr == b""
    assert_same(done.stdout.decode(), sweep.printed)


def test_pdfium_reads_what_was_written(sweep: Sweep) -> None:
    document: Any = pypdfium2.PdfDocument(sweep.pdf)
    assert_same("".join(page.get_textpage().get_text_range() for page in document), sweep.printed)
    document.close()


def test_every_font_is_an_embedded_subset_with_its_characters(sweep: Sweep) -> None:
    fonts = fonts_of(sweep.pdf)
    assert len(fonts) > len(set(sweep.printed)) / 256
    for name, font in fonts.items():
        assert name[7] == "+" and "/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font, name


def assert_same(read: str, written: str) -> None:
    """Compare without spaces and line ends, and say only where they part."""
    shown = "".join(read.split())
    parted = next((i for i, (one, other) in enumerate(zip(shown, written, strict=False)) if one != other), None)
    assert parted is None, f"U+{ord(written[parted]):04X} was read as U+{ord(shown[parted]):04X}"
    assert len(shown) == len(written)


def rendered(pdf: bytes) -> Iterator[list[bytes]]:
    """Each page in grays, a byte a point, row by row from the top."""
    document: Any = pypdfium2.PdfDocument(pdf)
    for page in document:
        bitmap = page.render(scale=1, grayscale=True)
        data, width, stride = bytes(bitmap.buffer), bitmap.width, bitmap.stride
        yield [data[i : i + width] for i in range(0, stride * bitmap.height, stride)]
    document.close()


def blanks(fonts: Fonts, page: list[bytes], placed: tuple[Placed, ...]) -> Iterator[str]:
    """The characters whose own place has no ink, its edges apart: a neighbour's ink may reach there."""
    for left, y, line in placed:
        baseline = round(PAGE_HEIGHT - y)
        darkest = bytes(map(min, *page[baseline - SIZE + 1 : baseline + 2]))
        ends = list(accumulate((fonts.width(char) * SIZE for char in line), initial=left))
        for char, x, end in zip(line, ends, ends[1:], strict=False):
            if min(darkest[int(x) + 1 : max(int(x) + 2, int(end))]) > PALEST:
                yield char
