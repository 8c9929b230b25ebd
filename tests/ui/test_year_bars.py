"""The pictures of years: what they show is said in words as well, and a bar is as high as its amount."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from kiosk.choices import Look
from kiosk.insurance import Insurance
from kiosk.model import AccountYear
from kiosk.states import AccountDetail, PointsDetail, Record
from tests.ui import records
from tests.ui.conftest import Theatre
from ui.parts.year_bars import Bar, YearBars
from ui.theme import Theme

PENSION = Insurance.EMPLOYEE_PENSION


def two_years() -> Record:
    """The worker with the closing balances of 2024 and 2025."""
    account = records.worker().account
    earlier = AccountYear(PENSION, 2024, 8_000_000, 821_436, 100_000, 0, records.BALANCE - 900_000)
    return records.record_of(replace(account, years=(earlier, *account.years)))


def test_payments_and_balances_are_shown_and_said(theatre: Theatre) -> None:
    theatre.show(AccountDetail(two_years(), PENSION), "en")
    assert theatre.text("payment-bars-words") == "For 2025 25,344.00 yuan were paid, by all who pay together."
    assert theatre.text("balance-bars-words") == "At the end of 2025 the account held 98,214.36 yuan."
    assert theatre.part("balance-bars").accessibleName().startswith("Closing balances, 2024 to 2025. At the end of")
    theatre.press("year-previous")
    assert theatre.text("balance-bars-words") == "At the end of 2024 the account held 89,214.36 yuan."
    # One month of it is owed.
    assert theatre.text("payment-bars-words") == "For 2024 23,232.00 yuan were paid, by all who pay together."


def test_one_year_has_no_picture_of_growth(theatre: Theatre) -> None:
    theatre.show(AccountDetail(records.worker(), PENSION), "en")
    assert not theatre.has("balance-bars")
    assert theatre.has("payment-bars")


def test_the_way_to_the_next_points_is_said(theatre: Theatre) -> None:
    theatre.show(PointsDetail(records.worker()), "en")
    assert theatre.part("points-dots").accessibleName() == "10 of 12 months towards the next points."
    assert theatre.text("points-bars-words") == "In 2026 10 months count."


def test_a_bar_is_as_high_as_its_amount(qapp: QApplication) -> None:
    theme = Theme(Look.STANDARD, 1080, 1920, 268, 476)
    bars = YearBars(theme, "bars", "", [Bar(2024, 500, ""), Bar(2025, 1000, ""), Bar(2026, 0, "")], 2025)
    bars.resize(300, bars.height())
    picture = bars.grab().toImage()
    paper = picture.pixelColor(1, 1)

    def height(x: int) -> int:
        ground = bars.height() - theme.metrics().height()
        return sum(picture.pixelColor(x, y) != paper for y in range(ground))

    assert abs(height(150) - 2 * height(50)) <= 2
    assert height(250) == 0
    assert picture.pixelColor(150, bars.height() // 2) == QColor(theme.colours.accent)
