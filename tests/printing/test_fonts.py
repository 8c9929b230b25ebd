"""Characters find the face that prints them; nothing vanishes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import KioskError
from printing.fonts import FONT_FILES, GETA, Fonts, Run, find_font, load_fonts, to_unicode

EXTENSION_A, EXTENSION_B, EXTENSION_C = "\u3400", "\U00020bb7", "\U0002b5e7"
EXTENSION_G, EXTENSION_H = "\U00030000", "\U00031350"
NOWHERE, PRIVATE = "\U0002ebf0", "\ue000"
UYGHUR, TIBETAN = "\u0626", "\u0f40"
SELECTED = "\u8fbb\U000e0101"
"""A character and a selector that asks for another form of it."""


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return load_fonts()


def test_common_text_is_one_run_of_the_first_face(fonts: Fonts) -> None:
    assert fonts.runs("张三 119901·A1") == (Run("KioskHei", "张三 119901·A1"),)


@pytest.mark.parametrize("rare", [EXTENSION_B, EXTENSION_C, "\U0002b820", EXTENSION_G, EXTENSION_H])
def test_rare_character_falls_back(fonts: Fonts, rare: str) -> None:
    runs = fonts.runs(f"王{rare}明")
    assert "".join(run.text for run in runs) == f"王{rare}明"
    assert runs[0].font == runs[2].font == "KioskHei"
    assert runs[1].font != "KioskHei"
    assert not fonts.missing((rare, EXTENSION_A))


UNPRINTABLE = [
    NOWHERE,
    PRIVATE,
    "\U000f0000",
    "\x07",
    "\x7f",
    "\t",
    "\ufffe",
    "\ufffd",
    "\ud87e",
    "\u3164",
    UYGHUR,
    TIBETAN,
]


@pytest.mark.parametrize("unprintable", UNPRINTABLE)
def test_character_without_glyph_is_seen(fonts: Fonts, unprintable: str) -> None:
    assert "".join(run.text for run in fonts.runs(f"王{unprintable}")) == f"王{GETA}"
    assert fonts.missing((f"王{unprintable}",)) == (unprintable,)
    assert fonts.width(unprintable) == fonts.width(GETA)


@pytest.mark.parametrize("silent", ["\ufe00", "\U000e0100", "\u200d", "\u200b", "\ufeff", "\u00ad", "\u200e"])
def test_what_is_no_sign_prints_nothing_and_takes_no_room(fonts: Fonts, silent: str) -> None:
    assert fonts.runs(f"王{silent}明") == (Run("KioskHei", "王明"),)
    assert fonts.runs(silent) == ()
    assert fonts.width(f"王{silent}明") == fonts.width("王明")
    assert not fonts.missing((f"王{silent}明",))


def test_a_selected_form_prints_the_usual_one(fonts: Fonts) -> None:
    assert fonts.runs(SELECTED) == (Run("KioskHei", "\u8fbb"),)


@pytest.mark.parametrize(("apart", "together"), [("e\u0301", "é"), ("u\u0308\u0304", "ǖ"), ("S\u030c", "Š")])
def test_a_letter_and_its_mark_are_one_sign(fonts: Fonts, apart: str, together: str) -> None:
    assert fonts.runs(f"Jos{apart} 李") == fonts.runs(f"Jos{together} 李")
    assert fonts.width(apart) == fonts.width(together)
    assert not fonts.missing((apart,))


def test_a_mark_without_a_sign_of_both_is_seen(fonts: Fonts) -> None:
    assert fonts.missing(("q\u0306",)) == ("\u0306",)
    assert "".join(run.text for run in fonts.runs("q\u0306")) == f"q{GETA}"


@pytest.mark.parametrize("own", ["\uf900", "\ufa0e", "\U0002f800", "\u2f00"])
def test_a_compatibility_character_stays_itself(fonts: Fonts, own: str) -> None:
    assert "".join(run.text for run in fonts.runs(f"王{own}")) == f"王{own}"
    assert not fonts.missing((own,))


@pytest.mark.parametrize("space", ["\u00a0", "\u3000"])
def test_spaces_are_spaces(fonts: Fonts, space: str) -> None:
    assert fonts.runs(f"王{space}明") == (Run("KioskHei", f"王{space}明"),)
    assert fonts.width(space) > 0.2


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
