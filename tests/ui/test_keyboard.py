"""Keys alone reach everything: each stop shows that it is one, a grid is one stop, a sheet keeps the keys to itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk.choices import Look, Marked
from kiosk.events import MonthMarked, TopicAsked
from kiosk.insurance import Insurance
from kiosk.period import Month
from kiosk.states import Discrepancy, EnterNumber, InsuranceDetail, Overview, State
from tests.ui.conftest import Theatre
from tests.ui.states_shown import RESIDENT, SHOWN, WORKER

MOST_STOPS = 60
"""More than any screen has: who walks this far walks in a circle without end."""
PIXELS_SEEN = 200
"""A ring around the smallest key changes many more."""


def stops(theatre: Theatre) -> list[QWidget]:
    """Walk with the tab key until it comes round; every part the keyboard stops at."""
    found: list[QWidget] = []
    theatre.stage.setFocus()
    for _ in range(MOST_STOPS):
        QTest.keyClick(theatre.stage.focusWidget() or theatre.stage, Qt.Key.Key_Tab)
        here = theatre.stage.focusWidget()
        if here is None or here is theatre.stage or here in found:
            return found
        found.append(here)
    raise AssertionError("the tab key never comes round")


def show(theatre: Theatre, state: State, language: str = "zh_CN", look: Look = Look.STANDARD) -> None:
    """Show a state on a window that has the keyboard: only there a part is painted with its ring."""
    theatre.show(state, language, look)
    theatre.stage.windowHandle().requestActivate()
    QApplication.processEvents()
    assert theatre.stage.isActiveWindow()


def pixels_that_differ(part: QWidget) -> int:
    """How many pixels tell that the keyboard is on a part."""
    with_focus = part.grab().toImage()
    window = part.window()
    window.setFocus()
    without = part.grab().toImage()
    part.setFocus()
    points = ((x, y) for x in range(with_focus.width()) for y in range(with_focus.height()))
    return sum(with_focus.pixel(x, y) != without.pixel(x, y) for x, y in points)


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("state", [Overview(WORKER), InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION)])
def test_every_stop_shows_that_the_keyboard_is_on_it(theatre: Theatre, state: State, look: Look) -> None:
    show(theatre, state, look=look)
    walked = stops(theatre)
    assert len(walked) > 5
    for part in walked:
        part.setFocus()
        assert pixels_that_differ(part) > PIXELS_SEEN, part.objectName()


def test_every_key_of_every_screen_is_a_stop(theatre: Theatre) -> None:
    for name, state, _parts in SHOWN:
        theatre.visit += 1
        show(theatre, state)
        walked = {part.objectName() for part in stops(theatre)}
        keys = [
            key
            for key in theatre.stage.findChildren(QAbstractButton)
            if key.isVisible() and key.isEnabled() and not key.objectName().startswith(("month-", "year-2", "year-1"))
        ]
        # The door of staff is none of the public's: a sequence of digits opens it.
        assert {key.objectName() for key in keys} - walked - {"staff-door"} == set(), name


def test_a_grid_is_one_stop_and_arrows_walk_in_it(theatre: Theatre) -> None:
    show(theatre, InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION), "en")
    cells = [part for part in stops(theatre) if part.objectName().startswith("month-")]
    (cell,) = cells
    assert cell.objectName() == "month-2026-01"
    cell.setFocus()
    for key, name in (
        (Qt.Key.Key_Right, "month-2026-02"),
        (Qt.Key.Key_Right, "month-2026-03"),
        (Qt.Key.Key_Down, "month-2025-03"),
        (Qt.Key.Key_Down, "month-2024-03"),
        (Qt.Key.Key_Left, "month-2024-02"),
        (Qt.Key.Key_Up, "month-2025-02"),
    ):
        QTest.keyClick(theatre.stage.focusWidget(), key)
        assert theatre.stage.focusWidget().objectName() == name
    QTest.keyClick(theatre.stage.focusWidget(), Qt.Key.Key_Return)
    assert theatre.text("month-words").startswith("February 2025")
    QTest.keyClick(theatre.stage.focusWidget(), Qt.Key.Key_Tab)
    assert not theatre.stage.focusWidget().objectName().startswith("month-")
    QTest.keyClick(theatre.stage.focusWidget(), Qt.Key.Key_Backtab)
    assert theatre.stage.focusWidget().objectName() == "month-2025-02", "back where it was left"


def test_arrows_leave_a_grid_at_its_edges(theatre: Theatre) -> None:
    show(theatre, InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right):
        theatre.part("month-2026-01").setFocus()
        for _ in range(MOST_STOPS):
            QTest.keyClick(theatre.stage.focusWidget(), key)
            if not theatre.stage.focusWidget().objectName().startswith("month-"):
                break
        else:
            raise AssertionError(f"{key} never leaves")


def test_a_month_is_marked_by_keys(theatre: Theatre) -> None:
    show(theatre, Discrepancy(WORKER, Insurance.EMPLOYEE_PENSION))
    theatre.part("month-2026-01").setFocus()
    QTest.keyClick(theatre.stage.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(theatre.stage.focusWidget(), Qt.Key.Key_Space)
    assert theatre.sent_of(MonthMarked) == [MonthMarked(Marked(Insurance.EMPLOYEE_PENSION, Month(2026, 2)))]


def test_years_of_a_residents_insurance_are_walked_as_well(theatre: Theatre) -> None:
    show(theatre, InsuranceDetail(RESIDENT, Insurance.RESIDENT_PENSION))
    first = next(part for part in stops(theatre) if part.objectName().startswith("year-2"))
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert int(theatre.stage.focusWidget().objectName().removeprefix("year-")) < int(
        first.objectName().removeprefix("year-")
    )


def test_another_look_or_language_keeps_the_key_one_walked_to(theatre: Theatre) -> None:
    show(theatre, Overview(WORKER))
    theatre.part("tile-310").setFocus()
    show(theatre, Overview(WORKER), "en", Look.DARK)
    assert theatre.stage.focusWidget() is theatre.part("tile-310")
    show(theatre, EnterNumber(), "en", Look.DARK)
    assert theatre.stage.focusWidget() is theatre.stage


def test_a_sheet_keeps_the_keys_to_itself(theatre: Theatre) -> None:
    show(theatre, EnterNumber())
    QTest.keyClicks(theatre.stage, "11")
    theatre.part("window-help").setFocus()
    QTest.keyClick(theatre.stage.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert theatre.has("help-sheet")
    assert {part.objectName() for part in stops(theatre)} == {"help-close"}
    QTest.keyClicks(theatre.stage, "99")
    QTest.keyClick(theatre.stage, Qt.Key.Key_Backspace)
    for leave in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        QTest.keyClick(theatre.stage, leave)
        assert not theatre.has("help-sheet")
        assert theatre.text("field-number") == "11"
        button = theatre.part("window-help")
        assert isinstance(button, QAbstractButton)
        button.click()
    assert theatre.sent_of(TopicAsked) == []
