"""The card cannot be used: cause, remedy, and the other way to begin."""

from __future__ import annotations

from kiosk.events import NumberEntryAsked
from kiosk.states import CardProblem, Session
from ui.parts.card_picture import CardPicture
from ui.parts.panel import Tone
from ui.scene import Scene
from ui.screens.message import MessageScreen
from ui.screens.screen import primary_key


class CardProblemScreen(MessageScreen):
    """Entering a number may still help, unless the card itself is refused: the session decides."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words = scene.words
        key = primary_key(scene, "enter-number-button", words("Enter a number"), "dialpad")
        key.clicked.connect(lambda: scene.send(NumberEntryAsked()))
        super().__init__(
            scene,
            "card-problem",
            words("The card cannot be used"),
            icon="credit-card-chip-outline",
            tone=Tone.WARM,
            back=False,
            primary=key,
        )
        self.panel.inside.insertWidget(0, CardPicture(scene.theme, words("Social security card"), moving=True), 3)
        self.sign.hide()
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Show the failure."""
        if isinstance(session.state, CardProblem):
            self.show_failure(session.state.failure)
