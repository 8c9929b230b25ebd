"""What is painted can be read: the contrast of every text with its ground, measured in pixels, in every look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import cast

import pytest
from PIL import Image
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, qRgb
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk import errors
from kiosk.choices import Look
from kiosk.states import EnterNumber, Overview
from tests.ui.conftest import Theatre
from tests.ui.states_shown import SHOWN, WORKER
from tests.ui.test_theme import BODY_CONTRAST, contrast
from ui.parts.key import Key
from ui.parts.text import Text
from ui.parts.tile import Tile

LEAST_CONTRAST = 4.5
"""Of anything that is read (screen.md section 1); body text has BODY_CONTRAST."""
ANTIALIASED = 0.9
"""The thinnest stroke of a sign does not fill a pixel."""
FOCUS_CONTRAST = 3.0
"""Of a mark that is no text, with what is beside it (WCAG 2.2, 1.4.11)."""


def colours_in(picture: QImage, place: QRect) -> Counter[int]:
    """How often each colour stands in a part of a picture."""
    part = picture.copy(place).convertToFormat(QImage.Format.Format_RGB888)
    size, held = (part.width(), part.height()), bytes(part.constBits())
    pixels = Image.frombuffer("RGB", size, held, "raw", "RGB", part.bytesPerLine(), 1)
    # Pillow counts several times as fast as Python does.
    counted = cast("list[tuple[int, tuple[int, int, int]]]", pixels.getcolors(size[0] * size[1]))
    return Counter({qRgb(*colour): many for many, colour in counted})


def readable(picture: QImage, place: QRect) -> float:
    """The contrast of the clearest pixel with the commonest colour: ink on its ground."""
    found = colours_in(picture, place)
    ground = QColor.fromRgb(found.most_common(1)[0][0]).name()
    return max(_contrast(colour, ground) for colour in found)


@cache
def _contrast(colour: int, ground: str) -> float:
    return contrast(QColor.fromRgb(colour).name(), ground)


def texts_shown(theatre: Theatre) -> Iterator[tuple[QWidget, float]]:
    """Every text on the stage, and the contrast it needs."""
    for part in theatre.stage.findChildren(QWidget):
        if not part.isVisible() or not part.property("text") or not part.visibleRegion().boundingRect().isValid():
            continue
        if isinstance(part, Text):
            yield part, BODY_CONTRAST * ANTIALIASED
        elif isinstance(part, Key) and not isinstance(part, Tile):
            yield part, LEAST_CONTRAST


@pytest.mark.parametrize("look", list(Look))
def test_every_painted_text_stands_out_from_its_ground(theatre: Theatre, look: Look) -> None:
    faint = []
    for screen, state, _names in SHOWN:
        theatre.visit += 1
        theatre.show(state, "zh_CN", look)
        picture = theatre.stage.grab().toImage()
        for part, least in texts_shown(theatre):
            place = QRect(part.mapTo(theatre.stage, part.rect().topLeft()), part.size())
            found = readable(picture, place)
            if found < least:
                faint.append(f"{screen} {part.objectName()} {part.property('text')!r} {found:.1f}")
    assert not faint, "\n".join(faint)


@pytest.mark.parametrize("look", list(Look))
def test_the_key_that_was_walked_to_is_marked(theatre: Theatre, look: Look) -> None:
    theatre.show(Overview(WORKER), "zh_CN", look)
    theme = theatre.stage.theme
    assert theme is not None
    theatre.stage.activateWindow()
    assert QTest.qWaitForWindowActive(theatre.stage)
    for name in ("print-button", "finish", "look-dark", "tile-110"):
        key = theatre.part(name)
        before = key.grab().toImage()
        key.setFocus()
        assert key.hasFocus()
        after = key.grab().toImage()
        # The ring's own colour, where it was not before.
        new = colours_in(after, after.rect()) - colours_in(before, before.rect())
        ring, many = new.most_common(1)[0]
        ground = colours_in(before, before.rect()).most_common(1)[0][0]
        assert many > theme.px(10)
        assert contrast(QColor.fromRgb(ring).name(), QColor.fromRgb(ground).name()) >= FOCUS_CONTRAST, name
        key.clearFocus()


def test_a_faint_text_would_be_found(make_theatre: Callable[..., Theatre]) -> None:
    theatre = make_theatre()
    theatre.show(EnterNumber(errors.NUMBER_MALFORMED))
    message = theatre.part("message")
    assert isinstance(message, Text)
    message.set_colour("#c9b48a")
    picture = theatre.stage.grab().toImage()
    place = QRect(message.mapTo(theatre.stage, message.rect().topLeft()), message.size())
    assert readable(picture, place) < LEAST_CONTRAST
