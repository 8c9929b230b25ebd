"""Which cells a plain line has, and which of them may be empty.

The same lines are looked at by their shapes (shapes.py) and, where those are new, sign by sign (signs.py). What a day,
an amount or a word looks like there is either's `Writing`; what a line is made of is the same for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.intake.csv_layout import Layout
from kiosk.intake.kinds import LONGEST
from kiosk.intake.plain import CODED, MONEY, NOT_READ, WORDS, PlainForm


@dataclass(frozen=True, slots=True)
class Writing:
    """How what stands in cells looks, each a pattern; of what may be left out, when it is there."""

    month: str
    day: str
    yuan: str
    """Not below nought."""
    rate: str
    number: str
    division: str
    sign: str
    """One sign of what names something: a unit's code, a settlement's number."""
    anything: str
    """A whole cell that is not kept."""
    coded: Callable[[str], str]
    """By its field of CODED, a whole cell."""
    words: Callable[[str], str]
    """By their field of WORDS."""


def line_pattern(layout: Layout, form: PlainForm, writing: Writing) -> str:
    """Return what one plain line matches, without its end."""
    fields = {place: field for field, place in layout.places.items()}
    cells = (_cell(fields.get(place, NOT_READ), layout, writing) for place in range(len(form.columns)))
    return re.escape(form.delimiter).join(cells)


def cell_of_words(field: str, writing: Writing) -> str:
    """Return what a cell of a field of WORDS matches: only a person's name is never left out."""
    words = writing.words(field)
    return words if field == "name" else _or_nothing(words)


def _cell(field: str, layout: Layout, writing: Writing) -> str:
    match field:
        case _ if field in CODED:
            return writing.coded(field)
        case _ if field in WORDS:
            return cell_of_words(field, writing)
        case "number" if "document_number" in layout.places:
            return f"(?:{writing.number})"  # where it is left out, the readers look into the other column
        case "number":
            return _or_nothing(writing.number)
        case "document_number" if "number" not in layout.places:
            return _or_nothing(writing.number)
        case "source_id":
            return f"{writing.sign}{{1,{LONGEST[field]}}}+"
        case "paid_for" | "settled":
            return writing.month
        case "arrived":
            return _or_nothing(writing.day)
        case "base":
            return _or_nothing(writing.yuan)
        case "unit_rate" | "person_rate":
            return _or_nothing(writing.rate)
        case "division":
            return _or_nothing(writing.division)
        case _ if field in MONEY:
            return _or_nothing(f"-?+{writing.yuan}")
        case _ if field in LONGEST:
            return f"{writing.sign}{{0,{LONGEST[field]}}}+"
    return writing.anything


def _or_nothing(pattern: str) -> str:
    return f"(?:{pattern})?+"
