"""The README's pictures: three screens of the tour side by side, and the first page of the list it printed."""

from __future__ import annotations

import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tests.hardware.kiosk_process import main_py

PICTURES = Path(__file__).parents[2] / "resources" / "pictures"
TOUR, LIST = PICTURES / "tour.png", PICTURES / "list.png"
SCREENS = ("welcome", "overview", "insurance")
COLOURS = 256
SMALLEST = 0
"""Qt's word for a PNG packed as small as can be."""
SCREEN_PX, GAP_PX, PAGE_PX = 360, 12, 1000
"""Widths of a screen, of the room between two, and of the page: together they fill a README's column."""


def take_pictures() -> None:
    """Walk the tour and write both pictures; RuntimeError with its words when it cannot be walked."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        done = main_py("tour", "--out", folder)
        if done.returncode:
            raise RuntimeError(done.stderr)
        screens = [_narrowed(QImage(str(next(out.glob(f"[0-9][0-9]-{name}.png")))), SCREEN_PX) for name in SCREENS]
        _save(_side_by_side(screens), TOUR)
        (paper,) = out.glob("*.pdf")
        subprocess.run(["pdftoppm", "-singlefile", "-r", "150", "-png", paper, out / "page"], check=True)
        _save(_narrowed(QImage(str(out / "page.png")), PAGE_PX), LIST)


def _narrowed(picture: QImage, width: int) -> QImage:
    return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def _side_by_side(pictures: list[QImage]) -> QImage:
    width = sum(picture.width() + GAP_PX for picture in pictures) - GAP_PX
    sheet = QImage(width, max(picture.height() for picture in pictures), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    left = 0
    for picture in pictures:
        painter.drawImage(left, 0, picture)
        left += picture.width() + GAP_PX
    painter.end()
    return sheet


def _save(picture: QImage, file: Path) -> None:
    """Save with the 256 commonest colours, which these pictures can do with: a third of the size."""
    exact = picture.convertToFormat(QImage.Format.Format_RGB32)
    commonest = Counter(memoryview(exact.constBits()).cast("B").cast("I")).most_common(COLOURS)
    few = exact.convertToFormat(QImage.Format.Format_Indexed8, [colour for colour, _ in commonest])
    few.save(str(file), quality=SMALLEST)
