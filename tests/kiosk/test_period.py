"""Months and years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.period import Month, Span, Year, period_from_number

MONTHS = st.builds(Month, st.integers(1950, 2150), st.integers(1, 12))


@pytest.mark.parametrize("text", ["2026-10", "202610", "20261001", " 2026-10 "])
def test_forms_that_feeds_use(text: str) -> None:
    assert Month.parse(text) == Month(2026, 10)


@pytest.mark.parametrize("text", ["2026-13", "2026", "26-10", "2026/10", "", "october"])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


@given(MONTHS)
def test_writing_and_reading_give_the_same(month: Month) -> None:
    assert Month.parse(str(month)) == month
    assert Month.from_number(month.number) == month
    assert period_from_number(month.number) == month
    assert Month.of(date(month.year, month.month, 28)) == month


@given(MONTHS, st.integers(-500, 500))
def test_steps(month: Month, steps: int) -> None:
    later = month.plus(steps)
    assert month.months_to(later) == steps
    assert later.plus(-steps) == month
    assert len(list(month.until(later))) == max(steps + 1, 0)


def test_years_sort_before_their_months() -> None:
    assert Year(2026).number < Month(2026, 1).number
    assert period_from_number(202600) == Year(2026)
    assert str(Year(2026)) == "2026"


def test_a_span_holds_its_ends_and_years_that_touch_it() -> None:
    span = Span(Month(2025, 11), Month(2026, 2))
    assert [m for m in Month(2025, 9).until(Month(2026, 4)) if span.holds(m)] == list(
        Month(2025, 11).until(Month(2026, 2))
    )
    assert span.holds(Year(2025))
    assert span.holds(Year(2026))
    assert not span.holds(Year(2024))
    assert Span().holds(Month(1990, 1))
    assert not Span(first=Month(2026, 1)).holds(Month(2025, 12))
