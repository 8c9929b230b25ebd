"""What the papers are built of: a titled table, a paragraph of notes, the mark of the end."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.words import Words
from printing.page import LABEL, LEFT, RIGHT, Style
from printing.sheets import Sheets
from printing.table import Column, Row, Table, fit

_END = 24.0
"""Room of the end mark (points)."""
_UNDER_TITLE, _ABOVE_TITLE = 5.0, 10.0
"""Room below and above a block's title (points)."""


def draw_section_title(sheets: Sheets, text: str, height_below: float = 0.0) -> None:
    """Head a block; it stays with what follows it, by default the headings and two rows of a table."""
    size = sheets.size
    below = height_below or 2 * size.leading + 4 + 2 * size.row
    height = size.section.size + _UNDER_TITLE
    if not sheets.fits(_ABOVE_TITLE + height + below):
        sheets.turn()
    sheets.space(_ABOVE_TITLE)
    sheets.text(LEFT, sheets.y - size.section.size, text, size.section)
    sheets.y -= height


def draw_table(sheets: Sheets, title: str, columns: Sequence[Column], rows: Sequence[Row], empty: str) -> None:
    """Draw a block; an empty one says so, for a block that is missing looks like a page that is missing."""
    draw_section_title(sheets, title)
    if rows:
        Table(sheets, columns, fit(columns, rows, sheets.measure, sheets.size)).draw(rows)
    else:
        sheets.paragraph(empty, sheets.size.body)


def draw_notes(sheets: Sheets, *notes: str, style: Style | None = None) -> None:
    """Put notes under a table, each a paragraph."""
    sheets.space(3)
    for note in notes:
        sheets.paragraph(note, style or sheets.size.label)


def draw_end(sheets: Sheets, words: Words) -> None:
    """Mark where the paper ends, so that a missing last page shows."""
    if not sheets.fits(_END):
        sheets.turn()
    text = words("— End —")
    middle = (LEFT + RIGHT - sheets.measure.width(text) * LABEL.size) / 2
    sheets.text(middle, sheets.y - 18, text, LABEL)
    sheets.y -= _END
