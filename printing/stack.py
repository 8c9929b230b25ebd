"""Texts and lines under one another in a column whose height is known before it is drawn."""

from __future__ import annotations

from printing.page import Measure, Placed, Rule, Style
from printing.sheets import LINE, Draft
from printing.wrap import wrap

_WRITING_LINE = 19.0
"""Between lines to write on by hand (points): 6.7 mm, as ruled paper has it."""
_WRITING_RULE = (0.5, 0.45)
"""Weight and gray of a line to write on: to be seen, and not taken for print."""
_AFTER_LABEL = 4.0


class Stack:
    """A column being filled from top to bottom; nothing in it is ever cut off."""

    def __init__(self, width: float, measure: Measure) -> None:
        self.width = width
        self.height = 0.0
        self._measure = measure
        self._texts: list[tuple[Style, Placed]] = []
        self._rules: list[tuple[float, float]] = []

    def text(self, text: str, style: Style, indent: float = 0.0) -> None:
        """Put a text, over as many lines as it needs."""
        for line in wrap(text, self.width - indent, style.size, self._measure):
            self._texts.append((style, (indent, self.height + style.size, line)))
            self.height += style.size * LINE

    def point(self, sign: str, text: str, style: Style, indent: float = 11.0) -> None:
        """Put a text behind a sign that stands alone at its left."""
        self._texts.append((style, (0.0, self.height + style.size, sign)))
        self.text(text, style, indent)

    def space(self, height: float) -> None:
        """Leave room."""
        self.height += height

    def writing_line(self, label: str, style: Style) -> None:
        """Put a line to write on, behind what is to be written there."""
        self.height += _WRITING_LINE
        if label:
            self._texts.append((style, (0.0, self.height - 2, label)))
        begins = self._measure.width(label) * style.size + _AFTER_LABEL if label else 0.0
        self._rules.append((begins, self.height))

    def draw(self, page: Draft, left: float, top: float, column: int = -1) -> None:
        """Draw it with its upper left corner there."""
        for style, (x, down, text) in self._texts:
            page.texts[style, column].append((left + x, top - down, text))
        for begins, down in self._rules:
            weight, gray = _WRITING_RULE
            page.rules.append(Rule(left + begins, left + self.width, top - down, weight, gray))
