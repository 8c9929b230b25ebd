"""Breaking a text into lines: between Chinese characters, at spaces, and inside a word only when it must be."""

from __future__ import annotations

import re

from printing.page import Measure

_NEVER_FIRST = "\u3001\u3002\u300b\u300d\u300f\u2019\u201d\uff01\uff09\uff0c\uff1a\uff1b\uff1f%,.;:!?)]}·"
"""Signs that never begin a line."""
_NEVER_LAST = "\u300a\u300c\u300e\u2018\u201c\uff08([{"
"""Signs that never end a line."""

_PIECES = re.compile(r"[\u2e80-\U0003ffff\ue000-\uf8ff]|[^\s\u2e80-\U0003ffff\ue000-\uf8ff]+|\s+")
"""One Chinese character, one word, or white space."""


def wrap(text: str, width: float, size: float, measure: Measure) -> tuple[str, ...]:
    """Break a text into lines no wider than `width` points; nothing is ever cut off."""
    if measure.width(text) * size <= width:
        return (text,)
    lines, line, limit = [], "", width / size
    for piece in _pieces(text, limit, measure):
        if line and measure.width((line + piece).rstrip()) > limit:
            lines.append(line.rstrip())
            line = ""
        if line or not piece.isspace():
            line += piece
    return (*lines, line.rstrip()) if line.strip() else tuple(lines)


def _pieces(text: str, limit: float, measure: Measure) -> list[str]:
    """What stays together: a sign that never begins a line with what is before it, an opening one with what follows."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        if pieces and _joins(pieces[-1], piece) and measure.width(pieces[-1] + piece) <= limit:
            pieces[-1] += piece
        elif measure.width(piece) > limit:
            pieces.extend(piece)
        else:
            pieces.append(piece)
    return pieces


def _joins(before: str, piece: str) -> bool:
    return not before.isspace() and (piece[0] in _NEVER_FIRST or (before[-1] in _NEVER_LAST and not piece.isspace()))
