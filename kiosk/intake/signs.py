"""Looks at plain lines sign by sign: a pattern made of the profile.

It stands for what the readers of cells (cells.py, whom.py, contributions.py) read without a word. It takes less than
they do and never more: a test imports files of all sorts both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kiosk.intake.csv_layout import Layout
from kiosk.intake.encoding import GB18030
from kiosk.intake.kinds import LONGEST
from kiosk.intake.line_pattern import Writing, cell_of_words, line_pattern
from kiosk.intake.plain import PlainForm

_YUAN = r"[0-9]{1,9}+(?:\.[0-9]{1,2}+0{0,4}+)?+"
"""Up to 999 999 999.99: base x rate stays a whole number of 64 bits."""
_MONTH = "(?:19|2[01])[0-9]{2}(?:0[1-9]|1[0-2])"
_DAY = "(?:19|2[01])[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]|(?:19|2[01])[0-9]{2}-(?:0[1-9]|1[0-2])-[0-3][0-9]"
_RATE = r"[0-9](?:\.[0-9]{1,6}+0{0,4}+)?+|\.[0-9]{1,6}+0{0,4}+"
_NUMBER = "[A-Z][0-9A-Z]{5,17}+|[0-9]{17}[0-9X]"
"""As it is kept: capitals, no blanks. The check character and the date are left to whoever keeps the rows."""
_DIVISION = "[0-9]{6}"
_WHITE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What Python takes away around a text; named one by one, which is looked up faster than as `\\s`."""
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_ODD_SIGNS = f"?\uff1f\ufffd{_PRIVATE}"


def pattern_of(layout: Layout, form: PlainForm) -> re.Pattern[str]:
    """Return what whole plain lines match."""
    return re.compile(f"(?:{line_pattern(layout, form, _writing(form))}\n)*+")


def words_of(field: str, form: PlainForm) -> re.Pattern[str]:
    """Return what whole lines match that hold nothing but words of a field of WORDS.

    Whoever else decodes GB 18030 may have the mapping of 2005 (encoding.py): then what moved in 2022 is private.
    """
    return re.compile(f"(?:{cell_of_words(field, _writing(form))}\n)*+")


def _writing(form: PlainForm) -> Writing:
    private = _PRIVATE if form.encoding == GB18030 else ""
    apart = rf"{re.escape(form.delimiter + form.quote)}\\\x00-\x08\x0e-\x1b\x7f{private}"
    return Writing(
        month=_MONTH,
        day=_DAY,
        yuan=_YUAN,
        rate=_RATE,
        number=_NUMBER,
        division=_DIVISION,
        sign=f"[^{_WHITE}{apart}]",
        anything=rf"[^\n\r{apart}]*+",
        coded=lambda field: _one_of(form.codes[field], empty=field != "insurance"),
        words=lambda field: _words(apart + _ODD_SIGNS if field == "name" else apart, LONGEST[field]),
    )


def _words(without: str, longest: int) -> str:
    """At least one sign; blanks within and none around, so that there is nothing to take away."""
    return rf"[^{_WHITE}{without}][^\t-\r\x1c-\x1f\x85\u2028\u2029{without}]{{0,{longest - 1}}}+(?<![{_WHITE}])"


def _one_of(texts: Iterable[str], *, empty: bool) -> str:
    # Longer ones first: the pattern takes what it meets first.
    listed = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    return f"(?:{listed}){'?+' if empty else ''}" if listed else ("" if empty else "(?!)")
