"""A table that turns pages: columns fitted to their content, headings repeated, rows kept whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from printing.page import BODY, INK, LABEL, LEFT, RIGHT, STRONG, Measure, Placed, Shade
from printing.sheets import Sheets
from printing.wrap import wrap

SIZE = BODY.size
ROW, LEADING = 11.6, 10.0
"""Height of a row of one line, and what each further line adds (points)."""
BASELINE = 8.2
"""From a row's upper edge to its first baseline: the text stands in the middle of the row."""
_GAP = 9.0
"""Between columns; wide enough that figures of two columns never read as one."""
_WIDE_GAP, _BROAD = 54.0, 5
"""Gaps may grow to this in a table of at least so many columns."""
_LONGEST_WORD = 150.0
"""Words wider than this (points) are torn: they are codes, not words."""
_HALVINGS = 24
"""Enough bisections to find a width within a ten-thousandth of a point."""
_SHADE = 0.94
"""Behind subtotals; lighter and it vanishes on a worn drum."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, whether it holds figures (right-aligned), and whether long texts wrap."""

    heading: str
    figures: bool = False
    wraps_from: float = 0.0
    """Least width in points of a column whose texts wrap; 0 for one that never wraps."""


class Weight(Enum):
    """How a row stands out."""

    PLAIN = 0
    SUBTOTAL = 1
    TOTAL = 2


class Row(NamedTuple):
    """A row's texts; a tuple, because a long list has thousands.

    In a sum row the first text may run over the empty cells after it.
    """

    cells: tuple[str, ...]
    weight: Weight = Weight.PLAIN
    keep: bool = False
    """Whether it stays on one page with the row after it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A column's left and right edge, and whether it is right-aligned."""

    left: float
    right: float
    figures: bool
    wraps: bool


def fit(columns: Sequence[Column], rows: Sequence[Row], measure: Measure) -> tuple[Place, ...]:
    """Give each column the width its content needs; where that is too much, wrapping columns yield."""
    texts = [_distinct(i, column, rows) for i, column in enumerate(columns)]
    widths = [_natural(column, mine, measure) for column, mine in zip(columns, texts, strict=True)]
    room = RIGHT - LEFT - _GAP * (len(columns) - 1)
    least = [_least(column, mine, measure) for column, mine in zip(columns, texts, strict=True)]
    widths = _narrow(widths, least, [bool(column.wraps_from) for column in columns], room)
    # What is left over widens the gaps of a broad table, as long as the eye still finds the next column.
    widest_gap = _WIDE_GAP if len(columns) >= _BROAD else 2 * _GAP
    gap = min(_GAP + max(0.0, room - sum(widths)) / max(1, len(columns) - 1), widest_gap)
    places, left = [], LEFT
    for column, width in zip(columns, widths, strict=True):
        places.append(Place(left, left + width, column.figures, bool(column.wraps_from)))
        left += width + gap
    return tuple(places)


def _narrow(widths: list[float], least: list[float], wraps: list[bool], room: float) -> list[float]:
    """Take the excess from the widest wrapping columns first, none below its least width."""
    low, high = 0.0, max(widths)
    capped = list(widths)
    for _ in range(_HALVINGS if sum(widths) > room else 0):
        cap = (low + high) / 2
        capped = [min(w, max(cap, n)) if y else w for w, n, y in zip(widths, least, wraps, strict=True)]
        low, high = (low, cap) if sum(capped) > room else (cap, high)
    return capped


def _distinct(index: int, column: Column, rows: Sequence[Row]) -> set[str]:
    """A column's texts, each once; the words of a sum row run over their column and do not count."""
    return {row.cells[index] for row in rows if column.figures or row.weight is Weight.PLAIN}


def _least(column: Column, texts: set[str], measure: Measure) -> float:
    """The narrowest a wrapping column may get: no word of its cells is torn apart, within reason."""
    words = {word for text in texts for word in text.split() if word.isascii()} if column.wraps_from else set()
    widths = [measure.width(word) * SIZE for word in words]
    return min(max([column.wraps_from, *widths]), _LONGEST_WORD) + 0.5


def _natural(column: Column, texts: set[str], measure: Measure) -> float:
    widest = max(map(measure.width, texts), default=0.0)
    return max(widest, _heading_width(column.heading, measure)) * SIZE + 0.5


def _heading_width(heading: str, measure: Measure) -> float:
    """The least width that holds a heading in two lines."""
    words = heading.split(" ")
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))] or [(heading, "")]
    return min(max(measure.width(first), measure.width(second)) for first, second in splits)


class Table:
    """Draws rows onto sheets."""

    def __init__(
        self,
        sheets: Sheets,
        columns: Sequence[Column],
        places: Sequence[Place],
        again: Callable[[], None] | None = None,
    ) -> None:
        self._sheets = sheets
        self._places = places
        self._again = again
        self._widths: dict[str, float] = {}
        self._broken: dict[tuple[int, str], tuple[str, ...]] = {}
        self._wrapping = [(i, place.right - place.left) for i, place in enumerate(places) if place.wraps]
        self._cells: dict[bool, list[list[Placed]]] = {}
        self._headings = [
            wrap(column.heading, place.right - place.left, SIZE, sheets.measure)
            for column, place in zip(columns, places, strict=True)
        ]

    def draw(self, rows: Sequence[Row]) -> None:
        """Draw headings and rows; headings never stand alone at the foot of a page."""
        beginning = sum(self._height(self._lines(row)) for row in rows[:2])
        if not self._sheets.fits(self.heading_height() + beginning):
            self._turn()
        else:
            self._head()
        for number, row in enumerate(rows):
            lines = self._lines(row)
            height = self._height(lines)
            kept = self._height(self._lines(rows[number + 1])) if row.keep and number + 1 < len(rows) else 0.0
            if not self._sheets.fits(height + kept):
                self._turn()
            self._row(row, lines, height)

    def heading_height(self) -> float:
        """Height of the headings in points."""
        return max(len(lines) for lines in self._headings) * LEADING + 4

    def _turn(self) -> None:
        self._sheets.turn()
        if self._again:
            self._again()
        self._head()

    def _head(self) -> None:
        sheets = self._sheets
        deepest = max(len(lines) for lines in self._headings)
        for place, lines in zip(self._places, self._headings, strict=True):
            for number, line in enumerate(lines):
                y = sheets.y - BASELINE - (deepest - len(lines) + number) * LEADING
                if place.figures:
                    sheets.text_right(place.right, y, line, LABEL)
                else:
                    sheets.text(place.left, y, line, LABEL)
        sheets.y -= self.heading_height()
        sheets.rule(sheets.y, weight=0.6, gray=INK)
        texts, columns = sheets.page.texts, range(len(self._places))
        self._cells = {True: [texts[BODY, i] for i in columns], False: [texts[STRONG, i] for i in columns]}

    def _lines(self, row: Row) -> dict[int, tuple[str, ...]]:
        """Cells that need more than one line, by column."""
        if row.weight is not Weight.PLAIN:
            return {}
        return {
            index: self._wrapped(index, row.cells[index], room)
            for index, room in self._wrapping
            if self._width(row.cells[index]) > room
        }

    def _wrapped(self, index: int, text: str, room: float) -> tuple[str, ...]:
        """Lines of a cell, broken once: a unit's name stands in many rows."""
        if (index, text) not in self._broken:
            self._broken[index, text] = wrap(text, room, SIZE, self._sheets.measure)
        return self._broken[index, text]

    @staticmethod
    def _height(lines: dict[int, tuple[str, ...]]) -> float:
        return ROW + LEADING * (max(map(len, lines.values())) - 1) if lines else ROW

    def _width(self, text: str) -> float:
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = self._sheets.measure.width(text) * SIZE
        return width

    def _row(self, row: Row, lines: dict[int, tuple[str, ...]], height: float) -> None:
        sheets, plain = self._sheets, row.weight is Weight.PLAIN
        baseline = sheets.y - BASELINE
        if not plain:
            sheets.page.shades.append(Shade(LEFT - 3, sheets.y - height, RIGHT - LEFT + 6, height, _SHADE))
        for index, (text, place, cells) in enumerate(zip(row.cells, self._places, self._cells[plain], strict=True)):
            if index in lines:
                cells.extend((place.left, baseline - n * LEADING, line) for n, line in enumerate(lines[index]))
            elif text:
                cells.append((place.right - self._width(text) if place.figures else place.left, baseline, text))
        sheets.y -= height
        if row.weight is Weight.TOTAL:
            sheets.rule(sheets.y, weight=0.6, gray=INK)
        else:
            sheets.rule(sheets.y)
