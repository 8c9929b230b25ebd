"""Pages being filled from top to bottom."""

from __future__ import annotations

from collections import defaultdict

from printing.page import FAINT, LEFT, RIGHT, Measure, Page, Placed, Rule, Shade, Style, Symbol, TextColumn
from printing.typesize import COMPACT, TypeSize
from printing.wrap import wrap

LINE = 1.25
"""Line height of running text, as a multiple of its size."""


class Draft:
    """One page being filled: texts gathered by style and column."""

    def __init__(self) -> None:
        self.texts: dict[tuple[Style, int], list[Placed]] = defaultdict(list)
        self.rules: list[Rule] = []
        self.shades: list[Shade] = []
        self.symbols: list[Symbol] = []

    def done(self) -> Page:
        """The page as a value."""
        columns = tuple(TextColumn(style, tuple(texts)) for (style, _), texts in self.texts.items() if texts)
        return Page(columns, tuple(self.rules), tuple(self.shades), tuple(self.symbols))


class Sheets:
    """The pages so far; `y` is how far down the present one is filled."""

    def __init__(self, measure: Measure, top: float, bottom: float, size: TypeSize = COMPACT) -> None:
        self.measure = measure
        self.size = size
        self.drafts = [Draft()]
        self.top, self.bottom = top, bottom
        self.y = top

    @property
    def page(self) -> Draft:
        """The page being filled."""
        return self.drafts[-1]

    def fits(self, height: float) -> bool:
        """Whether so much still fits on this page."""
        return self.y - height >= self.bottom

    def turn(self, top: float | None = None) -> None:
        """Begin the next page."""
        self.drafts.append(Draft())
        self.y = self.top if top is None else top

    def space(self, height: float) -> None:
        """Leave room, but not at the head of a page."""
        if self.y < self.top:
            self.y -= height

    def text(self, x: float, y: float, text: str, style: Style, column: int = -1) -> None:
        """Put a text with its left edge at x."""
        if text:
            self.page.texts[style, column].append((x, y, text))

    def text_right(self, x: float, y: float, text: str, style: Style) -> None:
        """Put a text with its right edge at x."""
        self.text(x - self.measure.width(text) * style.size, y, text, style)

    def rule(
        self, y: float, weight: float = 0.3, gray: float = FAINT, left: float = LEFT, right: float = RIGHT
    ) -> None:
        """Draw a horizontal line."""
        self.page.rules.append(Rule(left, right, y, weight, gray))

    def paragraph(self, text: str, style: Style, left: float = LEFT, right: float = RIGHT) -> None:
        """Set a text over as many lines as it needs, turning the page where it must."""
        step = style.size * LINE
        for line in wrap(text, right - left, style.size, self.measure):
            if not self.fits(step):
                self.turn()
            self.text(left, self.y - style.size, line, style)
            self.y -= step
