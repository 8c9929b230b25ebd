"""From the overview to any single month in at most three touches, for thirty years and five insurances."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.choices import Look
from kiosk.events import InsuranceChosen
from kiosk.insurance import Insurance
from kiosk.period import Month
from kiosk.states import InsuranceDetail, Overview
from tests.ui import records
from tests.ui.conftest import Theatre
from tests.ui.test_fit import PANELS
from ui.parts.life_line import LifeLine

FIRST = Month(1996, 11)
THIRTY_YEARS = records.worker(first=FIRST)
FIVE = tuple(summary.insurance for summary in THIRTY_YEARS.overview.summaries)
LAST = Month(2026, 10)


def months_not_reached(theatre: Theatre) -> set[str]:
    """Months that are neither shown at once nor after one touch on the line of years."""
    left = {f"month-{month}" for month in FIRST.until(LAST)}
    left = {name for name in left if not theatre.has(name)}
    line = theatre.part("life-line")
    assert isinstance(line, LifeLine)
    years = range(line.minimum(), line.maximum() + 1)
    for place, year in enumerate(years):
        middle = QPoint(round((place + 0.5) * line.width() / len(years)), line.height() // 4)
        QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=middle)
        QApplication.processEvents()
        left = {name for name in left if not (name.startswith(f"month-{year}-") and theatre.has(name))}
    return left


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@pytest.mark.parametrize("name", list(PANELS))
def test_any_month_of_thirty_years_in_three_touches(
    make_theatre: Callable[..., Theatre], name: str, look: Look
) -> None:
    panel, low = PANELS[name]
    theatre = make_theatre(*panel)
    theatre.low = low
    theatre.show(InsuranceDetail(THIRTY_YEARS, Insurance.EMPLOYEE_PENSION), "en", look)
    # One touch opened the insurance; the line of years is the second, the month the third.
    assert months_not_reached(theatre) == set()
    theatre.press("month-2026-03")
    assert "March 2026" in theatre.text("month-words")


def test_each_of_five_insurances_is_one_touch_away(theatre: Theatre) -> None:
    assert len(FIVE) == 5
    for insurance in FIVE:
        theatre.visit += 1
        theatre.show(Overview(THIRTY_YEARS), "en")
        theatre.press(f"tile-{insurance.value}")
        assert theatre.sent_of(InsuranceChosen)[-1] == InsuranceChosen(insurance)
        theatre.show(InsuranceDetail(THIRTY_YEARS, insurance), "en")
        assert months_not_reached(theatre) == set()
