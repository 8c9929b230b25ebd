"""The words for codes."""

from __future__ import annotations

import pytest

from kiosk.model import ArrivalStatus, DueKind, Standing
from kiosk.terms import STANDING, STATUS, kind_words, sex_words
from kiosk.words import words_of


def test_every_standing_and_status_has_words() -> None:
    assert set(STANDING) == set(Standing)
    assert set(STATUS) == set(ArrivalStatus)


def test_known_kinds_are_worded_and_local_ones_keep_their_code() -> None:
    chinese = words_of("zh_CN")
    assert kind_words(chinese, DueKind.NORMAL) == "正常应缴"
    assert "106" in kind_words(chinese, "106")
    assert "106" in kind_words(words_of("en"), "106")


@pytest.mark.parametrize(("code", "word"), [("1", "男"), ("2", "女"), ("9", "未说明"), ("", "未说明")])
def test_sex(code: str, word: str) -> None:
    assert sex_words(words_of("zh_CN"), code) == word
