"""Characters find the face that prints them; nothing vanishes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import KioskError
from printing.fonts import FONT_FILES, GETA, Fonts, Run, find_font, load_fonts, to_unicode

EXTENSION_A, EXTENSION_B, EXTENSION_C = "\u3400", "\U00020bb7", "\U0002b5e7"
NOWHERE, PRIVATE = "\U0003134f", "\ue000"


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return load_fonts()


def test_common_text_is_one_run_of_the_first_face(fonts: Fonts) -> None:
    assert fonts.runs("张三 119901·A1") == (Run("KioskHei", "张三 119901·A1"),)


@pytest.mark.parametrize("rare", [EXTENSION_B, EXTENSION_C, "\U0002b820"])
def test_rare_character_falls_back(fonts: Fonts, rare: str) -> None:
    runs = fonts.runs(f"王{rare}明")
    assert "".join(run.text for run in runs) == f"王{rare}明"
    assert runs[0].font == runs[2].font == "KioskHei"
    assert runs[1].font != "KioskHei"
    assert not fonts.missing((rare, EXTENSION_A))


@pytest.mark.parametrize("unprintable", [NOWHERE, PRIVATE, "\x07", "\ufffe", "\U000e0100"])
def test_character_without_glyph_is_seen(fonts: Fonts, unprintable: str) -> None:
    assert "".join(run.text for run in fonts.runs(f"王{unprintable}")) == f"王{GETA}"
    assert fonts.missing((f"王{unprintable}",)) == (unprintable,)
    assert fonts.width(unprintable) == fonts.width(GETA)


def test_digits_are_tabular(fonts: Fonts) -> None:
    assert len({fonts.width(digit) for digit in "0123456789"}) == 1


def test_missing_font_names_its_package(tmp_path: Path) -> None:
    with pytest.raises(KioskError, match="install the package fonts-wqy-microhei"):
        find_font(FONT_FILES[0], (tmp_path,))


def test_broken_font_is_an_expected_failure(tmp_path: Path) -> None:
    for font in FONT_FILES:
        (tmp_path / font.file).parent.mkdir(exist_ok=True)
        (tmp_path / font.file).write_bytes(b"not a font")
    with pytest.raises(KioskError, match="cannot be read"):
        load_fonts((tmp_path,))


def test_unicode_map_holds_surrogates_in_blocks_of_a_hundred() -> None:
    text = to_unicode("X", [0, *([0x4E2D] * 120), 0x2B5E7])
    assert "<79> <D86DDDE7>" in text
    assert "100 beginbfchar" in text
    assert "22 beginbfchar" in text
