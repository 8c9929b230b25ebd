"""The foot of every page: what this paper is, what to do about a mistake, and what tells copies apart."""

from __future__ import annotations

from kiosk.account.objection import objection_sentences
from kiosk.account.payment_list import PaymentList
from kiosk.words import Words
from printing.cells import between_sentences
from printing.check_string import check_string
from printing.page import BOTTOM, INK, LABEL, LEFT, RIGHT, STRONG, Measure, Placed, Rule
from printing.seal.code import Code
from printing.sheets import LINE, Draft
from printing.wrap import wrap

_STEP = LABEL.size * LINE
_ABOVE = 6.0
"""Between the body and the foot's rule (points)."""
_PAGE_NUMBER = 90.0
"""Room kept at the right of the first line for "page x of y" (points)."""


class Foot:
    """The foot of one list: laid out once, drawn on each page."""

    def __init__(self, content: PaymentList, words: Words, measure: Measure, code: Code | None) -> None:
        self._words = words
        self._measure = measure
        self._code = code
        self._lines = tuple(
            line
            for text, width in _texts(content, words, RIGHT - LEFT)
            for line in wrap(text, width, LABEL.size, measure)
        )

    @property
    def height(self) -> float:
        """Room the foot takes above the lower margin (points)."""
        return len(self._lines) * _STEP + 4 + _ABOVE

    def draw(self, page: Draft, number: int, of: int) -> None:
        """Draw it on a page."""
        top = BOTTOM + len(self._lines) * _STEP + 4
        page.rules.append(Rule(LEFT, RIGHT, top, 0.6, INK))
        first = top - 2 - _STEP
        placed: list[Placed] = [(LEFT, first - i * _STEP + 1, line) for i, line in enumerate(self._lines)]
        page.texts[LABEL, -2].extend(placed)
        text = self._words("Page {page} of {pages}", page=number, pages=of)
        page.texts[STRONG, -2].append((RIGHT - self._measure.width(text) * STRONG.size, first + 1, text))


def _texts(content: PaymentList, words: Words, width: float) -> tuple[tuple[str, float], ...]:
    """The foot's texts and how wide each may run."""
    issuer = content.issuer
    what = words("Printed at a self-service terminal, for checking only.")
    unsigned = words("Not signed: this kiosk has no signing key.")
    printed = words(
        "Printed {date} {time} · Kiosk {kiosk} · List number {number} · Check string {check}",
        date=words.date(content.printed_at.date()),
        time=words.time(content.printed_at),
        kiosk=issuer.kiosk_id,
        number=content.number,
        check=check_string(content),
    )
    return (
        (what + between_sentences(words) + unsigned, width - _PAGE_NUMBER),
        (_objection(content, words), width),
        (printed, width),
    )


def _objection(content: PaymentList, words: Words) -> str:
    """The sentences of the screen, and the hotline where they do not name it."""
    said = [words("Is something not right?"), *objection_sentences(words, content.objection, content.issuer)]
    if content.objection.units or content.objection.alone:
        said.append(words("Or call {hotline}.", hotline=content.issuer.hotline))
    return between_sentences(words).join(said)
