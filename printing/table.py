"""A table that turns pages: columns fitted to their content, headings repeated, rows kept whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import repeat
from typing import NamedTuple

from printing.page import FAINT, INK, LEFT, RIGHT, Measure, Placed, Rule, Shade
from printing.sheets import Sheets
from printing.typesize import COMPACT, TypeSize
from printing.wrap import wrap

_GAP = 9.0
"""Between columns; wide enough that figures of two columns never read as one."""
_WIDE_GAP, _BROAD = 72.0, 5
"""Gaps may grow to this in a table of at least so many columns: its lines lead the eye to the next one."""
_LONGEST_WORD = 150.0
"""Words wider than this (points) are torn: they are codes, not words."""
_HALVINGS = 24
"""Enough bisections to find a width within a ten-thousandth of a point."""
_SHADE = 0.94
"""Behind subtotals; lighter and it vanishes on a worn drum."""
_ROW_RULE, _TOTAL_RULE = (0.3, FAINT), (0.6, INK)
"""Under a row: weight in points and gray."""


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


def fit(
    columns: Sequence[Column], rows: Sequence[Row], measure: Measure, size: TypeSize = COMPACT
) -> tuple[Place, ...]:
    """Give each column the width its content needs; where that is too much, wrapping columns yield."""
    texts = _distinct(columns, rows)
    points = size.body.size
    room = RIGHT - LEFT - _GAP * (len(columns) - 1)
    widest = [max(map(measure.width, mine), default=0.0) for mine in texts]
    widths = _natural(widest, [measure.width(column.heading) for column in columns], points)
    if sum(widths) > room:
        widths = _natural(widest, [_heading_width(column.heading, measure) for column in columns], points)
    least = [_least(column, mine, measure, points) for column, mine in zip(columns, texts, strict=True)]
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


def _distinct(columns: Sequence[Column], rows: Sequence[Row]) -> list[set[str]]:
    """Each column's texts, each once; the words of a sum row run over their column and do not count."""
    every = [row.cells for row in rows]
    plain = [row.cells for row in rows if row.weight is Weight.PLAIN]
    return [{cells[i] for cells in (every if column.figures else plain)} for i, column in enumerate(columns)]


def _least(column: Column, texts: set[str], measure: Measure, points: float) -> float:
    """The narrowest a wrapping column may get: no word of its cells is torn apart, within reason."""
    words = {word for text in texts for word in text.split() if word.isascii()} if column.wraps_from else set()
    widths = [measure.width(word) * points for word in words]
    return min(max([column.wraps_from, *widths]), _LONGEST_WORD) + 0.5


def _natural(texts: Sequence[float], headings: Sequence[float], points: float) -> list[float]:
    """The widths that hold texts and headings (ems) without breaking any."""
    return [max(text, heading) * points + 0.5 for text, heading in zip(texts, headings, strict=True)]


def _heading_width(heading: str, measure: Measure) -> float:
    """The least width that holds a heading in two lines."""
    words = heading.split(" ")
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))] or [(heading, "")]
    return min(max(measure.width(first), measure.width(second)) for first, second in splits)


_ONE_LINE = ("",)


class _Strip:
    """One column being drawn: where each of its texts begins, and the lines of those too long for one."""

    def __init__(self, place: Place, measure: Measure, size: TypeSize) -> None:
        self.place = place
        self._measure = measure
        self._points, self._leading = size.body.size, size.leading
        self._begins = cache(lambda text: place.right - measure.width(text) * size.body.size)
        self.broken: Mapping[str, tuple[str, ...]] = {}

    def break_long(self, texts: set[str]) -> None:
        """Break what is too long, once each: a unit's name stands in many rows."""
        room = self.place.right - self.place.left
        width, measure, points = self._measure.width, self._measure, self._points
        self.broken = {text: wrap(text, room, points, measure) for text in texts if width(text) * points > room}

    def whole(self, texts: Sequence[str], baselines: Sequence[float]) -> list[Placed]:
        """Texts of one line each in their places; empty ones take none."""
        lefts = map(self._begins, texts) if self.place.figures else repeat(self.place.left)
        placed = zip(lefts, baselines, texts, strict=False)
        return list(placed) if all(texts) else [text for text in placed if text[2]]

    def lines(self, texts: Sequence[str], baselines: Sequence[float]) -> list[Placed]:
        """The same with long texts on several lines, the first of them on the baseline."""
        if not self.broken:
            return self.whole(texts, baselines)
        return [
            (self.place.left, y - number * self._leading, line)
            for text, y in zip(texts, baselines, strict=True)
            for number, line in enumerate(self.broken.get(text, (text,)))
            if line
        ]


def _kept(rows: Sequence[Row], heights: Sequence[float]) -> list[float]:
    """Each row's height with those of the rows that it keeps with it: one keeps the next, and that the next."""
    together = list(heights)
    for number in range(len(rows) - 2, -1, -1):
        if rows[number].keep:
            together[number] += together[number + 1]
    return together


class Table:
    """Draws rows onto sheets, a page at a time and column by column: a long list has twenty thousand cells."""

    def __init__(self, sheets: Sheets, columns: Sequence[Column], places: Sequence[Place]) -> None:
        self._sheets = sheets
        self._size = sheets.size
        self._strips = [_Strip(place, sheets.measure, sheets.size) for place in places]
        self._headings = [
            wrap(column.heading, place.right - place.left, sheets.size.body.size, sheets.measure)
            for column, place in zip(columns, places, strict=True)
        ]
        self._deepest = max(map(len, self._headings))

    def draw(self, rows: Sequence[Row]) -> None:
        """Draw headings and rows; headings never stand alone at the foot of a page."""
        sheets, heights = self._sheets, self._heights(rows)
        if not sheets.fits(self.heading_height() + sum(heights[:2])):
            self._turn()
        else:
            self._head()
        first, edges = 0, [sheets.y]
        for number, (height, together) in enumerate(zip(heights, _kept(rows, heights), strict=True)):
            if not sheets.fits(together):
                self._put(rows[first:number], edges)
                self._turn()
                first, edges = number, [sheets.y]
            sheets.y -= height
            edges.append(sheets.y)
        self._put(rows[first:], edges)

    def heading_height(self) -> float:
        """Height of the headings in points."""
        return self._deepest * self._size.leading + 4

    def _turn(self) -> None:
        self._sheets.turn()
        self._head()

    def _head(self) -> None:
        sheets, size = self._sheets, self._size
        for strip, lines in zip(self._strips, self._headings, strict=True):
            for number, line in enumerate(lines):
                y = sheets.y - size.baseline - (self._deepest - len(lines) + number) * size.leading
                if strip.place.figures:
                    sheets.text_right(strip.place.right, y, line, size.label)
                else:
                    sheets.text(strip.place.left, y, line, size.label)
        sheets.y -= self.heading_height()
        sheets.rule(sheets.y, weight=0.6, gray=INK)

    def _heights(self, rows: Sequence[Row]) -> list[float]:
        """Each row's height in points, after breaking what is too long for its column."""
        plain = [row.cells for row in rows if row.weight is Weight.PLAIN]
        for index, strip in enumerate(self._strips):
            if strip.place.wraps:
                strip.break_long({cells[index] for cells in plain})
        broken = [(index, strip.broken) for index, strip in enumerate(self._strips) if strip.broken]
        if not broken:
            return [self._size.row] * len(rows)
        row_height, leading = self._size.row, self._size.leading
        return [
            row_height + leading * (max(len(lines.get(row.cells[index], _ONE_LINE)) for index, lines in broken) - 1)
            if row.weight is Weight.PLAIN
            else row_height
            for row in rows
        ]

    def _put(self, rows: Sequence[Row], edges: Sequence[float]) -> None:
        """Draw rows of one page between their edges: texts by column, then what lies under and behind them."""
        page, size, standing = self._sheets.page, self._size, list(zip(rows, edges, edges[1:], strict=False))
        plain = [(row.cells, top - size.baseline) for row, top, _ in standing if row.weight is Weight.PLAIN]
        sums = [(row.cells, top - size.baseline) for row, top, _ in standing if row.weight is not Weight.PLAIN]
        for style, drawn in ((size.body, plain), (size.strong, sums)):
            columns = zip(*(cells for cells, _ in drawn), strict=True)
            baselines = [baseline for _, baseline in drawn]
            for index, (strip, texts) in enumerate(zip(self._strips, columns, strict=False)):
                place = strip.lines if drawn is plain else strip.whole
                page.texts[style, index].extend(place(texts, baselines))
        for row, top, y in standing:
            if row.weight is not Weight.PLAIN:
                page.shades.append(Shade(LEFT - 3, y, RIGHT - LEFT + 6, top - y, _SHADE))
            weight, gray = _TOTAL_RULE if row.weight is Weight.TOTAL else _ROW_RULE
            page.rules.append(Rule(LEFT, RIGHT, y, weight, gray))
