"""Pages -> PDF with ReportLab: same pages in, same bytes out.

One text object per column: drawing each cell on its own takes three times as long, ReportLab's tables seven times.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from printing.fonts import Fonts
from printing.page import PAGE_HEIGHT, PAGE_WIDTH, Page, Rule, Shade, TextColumn

_BOLD_STROKE = 0.028
"""Outline of bold text in ems: the main face has no bold cut, so its letters are also stroked."""


def write_pdf(pages: Sequence[Page], fonts: Fonts, title: str, language: str, made_at: datetime) -> bytes:
    """Write pages as one PDF with embedded font subsets.

    `title` and the other metadata are neutral: nothing personal. `made_at` is the list's own time.
    """
    # Base 85 is for e-mail of the nineties: a quarter larger and slower.
    rl_config.useA85 = 0
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.first,
        lang=language.replace("_", "-"),
    )
    canvas.setTitle(title)
    canvas.setAuthor("shebao-kiosk")
    canvas.setSubject(title)
    canvas.setCreator("shebao-kiosk")
    canvas.setDateFormatter(lambda *_: f"D:{made_at:%Y%m%d%H%M%S}")
    ink = _Ink(canvas, fonts)
    for page in pages:
        canvas.addLiteral(ink.page(page))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


_SIZE = "@ Tf"
"""Stands in encoded texts for the size, which is known only where they are drawn."""


class _Shown(NamedTuple):
    """A text as show operators, and the fonts it begins and ends in."""

    first_font: str
    operators: str
    last_font: str


class _Ink:
    """Writes a document's drawing operators; each distinct text is encoded once."""

    def __init__(self, canvas: Any, fonts: Fonts) -> None:
        self._document = canvas._doc
        self._fonts = fonts
        self._encoded: dict[str, _Shown] = {}

    def page(self, page: Page) -> str:
        """All operators of a page: shades, lines, then texts."""
        parts = [_shade(shade) for shade in page.shades]
        parts += [
            _rules(weight, gray, rules)
            for (weight, gray), rules in groupby(page.rules, key=attrgetter("weight", "gray"))
        ]
        parts += [self._column(column) for column in page.columns]
        return "\n".join(parts)

    def _column(self, column: TextColumn) -> str:
        style = column.style
        size = f"{style.size:g} Tf"
        parts = [f"BT {style.gray:g} g {style.gray:g} G"]
        parts.append(f"2 Tr {style.size * _BOLD_STROKE:.3f} w" if style.bold else "0 Tr")
        font, here_x, here_y = "", 0.0, 0.0
        encoded = self._encoded
        for x, y, text in column.texts:
            shown = encoded.get(text) or self._encode(text)
            change = "" if shown.first_font == font else f"{shown.first_font} {size} "
            parts.append(f"{x - here_x:.2f} {y - here_y:.2f} Td {change}{shown.operators.replace(_SIZE, size)}")
            here_x, here_y, font = x, y, shown.last_font
        parts.append("ET")
        return "\n".join(parts)

    def _encode(self, text: str) -> _Shown:
        """Write a text's show operators; the face or its subset may change within it."""
        fonts: list[str] = []
        operators: list[str] = []
        for run in self._fonts.runs(text):
            face = pdfmetrics.getFont(run.font)
            for subset, codes in face.splitString(run.text, self._document):
                name = str(face.getSubsetInternalName(subset, self._document))
                if fonts and fonts[-1] != name:
                    operators.append(f"{name} {_SIZE}")
                operators.append(f"<{codes.hex()}> Tj")
                fonts.append(name)
        self._encoded[text] = _Shown(fonts[0], " ".join(operators), fonts[-1])
        return self._encoded[text]


def _rules(weight: float, gray: float, rules: Iterable[Rule]) -> str:
    """Lines of one look, stroked together."""
    lines = [f"{rule.left:.2f} {rule.y:.2f} m {rule.right:.2f} {rule.y:.2f} l" for rule in rules]
    return "\n".join([f"{weight:g} w {gray:g} G", *lines, "S"])


def _shade(shade: Shade) -> str:
    return f"{shade.gray:g} g {shade.left:.2f} {shade.bottom:.2f} {shade.width:.2f} {shade.height:.2f} re f"
