"""What the session thinks, as a small table that follows it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.states import Session
from kiosk.words import Words
from ui.dock.rows import Row, rows_of
from ui.parts.text import Text
from ui.theme import Theme

ACROSS = 2
"""Rows side by side; the first, which is the longest, has a line for itself."""


class SessionTable(QWidget):
    """Captions are written once, values each time."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._values: dict[str, Text] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(3))
        self._grid.setVerticalSpacing(0)
        for across in range(ACROSS):
            self._grid.setColumnStretch(2 * across + 1, 1)

    def show_session(self, session: Session) -> None:
        """Say what the session thinks now."""
        for place, row in enumerate(rows_of(session)):
            if row.name not in self._values:
                self._values[row.name] = self._add(place, row)
            self._values[row.name].setText(row.value)

    def _add(self, place: int, row: Row) -> Text:
        value = Text(self._theme, "", bold=True, name=row.name, wrap=False)
        line, across = divmod(place + ACROSS - 1, ACROSS)
        first = place == 0
        caption = Text(self._theme, self._words(row.caption), colour=self._theme.colours.quiet, wrap=False)
        self._grid.addWidget(caption, 0 if first else line, 0 if first else 2 * across)
        self._grid.addWidget(value, 0 if first else line, 1 if first else 2 * across + 1, 1, 3 if first else 1)
        return value
