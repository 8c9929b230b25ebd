"""The screens around an end: still there?, take your card, out of service. None holds anything personal."""

from __future__ import annotations

from kiosk.events import ContinueAsked
from kiosk.states import OutOfService, Session, StillThere, TakeCard
from ui.parts.card_picture import CardPicture
from ui.parts.panel import Tone
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.screens.message import MessageScreen, told_words
from ui.screens.screen import primary_key
from ui.theme import Type


class StillThereScreen(MessageScreen):
    """Covers the data and counts down; one tap continues."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        self._go_on = primary_key(scene, "continue", words("Yes, go on"), "check")
        self._go_on.clicked.connect(lambda: scene.send(ContinueAsked()))
        super().__init__(
            scene,
            "still-there",
            words("Are you still there?"),
            icon="clock-outline",
            tone=Tone.WARM,
            back=False,
            primary=self._go_on,
        )
        self._countdown = Text(theme, "", Type.HEADING, bold=True, name="countdown", align=CENTRE)
        self.panel.inside.insertWidget(2, self._countdown)
        self.code.hide()
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Count down."""
        state, words = session.state, self.scene.words
        if not isinstance(state, StillThere):
            return
        self._countdown.setText(words.seconds(state.seconds))
        self._go_on.setVisible(state.may_continue)
        self.message.setText(
            words("Your information is covered. Without a touch this visit ends and everything is cleared.")
            if state.may_continue
            else words("The longest time for one visit is over. This visit ends now; you can begin again at once.")
        )


class TakeCardScreen(MessageScreen):
    """The visit is over; the card is still in."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words = scene.words
        super().__init__(
            scene,
            "take-card",
            words("Please take your card"),
            icon="credit-card-chip-outline",
            tone=Tone.GOOD,
            back=False,
            finish=False,
        )
        self.sign.hide()
        self.panel.inside.insertWidget(0, CardPicture(scene.theme, words("Social security card"), leaving=True), 4)
        self.message.setText(words("Your visit has ended and your information is cleared. Thank you."))
        self.code.hide()
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """How the visit ended, where that needs saying."""
        if isinstance(session.state, TakeCard) and session.state.notice:
            self.show_failure(session.state.notice)


class OutOfServiceScreen(MessageScreen):
    """The kiosk cannot serve anybody, and says where to go."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        super().__init__(
            scene,
            "out-of-service",
            words("This machine is out of service"),
            icon="alert-circle-outline",
            tone=Tone.WARM,
            back=False,
            finish=False,
        )
        hotline = scene.settings.hall.hotline
        help_ = words("The windows of this hall help you now. Hotline {number}.", number=hotline)
        self.panel.inside.insertWidget(3, Text(theme, help_, Type.LEAD, bold=True, name="help", align=CENTRE))
        self._told = Text(theme, "", name="told", align=CENTRE, colour=theme.colours.good)
        self.panel.inside.insertWidget(4, self._told)
        self.header.open_door()
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Say why."""
        if isinstance(session.state, OutOfService):
            failure = session.state.failure
            self.show_failure(failure)
            self._told.show_text(told_words(self.scene.words, failure, session.health))

    def typed(self, character: str) -> None:
        """Nothing is typed here but what opens the door of staff."""
        self.header.door.typed(character)
