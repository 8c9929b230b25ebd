"""What a person is told: the message as it is, and the month from which a new card can be used."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.errors import CARD_NEW, FAILURES, Failure
from kiosk.sentences import sentence_of
from kiosk.words import languages, words_of


@pytest.mark.parametrize(
    ("today", "chinese", "english"),
    [
        (date(2026, 11, 1), "下个月（2026年12月）起", "from December 2026."),
        (date(2026, 11, 30), "下个月（2026年12月）起", "from December 2026."),
        (date(2026, 12, 31), "下个月（2027年1月）起", "from January 2027."),
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
    assert told == words(failure.message) or failure is CARD_NEW
