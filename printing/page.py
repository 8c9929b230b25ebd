"""What stands where on a page: the values between layout and PDF. Lengths in points, origin at the lower left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias

PAGE_WIDTH, PAGE_HEIGHT = 841.89, 595.28
"""A4 landscape: eleven columns of a payment stand in one line."""

LEFT, RIGHT = 34.0, PAGE_WIDTH - 34.0
TOP, BOTTOM = PAGE_HEIGHT - 30.0, 26.0
"""12 mm beside and 9 to 10 mm above and below: every office printer can reach it."""

POINTS_A_MM = 72 / 25.4
"""Points in a millimetre."""

INK, SOFT, FAINT = 0.0, 0.30, 0.75
"""Grays: text, labels and foot, hairlines; all of them survive a grayscale laser printer."""


class Measure(Protocol):
    """What layout needs to know of fonts."""

    def width(self, text: str) -> float:
        """Width of a text in ems."""
        ...

    def missing(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Characters that cannot be printed."""
        ...


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks: size in points, weight, gray (0 black)."""

    size: float
    bold: bool = False
    gray: float = INK


BODY = Style(8)
STRONG = Style(8, bold=True)
LABEL = Style(8, gray=SOFT)
SECTION = Style(10, bold=True)
TITLE = Style(17, bold=True)

Placed: TypeAlias = tuple[float, float, str]
"""Left edge, baseline, text."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """Texts of one style under one another: one PDF text object."""

    style: Style
    texts: tuple[Placed, ...] = field(repr=False)


class Rule(NamedTuple):
    """A horizontal line; a tuple, because a long list has thousands."""

    left: float
    right: float
    y: float
    weight: float
    gray: float


@dataclass(frozen=True, slots=True)
class Shade:
    """A light band behind a row."""

    left: float
    bottom: float
    width: float
    height: float
    gray: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol: dark modules are 1, rows from the top; the quiet zone around it is the layout's."""

    left: float
    bottom: float
    side: float
    modules: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    columns: tuple[TextColumn, ...] = field(repr=False)
    rules: tuple[Rule, ...]
    shades: tuple[Shade, ...]
    symbols: tuple[Symbol, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """All texts on the page, column by column."""
        return tuple(text for column in self.columns for _, _, text in column.texts)
