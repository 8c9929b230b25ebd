"""While a mock is in use the stage says so, on every screen, over nothing and without a touch."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QLabel

from kiosk.choices import Look
from kiosk.states import State, Welcome
from kiosk.words import words_of
from tests.ui.conftest import BANNER, Theatre
from tests.ui.states_shown import SHOWN
from tests.ui.test_fit import LANDSCAPE, PORTRAIT, SMALL, on_stage
from ui.parts.mock_banner import mock_words


def test_it_names_the_devices_that_are_mocks() -> None:
    assert mock_words(reader=False, printer=False) == ""
    assert "reader" in mock_words(reader=True, printer=False)
    assert "printer" not in mock_words(reader=True, printer=False)
    assert "reader" not in mock_words(reader=False, printer=True)
    assert "reader and printer" in mock_words(reader=True, printer=True)


@pytest.mark.parametrize("state", [state for _name, state, _parts in SHOWN], ids=lambda state: type(state).__name__)
def test_on_every_screen_in_its_language(theatre: Theatre, state: State) -> None:
    for language in ("zh_CN", "en"):
        theatre.show(state, language)
        banner = theatre.part("mock-banner")
        access = QAccessible.queryAccessibleInterface(banner)
        assert access.text(QAccessible.Text.Name) == words_of(language)(BANNER)
        assert access.role() is QAccessible.Role.StaticText


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE, SMALL], ids=["portrait", "landscape", "small"])
def test_it_is_read_whole_and_lies_in_the_margin(
    make_theatre: Callable[..., Theatre], panel: tuple[tuple[int, int], tuple[float, float]], look: Look
) -> None:
    theatre = make_theatre(*panel)
    theatre.show(Welcome(), "en", look)
    banner, hall = theatre.part("mock-banner"), theatre.part("heading")
    assert isinstance(banner, QLabel)
    needed = QFontMetrics(banner.font()).boundingRect(banner.text())
    assert needed.width() < banner.width()
    assert banner.font().pixelSize() <= banner.height()
    assert on_stage(theatre, banner).bottom() < on_stage(theatre, hall).top()


def test_help_does_not_cover_it_and_touches_pass_through(theatre: Theatre) -> None:
    theatre.show(Welcome())
    shown = theatre.stage.screen_shown
    assert shown is not None
    shown.show_help()
    banner = theatre.part("mock-banner")
    assert theatre.stage.childAt(banner.geometry().center()) is not banner
    assert banner.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    children = theatre.stage.children()
    assert children.index(banner) > children.index(shown), "above the sheet, which is the screen's"


def test_none_where_every_device_is_real_or_pictures_are_taken(make_theatre: Callable[..., Theatre]) -> None:
    real = make_theatre(banner="")
    real.show(Welcome())
    assert not real.has("mock-banner")
    tour = make_theatre()
    tour.show(Welcome())
    assert tour.has("mock-banner")
    tour.stage.put_banner_away()
    tour.show(SHOWN[3][1])
    assert not tour.has("mock-banner")
