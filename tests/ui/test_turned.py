"""Another resolution, or a panel that is turned while somebody stands before it (fault D9): the layout follows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.choices import Look
from kiosk.events import Event
from kiosk.states import EnterNumber, Overview
from tests.ui import records
from tests.ui.conftest import Theatre
from tests.ui.states_shown import SHOWN

PANEL = (268.0, 476.0)
UPRIGHT, ACROSS, COARSE = (1080, 1920), (1920, 1080), (768, 1366)
"""Full HD on 21.5 inches, the same panel turned, and the resolution of a cheaper one of that size."""


def places(theatre: Theatre) -> dict[str, QRect]:
    """Where each named part stands on the window."""
    stage = theatre.stage
    parts = [part for part in stage.findChildren(QWidget) if part.isVisible() and part.objectName()]
    return {part.objectName(): QRect(part.mapTo(stage, QPoint(0, 0)), part.size()) for part in parts}


def turn(theatre: Theatre, size: tuple[int, int]) -> None:
    """Give the window another size, as the system does when the screen has one."""
    theatre.stage.resize(*size)
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize(
    ("size", "look"), [(ACROSS, Look.STANDARD), (COARSE, Look.ELDER)], ids=["turned", "coarser and elder"]
)
def test_every_screen_stands_as_if_it_had_been_built_there(
    make_theatre: Callable[..., Theatre], size: tuple[int, int], look: Look
) -> None:
    turned, built = make_theatre(UPRIGHT, PANEL), make_theatre(size, PANEL)
    wrong = []
    for screen, state in {screen: state for screen, state, _names in SHOWN}.items():
        turned.visit = built.visit = turned.visit + 1
        turn(turned, UPRIGHT)
        turned.show(state, look=look)
        turn(turned, size)
        built.show(state, look=look)
        if places(turned) != places(built):
            wrong.append(screen)
    assert not wrong


def test_a_millimetre_stays_one_when_the_panel_is_turned(theatre: Theatre) -> None:
    theatre.show(Overview(records.worker()))
    upright = theatre.stage.theme
    turn(theatre, ACROSS)
    across = theatre.stage.theme
    assert upright is not None and across is not None
    assert upright.px_per_mm == pytest.approx(across.px_per_mm)
    assert upright.portrait and not across.portrait


def test_what_was_typed_is_still_there_and_goes_on(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    for digit in "1199":
        theatre.press(f"key-{digit}")
    typed = theatre.text("field-number")
    turn(theatre, ACROSS)
    assert theatre.text("field-number") == typed
    theatre.press("key-0")
    assert theatre.text("field-number") != typed


def test_turning_is_no_event_of_the_session(theatre: Theatre) -> None:
    theatre.show(Overview(records.worker()))
    before: list[Event] = list(theatre.sent)
    turn(theatre, ACROSS)
    turn(theatre, UPRIGHT)
    assert theatre.sent == before
