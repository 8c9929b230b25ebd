"""Pictures of parts that look the same on many screens: painted once, then put down ten times as fast."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtGui import QPixmap

MOST_PIXELS = 1_500_000
"""All pictures together: six megabytes, four times the keys of a visit; the longest unused go first."""


class Stamps:
    """Lives as long as the window, whatever look is shown; what is kept never grows past `MOST_PIXELS`."""

    def __init__(self, most_pixels: int = MOST_PIXELS) -> None:
        self._most, self._pixels = most_pixels, 0
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def get(self, look: Hashable, paint: Callable[[], QPixmap]) -> QPixmap:
        """Return the picture of a look; `look` must name everything that decides the picture, size included."""
        picture = self._kept.get(look)
        if picture is None:
            picture = self._kept[look] = paint()
            self._pixels += _pixels(picture)
            while self._pixels > self._most and len(self._kept) > 1:
                self._pixels -= _pixels(self._kept.popitem(last=False)[1])
        else:
            self._kept.move_to_end(look)
        return picture

    @property
    def pixels(self) -> int:
        """What all pictures take, four bytes each."""
        return self._pixels

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)


def _pixels(picture: QPixmap) -> int:
    return picture.width() * picture.height()
