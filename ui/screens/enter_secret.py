"""A password or PIN is typed: dots, no pressed highlight; nothing of it stays here once it is handed over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.events import PasswordEntered, PinEntered, RegisterAsked
from kiosk.states import EnterPassword, EnterPin, Session, State
from ui.parts.entry import Entry
from ui.parts.held_number import HeldNumber
from ui.parts.key import Key
from ui.parts.keypad import TELEPHONE, Keypad, another_order
from ui.parts.notice import Notice
from ui.parts.sign_panel import SignPanel
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.screen import Screen, column_of, primary_key

WRAPPED_LINES = 2.2
"""Two keys side by side on a small panel may each need a second line for their words."""


class EnterSecretScreen(Screen):
    """What password and PIN have in common."""

    def __init__(self, scene: Scene, name: str, heading: str, caption: str, hand_over: Callable[[], None]) -> None:
        words, theme = scene.words, scene.theme
        confirm = primary_key(scene, "confirm", words("Look up"), "check")
        step = words("Step {step} of {steps}", step=2, steps=2)
        super().__init__(scene, name, heading, step=step, primary=confirm)
        confirm.clicked.connect(self._confirmed)
        self._confirm, self._hand_over = confirm, hand_over
        self._why_not = ""
        self.notice = Notice(scene)
        self._entry = Entry(theme, "field-password", caption)
        order = another_order() if scene.settings.screen.shuffle_keys else TELEPHONE
        self._keypad = Keypad(
            theme, words, typed=self.typed, delete=self.deleted, clear=self._cleared, secret=True, order=order
        )
        self.left = column_of(scene)
        self.left.addWidget(self._entry)
        self.left.addWidget(self.notice)
        if theme.low:
            self.left.insertWidget(0, SignPanel(theme, "form-textbox-password"), 1)
        self.put_beside_keypad(self.left, self._keypad, 2)

    def allow(self, why_not: str) -> None:
        """Let the keys be pressed, or say why they cannot be now."""
        self._why_not = why_not
        self.show_typed()

    def forget_after(self, state: State, over: bool) -> None:
        """Wipe what was typed once for each state that ends a try; not again when it is only shown anew."""
        if over and state != self.scene.draft.seen:
            self.scene.draft.password.wipe()
        self.scene.draft.seen = state

    def typed(self, character: str) -> None:
        """Add a character while typing is allowed."""
        if not self._why_not and self.scene.draft.password.add(character):
            self.show_typed()
        self.scene.touched()

    def deleted(self) -> None:
        """Take one back."""
        self.scene.draft.password.delete()
        self.show_typed()
        self.scene.touched()

    def _cleared(self) -> None:
        self.scene.draft.password.wipe()
        self.show_typed()
        self.scene.touched()

    def show_typed(self) -> None:
        """Dots, and whether an X has a place."""
        password = self.scene.draft.password
        self._entry.show_typed(password, active=not self._why_not)
        self._keypad.allow(self._why_not, x=password.takes_x)
        self._confirm.setEnabled(len(password) > 0 and not self._why_not)

    def _confirmed(self) -> None:
        if len(self.scene.draft.password) and not self._why_not:
            self._hand_over()


class EnterPasswordScreen(EnterSecretScreen):
    """The query password."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme = scene.words, scene.theme
        super().__init__(
            scene, "enter-password", words("Enter your query password"), words("Password (6 places)"), self._send
        )
        forgot = Key(theme, "forgot-button", words("Forgot password"), icon="help-circle-outline")
        register = Key(theme, "register-button", words("Set a password"), icon="form-textbox-password")
        for key in (register, forgot):
            key.clicked.connect(lambda: scene.send(RegisterAsked()))
            if theme.small:
                key.setMinimumHeight(round(WRAPPED_LINES * theme.metrics().height()))
        state = session.state
        if isinstance(state, EnterPassword) and state.claim.number and not theme.small:
            number = HeldNumber(scene, words("Your number"), state.claim.number)
            self.left.insertWidget(int(theme.low), number)
        # A small panel has no height for one above the other.
        keys = QWidget()
        choices = QHBoxLayout(keys) if theme.portrait or theme.small else QVBoxLayout(keys)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(theme.px(3))
        choices.addWidget(register, 1)
        choices.addWidget(forgot, 1)
        self.put_control(keys, self.body if theme.portrait else self.left)
        self.update_to(session)

    def _send(self) -> None:
        password = self.scene.draft.password.hand_over()
        self.show_typed()
        self.scene.send(PasswordEntered(password))

    def update_to(self, session: Session) -> None:
        """Count down, say what was wrong, or that the password is being checked."""
        state = session.state
        if not isinstance(state, EnterPassword):
            return
        self.forget_after(state, state.failure is not None or state.busy)
        self.notice.show_failure(
            None if state.busy else state.failure, tries_left=state.tries_left, wait_seconds=state.wait_seconds
        )
        self.allow(why_not(self.scene, busy=state.busy, wait_seconds=state.wait_seconds))


class EnterPinScreen(EnterSecretScreen):
    """The card's own PIN, where the setting asks for it."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words = scene.words
        super().__init__(scene, "enter-pin", words("Enter your card's PIN"), words("PIN (6 places)"), self._send)
        # Not in the notice, which comes only after a wrong PIN: who locks a card must go to a window with it.
        self._tries = Text(scene.theme, "", bold=True, name="tries-left")
        self.left.insertWidget(1 + int(scene.theme.low), self._tries)
        self.update_to(session)

    def _send(self) -> None:
        pin = self.scene.draft.password.hand_over()
        self.show_typed()
        self.scene.send(PinEntered(pin))

    def update_to(self, session: Session) -> None:
        """Say what was wrong, or that the PIN is being checked."""
        state = session.state
        if not isinstance(state, EnterPin):
            return
        self.forget_after(state, state.failure is not None or state.busy)
        self.notice.show_failure(None if state.busy else state.failure)
        self._tries.setText(self._tries_text(state))
        self.allow(self._why_not_now(state))

    def _tries_text(self, state: EnterPin) -> str:
        words, tries = self.scene.words, state.tries_left
        if tries is None:
            return words("The card is being asked how many tries are left ...")
        return words.plural("You have one try.", "You have {count} tries.", tries)

    def _why_not_now(self, state: EnterPin) -> str:
        """While the card is asked the line above says so."""
        if not state.busy:
            return ""
        return self.scene.words(
            "One moment, please. The card checks the PIN ..." if state.tries_left else "One moment, please"
        )


def why_not(scene: Scene, *, busy: bool, wait_seconds: int) -> str:
    """Why nothing can be typed now; empty when it can."""
    if busy:
        return scene.words("One moment, please. Your record is being looked up ...")
    if wait_seconds:
        return scene.words("Please wait {time} before the next try.", time=scene.words.seconds(wait_seconds))
    return ""
