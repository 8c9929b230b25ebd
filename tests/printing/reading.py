"""Reading laid-out pages back as a person would: lines from left to right, paragraphs without their breaks."""

from __future__ import annotations

from collections.abc import Iterable

from printing.page import Page


def lines_of(page: Page) -> list[str]:
    """Texts on one baseline, from left to right."""
    placed = [(round(y, 1), x, text) for column in page.columns for x, y, text in column.texts]
    levels = sorted({y for y, _, _ in placed}, reverse=True)
    return [" ".join(text for y, _, text in sorted(placed, key=lambda p: p[1]) if y == level) for level in levels]


def run_together(pages: Iterable[Page]) -> str:
    """All texts without any white space, so that a text broken over lines is found whole."""
    return "".join("".join(page.texts()) for page in pages).replace(" ", "")


def says(pages: Iterable[Page], text: str) -> bool:
    """Whether a text stands on the pages, on however many lines."""
    return text.replace(" ", "") in run_together(pages)
