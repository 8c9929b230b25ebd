"""Pages -> PDF with ReportLab: same pages in, same bytes out.

One text object per column: drawing each cell on its own takes three times as long, ReportLab's tables seven times.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from printing.fonts import Fonts, composed
from printing.memo import Memo
from printing.page import PAGE_HEIGHT, PAGE_WIDTH, Page, Rule, Shade, TextColumn
from printing.symbol import draw_symbols

_BOLD_STROKE = 0.028
"""Outline of bold text in ems: the main face has no bold cut, so its letters are also stroked."""
_NOTHING = 0.001
"""Points by which a text may miss the step before and still take it again: a page full of them is no dot."""


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
    masks: dict[tuple[bytes, ...], str] = {}
    for page in pages:
        canvas.addLiteral(ink.page(page))
        draw_symbols(canvas, page.symbols, masks)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


class _Ink:
    """Writes a document's drawing operators; each character is looked up once and each distinct text encoded once."""

    def __init__(self, canvas: Any, fonts: Fonts) -> None:
        self._document = canvas._doc
        self._fonts = fonts
        self._main_font, _ = self._code(" ")
        self._shown_at = Memo(self._shown)

    def page(self, page: Page) -> str:
        """All operators of a page: shades, lines, then texts."""
        parts = [_shade(shade) for shade in page.shades]
        parts += [_rules(*look, rules) for look, rules in groupby(page.rules, key=_LOOK)]
        parts += [self._column(column) for column in page.columns]
        return "\n".join(parts)

    def _column(self, column: TextColumn) -> str:
        """One text object. It begins in the main font, and each text ends in it again."""
        style = column.style
        weight = f"2 Tr {style.size * _BOLD_STROKE:.3f} w" if style.bold else "0 Tr"
        parts = [f"BT {style.gray:g} g {style.gray:g} G {weight} {self._main_font} {style.size:g} Tf"]
        shown, shown_below = self._shown_at[style.size]
        here_x, here_y, step = 0.0, 0.0, 0.0
        for x, y, text in column.texts:
            down = here_y - y
            if x == here_x and -_NOTHING < down - step < _NOTHING:
                parts.append(shown_below[text])  # the same step again, in a fifth of the time and the room
            else:
                parts.append(f"{x - here_x:.2f} {-down:.2f} TD {shown[text]}")
                here_x, step = x, down
            here_y = y
        parts.append("ET")
        return "\n".join(parts)

    def _shown(self, size: float) -> tuple[Memo[str, str], Memo[str, str]]:
        """Texts as they are shown at this size: where one stands, and after the last step once more."""
        codes = Memo(partial(self._shown_code, size))
        here: Memo[str, str] = Memo(
            lambda text: f"<{composed(text).translate(codes)}> Tj".replace("<> Tj ", "").replace(" <> Tj", "")
        )
        return here, Memo(lambda text: here[text].replace(" Tj", " '", 1))

    def _shown_code(self, size: float, char: int) -> str:
        """A character as it stands between "<" and "> Tj": its code, with the way to another font and back."""
        font, code = self._code(chr(char))
        if not code:
            return ""
        if font == self._main_font:
            return code
        return f"> Tj {font} {size:g} Tf <{code}> Tj {self._main_font} {size:g} Tf <"

    def _code(self, char: str) -> tuple[str, str]:
        """A character's font in this document, and its code there in hexadecimal; none for one that prints nothing."""
        run = self._fonts.run(char)
        if not run.text:
            return "", ""
        face = pdfmetrics.getFont(run.font)
        ((subset, code),) = face.splitString(run.text, self._document)
        return str(face.getSubsetInternalName(subset, self._document)), code.hex()


_LOOK = attrgetter("weight", "gray", "left", "right")


def _rules(weight: float, gray: float, left: float, right: float, rules: Iterable[Rule]) -> str:
    """Lines of one look, stroked together."""
    begin, end = f"{left:.2f}", f"{right:.2f}"
    lines = [f"{begin} {y} m {end} {y} l" for y in [f"{rule.y:.2f}" for rule in rules]]
    return "\n".join([f"{weight:g} w {gray:g} G", *lines, "S"])


def _shade(shade: Shade) -> str:
    return f"{shade.gray:g} g {shade.left:.2f} {shade.bottom:.2f} {shade.width:.2f} {shade.height:.2f} re f"
