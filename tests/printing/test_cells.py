"""A list's values in words."""

from __future__ import annotations

import pytest

from kiosk.insurance import Insurance
from kiosk.model import AccountYear
from kiosk.period import Month
from kiosk.words import languages, words_of
from printing.cells import EMPTY, Cells
from tests.printing.lists import row, summary


@pytest.mark.parametrize("language", languages())
def test_insurance_without_account_says_so(language: str) -> None:
    cells = Cells(words_of(language))
    month = Month(2026, 10)
    assert cells.summary(summary(Insurance.WORK_INJURY, month, 1, month)).cells[-1] == words_of(language)(
        "no personal account"
    )
    assert cells.summary(summary(Insurance.EMPLOYEE_PENSION, month, 1, month)).cells[-1] == "98,214.36"


@pytest.mark.parametrize(("closing", "said"), [(300, "reconciles"), (301, "0.01 more"), (290, "0.10 less")])
def test_reconciliation(closing: int, said: str) -> None:
    year = AccountYear(Insurance.EMPLOYEE_PENSION, 2024, 100, 200, 50, 50, closing)
    assert said in Cells(words_of("en")).account_year(year).cells[-1]


def test_who_pays_alone_has_no_unit() -> None:
    cells = Cells(words_of("en"))
    assert cells.row(row(Month(2026, 1), unit=None), keep=False).cells[2] == "pays alone"


@pytest.mark.parametrize(("fen", "written"), [(None, EMPTY), (0, "0.00"), (-123_456_789, "-1,234,567.89")])
def test_money_is_written_as_everywhere(fen: int | None, written: str) -> None:
    assert Cells(words_of("en")).money(fen) == written
