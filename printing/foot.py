"""The foot of every page: what this paper is, what to do about a mistake, and what tells copies apart."""

from __future__ import annotations

from kiosk.account.objection import objection_sentences
from kiosk.account.payment_list import PaymentList
from kiosk.words import Words
from printing.cells import between_sentences
from printing.check_string import check_string
from printing.page import BOTTOM, INK, LABEL, LEFT, RIGHT, STRONG, Measure, Placed, Rule, Symbol
from printing.seal.code import Code, Unsigned
from printing.sheets import LINE, Draft
from printing.wrap import wrap

_STEP = LABEL.size * LINE
_ABOVE = 6.0
"""Between the body and the foot's rule (points)."""
_PAGE_NUMBER = 90.0
"""Room kept at the right of the first line for "page x of y" (points)."""
_MM = 72 / 25.4
"""Points in a millimetre."""


class Foot:
    """The foot of one list: laid out once, drawn on each page."""

    def __init__(self, content: PaymentList, words: Words, measure: Measure, code: Code | Unsigned) -> None:
        self._words = words
        self._measure = measure
        self._code = code if isinstance(code, Code) else None
        self._right = RIGHT - (self._code.side_mm + self._code.quiet_mm) * _MM if self._code else RIGHT
        self._lines = tuple(
            line
            for text, width in _texts(content, words, self._right - LEFT, code.statement)
            for line in wrap(text, width, LABEL.size, measure)
        )

    @property
    def height(self) -> float:
        """Room the foot takes above the lower margin (points)."""
        return self._rule + _ABOVE

    @property
    def _rule(self) -> float:
        """How far the foot's rule stands above the lower margin: over the texts, and over the code's quiet zone."""
        texts = len(self._lines) * _STEP + 4
        return max(texts, (self._code.side_mm + self._code.quiet_mm) * _MM) if self._code else texts

    def draw(self, page: Draft, number: int, of: int) -> None:
        """Draw it on a page."""
        top = BOTTOM + self._rule
        page.rules.append(Rule(LEFT, RIGHT, top, 0.6, INK))
        first = top - 2 - _STEP
        placed: list[Placed] = [(LEFT, first - i * _STEP + 1, line) for i, line in enumerate(self._lines)]
        page.texts[LABEL, -2].extend(placed)
        text = self._words("Page {page} of {pages}", page=number, pages=of)
        page.texts[STRONG, -2].append((self._right - self._measure.width(text) * STRONG.size, first + 1, text))
        if self._code:
            side = self._code.side_mm * _MM
            page.symbols.append(Symbol(RIGHT - side, BOTTOM, side, self._code.modules))


def _texts(content: PaymentList, words: Words, width: float, signed: str) -> tuple[tuple[str, float], ...]:
    """The foot's texts and how wide each may run."""
    issuer = content.issuer
    what = words("Printed at a self-service terminal, for checking only.")
    printed = words(
        "Printed {date} {time} · Kiosk {kiosk} · List number {number} · Check string {check}",
        date=words.date(content.printed_at.date()),
        time=words.time(content.printed_at),
        kiosk=issuer.kiosk_id,
        number=content.number,
        check=check_string(content),
    )
    return (
        (what + between_sentences(words) + words(signed), width - _PAGE_NUMBER),
        (_objection(content, words), width),
        (printed, width),
    )


def _objection(content: PaymentList, words: Words) -> str:
    """The sentences of the screen, and the hotline where they do not name it."""
    said = [words("Is something not right?"), *objection_sentences(words, content.objection, content.issuer)]
    if content.objection.units or content.objection.alone:
        said.append(words("Or call {hotline}.", hotline=content.issuer.hotline))
    return between_sentences(words).join(said)
