"""Sentences that travel as values: filled in by each language's formats, and silent about amounts in a repr."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kiosk.account.said import Amount, Duration, Value, said
from kiosk.insurance import Insurance
from kiosk.period import Month, Span, Year
from kiosk.words import words_of


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("示例{x}公司", "示例{x}公司", "示例{x}公司"),
        (1234, "1,234", "1,234"),
        (Amount(123456), "1,234.56", "1,234.56"),
        (Duration(14), "1 year 2 months", "1年2个月"),
        (Decimal("0.0262"), "2.62%", "2.62%"),
        (Month(2026, 10), "October 2026", "2026年10月"),
        (Year(2026), "Year 2026", "2026年"),
        (Span(Month(2026, 9), Month(2026, 10)), "September 2026 to October 2026", "2026年9月至2026年10月"),
        (Span(Month(2026, 9), Month(2026, 9)), "September 2026", "2026年9月"),
        (date(2026, 11, 21), "21 November 2026", "2026年11月21日"),
        (Insurance.WORK_INJURY, "Work injury insurance", "工伤保险"),
        (said("not insured"), "not insured", "未参保"),
    ],
)
def test_each_value_is_worded_in_each_language(value: Value, english: str, chinese: str) -> None:
    sentence = said("<{value}>", value=value)
    assert sentence.in_words(words_of("en")) == f"<{english}>"
    assert sentence.in_words(words_of("zh_CN")) == f"<{chinese}>"


def test_an_open_span_cannot_be_worded() -> None:
    with pytest.raises(ValueError, match="both ends"):
        said("{span}", span=Span(Month(2026, 9))).in_words(words_of("en"))


def test_amounts_and_names_stay_out_of_reprs() -> None:
    assert "987654" not in repr(Amount(987654))
    assert "张三" not in repr(said("{name}", name="张三"))
