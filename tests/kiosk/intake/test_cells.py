"""Money, months and days are read exactly or not at all."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.intake.cells import (
    MOST_REMEMBERED,
    Cells,
    Codes,
    Money,
    read_day,
    read_even_money,
    read_money,
    read_month,
    read_period,
    read_rate,
)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_every_amount_comes_back_to_the_fen(fen: int) -> None:
    text = f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"
    assert read_money(text) == fen


@given(st.text(max_size=12))
def test_whatever_is_read_as_money_is_that_amount(text: str) -> None:
    try:
        fen = read_money(text)
    except ValueError:
        return
    from decimal import Decimal

    assert Decimal(text) * 100 == fen


@given(
    st.lists(st.text("0123456789.-\n １", max_size=6))
    | st.lists(st.from_regex(r"[0-9]{1,3}\.[0-9]{2}", fullmatch=True))
)
def test_amounts_read_together_are_those_read_one_by_one(texts: list[str]) -> None:
    together = read_even_money(texts)
    assert together is None or together == [read_money(text) for text in texts]
    assert (together is not None) == (bool(texts) and all(re.fullmatch("[0-9]+[.][0-9]{2}", text) for text in texts))
    assert Money().column(texts * 2) == Cells(read_money).column(texts * 2)


@pytest.mark.parametrize("text", ["1.005", "1,000.00", "", "-", ".", "1e3", "１２", "NaN", "+1", "1.", " 1", "9" * 15])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        read_money(text)


@pytest.mark.parametrize(("text", "fen"), [("1.5", 150), ("1.500", 150), (".5", 50), ("-0.01", -1), ("0", 0)])
def test_short_forms_are_read(text: str, fen: int) -> None:
    assert read_money(text) == fen


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_days_and_months_are_read_in_each_form(day: date) -> None:
    assert read_day(day.strftime("%Y%m%d")) == read_day(day.isoformat()) == day.isoformat()
    number = day.year * 100 + day.month
    for form in ("%Y%m", "%Y-%m", "%Y%m%d"):
        assert read_month(day.strftime(form)) == number


@pytest.mark.parametrize("text", ["20260230", "2026-1-1", "0", "2026/10-01", "18000101"[:7]])
def test_a_day_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_day(text)


@pytest.mark.parametrize("text", ["202613", "202600", "2026", "20261032", "２０２６10"])
def test_a_month_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_month(text)


def test_a_period_is_a_month_or_a_year() -> None:
    assert (read_period("2026"), read_period("202610")) == (202600, 202610)


@pytest.mark.parametrize(("text", "millionths"), [("0.16", 160_000), ("0.1600", 160_000), ("8%", 80_000), ("1", 10**6)])
def test_rates_are_millionths(text: str, millionths: int) -> None:
    assert read_rate(text) == millionths


def test_what_cannot_be_read_is_remembered_with_its_place() -> None:
    cells = Cells(read_money)
    texts = ["1.00", "x", "", "1.00", "x"]
    assert cells.column(texts) == [100, None, None, 100, None]
    assert cells.unread(texts) == [1, 4]


def test_no_more_is_remembered_than_the_bound() -> None:
    cells = Cells(read_money)
    for start in range(0, MOST_REMEMBERED * 3, 1000):
        cells.column([str(number) for number in range(start, start + 1000)])
    assert len(cells) <= MOST_REMEMBERED + 1000


def test_an_unknown_code_is_kept_as_it_is() -> None:
    codes = Codes({"1": "paying"})
    assert codes.column(["1", "7", ""]) == ["paying", "7", ""]
    assert codes.unread(["1", "7", ""]) == [1]
