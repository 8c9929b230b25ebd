"""The card cannot be used: cause, remedy, a picture of the remedy, and the other way to begin where it helps."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk import errors
from kiosk.errors import Failure
from kiosk.events import ContinueAsked, NumberEntryAsked
from kiosk.states import CardProblem, Session
from kiosk.words import N_
from ui.parts.panel import Tone
from ui.parts.remedy_picture import Face, Remedy, RemedyPicture, Thing
from ui.scene import Scene
from ui.screens.message import MessageScreen
from ui.screens.screen import primary_key

UNUSABLE = N_("The card cannot be used")
WINDOW = Thing(icon="account-voice")
"""The same sign as on the key that tells where people help."""
NUMBER = Thing(icon="dialpad")
OURS = Thing(Face.FRONT)


@dataclass(frozen=True, slots=True)
class Advice:
    """What one failure's screen shows."""

    remedy: Remedy
    heading: str = UNUSABLE
    number_helps: bool = False
    """Whether typing a number is the next step; where the data refuse the card, they refuse its number as well."""


ADVICE: dict[Failure, Advice] = {
    errors.CARD_UNREADABLE: Advice(Remedy(Thing(Face.BACK), OURS), N_("Please turn the card over"), number_helps=True),
    errors.CARD_FOREIGN: Advice(Remedy(Thing(Face.ANOTHER), OURS), N_("Please insert another card"), number_helps=True),
    errors.CARD_PULLED: Advice(Remedy(Thing(icon="eject"), OURS), N_("The card is out"), number_helps=True),
    errors.READER_GONE: Advice(
        Remedy(Thing(icon="smart-card-off-outline"), NUMBER), N_("Cards cannot be read now"), number_helps=True
    ),
    errors.CARD_NEW: Advice(Remedy(OURS, Thing(icon="calendar-arrow-right")), N_("The card cannot be used yet")),
    errors.CARD_BLOCKED: Advice(Remedy(Thing(Face.FRONT, "lock"), WINDOW)),
    errors.CARD_NOT_IN_USE: Advice(Remedy(Thing(Face.FRONT, "cancel"), WINDOW)),
    errors.CARD_EXPIRED: Advice(Remedy(Thing(Face.FRONT, "calendar-remove"), WINDOW)),
    errors.CARD_UNKNOWN: Advice(Remedy(Thing(Face.FRONT, "help"), WINDOW)),
    errors.PIN_LOCKED: Advice(Remedy(Thing(Face.FRONT, "lock"), WINDOW), N_("No more PINs can be tried")),
    errors.CARD_ELSEWHERE: Advice(Remedy(Thing(Face.FRONT, "map-marker"), Thing(icon="office-building-marker"))),
    **dict.fromkeys(
        (errors.DATA_AWAY, errors.SERVER_UNPROVEN, errors.DATA_UNFIT),
        Advice(Remedy(Thing(icon="database-off"), WINDOW), N_("Looking up is not possible now")),
    ),
}
"""A failure of no card, such as D01 while the holder is looked for, is not blamed on the card."""
OTHERWISE = Advice(Remedy(Thing(Face.FRONT, "help"), WINDOW))


def advice_on(failure: Failure) -> Advice:
    """What to show for a failure; one that is not listed is for the window."""
    return ADVICE.get(failure, OTHERWISE)


class CardProblemScreen(MessageScreen):
    """One next step: a number where that helps, else the card back."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, state = scene.words, session.state
        self._shown = advice_on(state.failure) if isinstance(state, CardProblem) else OTHERWISE
        if self._shown.number_helps:
            key = primary_key(scene, "enter-number-button", words("Enter a number"), "dialpad")
            key.clicked.connect(lambda: scene.send(NumberEntryAsked()))
        else:
            key = primary_key(scene, "continue", words("I understand"), "check")
            key.clicked.connect(lambda: scene.send(ContinueAsked()))
        super().__init__(
            scene,
            "card-problem",
            words(self._shown.heading),
            icon="credit-card-chip-outline",
            tone=Tone.WARM,
            back=False,
            primary=key,
        )
        picture = RemedyPicture(scene.theme, words("Social security card"))
        picture.show_remedy(self._shown.remedy)
        self.panel.inside.insertWidget(0, picture, 3)
        # The picture takes the room above the message.
        self.panel.inside.setStretch(1, 0)
        self.sign.hide()
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Show the failure."""
        if isinstance(session.state, CardProblem):
            self.show_failure(session.state.failure)
