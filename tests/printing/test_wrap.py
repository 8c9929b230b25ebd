"""Long texts wrap and lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.wrap import wrap


class Ems:
    """A ruler: Chinese characters are one em, all others half."""

    def width(self, text: str) -> float:
        return sum(1.0 if ord(char) > 0x2E7F else 0.5 for char in text)

    def missing(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return ()


TEXTS = st.text(alphabet="张三有限责任公司ABcd19-, \uff0c\u3002\uff08\uff09", max_size=60)


@given(TEXTS, st.integers(min_value=3, max_value=30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, ems: int) -> None:
    lines = wrap(text, ems * 8.0, 8.0, Ems())
    assert "".join("".join(lines).split()) == "".join(text.split())
    # A closing sign may hang over: it never begins a line.
    for line in lines:
        assert Ems().width(line.rstrip(" ,\uff0c\u3002\uff09-")) <= ems + 1


def test_short_text_is_one_line() -> None:
    assert wrap("张三", 100, 8, Ems()) == ("张三",)


def test_breaks_between_words_and_characters() -> None:
    assert wrap("paid late again", 5 * 8, 8, Ems()) == ("paid late", "again")
    assert wrap("示例甲贸易有限公司", 5 * 8, 8, Ems()) == ("示例甲贸易", "有限公司")


def test_long_word_is_torn_rather_than_cut() -> None:
    assert wrap("ABCDEFGHIJ", 3 * 8, 8, Ems()) == ("ABCDEF", "GHIJ")


@pytest.mark.parametrize("sign", ["\uff0c", "\u3002", "\uff09"])
def test_closing_sign_never_begins_a_line(sign: str) -> None:
    lines = wrap(f"示例甲贸易{sign}有限公司", 5 * 8, 8, Ems())
    assert not any(line.startswith(sign) for line in lines)


def test_an_opening_sign_never_ends_a_line() -> None:
    text = "\u8bc1\u660e\u6750\u6599\uff08\u7b2c\u5341\u516d\u6761\uff09"
    assert wrap(text, 5 * 8, 8, Ems()) == ("\u8bc1\u660e\u6750\u6599", "\uff08\u7b2c\u5341\u516d", "\u6761\uff09")
    assert wrap(text, 8, 8, Ems())[4] == "\uff08"
