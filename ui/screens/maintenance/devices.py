"""Devices: every part, how it is in words, its last test, and the key that tests it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.ports import Finding
from kiosk.sentences import sentence_of
from kiosk.staff.acts import Judge, Part, TryPart
from kiosk.staff.states import Maintenance
from kiosk.staff.views import DevicesView, LastTest, PartState, View
from kiosk.told import from_kept, in_words
from kiosk.words import N_, Words
from ui.parts.key import Key
from ui.parts.leaves import Block
from ui.parts.question_sheet import Answer
from ui.parts.stack import Stack
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.maintenance.page import ListPage, breakable, signed, title, with_keys
from ui.screens.maintenance.screen_test import ScreenTest
from ui.screens.maintenance.when import when

PARTS = {
    Part.READER: N_("Card reader"),
    Part.PRINTER: N_("Printer"),
    Part.SCREEN: N_("Screen"),
    Part.SOUND: N_("Sound"),
    Part.DATABASE: N_("Database"),
    Part.DISK: N_("Disk"),
    Part.CLOCK: N_("Clock"),
}
HOW = {
    Part.READER: N_("Insert a test card, then touch Test."),
}
"""What has to be done before a test."""
QUESTIONS = {
    Part.PRINTER: N_("Is the test page good?"),
    Part.SCREEN: N_("Did every field answer, and was every colour even?"),
    Part.SOUND: N_("Did you hear the sound well?"),
}
"""What only a person can judge."""


def tested_words(words: Words, test: LastTest, at: str) -> str:
    """A last test in words."""
    told = words("Last test {time}: good", time=at) if test.good else words("Last test {time}: not good", time=at)
    return (
        words("{told} ({detail})", told=told, detail=breakable(in_words(from_kept(test.said), words)))
        if test.said
        else told
    )


class DevicesPage(ListPage):
    """A test that only a person can judge ends with a question."""

    def __init__(self, scene: Scene, state: Maintenance) -> None:
        super().__init__(scene, state)

    def show_state(self, state: Maintenance) -> None:
        """After the test page came or the sound was played, ask how it was."""
        super().show_state(state)
        draft = self.scene.draft
        if isinstance(state.doing, TryPart):
            draft.chosen = state.doing.part
        elif isinstance(draft.chosen, Part):
            part, draft.chosen = draft.chosen, None
            if part in QUESTIONS and state.said is not None and state.said.good:
                self._judge(part)

    def blocks(self, view: View) -> Sequence[Block]:
        """Whether people are served, then every part that can be tested, then the rest."""
        if not isinstance(view, DevicesView):
            return ()
        parts: list[Block] = [partial(self._part, part) for part in view.parts]
        others = (partial(self._others, view.others),) if view.others else ()
        return (partial(self._service, view), *parts, *others)

    def _service(self, view: DevicesView) -> QWidget:
        words, theme = self.scene.words, self.scene.theme
        block = Stack(theme)
        well = view.open and not view.reasons
        if well:
            serves = words("In service, everything works.")
        else:
            serves = words("In service, with limits:") if view.open else words("Out of service:")
        block.add(signed(self.scene, Text(theme, serves, bold=True, name="service"), well=well))
        for reason in view.reasons:
            sentence = sentence_of(reason, words, self.scene.clock.today())
            told = words("{code}: {sentence}", code=reason.code, sentence=sentence)
            block.add(Text(theme, told, colour=theme.colours.warm))
        return block

    def _part(self, state: PartState) -> QWidget:
        words, theme, part = self.scene.words, self.scene.theme, state.part
        block = Stack(theme)
        name = words(PARTS[part])
        told = words("{part}: in order", part=name) if state.well else words("{part}: needs attention", part=name)
        heading = Text(theme, told, bold=True, name=f"device-{part.value}")
        block.add(signed(self.scene, heading, well=state.well))
        self._findings(block, state.findings)
        if state.last_test is not None:
            test = state.last_test
            said = tested_words(words, test, when(self.scene, test.at))
            colour = theme.colours.quiet if test.good else theme.colours.warm
            block.add(Text(theme, said, colour=colour, name=f"device-{part.value}-test"))
        if part in HOW:
            block.add(Text(theme, words(HOW[part]), colour=theme.colours.quiet))
        key = Key(theme, f"test-{part.value}", words("Test"), icon="play-circle-outline")
        key.setAccessibleName(words("Test: {part}", part=name))
        key.clicked.connect(lambda: self._try(part))
        return with_keys(self.scene, block, key)

    def _findings(self, block: Stack, findings: Sequence[Finding]) -> None:
        theme, words = self.scene.theme, self.scene.words
        for finding in findings:
            block.add(Text(theme, breakable(in_words(finding.state, words))))
            if finding.advice:
                advice = words("To do: {advice}", advice=breakable(in_words(finding.advice, words)))
                block.add(Text(theme, advice, colour=theme.colours.warm))

    def _others(self, findings: Sequence[Finding]) -> QWidget:
        words, theme = self.scene.words, self.scene.theme
        block = Stack(theme, gap_mm=2)
        block.add(title(self.scene, words("Other parts")))
        for finding in findings:
            told = words("{part}: {state}", part=words(finding.part), state=breakable(in_words(finding.state, words)))
            block.add(signed(self.scene, Text(theme, told), well=finding.well))
            if finding.advice:
                advice = words("To do: {advice}", advice=breakable(in_words(finding.advice, words)))
                block.add(Text(theme, advice, colour=theme.colours.warm))
        return block

    def _try(self, part: Part) -> None:
        if part is Part.SCREEN:
            ScreenTest(self.scene, self.screen_below(), lambda: self._judge(Part.SCREEN)).open()
        else:
            self.act(TryPart(part))

    def _judge(self, part: Part) -> None:
        words = self.scene.words
        self.ask(
            words(QUESTIONS[part]),
            Answer("judge-good", words("Yes, it is good"), lambda: self.act(Judge(part, True)), "check", True),
            Answer("judge-bad", words("No, it is not"), lambda: self.act(Judge(part, False)), "alert-circle-outline"),
        )
