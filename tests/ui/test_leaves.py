"""Leafing: every block is on exactly one page, whole; and what is masked is shown for a few seconds only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk.choices import Look
from kiosk.insurance import Insurance
from kiosk.period import Month
from kiosk.states import AccountDetail, InsuranceDetail, PersonDetail, Policy
from tests.ui import records
from tests.ui.conftest import Theatre
from tests.ui.states_shown import WORKER
from ui.parts.leaves import Leaves
from ui.parts.life_line import LifeLine
from ui.screens.my_data import REVEAL_SECONDS

PAGES_AT_MOST = 40


def press(theatre: Theatre, name: str) -> None:
    part = theatre.part(name)
    assert isinstance(part, QAbstractButton)
    part.click()
    for _ in range(2):
        QApplication.processEvents()


def shown(theatre: Theatre) -> list[str]:
    leaves = theatre.stage.findChildren(Leaves)[0]
    parts = leaves.findChildren(QWidget)
    return [part.objectName() for part in parts if part.isVisible() and part.objectName().startswith("policy-")]


@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768)])
@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
def test_every_paragraph_is_on_exactly_one_page(
    make_theatre: Callable[..., Theatre], size: tuple[int, int], look: Look
) -> None:
    theatre = make_theatre(size, (344, 194) if size[0] > size[1] else (268, 476))
    theatre.show(Policy(), "en", look)
    seen = shown(theatre)
    for _ in range(PAGES_AT_MOST):
        if not theatre.part("page-next").isEnabled():
            break
        press(theatre, "page-next")
        seen += shown(theatre)
    assert len(seen) == len(set(seen)) > 12
    assert not theatre.part("page-next").isEnabled()
    last = shown(theatre)
    press(theatre, "page-previous")
    assert shown(theatre) != last


def test_the_page_outlives_a_change_of_language(theatre: Theatre) -> None:
    theatre.show(Policy(), "en", Look.ELDER)
    press(theatre, "page-next")
    second = shown(theatre)
    theatre.show(Policy(), "zh_CN", Look.ELDER)
    assert "policy-pooling-fund" not in shown(theatre)
    theatre.show(Policy(), "en", Look.ELDER)
    assert shown(theatre) == second


def test_what_is_revealed_hides_itself_again(theatre: Theatre) -> None:
    theatre.show(PersonDetail(WORKER))
    assert theatre.text("my-number") == records.MASKED_NUMBER
    press(theatre, "reveal")
    assert theatre.text("my-number") == records.NUMBER
    (timer,) = (t for t in theatre.stage.findChildren(QTimer) if t.isSingleShot() and t.isActive())
    assert timer.interval() == REVEAL_SECONDS * 1000
    timer.timeout.emit()
    assert theatre.text("my-number") == records.MASKED_NUMBER
    assert records.NUMBER not in theatre.texts()


def test_another_insurance_opens_its_own_account(theatre: Theatre) -> None:
    theatre.show(AccountDetail(WORKER, Insurance.EMPLOYEE_PENSION))
    pension = theatre.text("closing")
    theatre.show(AccountDetail(WORKER, Insurance.EMPLOYEE_MEDICAL))
    assert theatre.text("closing") != pension


def test_a_difference_is_named(theatre: Theatre) -> None:
    theatre.show(AccountDetail(WORKER, Insurance.EMPLOYEE_MEDICAL), "en")
    year = next(y for y in WORKER.account.years if y.insurance is Insurance.EMPLOYEE_MEDICAL)
    assert year.difference
    assert "less" in theatre.text("reconciles")


def test_a_slider_leads_to_any_year(theatre: Theatre) -> None:
    theatre.show(InsuranceDetail(records.worker(Month(1997, 1)), Insurance.EMPLOYEE_PENSION), look=Look.ELDER)
    line = theatre.part("life-line")
    assert isinstance(line, LifeLine)
    line.setValue(2003)
    assert theatre.has("month-2003-06") and theatre.has("month-2002-06") and not theatre.has("month-2001-06")
    press(theatre, "year-previous")
    assert line.value() == 2001
