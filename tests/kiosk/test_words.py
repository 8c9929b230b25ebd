"""One language's words and formats."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from kiosk.period import Month, Year
from kiosk.words import N_, languages, words_of


def test_chinese() -> None:
    words = words_of("zh_CN")
    assert words("Unemployment insurance") == "失业保险"
    assert words.money(123_456) == "1,234.56"
    assert words.month(Month(2026, 10)) == "2026年10月"
    assert words.period(Year(2026)) == "2026年"
    assert words.date(date(2026, 11, 21)) == "2026年11月21日"
    assert words.months(182) == "15年2个月"
    assert words.months(24) == "2年"
    assert words.months(0) == "0个月"
    assert words.seconds(125) == "2分钟5秒"


def test_english() -> None:
    words = words_of("en")
    assert words("Unemployment insurance") == "Unemployment insurance"
    assert words.money(-5) == "-0.05"
    assert words.month(Month(2026, 10)) == "October 2026"
    assert words.period(Year(2026)) == "Year 2026"
    assert words.date(date(2026, 11, 21)) == "21 November 2026"
    assert words.months(13) == "1 year 1 month"
    assert words.months(182) == "15 years 2 months"
    assert words.seconds(0) == "0 seconds"
    assert words.seconds(60) == "1 minute"
    assert words.seconds(61) == "1 minute 1 second"
    assert words.number(12345) == "12,345"


@pytest.mark.parametrize("language", languages())
def test_times_are_written_to_the_minute(language: str) -> None:
    assert words_of(language).time(datetime(2026, 11, 21, 9, 5)) == "09:05"


@pytest.mark.parametrize("language", languages())
@given(fen=st.integers(-(10**14), 10**14))
def test_no_fen_is_lost_in_writing(language: str, fen: int) -> None:
    assert round(float(words_of(language).money(fen).replace(",", "")) * 100) == fen or abs(fen) > 2**50
    assert words_of(language).money(fen).replace(",", "").replace(".", "").lstrip("-").lstrip("0") == (
        str(abs(fen)).lstrip("0")
    )


@pytest.mark.parametrize("language", languages())
@given(fen=st.integers(-(10**14), 10**14))
def test_money_is_grouped_as_the_language_does(language: str, fen: int) -> None:
    # The locale's own pattern, with the two decimals that money always shows.
    pattern = f"{Locale.parse(language).decimal_formats[None].pattern.split('.')[0]}.00"
    assert words_of(language).money(fen) == format_decimal(Decimal(fen) / 100, pattern, locale=language)


@pytest.mark.parametrize("language", languages())
def test_unknown_and_empty_texts_stay_as_they_are(language: str) -> None:
    words = words_of(language)
    assert words("a text that no catalogue holds") == "a text that no catalogue holds"
    assert words("") == ""
    assert N_("marked") == "marked"


def test_an_unknown_language_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="'fr' is not a language of this kiosk"):
        words_of("fr")
