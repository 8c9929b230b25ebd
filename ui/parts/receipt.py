"""A personal account's year as a sum: opening, what came, what went, closing."""

from __future__ import annotations

from kiosk.model import AccountYear
from kiosk.words import Words
from ui.parts.line import Line
from ui.parts.panel import Panel
from ui.parts.text import FIGURES
from ui.theme import Theme, Type


class Receipt(Panel):
    """The closing balance is the largest figure: it is what a person came for."""

    def __init__(self, theme: Theme, words: Words, year: AccountYear) -> None:
        super().__init__(theme, padding_mm=6 if not theme.small else 3)
        self.inside.setSpacing(theme.px(2 if not theme.small else 0))
        lines = []
        for name, caption, fen in (
            ("opening", words("Opening balance"), year.opening),
            ("principal", words("+ paid in"), year.principal),
            ("interest", words("+ interest credited"), year.interest),
            ("paid-out", words("− paid out"), year.paid_out),
        ):
            lines.append(Line(theme, caption, words.money(fen), name=name))
        size = Type.LEAD if theme.small else Type.HEADING
        caption = words("= closing balance")
        lines.append(Line(theme, caption, words.money(year.closing), name="closing", bold=True, size=size))
        widest = max(line.value.sizeHint().width() for line in lines)
        for line in lines:
            # The fen stand below the fen on whichever side the amounts are.
            line.value.setAlignment(FIGURES)
            line.value.setMinimumWidth(widest)
            self.inside.addWidget(line)
