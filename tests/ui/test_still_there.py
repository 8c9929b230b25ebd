"""The still-there cover hides the person to the last pixel: it looks the same whoever is below it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from kiosk.choices import Look
from kiosk.insurance import Insurance
from kiosk.states import Claim, EnterPassword, Guide, InsuranceDetail, Overview, PersonDetail, State, StillThere
from tests.ui import records
from tests.ui.conftest import Theatre
from tests.ui.states_shown import RESIDENT, WORKER

PERSONAL: tuple[State, ...] = (
    Overview(WORKER),
    Overview(RESIDENT),
    PersonDetail(WORKER),
    InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION),
    EnterPassword(Claim(number=records.NUMBER)),
)


def picture(theatre: Theatre, below: State, look: Look) -> QImage:
    """The window while a state is covered; the state itself was there the moment before."""
    theatre.show(below, look=look)
    theatre.show(StillThere(below, 20), look=look)
    clock = theatre.part("time")
    clock.setProperty("text", "")
    return theatre.stage.grab().toImage()


@pytest.mark.parametrize("look", list(Look))
def test_no_pixel_tells_who_is_below(theatre: Theatre, look: Look) -> None:
    nobody = picture(theatre, Guide(), look)
    for state in PERSONAL:
        assert picture(theatre, state, look) == nobody, type(state).__name__


def test_without_the_cover_the_pictures_differ(theatre: Theatre) -> None:
    """The comparison above would see a person."""
    theatre.show(Overview(WORKER))
    one = theatre.stage.grab().toImage()
    theatre.visit += 1
    theatre.show(Overview(RESIDENT))
    assert theatre.stage.grab().toImage() != one


def test_nothing_of_the_covered_screen_is_left_in_the_window(theatre: Theatre) -> None:
    """Neither shown nor hidden: nothing for assistive technology to find."""
    theatre.show(Overview(WORKER))
    theatre.show(StillThere(Overview(WORKER), 20))
    found = [part.objectName() for part in theatre.stage.findChildren(QWidget)]
    assert not {"overview", "holder-name", "tile-110"} & set(found)
