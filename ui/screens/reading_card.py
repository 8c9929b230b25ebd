"""The card is being read: what is done, and that it may not be pulled."""

from __future__ import annotations

from kiosk.states import Origin, ReadingCard, ReadingStage, Session
from kiosk.words import N_
from ui.parts.card_picture import CardPicture
from ui.parts.progress import Progress
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.screens.screen import Screen
from ui.theme import Type

STAGES = {
    ReadingStage.READING: N_("Reading the card ..."),
    ReadingStage.FINDING: N_("Looking for your record ..."),
    ReadingStage.LOADING: N_("Loading your record ..."),
}

HINTS = {
    Origin.CARD: N_("Please leave the card in."),
    Origin.ANTENNA: N_("Please leave the card on the reader."),
}
"""A visit by number has no card."""


CARD_SHARE = 12
"""Of the height beside the air above and below: the card is the picture of what happens."""


class ReadingCardScreen(Screen):
    """One moment; what is said of a card is said only while one is needed."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        super().__init__(scene, "reading-card", words("One moment, please"), back=False)
        self._stage = Text(theme, "", Type.HEADING, bold=True, name="stage", align=CENTRE)
        self.body.setDirection(self.body.Direction.TopToBottom)
        self.body.addStretch(1)
        card = CardPicture(theme, words("Social security card"), moving=False)
        self.body.addWidget(card, CARD_SHARE)
        self.body.addWidget(self._stage)
        self.body.addWidget(Progress(theme))
        hint = words(HINTS.get(session.origin, ""))
        self.body.addWidget(Text(theme, hint, name="hint", align=CENTRE, colour=theme.colours.quiet))
        self.body.addStretch(2)
        card.setVisible(session.origin is not Origin.NUMBER)
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Show the stage."""
        if isinstance(session.state, ReadingCard):
            self._stage.setText(self.scene.words(STAGES[session.state.stage]))
