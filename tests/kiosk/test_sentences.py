"""What a person is told: the message as it is, and the month from which a new card can be used."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.errors import CARD_NEW, FAILURES, LOCKED, STAFF_LOCKED, Failure
from kiosk.sentences import sentence_of
from kiosk.words import languages, words_of


@pytest.mark.parametrize(
    ("today", "chinese", "english"),
    [
        (date(2026, 11, 1), "下个月起可以查询。请您2026年12月再来。", "from December 2026."),
        (date(2026, 11, 30), "下个月起可以查询。请您2026年12月再来。", "from December 2026."),
        (date(2026, 12, 31), "下个月起可以查询。请您2027年1月再来。", "from January 2027."),
    ],
)
def test_a_card_issued_this_month_is_told_the_next(today: date, chinese: str, english: str) -> None:
    assert chinese in sentence_of(CARD_NEW, words_of("zh_CN"), today)
    assert sentence_of(CARD_NEW, words_of("en"), today).endswith(english)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.code)
def test_every_failure_has_a_whole_sentence(failure: Failure, language: str) -> None:
    words = words_of(language)
    told = sentence_of(failure, words, date(2026, 11, 21))
    assert not set("{}") & set(told)
    assert told == words(failure.message) or failure in (CARD_NEW, LOCKED, STAFF_LOCKED)


def test_a_wait_is_told_with_what_is_left_of_it() -> None:
    told = sentence_of(LOCKED, words_of("zh_CN"), date(2026, 11, 21), 125)
    assert told == "试的次数较多。为保护您的信息，请 2分钟5秒 后再试，或带身份证到窗口办理。"
