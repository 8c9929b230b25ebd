"""How was it? One touch, skipped by walking away; nothing of the person is left by then."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from kiosk.events import RatingGiven
from kiosk.states import Session
from kiosk.words import N_
from ui.parts.key import Key
from ui.parts.panel import Tone
from ui.scene import Scene
from ui.screens.message import MessageScreen

RATINGS = (
    (1, N_("Bad"), "emoticon-sad-outline"),
    (2, N_("Not good"), "emoticon-confused-outline"),
    (3, N_("All right"), "emoticon-neutral-outline"),
    (4, N_("Good"), "emoticon-happy-outline"),
    (5, N_("Very good"), "emoticon-excited-outline"),
)
"""Figure, words, picture."""


class RatingScreen(MessageScreen):
    """Five keys side by side; "finish" skips."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        super().__init__(
            scene, "rating", words("How was your visit?"), icon="account-voice", tone=Tone.ACCENT, back=False
        )
        self.sign.hide()
        self.message.setText(words("Your visit has ended and your information is cleared. Thank you."))
        self.code.hide()
        row = QHBoxLayout()
        # The longest of the five answers needs the air in larger type.
        row.setSpacing(theme.px(1 if theme.elder else 3))
        for stars, text, icon in RATINGS:
            key = Key(theme, f"rating-{stars}", words(text), icon=icon, stacked=True)
            key.setMinimumHeight(theme.px(theme.sizes.action * 1.5))
            key.clicked.connect(lambda _checked=False, stars=stars: scene.send(RatingGiven(stars)))
            row.addWidget(key, 1)
        self.panel.inside.addLayout(row)
