"""An ID number or a card number is typed."""

from __future__ import annotations

from kiosk.events import NumberEntered, RegisterAsked
from kiosk.states import EnterNumber, Session
from ui.parts.entry import Entry
from ui.parts.key import Key
from ui.parts.keypad import Keypad
from ui.parts.notice import Notice
from ui.parts.sign_panel import SignPanel
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.screen import Screen, column_of, primary_key


class EnterNumberScreen(Screen):
    """Whether the number can be right is judged by the session, and only when it is complete."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        confirm = primary_key(scene, "confirm", words("Next"))
        super().__init__(
            scene,
            "enter-number",
            words("Enter your number"),
            step=words("Step {step} of {steps}", step=1, steps=2),
            primary=confirm,
        )
        confirm.clicked.connect(self._confirmed)
        self._confirm = confirm
        self._notice = Notice(scene)
        self._entry = Entry(theme, "field-number", words("ID number or social security card number"))
        self._count = Text(theme, "", name="typed-count", colour=theme.colours.quiet)
        no_card = words("No card yet? The window helps you, with your ID card.")
        self._keypad = Keypad(
            theme, words, typed=self.typed, delete=self.deleted, clear=self._cleared, letters=self._turned
        )
        self._keypad.turn_to(scene.draft.letters)
        left = column_of(scene)
        if theme.low:
            left.addWidget(SignPanel(theme, "card-account-details-outline"), 1)
        left.addWidget(self._entry)
        left.addWidget(self._count)
        left.addWidget(self._notice)
        self._no_card = Text(theme, no_card, colour=theme.colours.quiet, name="no-card")
        left.addWidget(self._no_card)
        self._register = register = Key(
            theme, "register-button", words("First time? Set a password"), icon="form-textbox-password"
        )
        register.clicked.connect(lambda: scene.send(RegisterAsked()))
        self.put_control(register, left)
        self.put_beside_keypad(left, self._keypad, 2)
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Keep what was typed, so that one wrong digit can be put right."""
        if isinstance(session.state, EnterNumber):
            failure = session.state.failure
            self._notice.show_failure(failure)
            self._count.setVisible(failure is None or not self.scene.theme.small)
            self._no_card.setVisible(failure is None or self.scene.theme.roomy)
            # The next step offers it as well.
            self._register.setVisible(failure is None or not (self.scene.theme.scarce and self.scene.theme.elder))
        self._show()

    def typed(self, character: str) -> None:
        """Add a character where it has a place."""
        self.scene.draft.number.add(character)
        self._show()

    def deleted(self) -> None:
        """Take one back."""
        self.scene.draft.number.delete()
        self._show()

    def _cleared(self) -> None:
        self.scene.draft.number.wipe()
        self._show()

    def _turned(self, letters: bool) -> None:
        self.scene.draft.letters = letters
        self.scene.touched()

    def _show(self) -> None:
        number = self.scene.draft.number
        self._entry.show_typed(number)
        self._count.setText(self.scene.words.plural("{count} place typed", "{count} places typed", len(number)))
        self._keypad.allow("", x=number.takes_x)
        self._confirm.setEnabled(len(number) > 0)
        self.scene.touched()

    def _confirmed(self) -> None:
        number = self.scene.draft.number
        if len(number):
            self.scene.send(NumberEntered(number.text()))
