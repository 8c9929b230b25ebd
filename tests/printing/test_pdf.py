"""The PDF puts each text where the layout wants it, whatever steps and fonts come after one another."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.fonts import Fonts, load_fonts
from printing.page import BODY, PAGE_HEIGHT, SECTION, STRONG, Page, Placed, Style, TextColumn
from printing.pdf import write_pdf

_WORD = re.compile(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>')
STEPS = st.lists(st.sampled_from([(0.0, 11.6), (0.0, 10.0), (0.0, 23.2), (7.25, 11.6), (-3.5, 11.6)]), max_size=25)


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return load_fonts()


def written(fonts: Fonts, *columns: TextColumn) -> bytes:
    return write_pdf([Page(columns, (), ())], fonts, "title", "en", datetime(2026, 11, 21))


def words_of(pdf: bytes) -> dict[str, tuple[float, float]]:
    """Each word's left and lower edge; the lower edge counts from the foot of the page."""
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    return {word: (float(x), PAGE_HEIGHT - float(y)) for x, y, word in _WORD.findall(done.stdout.decode())}


def column_of(style: Style, left: float, name: str, steps: list[tuple[float, float]]) -> TextColumn:
    """Texts named after their place, each so far across and down from the one before."""
    texts: list[Placed] = [(left, 560.0, f"{name}0")]
    for number, (across, down) in enumerate(steps, 1):
        x, y, _ = texts[-1]
        texts.append((x + across, y - down, f"{name}{number}"))
    return TextColumn(style, tuple(texts))


@settings(max_examples=25, deadline=None)
@given(STEPS, STEPS)
def test_every_text_stands_where_it_was_placed(one: list[tuple[float, float]], two: list[tuple[float, float]]) -> None:
    columns = column_of(BODY, 100.0, "a", one), column_of(STRONG, 500.0, "b", two)
    found = words_of(written(load_fonts(), *columns))
    below = {style: found[first][1] - 560.0 for style, first in ((BODY, "a0"), (STRONG, "b0"))}
    for column in columns:
        for x, y, text in column.texts:
            assert found[text] == pytest.approx((x, y + below[column.style]), abs=0.1), text


def test_more_characters_than_one_subset_holds_are_all_there(fonts: Fonts) -> None:
    characters = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 700) if not fonts.missing((chr(code),)))
    lines = [characters[i : i + 30] for i in range(0, len(characters), 30)]
    texts = tuple((40.0, 560.0 - 14 * number, f"a{line}\U00020bb7z") for number, line in enumerate(lines))
    found = words_of(written(fonts, TextColumn(SECTION, texts)))
    assert set(found) == {text for _, _, text in texts}
    assert {round(x) for x, _ in found.values()} == {40}
