"""The foot of every page: what tells copies apart, what to do about a mistake, what the paper is worth; the code.

Three columns beside the code: it is as tall as ten lines of text, and nothing of its height is left empty.
"""

from __future__ import annotations

from functools import cache

from kiosk.account.objection import objection_sentences
from kiosk.papers import PaperContent, PersonalPaper, TestPage
from kiosk.words import Words
from printing.cells import between_sentences
from printing.check_string import check_string
from printing.page import BOTTOM, INK, LEFT, POINTS_A_MM, RIGHT, SOFT, Measure, Rule, Style, Symbol
from printing.seal.code import Code, Unsigned
from printing.sheets import LINE, Draft
from printing.stack import Stack

_ABOVE = 6.0
"""Between the body and the foot's rule (points)."""
_UNDER_RULE = 4.0
_GAP = 18.0
"""Between the columns (points)."""
_SHARES = (0.30, 0.40, 0.30)
"""The columns' shares of the width: the middle one, whom to see, has the longest text."""
_SIZES = (9.5, 9.0, 8.5)
"""Beside a code there is room for larger letters: the largest of these that fits its height is taken."""
_SIZE = 8.0
"""Without a code, or where nothing larger fits."""


class Foot:
    """The foot of one paper: laid out once, drawn on each page."""

    def __init__(self, content: PaperContent, words: Words, measure: Measure, code: Code | Unsigned) -> None:
        self._words = words
        self._measure = measure
        self._code = code if isinstance(code, Code) else None
        self._texts = _texts(content, words, code)
        self._columns = cache(self._laid_out)
        self._size = next((size for size in _SIZES if self._tallest(size) <= self._code_height()), _SIZE)

    @property
    def height(self) -> float:
        """Room the foot takes above the lower margin (points)."""
        return self._rule() + _ABOVE

    def draw(self, page: Draft, number: int, of: int) -> None:
        """Draw it on a page."""
        top = BOTTOM + self._rule()
        page.rules.append(Rule(LEFT, RIGHT, top, 0.6, INK))
        which = self._words("Page {page} of {pages}", page=number, pages=of)
        page.texts[Style(self._size, bold=True), -2].append((LEFT, top - _UNDER_RULE - self._size, which))
        left = LEFT
        for stack in self._columns(self._size):
            stack.draw(page, left, top - _UNDER_RULE, column=-2)
            left += stack.width + _GAP
        if self._code:
            side = self._code.side_mm * POINTS_A_MM
            page.symbols.append(Symbol(RIGHT - side, BOTTOM, side, self._code.modules))

    def _code_height(self) -> float:
        """The code with its quiet zone above; the page's margins are quiet below and to the right (points)."""
        return (self._code.side_mm + self._code.quiet_mm) * POINTS_A_MM if self._code else 0.0

    def _rule(self) -> float:
        """How far the foot's rule stands above the lower margin: over the texts, and over the code's quiet zone."""
        return max(self._tallest(self._size), self._code_height())

    def _tallest(self, size: float) -> float:
        return max(stack.height for stack in self._columns(size)) + _UNDER_RULE

    def _laid_out(self, size: float) -> list[Stack]:
        """The columns at a size; over the first is room for the page number."""
        code = self._code_height() + _GAP if self._code else 0.0
        room = RIGHT - LEFT - code - _GAP * (len(_SHARES) - 1)
        stacks = []
        for share, (heading, *texts) in zip(_SHARES, self._texts, strict=True):
            stack = Stack(room * share, self._measure)
            if heading:
                stack.text(heading, Style(size, bold=True))
            else:
                stack.space(size * LINE)
            for text in texts:
                stack.text(text, Style(size, gray=SOFT))
            stacks.append(stack)
        return stacks


def _texts(content: PaperContent, words: Words, code: Code | Unsigned) -> tuple[tuple[str, ...], ...]:
    """Each column's heading and paragraphs; the first column is headed by the page number."""
    copy = ("", *_copy(content, words, code))
    if isinstance(content, TestPage):
        return copy, *_for_staff(words)
    heading = words("Is something not right?")
    return copy, (heading, _objection(content, words)), _worth(words, code)


def _for_staff(words: Words) -> tuple[tuple[str, ...], ...]:
    missing = words("Check toner and drum, margins and scaling, then print this page again.")
    return (
        (words("For staff"), words("This page is about nobody; it may be thrown away.")),
        (words("Is something missing?"), missing),
    )


def _copy(content: PaperContent, words: Words, code: Code | Unsigned) -> tuple[str, ...]:
    """What tells this copy from any other."""
    date, time = words.date(content.printed_at.date()), words.time(content.printed_at)
    copy = (
        words("Printed {date} {time}", date=date, time=time),
        words("Kiosk {kiosk}", kiosk=content.issuer.kiosk_id),
        words("Number {number}", number=content.number),
    )
    if isinstance(content, TestPage):
        return copy
    check = code.check if isinstance(code, Code) else check_string(content)
    return *copy, words("Check string {check}", check=check)


def _objection(content: PersonalPaper, words: Words) -> str:
    """The sentences of the screen, and the hotline where they do not name it."""
    said = list(objection_sentences(words, content.objection, content.issuer))
    if content.objection.units or content.objection.alone:
        said.append(words("Or call {hotline}.", hotline=content.issuer.hotline))
    return between_sentences(words).join(said)


def _worth(words: Words, code: Code | Unsigned) -> tuple[str, ...]:
    """What the paper is worth, and how to make sure of it."""
    said = [words(code.statement)]
    if isinstance(code, Code) and not code.demo:
        said.append(words("To check it, scan the code with the agency's checking page."))
    return words("Printed at a self-service terminal, for checking only."), between_sentences(words).join(said)
