"""What happened and what to do, with a small code at the bottom for staff."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from kiosk.errors import Failure
from kiosk.sentences import sentence_of
from ui.parts.panel import Panel, Tone, ground
from ui.parts.sign import Sign
from ui.parts.text import PERSONAL, RIGHT, Text
from ui.scene import Scene


class Notice(Panel):
    """Takes no room while there is nothing to say."""

    def __init__(self, scene: Scene, tone: Tone = Tone.WARM, *, icon: str = "alert-circle-outline") -> None:
        super().__init__(scene.theme, tone, padding_mm=4)
        self._scene = scene
        theme, colour = scene.theme, ground(scene.theme, tone)[2]
        self._message = Text(theme, "", name="message", colour=colour)
        self._code = Text(theme, "", name="message-code", colour=colour, align=RIGHT, wrap=False)
        self.tries = Text(theme, "", name="tries-left", colour=colour, bold=True)
        self.countdown = Text(theme, "", name="countdown", colour=colour, bold=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        row.addWidget(Sign(theme, icon, colour, theme.px(theme.sizes.body * 1.5)))
        row.addWidget(self._message, 1)
        self.inside.addLayout(row)
        last = QHBoxLayout()
        last.addWidget(self.tries, 1)
        last.addWidget(self.countdown, 1)
        last.addStretch()
        last.addWidget(self._code)
        self.inside.addLayout(last)
        self.show_failure(None)

    def show_failure(self, failure: Failure | None, *, tries_left: int | None = None, wait_seconds: int = 0) -> None:
        """Show what went wrong; None hides the notice."""
        words = self._scene.words
        self._message.setProperty(PERSONAL, False)
        today = self._scene.clock.today()
        self._message.setText(sentence_of(failure, words, today, wait_seconds) if failure else "")
        self._code.show_text(failure.code if failure else "")
        tries = words.plural("{count} more try.", "{count} more tries.", tries_left) if tries_left else ""
        self.tries.show_text(tries if failure else "")
        left = words.seconds(wait_seconds)
        told = failure is not None and "{time}" in failure.message
        waiting = words("Still to wait: {time}", time=left) if told else words("Try again in {time}.", time=left)
        self.countdown.show_text(waiting if wait_seconds else "")
        self.setVisible(failure is not None or wait_seconds > 0)

    def say(self, text: str) -> None:
        """Show a plain sentence about the person's own record, without a code; an empty one hides the notice."""
        self._message.setProperty(PERSONAL, True)
        self._message.setText(text)
        for rest in (self._code, self.tries, self.countdown):
            rest.hide()
        self.setVisible(bool(text))
