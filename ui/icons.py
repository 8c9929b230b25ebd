"""Icons of the Material Design set that qtawesome carries, drawn as pictures.

Only qtawesome's font and its table of names are used: importing its code costs a quarter of a second at start, because
it brings every Qt class in by a second way.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap

from kiosk.errors import Refused

SHARE_OF_HEIGHT = 0.875
"""A glyph of this share of the picture's height leaves the margin the set was drawn with."""

POINTING = frozenset(
    {"arrow-left", "arrow-right", "calendar-arrow-right", "chevron-left", "chevron-right", "logout", "account-voice"}
)
"""Icons that point along the line of the text: on a screen that runs from right to left they point the other way."""


def icon_picture(name: str, colour: str, pixels: int) -> QPixmap:
    """Draw an icon by its name in the set (`umbrella`). Raises KeyError when there is none of that name."""
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    font = QFont(_family())
    font.setPixelSize(round(pixels * SHARE_OF_HEIGHT))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QRect(0, 0, pixels, pixels), int(Qt.AlignmentFlag.AlignCenter), chr(_codes()[name]))
    painter.end()
    return picture


@cache
def _family() -> str:
    families = QFontDatabase.applicationFontFamilies(
        QFontDatabase.addApplicationFont(str(_file("*webfont-[0-9]*.ttf")))
    )
    if not families:
        raise Refused("The icon font of the Python package qtawesome cannot be loaded; install qtawesome 1.4 again.")
    return families[0]


@cache
def _codes() -> dict[str, int]:
    table = json.loads(_file("webfont-charmap-*.json").read_text(encoding="utf-8"))
    return {name: int(code, 16) for name, code in table.items()}


def _file(pattern: str) -> Path:
    spec = find_spec("qtawesome")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        for file in (Path(folder) / "fonts").glob(f"materialdesignicons6-{pattern}"):
            return file
    raise Refused("The icon font of the Python package qtawesome is missing; install qtawesome 1.4 again.")
