"""A text on the screen; its accessible name is what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
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
_PLAIN = Qt.TextFormat.PlainText
_INKS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
"""Inside a key a label takes the colour of the key's own words."""
_WRAPS = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
_IN_ONE_LINE = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)


@cache
def _in_colour(colour: str) -> QPalette:
    """There are a few dozen colours in all looks together, and a hundred texts on a screen."""
    palette = QPalette()
    for role in _INKS:
        palette.setColor(role, QColor(colour))
    return palette


class Text(QLabel):
    """Plain text in one of our sizes and colours; long texts wrap, nothing is elided."""

    _measured = ""
    """What `_heights` are of."""

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
        self.setTextFormat(_PLAIN)
        self.setFont(theme.font(size, bold=bold))
        if name:
            self.setObjectName(name)
        align = _MIRRORED.get(align, align) if theme.right_to_left else align
        if align != LEFT:
            self.setAlignment(align)
        if wrap:
            self.setWordWrap(True)
        self.setSizePolicy(_WRAPS if wrap else _IN_ONE_LINE)
        self.set_colour(colour or theme.colours.ink)
        self.setText(text)

    def set_colour(self, colour: str) -> None:
        """Change the text's colour."""
        self.setPalette(_in_colour(colour))

    def heightForWidth(self, width: int) -> int:
        """A layout asks for the same few widths over and over, and each answer breaks the text into lines."""
        text = self.text()
        if text != self._measured:
            self._measured = text
            self._heights.clear()
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def setFont(self, font: QFont | str | Sequence[str]) -> None:
        """Another font has other lines."""
        self._heights: dict[int, int] = {}
        self._measured = ""
        super().setFont(font)

    def show_text(self, text: str) -> None:
        """Show a text; an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))
