"""A question that lies over the screen with one large key an answer; nothing happens until it is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.parts.key import Key, Role
from ui.parts.sheet import Sheet
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.theme import Type


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `then` is called after the question is gone."""

    name: str
    text: str
    then: Callable[[], None] = lambda: None
    icon: str = ""
    primary: bool = False


class QuestionSheet(Sheet):
    """Escape, and Enter on no key, leave it without an answer."""

    def __init__(
        self, scene: Scene, screen: QWidget, question: str, answers: Sequence[Answer], *, text: str = ""
    ) -> None:
        super().__init__(scene, screen, "question-sheet")
        theme = scene.theme
        self.column.addStretch(1)
        self.column.addWidget(Text(theme, question, Type.HEADING, bold=True, name="question", align=CENTRE))
        if text:
            self.column.addWidget(Text(theme, text, Type.LEAD, name="question-text", align=CENTRE))
        for answer in answers:
            self.column.addWidget(self._key(answer))
        self.column.addStretch(1)

    def _key(self, answer: Answer) -> Key:
        theme = self._scene.theme
        role = Role.PRIMARY if answer.primary else Role.PLAIN
        key = Key(theme, answer.name, answer.text, role, icon=answer.icon, size=Type.LEAD)
        key.setMinimumHeight(theme.px(theme.sizes.action))
        key.clicked.connect(lambda: self._answered(answer))
        return key

    def _answered(self, answer: Answer) -> None:
        self.shut()
        answer.then()

    def shut(self) -> None:
        """Take it away for good: each question is asked anew."""
        super().shut()
        self.deleteLater()
