"""Every virtual card there is, as a list that typing narrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kiosk.words import Words
from ui.parts.key import Key
from ui.theme import Theme

FIRST = ("zhang-san", "chen-jing", "retired", "resident")
"""The people a newcomer looks for stand before the faults, in this order."""
ROW_MM = 13.0
"""A mouse needs less than a finger, and forty cards need the room."""


def in_order(names: Sequence[str]) -> list[str]:
    """The people first, then everything by name."""
    return sorted(names, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))


class CardFilter(QLineEdit):
    """Enter takes the first card that is left, Down walks into the list, Escape shows all again."""

    def __init__(self, theme: Theme, hint: str) -> None:
        super().__init__()
        self.setObjectName("dock-filter")
        self.setAccessibleName(hint)
        self.setPlaceholderText(hint)
        self.setFont(theme.font())
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Escape are ours."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)


class CardList(QWidget):
    """One key a card; while a card is in, a key says that it swaps."""

    def __init__(self, theme: Theme, words: Words, names: Sequence[str], insert: Callable[[str], None]) -> None:
        super().__init__()
        self._words, self._insert, self._card_in = words, insert, False
        self.filter = CardFilter(theme, words("Type to find a card"))
        self.filter.textChanged.connect(self._narrow)
        self.filter.returnPressed.connect(self._take_first)
        self._keys = {name: self._key(theme, name) for name in in_order(names)}
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, theme.px(1), 0)
        rows.setSpacing(theme.px(1))
        for key in self._keys.values():
            rows.addWidget(key)
        rows.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("dock-cards")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self.filter)
        column.addWidget(self._scroll, 1)

    def _key(self, theme: Theme, name: str) -> Key:
        key = Key(theme, f"dock-insert-{name}", self._text(name))
        key.setFixedHeight(theme.px(ROW_MM))
        key.clicked.connect(partial(self._take, name))
        return key

    def _text(self, name: str) -> str:
        return self._words("Swap for {card}" if self._card_in else "Insert {card}", card=name)

    def _take(self, name: str, _checked: bool = False) -> None:
        self._insert(name)

    def _take_first(self) -> None:
        name = next(iter(self.left()), None)
        if name is not None:
            self._insert(name)

    def left(self) -> list[str]:
        """The cards that what was typed leaves, in order."""
        wanted = self.filter.text().strip().lower()
        return [name for name in self._keys if wanted in name]

    def _narrow(self) -> None:
        left = set(self.left())
        for name, key in self._keys.items():
            key.setVisible(name in left)

    def show_card_in(self, card_in: bool) -> None:
        """A card that is in is swapped, not joined by a second."""
        if card_in == self._card_in:
            return
        self._card_in = card_in
        for name, key in self._keys.items():
            key.setText(self._text(name))
