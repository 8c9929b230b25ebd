"""The face of the product: who one is, whether anything needs attention, one tile an insurance."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from kiosk.account.payment_list import PaymentList, Section
from kiosk.events import InsuranceChosen, PrintAsked
from kiosk.insurance import Insurance
from kiosk.states import Overview, Session
from kiosk.words import Words
from ui.months import needs_attention
from ui.parts.notice import Notice
from ui.parts.panel import Tone
from ui.parts.text import CENTRE, Text
from ui.parts.tile import Tile
from ui.scene import Scene
from ui.screens.screen import Screen, primary_key
from ui.theme import Type

TILES_FIRST = 100
"""Tiles grow before the empty room below them does."""
MOST_EXPLAINED = 3
MOST_NAMED = 2
"""More names than this make the sentence longer than it helps; the tiles are marked anyway."""


def attention(words: Words, section: Section | None) -> str:
    """What needs attention in one insurance, short; empty when nothing does."""
    periods = needs_attention(section) if section else ()
    if not periods:
        return ""
    if len(periods) == 1:
        return "△ " + words("{period} needs attention", period=words.period(periods[0]))
    return "△ " + words.plural("{count} month needs attention", "{count} months need attention", len(periods))


def summed_up(words: Words, overview: PaymentList) -> tuple[str, bool]:
    """One sentence over all insurances, and whether all is well."""
    found = {s.insurance: needs_attention(s) for s in overview.sections}
    names = [words(i.rule.name) for i, periods in found.items() if periods]
    if not names:
        return words("Nothing needs your attention: no gaps and no arrears are recorded."), True
    if len(names) > MOST_NAMED:
        return words("Some months have no payment. Please look at the insurances marked below."), False
    return words("Please look at {names}: some months have no payment.", names=words(", ").join(names)), False


class OverviewScreen(Screen):
    """Every figure comes from the payment list over the whole account."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        key = primary_key(scene, "print-button", words("Print payment list"), "printer")
        key.clicked.connect(lambda: scene.send(PrintAsked()))
        super().__init__(scene, "overview", words("Your social insurance"), back=False, primary=key)
        state = session.state
        if not isinstance(state, Overview):
            return
        overview = state.record.overview
        self.body.setDirection(self.body.Direction.TopToBottom)
        self.body.setSpacing(theme.px(5 if theme.portrait and not theme.elder else 3))
        self.body.addLayout(self._holder(overview))
        self._attention(overview)
        if overview.summaries:
            self.body.addLayout(self._tiles(overview), TILES_FIRST)
            for text in self._explained(overview):
                self.body.addWidget(Text(theme, text, colour=theme.colours.quiet))
            self.body.addStretch(1)
        else:
            empty = words("No insurance is recorded for you here. The window can tell you where you are insured.")
            self.body.addWidget(Text(theme, empty, Type.LEAD, align=CENTRE, name="empty"), 1)

    def _explained(self, overview: PaymentList) -> list[str]:
        """The commonest misunderstanding, and with few insurances who pays for each."""
        words, theme = self.scene.words, self.scene.theme
        if not theme.portrait or theme.elder:
            return []
        rules = [summary.insurance.rule for summary in overview.summaries]
        if len(rules) <= MOST_EXPLAINED:
            return [f"{words(rule.name)}{words(': ')}{words(rule.who_pays)}" for rule in rules]
        return [words("What your unit pays goes into the pooling fund, not into your personal account.")]

    def _holder(self, overview: PaymentList) -> QHBoxLayout:
        theme, row = self.scene.theme, QHBoxLayout()
        size = Type.BODY if theme.small else Type.LEAD
        row.setSpacing(theme.px(8))
        row.addWidget(Text(theme, overview.holder_name, size, bold=True, name="holder-name"), 1)
        row.addWidget(
            Text(theme, overview.holder_number, size, name="holder-number", colour=theme.colours.quiet, wrap=False)
        )
        return row

    def _attention(self, overview: PaymentList) -> None:
        words = self.scene.words
        sentence, well = summed_up(words, overview)
        if overview.other_division:
            place = words(
                "You are insured in {place}, not here; {agency} keeps your record.",
                place=overview.place,
                agency=overview.agency,
            )
            sentence, well = f"{place} {sentence}", False
        crowded = self.scene.theme.small and not overview.other_division
        if not overview.summaries or crowded:
            # The tiles are marked anyway.
            return
        notice = Notice(
            self.scene, Tone.GOOD if well else Tone.WARM, icon="check-circle" if well else "alert-circle-outline"
        )
        notice.say(sentence)
        self.body.addWidget(notice)

    def _tiles(self, overview: PaymentList) -> QGridLayout:
        theme, grid = self.scene.theme, QGridLayout()
        grid.setSpacing(theme.px(5 if not theme.small else 3))
        columns = 1 if theme.portrait else 2
        sections = {section.insurance: section for section in overview.sections}
        for place, summary in enumerate(overview.summaries):
            note = attention(self.scene.words, sections.get(summary.insurance))
            tile = Tile(theme, self.scene.words, summary, note)
            tile.clicked.connect(lambda _checked=False, i=summary.insurance: self._chosen(i))
            grid.addWidget(tile, place // columns, place % columns)
            grid.setRowStretch(place // columns, 1)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(overview.summaries) // columns + 1, 0)
        return grid

    def _chosen(self, insurance: Insurance) -> None:
        self.scene.send(InsuranceChosen(insurance))
