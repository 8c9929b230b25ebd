"""How large a paper is set: compact, or larger where all of it still fits on one page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from printing.page import BODY, LABEL, SECTION, STRONG, Style


@dataclass(frozen=True, slots=True)
class TypeSize:
    """The styles of a body and the measures of its tables, in points."""

    body: Style
    strong: Style
    label: Style
    section: Style
    row: float
    """Height of a row of one line."""
    leading: float
    """What each further line adds."""
    baseline: float
    """From a row's upper edge to its first baseline: the text stands in the middle of the row."""


COMPACT = TypeSize(BODY, STRONG, LABEL, SECTION, row=11.6, leading=10.0, baseline=8.2)
"""The least that reads well at arm's length; a long list takes it."""


def enlarged(points: float) -> TypeSize:
    """All of it larger by one factor, so that the body has so many points."""
    by = points / BODY.size
    body, strong, label = (replace(style, size=points) for style in (BODY, STRONG, LABEL))
    section = replace(SECTION, size=SECTION.size * (1 + by) / 2)
    return TypeSize(body, strong, label, section, COMPACT.row * by, COMPACT.leading * by, COMPACT.baseline * by)


LARGER = (enlarged(10.5), enlarged(9.5), enlarged(8.75))
"""Tried in this order; the first that leaves everything on one page is taken."""
