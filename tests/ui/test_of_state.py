"""Every kind of state has a screen, and no screen is for a state there is not."""

from __future__ import annotations

from typing import get_args

from kiosk.states import State
from ui.screens import of_state
from ui.screens.screen import Screen


def test_every_kind_of_state_has_a_screen() -> None:
    assert set(of_state._SCREENS) == set(get_args(State))
    assert all(isinstance(screen, type) and issubclass(screen, Screen) for screen in of_state._SCREENS.values())
    assert len(set(of_state._SCREENS.values())) == len(of_state._SCREENS), "each has one of its own"
