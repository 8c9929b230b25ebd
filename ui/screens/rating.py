"""How was it? One touch, skipped by walking away; nothing of the person is left by then."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

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
"""Figure, words, picture: the five levels of the government's service rating."""
ACROSS_IN_LARGER_TYPE = 3
"""The longest answer has five large characters."""


class RatingScreen(MessageScreen):
    """Five keys below the question, on a low screen at its foot; "finish" skips."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        super().__init__(
            scene, "rating", words("How was your visit?"), icon="account-voice", tone=Tone.ACCENT, back=False
        )
        self.sign.hide()
        self.message.setText(words("Your visit has ended and your information is cleared. Thank you."))
        self.code.hide()
        grid = QGridLayout()
        grid.setSpacing(theme.px(3))
        across = ACROSS_IN_LARGER_TYPE if theme.elder else len(RATINGS)
        for place, (stars, text, icon) in enumerate(RATINGS):
            key = Key(theme, f"rating-{stars}", words(text), icon=icon, stacked=True)
            key.setMinimumHeight(theme.px(theme.sizes.action * (1 if theme.small else 1.5)))
            key.clicked.connect(lambda _checked=False, stars=stars: scene.send(RatingGiven(stars)))
            grid.addWidget(key, place // across, place % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        if theme.low:
            self.panel.inside.addLayout(grid)
        else:
            self.panel.inside.insertLayout(self.panel.inside.indexOf(self.message) + 1, grid)
