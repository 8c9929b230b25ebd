"""The foot of a screen: back, finish and the window at the left, the one next step at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.events import BackAsked, FinishAsked
from ui.parts.key import Key
from ui.parts.switches import DisplaySwitches
from ui.scene import Scene

KEY_SHARE, PRIMARY_SHARE = 2, 5
"""Of the foot's width."""
AIR = 3
"""Its place in the row, after the three keys that are always there."""


class Footer(QWidget):
    """Each key keeps its place on every screen, whether the others are there or not."""

    def __init__(self, scene: Scene) -> None:
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
        self.help.clicked.connect(lambda: self._help_asked())
        self._help_asked: Callable[[], None] = lambda: None
        self._brought: list[Key] = []
        self._instead: list[tuple[Key, Key]] = []
        row.addStretch(PRIMARY_SHARE)
        if theme.portrait:
            column.addWidget(DisplaySwitches(scene))

    def serve(self, *, back: bool, finish: bool, help_asked: Callable[[], None], primary: Key | None) -> None:
        """Be the foot of another screen: nothing is left of what the one before brought."""
        self._clear()
        self._help_asked = help_asked
        self.back.setVisible(back)
        self.finish.setVisible(finish)
        if primary:
            self._row.addWidget(primary, PRIMARY_SHARE)
            self._brought.append(primary)
        # The air beside the keys gives way to the one next step.
        self._row.setStretch(AIR, 0 if primary else PRIMARY_SHARE)

    def _clear(self) -> None:
        for unused, key in self._instead:
            self._swap(key, unused)
        for key in self._brought:
            # It goes with the screen that brought it, and not at once: it may be the key that was just pressed.
            key.setParent(self.parentWidget())
        self._instead.clear()
        self._brought.clear()

    def put_instead(self, unused: Key, key: Key) -> None:
        """Put a key where "back" or "finish" stands, on a screen that has none."""
        key.setMinimumHeight(unused.minimumHeight())
        self._swap(unused, key)
        unused.hide()
        self._instead.append((unused, key))
        self._brought.append(key)

    def _swap(self, away: Key, there: Key) -> None:
        """Not by replaceWidget: nobody frees the item that it takes out, and each visit would leave some behind."""
        place = self._row.indexOf(away)
        self._row.removeWidget(away)
        self._row.insertWidget(place, there, KEY_SHARE)

    def _key(self, scene: Scene, row: QHBoxLayout, name: str, text: str, icon: str) -> Key:
        key = Key(scene.theme, name, text, icon=icon, stacked=True)
        key.setMinimumHeight(scene.theme.px(scene.theme.sizes.action))
        policy = key.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        key.setSizePolicy(policy)
        row.addWidget(key, KEY_SHARE)
        return key
