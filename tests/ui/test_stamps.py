"""Pictures painted once: each look once, the longest unused goes first, and never more than the bound."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from kiosk.choices import Look
from kiosk.states import Welcome
from tests.ui.conftest import Theatre
from ui.app import application
from ui.parts.key import Key
from ui.stamps import Stamps
from ui.theme import Theme


def picture() -> QPixmap:
    """A hundred pixels."""
    return QPixmap(10, 10)


def test_a_look_is_painted_once(qapp: QApplication) -> None:
    painted: list[str] = []

    def paint() -> QPixmap:
        painted.append("painted")
        return picture()

    stamps = Stamps()
    assert stamps.get("a", paint) is stamps.get("a", paint)
    assert painted == ["painted"]


def test_the_longest_unused_goes_first(qapp: QApplication) -> None:
    stamps = Stamps(200)
    kept, gone = stamps.get("a", picture), stamps.get("b", picture)
    stamps.get("a", picture)
    stamps.get("c", picture)
    assert stamps.get("a", picture) is kept
    assert stamps.get("b", picture) is not gone


@given(st.lists(st.integers(0, 20), max_size=60), st.integers(100, 1000))
def test_the_bound_holds(looks: list[int], most: int) -> None:
    application()
    stamps = Stamps(most)
    for look in looks:
        stamps.get(look, picture)
        assert stamps.pixels <= most
        assert stamps.pixels == 100 * len(stamps)


def test_a_key_looks_otherwise_when_anything_of_it_changes(theatre: Theatre) -> None:
    theme = _theme(theatre)
    key = Key(theme, "key", "words")
    key.resize(QSize(200, 80))
    looks = [key.grab().toImage()]
    changes: tuple[Callable[[], object], ...] = (
        lambda: key.setText("others"),
        lambda: key.setDown(True),
        lambda: key.choose(True),
        lambda: key.setEnabled(False),
        lambda: key.resize(QSize(220, 80)),
    )
    for change in changes:
        change()
        looks.append(key.grab().toImage())
    key.setEnabled(True)
    looks.append(key.grab().toImage())
    assert all(one != other for place, one in enumerate(looks) for other in looks[:place])


def test_a_secret_key_looks_the_same_when_it_is_pressed(theatre: Theatre) -> None:
    key = Key(_theme(theatre), "key-1", "1", secret=True)
    key.resize(QSize(100, 100))
    before = key.grab().toImage()
    key.setDown(True)
    assert key.grab().toImage() == before


def test_looks_share_one_bound_and_no_picture(theatre: Theatre) -> None:
    standard = _theme(theatre)
    theatre.show(Welcome(), look=Look.DARK)
    dark = theatre.stage.theme
    assert dark is not None and dark is not standard and dark.stamps is standard.stamps
    assert dark.stamp("a", picture) is not standard.stamp("a", picture)
    before = len(dark.stamps)
    # Back in a look that was shown before, nothing is painted anew.
    theatre.show(Welcome())
    assert len(dark.stamps) == before


def _theme(theatre: Theatre) -> Theme:
    theatre.show(Welcome())
    assert theatre.stage.theme is not None
    return theatre.stage.theme
