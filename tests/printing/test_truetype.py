"""The mapped face says what ReportLab's own reader says, and refuses what is no font."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

from printing.fonts import FONT_FILES, FontFile, find_font
from printing.truetype import MappedFace

STEP = 7
"""Every so many characters are compared."""


@pytest.mark.parametrize("font", FONT_FILES, ids=lambda font: font.name)
def test_face_is_the_one_that_reportlab_reads(font: FontFile) -> None:
    path = str(find_font(font))
    ours: Any = MappedFace(path)
    theirs: Any = TTFontFace(path)
    codes = [code for code in range(0, 0x32400, STEP) if code != 0xA0]  # a space there, by ReportLab's own wish
    assert [ours.charToGlyph.get(code) for code in codes] == [theirs.charToGlyph.get(code) for code in codes]
    assert list(ours.glyphPos) == list(theirs.glyphPos)
    assert [ours.getCharWidth(code) for code in codes] == pytest.approx([theirs.getCharWidth(code) for code in codes])
    assert ours.name == theirs.name and ours.bbox == theirs.bbox


def test_subset_is_the_one_that_reportlab_makes() -> None:
    path = str(find_font(FONT_FILES[0]))
    ours: Any = MappedFace(path)
    theirs: Any = TTFontFace(path)
    subset = [0, *range(0x4E00, 0x4E80), *range(0xC0, 0x100)]
    assert ours.makeSubset(subset) == theirs.makeSubset(subset)


@pytest.mark.parametrize("font", FONT_FILES, ids=lambda font: font.name)
@pytest.mark.parametrize("length", [0, 3, 100, 4000])
def test_damaged_file_is_refused(tmp_path: Path, font: FontFile, length: int) -> None:
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(find_font(font).read_bytes()[:length])
    with pytest.raises(TTFError):
        MappedFace(str(cut))
