"""Two big keys that lead from one thing to the next, and the name of the one shown between them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.parts.key import Key
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.theme import Type


class StepKeys(QWidget):
    """`NAME-previous`, `NAME` and `NAME-next`; `stepped` is called with -1 or 1."""

    def __init__(
        self, scene: Scene, name: str, earlier: str, later: str, stepped: Callable[[int], None], size: Type = Type.LEAD
    ) -> None:
        super().__init__()
        self._scene, self._stepped = scene, stepped
        theme, row = scene.theme, QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(3))
        self._title = Text(theme, "", size, bold=True, name=name, align=CENTRE)
        self._previous = self._key(f"{name}-previous", earlier, "chevron-left", -1)
        self._next = self._key(f"{name}-next", later, "chevron-right", 1)
        for part, stretch in ((self._previous, 2), (self._title, 3), (self._next, 2)):
            row.addWidget(part, stretch)

    def _key(self, name: str, text: str, icon: str, way: int) -> Key:
        key = Key(self._scene.theme, name, text, icon="" if self._scene.theme.elder else icon)
        key.clicked.connect(lambda: self._step(way))
        return key

    def _step(self, way: int) -> None:
        self._stepped(way)
        self._scene.touched()

    def say(self, title: str, *, first: bool, last: bool) -> None:
        """Name what is shown, and close the way beyond the ends."""
        self._title.setText(title)
        self._previous.setEnabled(not first)
        self._next.setEnabled(not last)
