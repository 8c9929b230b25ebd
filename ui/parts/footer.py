"""The foot of a screen: back, finish and the window at the left, the one next step at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.events import BackAsked, FinishAsked
from ui.parts.key import Key
from ui.parts.switches import DisplaySwitches
from ui.scene import Scene


class Footer(QWidget):
    """Each key keeps its place on every screen, whether the others are there or not."""

    def __init__(
        self, scene: Scene, *, back: bool, finish: bool, help_asked: Callable[[], None], primary: Key | None
    ) -> None:
        super().__init__()
        theme, words = scene.theme, scene.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self._row = row = QHBoxLayout()
        # At once: a key shown before it has its place would be a window of its own for a moment.
        column.addLayout(row)
        row.setSpacing(theme.px(4))
        self.back = self._key(scene, row, "back", words("Back"), "arrow-left")
        self.finish = self._key(scene, row, "finish", words("Finish"), "logout")
        self.help = self._key(scene, row, "window-help", words("Window"), "account-voice")
        self.back.clicked.connect(lambda: scene.send(BackAsked()))
        self.finish.clicked.connect(lambda: scene.send(FinishAsked()))
        self.help.clicked.connect(help_asked)
        self.back.setVisible(back)
        self.finish.setVisible(finish)
        if primary:
            row.addWidget(primary, 5)
        else:
            row.addStretch(5)
        if theme.portrait:
            column.addWidget(DisplaySwitches(scene))

    def put_instead(self, unused: Key, key: Key) -> None:
        """Put a key where "back" or "finish" stands, on a screen that has none."""
        key.setMinimumHeight(unused.minimumHeight())
        self._row.replaceWidget(unused, key)
        unused.hide()

    def _key(self, scene: Scene, row: QHBoxLayout, name: str, text: str, icon: str) -> Key:
        key = Key(scene.theme, name, text, icon=icon, stacked=True)
        key.setMinimumHeight(scene.theme.px(scene.theme.sizes.action))
        policy = key.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        key.setSizePolicy(policy)
        row.addWidget(key, 2)
        return key
