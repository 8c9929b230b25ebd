"""Two big keys that lead from one year to the next, and the year between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.parts.key import Key
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.theme import Type


class YearKeys(QWidget):
    """Which year is shown stays in the draft; the latest one is shown first."""

    def __init__(self, scene: Scene, years: Sequence[int], turned: Callable[[], None]) -> None:
        super().__init__()
        self._scene, self._years, self._turned = scene, sorted(years), turned
        theme, words = scene.theme, scene.words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(3))
        self._previous = Key(theme, "year-previous", words("Earlier"), icon="chevron-left")
        self._title = Text(theme, "", Type.HEADING, bold=True, name="year", align=CENTRE, wrap=False)
        self._next = Key(theme, "year-next", words("Later"), icon="chevron-right")
        for part, stretch, way in ((self._previous, 2, -1), (self._title, 3, 0), (self._next, 2, 1)):
            row.addWidget(part, stretch)
            if isinstance(part, Key):
                part.clicked.connect(lambda _checked=False, way=way: self._leaf(way))
        self._show()

    @property
    def year(self) -> int:
        """The year that is shown."""
        asked = self._scene.draft.year
        return asked if asked in self._years else self._years[-1]

    def _leaf(self, way: int) -> None:
        place = self._years.index(self.year) + way
        self._scene.draft.year = self._years[max(0, min(len(self._years) - 1, place))]
        self._scene.draft.page = 0
        self._show()
        self._turned()
        self._scene.touched()

    def _show(self) -> None:
        self._title.setText(str(self.year))
        self._previous.setEnabled(self.year != self._years[0])
        self._next.setEnabled(self.year != self._years[-1])
