"""What fits on one page is set larger; what does not stays compact, and no body is ever smaller than 8 pt."""

from __future__ import annotations

import pytest

from kiosk.words import languages, words_of
from printing.fonts import load_fonts
from printing.page import Page
from printing.pages import lay_out
from printing.typesize import COMPACT, LARGER
from tests.printing.every_paper import every_paper
from tests.printing.lists import FIVE, payment_list


def body_size(page: Page, text: str) -> float:
    return max(column.style.size for column in page.columns for _, _, each in column.texts if each == text)


@pytest.mark.parametrize("language", languages())
def test_a_short_list_is_larger_and_a_long_one_compact(language: str) -> None:
    words, fonts = words_of(language), load_fonts()
    short, long = (lay_out(payment_list(months, FIVE[:1]), words, fonts) for months in (1, 30))
    assert len(short) == 1 < len(long)
    assert body_size(short[0], "2026-10") > COMPACT.body.size
    assert body_size(long[0], words("insured and paying")) == COMPACT.body.size


def test_larger_sizes_are_tried_from_the_largest() -> None:
    sizes = [size.body.size for size in (*LARGER, COMPACT)]
    assert sizes == sorted(sizes, reverse=True)
    for size in LARGER:
        assert size.row / size.body.size == pytest.approx(COMPACT.row / COMPACT.body.size)


def test_nothing_is_smaller_than_eight_points() -> None:
    fonts = load_fonts()
    for content in every_paper()[::5]:
        for page in lay_out(content, words_of("en"), fonts):
            assert all(column.style.size >= 8 for column in page.columns)
