"""There is one window: no part of a screen is ever shown before it has its place, and flickers up by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.choices import Look
from tests.ui.conftest import Theatre
from tests.ui.states_shown import SHOWN
from tests.ui.test_fit import PANELS


class Windows(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    found = Windows()
    qapp.installEventFilter(found)
    yield found
    qapp.removeEventFilter(found)


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@pytest.mark.parametrize("name", list(PANELS))
def test_no_part_is_a_window_for_a_moment(
    make_theatre: Callable[..., Theatre], windows: Windows, name: str, look: Look
) -> None:
    panel, low = PANELS[name]
    theatre = make_theatre(*panel)
    theatre.low = low
    windows.seen.clear()
    flickering = []
    for screen, state, _names in SHOWN:
        theatre.visit += 1
        theatre.show(state, "en", look)
        flickering += [f"{screen}: {what}" for what in windows.seen]
        windows.seen.clear()
    assert not flickering, "\n".join(flickering)
