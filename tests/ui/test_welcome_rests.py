"""Welcome spares the panel and the processor: it shifts a little each minute, and its motion rests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QVariantAnimation
from PySide6.QtWidgets import QApplication

from kiosk.choices import Look
from kiosk.states import Welcome
from tests.ui.conftest import Theatre
from tests.ui.test_fit import PANELS, flaws, on_stage
from ui.parts.card_picture import REST, ROUND_MS, ROUNDS, CardPicture
from ui.screens.welcome import SHIFTS, WelcomeScreen


@pytest.mark.parametrize("name", list(PANELS))
def test_it_shifts_round_and_comes_back_and_cuts_nothing(make_theatre: Callable[..., Theatre], name: str) -> None:
    panel, low = PANELS[name]
    theatre = make_theatre(*panel)
    theatre.low = low
    theatre.show(Welcome(), "en", Look.ELDER)
    screen = theatre.stage.screen_shown
    assert isinstance(screen, WelcomeScreen)
    places = []
    for _ in SHIFTS:
        screen.shift()
        for _ in range(3):
            QApplication.processEvents()
        places.append(on_stage(theatre, theatre.part("enter-number-button")).topLeft().toTuple())
        assert list(flaws(theatre)) == []
    assert len(set(places)) == len(SHIFTS)


def test_the_card_moves_a_few_rounds_and_rests(theatre: Theatre) -> None:
    theatre.show(Welcome())
    (picture,) = theatre.stage.findChildren(CardPicture)
    (motion,) = picture.findChildren(QVariantAnimation)
    assert motion.state() is QVariantAnimation.State.Running
    motion.setCurrentTime(ROUNDS * ROUND_MS)
    assert motion.state() is QVariantAnimation.State.Stopped
    assert picture.place == REST
