"""A screen that is one message: a sign, what happened, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kiosk.errors import Failure
from kiosk.events import Health
from kiosk.sentences import sentence_of
from kiosk.words import Words
from ui.parts.key import Key
from ui.parts.panel import Panel, Tone, ground
from ui.parts.sign import Sign
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.screens.screen import Screen
from ui.theme import Type

SIGN_MM = 72.0
"""Seen from two metres."""
SMALL_SIGN_MM = 18.0


def told_words(words: Words, failure: Failure | None, health: Health) -> str:
    """Said only when a notice of this very failure was delivered; else empty."""
    return words("The staff have been told.") if failure is not None and failure.code in health.told else ""


class MessageScreen(Screen):
    """The message fills the middle; the code stands small below it."""

    def __init__(
        self,
        scene: Scene,
        name: str,
        heading: str,
        *,
        icon: str,
        tone: Tone,
        step: str = "",
        back: bool = True,
        finish: bool = True,
        primary: Key | None = None,
    ) -> None:
        super().__init__(scene, name, heading, step=step, back=back, finish=finish, primary=primary)
        theme = scene.theme
        colour = ground(theme, tone)[2] if tone is not Tone.ACCENT else theme.colours.accent
        self.panel = Panel(theme, padding_mm=12 if not theme.small else 5)
        self.panel.inside.setSpacing(theme.gap)
        self.sign = Sign(
            theme, icon, colour, theme.px(SIGN_MM if theme.portrait else SMALL_SIGN_MM * (1 if theme.small else 2))
        )
        self.message = Text(theme, "", Type.LEAD, bold=True, name="message", align=CENTRE)
        self.code = Text(theme, "", name="message-code", align=CENTRE, colour=theme.colours.quiet)
        self.panel.inside.addStretch(1)
        self.panel.inside.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignHCenter)
        self.panel.inside.addWidget(self.message)
        self.panel.inside.addStretch(1)
        self.panel.inside.addWidget(self.code)
        self.body.addWidget(self.panel, 1)

    def show_failure(self, failure: Failure) -> None:
        """What happened, and the code."""
        self.message.setText(sentence_of(failure, self.scene.words, self.scene.clock.today()))
        self.code.show_text(failure.code)
