"""Something looks wrong: whom to see, what was found that does not fit together, and the slip for the clerk."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.account.checks import Finding
from kiosk.account.objection import objection_sentences, whom_to_see
from kiosk.account.payment_list import Attention
from kiosk.choices import PaperKind
from kiosk.events import PrintAsked
from kiosk.states import Discrepancy, Session
from ui.parts.empty import Empty
from ui.parts.key import Key
from ui.parts.leaves import Block, Leaves
from ui.parts.month_marks import MonthMarks
from ui.parts.panel import Panel, Tone
from ui.parts.paragraph import TitledText
from ui.parts.sign_panel import SignPanel
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.screen import Screen, primary_key
from ui.theme import Type


class DiscrepancyScreen(Screen):
    """Of one insurance, or of all of them: what was found, and the months to mark for the slip."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme, state = scene.words, scene.theme, session.state
        self._print = primary_key(scene, "print-button", words("Print the slip"), "printer")
        self._print.clicked.connect(lambda: scene.send(PrintAsked(PaperKind.SLIP)))
        super().__init__(scene, "discrepancy", words("Something looks wrong"), primary=self._print)
        if not isinstance(state, Discrepancy):
            return
        self.body.setSpacing(theme.px(5 if not theme.small else 2))
        self._told = QWidget()
        told = self._told_in()
        whom = Panel(theme, Tone.ACCENT, padding_mm=6 if not theme.small else 3)
        whom.inside.addWidget(self._whom(state))
        whom.inside.addStretch(1)
        self._findings = self._found_panel(state)
        told.addWidget(whom, 1 if theme.scarce and theme.elder else 0)
        told.addWidget(self._findings, 1)
        self._beside = SignPanel(theme, "calendar-edit")
        told.addWidget(self._beside, 1)
        self._beside.hide()
        self._marks = MonthMarks(scene, state.record.overview.sections, state.insurance)
        self.body.addWidget(self._told, 2)
        self.put_control(self._marks, self.body, 3)
        self._one_at_a_time = theme.elder or theme.small or theme.low
        if self._one_at_a_time:
            self._turn = Key(theme, "mark-button", "", icon="calendar-edit")
            self._turn.clicked.connect(self._turned)
            if theme.low:
                self.put_control(self._turn, self.body)
            else:
                self.put_below_head(self._turn)
            scene.draft.marking = scene.draft.marking or bool(state.marked)
            self._show_one()
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """What is marked; a slip needs a month."""
        if isinstance(session.state, Discrepancy):
            self._marks.show_marks(session.state.marked)
            self._print.setEnabled(bool(session.state.marked))

    def _told_in(self) -> QBoxLayout:
        """Below one another; where a low panel shows larger type, beside one another."""
        theme = self.scene.theme
        told = QHBoxLayout(self._told) if theme.scarce and theme.elder else QVBoxLayout(self._told)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(theme.px(5 if not theme.small else 2))
        return told

    def _turned(self) -> None:
        self.scene.draft.marking = not self.scene.draft.marking
        self._show_one()
        self.scene.touched()

    def _show_one(self) -> None:
        """Larger type and small panels have room for one of the two; a low screen for one set of keys."""
        words, marking = self.scene.words, self.scene.draft.marking
        if self.scene.theme.low:
            self._findings.setVisible(not marking)
            self._beside.setVisible(marking)
            self.fill_reach(fill=marking)
        else:
            self._told.setVisible(not marking)
        self._marks.setVisible(marking)
        self._turn.setText(words("See what was found") if marking else words("Mark the months that look wrong"))

    def _whom(self, state: Discrepancy) -> QWidget:
        """By the months that need attention; without any, by who paid last."""
        words, overview = self.scene.words, state.record.overview
        sections = [s for s in overview.sections if state.insurance in (None, s.insurance)]
        cases = [case for section in sections for case in section.cases if case.needs_attention]
        objection = whom_to_see(state.record.account, cases)
        told = "\n".join(objection_sentences(words, objection, overview.issuer))
        return TitledText(self.scene.theme, words("Whom to see"), told, name="whom-to-see")

    def _found_panel(self, state: Discrepancy) -> Panel:
        """What was found, or that nothing was."""
        theme, found = self.scene.theme, self._found(state)
        if not found:
            nothing = self.scene.words(
                "Nothing was found that does not fit together. If something still looks wrong to you, ask all the same."
            )
            return Empty(theme, "magnify", nothing, Type.BODY)
        panel = Panel(theme, padding_mm=6 if not theme.small else 3)
        panel.inside.addWidget(Leaves(self.scene, found), 1)
        return panel

    def _found(self, state: Discrepancy) -> list[Block]:
        words, overview = self.scene.words, state.record.overview
        facts = [each for each in overview.attention if state.insurance in (None, each.insurance)]
        findings = [each for each in overview.findings if state.insurance in (None, each.insurance)]
        blocks: list[Block] = [*self._facts(facts), *(partial(self._finding, each) for each in findings)]
        return [partial(Text, self.scene.theme, words("What was found"), bold=True), *blocks] if blocks else []

    def _facts(self, facts: Iterable[Attention]) -> Iterable[Block]:
        """Arrears, gaps and accounts; figures that do not fit stand below, each by itself."""
        warm, words = self.scene.theme.colours.warm, self.scene.words
        for fact in facts:
            name = f"attention-{fact.trouble.value}-{fact.insurance.value}"
            yield partial(Text, self.scene.theme, fact.sentence.in_words(words), colour=warm, name=name)

    def _finding(self, finding: Finding) -> QWidget:
        words = self.scene.words
        told = finding.sentence.in_words(words)
        advice = finding.advice.in_words(words)
        return TitledText(self.scene.theme, "", told, name=f"finding-{finding.check.value}", source=advice)
