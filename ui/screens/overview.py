"""The face of the product: who one is, whether anything needs attention, one tile an insurance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from kiosk.account.payment_list import Attention, PaymentList, Summary, Trouble
from kiosk.events import InsuranceChosen, PrintAsked, Topic
from kiosk.insurance import Insurance
from kiosk.states import Overview, Session
from kiosk.words import Words
from ui.parts.empty import Empty
from ui.parts.key import Key
from ui.parts.leaves import Block, Leaves
from ui.parts.notice import Notice
from ui.parts.panel import Panel, Tone
from ui.parts.text import Text
from ui.parts.tile import Face, Tile, standing_of
from ui.parts.topic_keys import TopicKeys, TopicSheet, two_lines
from ui.scene import Scene
from ui.screens.screen import Screen, primary_key
from ui.theme import INSURANCE_ICONS, Type

TILES_FIRST = 100
"""Tiles grow before the empty room below them does."""
MOST_TILES = 5
"""More are leafed through: a worker's five fit every panel in every look."""
LOW_ACROSS = 2
"""Keys side by side within the reach of who sits: their names then take two lines at the most."""
MOST_EXPLAINED = 3
MOST_SAID = 2
"""More sentences than this are not read; "something wrong?" shows them all."""
MOST_NAMED = 2
"""More names than this make the sentence longer than it helps; the tiles are marked anyway."""


TOPICS = (Topic.POINTS, Topic.BENEFITS, Topic.MY_DATA, Topic.RIGHTS_RECORD, Topic.DISCREPANCY)
"""What can be looked into beside the insurances."""


def attention(words: Words, facts: Sequence[Attention]) -> str:
    """What needs attention in one insurance, short; empty when nothing does."""
    periods = [fact for fact in facts if fact.trouble in (Trouble.ARREARS, Trouble.GAP)]
    count = sum(fact.count for fact in periods)
    if count == 1:
        return "△ " + words("{period} needs attention", period=words.period(periods[0].latest))
    if count:
        return "△ " + words.plural("{count} month needs attention", "{count} months need attention", count)
    troubles = {fact.trouble for fact in facts}
    if Trouble.MISMATCH in troubles:
        return "△ " + words("the account does not add up")
    return "△ " + words("figures that do not fit") if troubles else ""


def summed_up(words: Words, overview: PaymentList) -> tuple[str, bool]:
    """One or two sentences over all insurances, and whether all is well."""
    facts = overview.attention
    if not facts:
        return words("Nothing needs your attention: no gaps and no arrears are recorded."), True
    if len(facts) <= MOST_SAID:
        return " ".join(fact.sentence.in_words(words) for fact in facts), False
    names = [words(i.rule.name) for i in dict.fromkeys(fact.insurance for fact in facts)]
    if len(names) > MOST_NAMED:
        return words("Something needs your attention. Please look at the insurances marked below."), False
    return words("Please look at {names}: something there needs your attention.", names=words(", ").join(names)), False


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
            self._insurances(overview)
            for text in self._explained(overview):
                self.body.addWidget(Text(theme, text, colour=theme.colours.quiet))
        else:
            empty = words("No insurance is recorded for you here. The window can tell you where you are insured.")
            self.body.addWidget(Empty(theme, "shield-search", empty), 1)
        self._topics()

    def _topics(self) -> None:
        """Keys in a row; where larger type or a small panel has no room for it, one key that opens them."""
        scene, theme, words = self.scene, self.scene.theme, self.scene.words
        if not theme.elder and not theme.small:
            self.put_control(TopicKeys(scene, TOPICS), self.body)
            return
        sheet = TopicSheet(scene, self, TOPICS)
        more = Key(theme, "more-button", words("See more"), icon="dots-horizontal-circle-outline", stacked=True)
        more.clicked.connect(sheet.open)
        self.footer.put_instead(self.footer.back, more)

    def _explained(self, overview: PaymentList) -> list[str]:
        """The commonest misunderstanding, and with few insurances who pays for each."""
        words, theme = self.scene.words, self.scene.theme
        if not theme.roomy:
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
        theme = self.scene.theme
        crowded = (theme.small or (theme.low and theme.elder)) and not overview.other_division
        if not overview.summaries or crowded:
            # The tiles are marked anyway.
            return
        notice = Notice(
            self.scene, Tone.GOOD if well else Tone.WARM, icon="check-circle" if well else "alert-circle-outline"
        )
        # Said once it has its place: shown before, it would be a window of its own for a moment.
        self.body.addWidget(notice)
        notice.say(sentence)

    def _insurances(self, overview: PaymentList) -> None:
        """One tile an insurance; on a low screen its face above, and the key that opens it within reach."""
        many = len(overview.summaries) > MOST_TILES
        if many:
            self.body.addWidget(Leaves(self.scene, self._rows(overview), ruled=False), TILES_FIRST)
        if not self.scene.theme.low:
            if not many:
                self.body.addLayout(self._tiles(overview), TILES_FIRST)
            return
        theme, keys = self.scene.theme, QWidget()
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(3))
        for place, summary in enumerate(overview.summaries):
            if not many:
                self.body.addWidget(self._face(overview, summary), TILES_FIRST)
            grid.addWidget(self._opening_key(summary), place // LOW_ACROSS, place % LOW_ACROSS)
        self.put_control(keys, self.body)

    def _rows(self, overview: PaymentList) -> list[Block]:
        """Tiles to leaf through, for somebody who was insured in several ways one after another."""
        # Beside the keys that leaf, larger type and small panels have no room for two.
        columns = 1 if self.scene.theme.portrait or self.scene.theme.small else 2
        summaries = overview.summaries
        return [
            partial(self._row, overview, summaries[first : first + columns], columns)
            for first in range(0, len(summaries), columns)
        ]

    def _row(self, overview: PaymentList, summaries: Sequence[Summary], columns: int) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.scene.theme.px(3))
        build = self._face if self.scene.theme.low else self._tile
        for summary in summaries:
            line.addWidget(build(overview, summary), 1)
        line.addStretch(columns - len(summaries))
        return row

    def _face(self, overview: PaymentList, summary: Summary) -> Panel:
        panel = Panel(self.scene.theme, padding_mm=0)
        note = self._note(overview, summary.insurance)
        panel.inside.addWidget(Face(self.scene.theme, self.scene.words, summary, note))
        return panel

    def _tile(self, overview: PaymentList, summary: Summary) -> Tile:
        insurance = summary.insurance
        tile = Tile(self.scene.theme, self.scene.words, summary, self._note(overview, insurance))
        tile.clicked.connect(lambda: self._chosen(insurance))
        return tile

    def _opening_key(self, summary: Summary) -> Key:
        theme, words, insurance = self.scene.theme, self.scene.words, summary.insurance
        icon = INSURANCE_ICONS[insurance][0]
        key = Key(theme, f"tile-{insurance.value}", words(insurance.rule.name), icon=icon)
        key.setMinimumHeight(max(theme.px(theme.sizes.action), two_lines(theme)))
        key.setAccessibleName(standing_of(words, summary))
        key.clicked.connect(lambda: self._chosen(insurance))
        return key

    def _note(self, overview: PaymentList, insurance: Insurance) -> str:
        return attention(self.scene.words, [fact for fact in overview.attention if fact.insurance is insurance])

    def _tiles(self, overview: PaymentList) -> QGridLayout:
        theme, grid = self.scene.theme, QGridLayout()
        grid.setSpacing(theme.px(5 if not theme.small else 3))
        columns = 1 if theme.portrait else 2
        for place, summary in enumerate(overview.summaries):
            grid.addWidget(self._tile(overview, summary), place // columns, place % columns)
            grid.setRowStretch(place // columns, 1)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(overview.summaries) // columns + 1, 0)
        return grid

    def _chosen(self, insurance: Insurance) -> None:
        self.scene.send(InsuranceChosen(insurance))
