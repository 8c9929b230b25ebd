"""The keypad: digits in telephone order, X, delete and clear, and a second page of letters."""

from __future__ import annotations

import string
from collections.abc import Callable
from secrets import SystemRandom

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from kiosk.words import Words
from ui.parts.key import Key, Role
from ui.parts.text import CENTRE, Text
from ui.theme import Theme

MOST_KEY_HEIGHT_MM = 40.0
"""Keys grow with the screen up to this; beyond it the thumb travels too far."""
MOST_WORD_KEY_MM = 26.0
"""Clear and letters are pressed less than digits."""
_LETTER_COLUMNS = {True: 6, False: 8}
"""Columns of the letters' page, upright and across: the lowest panel holds four rows."""


TELEPHONE = "1234567890"
"""The order of the digits on every telephone."""


def another_order() -> str:
    """The ten digits in an order that nobody knows beforehand."""
    return "".join(SystemRandom().sample(TELEPHONE, len(TELEPHONE)))


class Keypad(QWidget):
    """Tells what was pressed; knows nothing of what is typed."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        *,
        typed: Callable[[str], None],
        delete: Callable[[], None],
        clear: Callable[[], None],
        letters: Callable[[bool], None] | None = None,
        secret: bool = False,
        order: str = TELEPHONE,
    ) -> None:
        """`order` is that of the ten digits, row by row."""
        super().__init__()
        self._order = order
        self._theme, self._words, self._typed = theme, words, typed
        self._delete, self._clear, self._turn = delete, clear, letters
        self._secret, self._why_not, self._lettered = secret, "", False
        self._upright = theme.portrait and not theme.low
        """A low screen has the height of a panel that lies across."""
        self._keys: list[Key] = []
        self._x: list[Key] = []
        self._pages = QStackedLayout()
        self._why = Text(theme, "", name="keypad-reason", align=CENTRE, colour=theme.colours.quiet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._row_key: Key | None = None
        if self._upright:
            column.addWidget(self._why)
        # Before it has pages: it shows the first one at once, and alone that would be a window for a moment.
        column.addLayout(self._pages, 1)
        self._pages.addWidget(self._digits())
        self._why.hide()
        if self._upright:
            rows = 4 * MOST_KEY_HEIGHT_MM + MOST_WORD_KEY_MM + 4 * theme.sizes.key_gap
            self.setMaximumHeight(theme.px(rows + 2 * theme.sizes.body))

    def allow(self, why_not: str, *, x: bool) -> None:
        """Let the keys be pressed, or say why they cannot be now; `x` says whether an X has a place."""
        self._why_not = why_not
        for key in self._keys:
            key.setEnabled(not why_not)
        for key in self._x:
            key.setEnabled(x and not why_not)
        self._why.show_text(why_not)
        if not self._upright:
            self._say_beside_the_last_digit(bool(why_not))

    def _say_beside_the_last_digit(self, waits: bool) -> None:
        """Where there is no height above the keys the reason stands among them, and none of them moves."""
        if self._row_key is not None:
            self._row_key.setVisible(not waits)
        self._pages.setCurrentIndex(0 if waits else int(self._lettered))

    def turn_to(self, letters: bool) -> None:
        """Show the page of letters, or of digits; that of letters is built when somebody needs it."""
        self._lettered = letters and self._turn is not None
        if self._lettered and self._pages.count() == 1:
            self._pages.addWidget(self._letters())
        self._pages.setCurrentIndex(int(self._lettered))

    def hide_presses(self, secret: bool) -> None:
        """For a password no key shows that it was pressed."""
        self._secret = secret
        for key in self._keys + self._x:
            key.hide_press(secret)

    def _grid(self) -> tuple[QWidget, QGridLayout]:
        page = QWidget()
        # Digits stand as on every telephone, and Latin letters in their order, whichever way the text runs.
        page.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self._theme.px(self._theme.sizes.key_gap))
        return page, grid

    def _key(self, name: str, text: str, press: Callable[[], None], icon: str = "") -> Key:
        key = Key(self._theme, name, text, Role.DIGIT, icon=icon, secret=self._secret)
        key.clicked.connect(press)
        key.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Expanding)
        key.setMaximumHeight(self._theme.px(MOST_KEY_HEIGHT_MM))
        key.setEnabled(not self._why_not)
        self._keys.append(key)
        return key

    def _character(self, character: str) -> Key:
        return self._key(f"key-{character.lower()}", character, lambda: self._typed(character))

    def _word_key(self, name: str, text: str, press: Callable[[], None], icon: str) -> Key:
        key = Key(self._theme, name, text, icon=icon, secret=self._secret)
        key.clicked.connect(press)
        key.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Expanding)
        key.setMinimumSize(self._theme.px(self._theme.sizes.key), self._theme.px(self._theme.sizes.key))
        key.setMaximumHeight(self._theme.px(MOST_WORD_KEY_MM if self._upright else MOST_KEY_HEIGHT_MM))
        key.setEnabled(not self._why_not)
        self._keys.append(key)
        return key

    def _digits(self) -> QWidget:
        page, grid = self._grid()
        nine, last = self._order[:-1], self._order[-1]
        for place, digit in enumerate(nine):
            grid.addWidget(self._character(digit), place // 3, place % 3)
        grid.addWidget(self._character(last), 3, 1)
        x_key = self._character("X")
        self._keys.remove(x_key)
        self._x.append(x_key)
        delete = self._key("key-delete", self._words("Delete"), self._delete, "backspace-outline")
        clear = self._word_key("key-clear", self._words("Clear"), self._clear, "close")
        if self._upright:
            grid.addWidget(x_key, 3, 0)
            grid.addWidget(delete, 3, 2)
            self._last_row(grid, clear)
        else:
            grid.addWidget(delete, 0, 3)
            grid.addWidget(clear, 1, 3)
            grid.addWidget(x_key, 2, 3)
            grid.addWidget(self._why, 3, 2, 1, 2)
            if self._turn:
                self._row_key = self._turn_key(True)
                grid.addWidget(self._row_key, 3, 2, 1, 2)
            grid.setColumnStretch(3, 1)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return page

    def _last_row(self, grid: QGridLayout, clear: Key) -> None:
        if self._turn is None:
            grid.addWidget(clear, 4, 0, 1, 3)
            return
        grid.addWidget(clear, 4, 0)
        grid.addWidget(self._turn_key(True), 4, 1, 1, 2)

    def _turn_key(self, letters: bool) -> Key:
        text = self._words("Type letters") if letters else self._words("Type digits")
        icon = "keyboard-outline" if letters else "dialpad"
        return self._word_key("key-letters", text, lambda: self._turned(letters), icon)

    def _turned(self, letters: bool) -> None:
        self.turn_to(letters)
        if self._turn:
            self._turn(letters)

    def _letters(self) -> QWidget:
        page, grid = self._grid()
        columns = _LETTER_COLUMNS[self._upright]
        for place, letter in enumerate(string.ascii_uppercase):
            grid.addWidget(self._character(letter), place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        row, column = divmod(len(string.ascii_uppercase), columns)
        delete = self._key("key-delete", self._words("Delete"), self._delete, "backspace-outline")
        grid.addWidget(delete, row, column)
        grid.addWidget(self._turn_key(False), row, column + 1, 1, columns - column - 1)
        return page
