"""A text on the screen; its accessible name is what it shows."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Theme, Type

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
PERSONAL = "personal"
"""A property: what is shown says something of the person now, and is spoken into headphones only."""
FIGURES = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
"""Amounts under one another: the fen stand below the fen, whichever way the text runs."""
_MIRRORED = {LEFT: FIGURES, RIGHT: LEFT | Qt.AlignmentFlag.AlignAbsolute}
"""Where a line begins and ends when it runs from right to left; Qt would go by each text's own letters."""
_INK, _PLAIN = QPalette.ColorRole.WindowText, Qt.TextFormat.PlainText
_WRAPS = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
_IN_ONE_LINE = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)


@cache
def _in_colour(colour: str) -> QPalette:
    """There are a few dozen colours in all looks together, and a hundred texts on a screen."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    palette.setColor(QPalette.ColorRole.Text, QColor(colour))
    return palette


class Text(QLabel):
    """Plain text in one of our sizes and colours; long texts wrap, nothing is elided."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        size: Type = Type.BODY,
        *,
        bold: bool = False,
        colour: str | None = None,
        name: str = "",
        align: Qt.AlignmentFlag = LEFT,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # Inside a key a label would take the key's colour.
        self.setForegroundRole(_INK)
        self.setTextFormat(_PLAIN)
        self.setFont(theme.font(size, bold=bold))
        self.setObjectName(name)
        self.setAlignment(_MIRRORED.get(align, align) if theme.right_to_left else align)
        if wrap:
            self.setWordWrap(True)
        self.setSizePolicy(_WRAPS if wrap else _IN_ONE_LINE)
        self.set_colour(colour or theme.colours.ink)
        self.setText(text)

    def set_colour(self, colour: str) -> None:
        """Change the text's colour."""
        self.setPalette(_in_colour(colour))

    def show_text(self, text: str) -> None:
        """Show a text; an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))
