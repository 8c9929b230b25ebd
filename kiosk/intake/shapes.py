"""Looks at lines by their shapes: each digit a 9, each letter an A. Two million lines have some hundreds of shapes.

A shape says how a line is written and not what it means: which codes and months it names and which signs its words are
made of, whoever keeps the rows asks of them together (plain.py: `means`, signs.py: `words_of`). Lines of another shape
may still be plain: their block is looked at sign by sign.
"""

from __future__ import annotations

import re

from kiosk.intake.csv_layout import Layout
from kiosk.intake.line_pattern import Writing, line_pattern
from kiosk.intake.plain import PlainForm
from kiosk.intake.signs import pattern_of

MOST_KEPT = 100_000
"""Shapes known to be plain, before they are forgotten: some 20 MB."""

_FEWER = bytes.maketrans(
    bytes(range(128, 256)) + b"012345678" + b"ABCDEFGHIJKLMNOPQRSTUVWYZ" + b"abcdefghijklmnopqrstuvwxyz",
    b"\x80" * 128 + b"9" * 9 + b"A" * 25 + b"a" * 26,
)
"""X stays: it ends a number, and no other letter does."""

_YUAN = r"9{1,9}+(?:\.9{1,2}+)?+"
_MONTH = "9{6}"
_DAY = "9{8}|9{4}-9{2}-9{2}"
_RATE = r"9(?:\.9{1,6}+)?+|\.9{1,6}+"
_NUMBER = "[AX][9AX]{5,17}+|9{17}[9X]"
_DIVISION = "9{6}"


class Shapes:
    """Says of lines of one form whether they are plain, as far as shapes tell."""

    def __init__(self, layout: Layout, form: PlainForm) -> None:
        self._pattern = re.compile(line_pattern(layout, form, _writing(form)).encode("ascii"))
        self._sign_by_sign = pattern_of(layout, form)
        self._encoding = form.encoding
        self._plain: set[bytes] = set()

    def take(self, lines: bytes) -> bool:
        """Whether these whole lines are plain.

        In GB 18030 a character's further bytes may be digits and letters: within words, where any may stand.
        """
        shapes = set(lines.translate(_FEWER).split(b"\n"))
        shapes.discard(b"")
        if b"\n\n" in lines or lines.startswith(b"\n"):
            return False
        new = shapes - self._plain
        if not all(map(self._pattern.fullmatch, new)):
            return self._are_plain(lines)
        if len(self._plain) > MOST_KEPT:
            self._plain.clear()
        self._plain |= new
        return True

    def _are_plain(self, lines: bytes) -> bool:
        try:
            return self._sign_by_sign.fullmatch(lines.decode(self._encoding)) is not None
        except UnicodeDecodeError:
            return False


def _writing(form: PlainForm) -> Writing:
    visible = "".join(
        re.escape(sign) for sign in map(chr, range(0x21, 0x7F)) if sign not in form.delimiter + form.quote + "\\"
    )
    return Writing(
        month=_MONTH,
        day=_DAY,
        yuan=_YUAN,
        rate=_RATE,
        number=_NUMBER,
        division=_DIVISION,
        sign=f"[{visible}]",
        anything=rf"[ {visible}\x80]*+",
        coded=lambda _: rf"[{visible}\x80]*+",
        words=lambda field: _words(visible.replace(r"\?", "") if field == "name" else visible),
    )


def _words(visible: str) -> str:
    """Signs with blanks between; how many there are, the bytes do not tell."""
    return rf"[{visible}\x80][ {visible}\x80]*+(?<! )"
