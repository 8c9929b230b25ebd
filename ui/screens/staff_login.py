"""Staff log in: number and password, or a staff card that stands for the number."""

from __future__ import annotations

from kiosk.staff.events import StaffEntered
from kiosk.staff.states import StaffLogin
from kiosk.states import Session
from ui.parts.form import Form
from ui.parts.notice import Notice
from ui.parts.sign_panel import SignPanel
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.enter_secret import why_not
from ui.screens.screen import Screen, column_of, primary_key


class StaffLoginScreen(Screen):
    """Never says which of number and password was not right; the number stays, the password goes."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words, theme, draft = scene.words, scene.theme, scene.draft
        self._confirm = primary_key(scene, "confirm", words("Next"))
        super().__init__(scene, "staff-login", words("Staff login"), primary=self._confirm)
        self._confirm.clicked.connect(self._confirmed)
        self._why_not = ""
        self._notice = Notice(scene)
        self._form = Form(
            scene,
            (
                (draft.staff_number, "field-number", words("Staff number")),
                (draft.staff_password, "field-password", words("Password")),
            ),
            self._show,
        )
        self._form.one_at_a_time = theme.elder and theme.scarce
        hint = words("For the staff of this hall. You can also insert your staff card instead of typing the number.")
        self._hint = Text(theme, hint, name="hint", colour=theme.colours.quiet)
        left = column_of(scene)
        if theme.low and not theme.elder:
            left.addWidget(SignPanel(theme, "shield-account"), 1)
        elif theme.low:
            left.addStretch(1)
        for entry in self._form.entries:
            left.addWidget(entry)
        left.addWidget(self._notice)
        left.addWidget(self._hint)
        self.put_beside_keypad(left, self._form.keypad, 2)
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Take over the number of a card, count a wait down, say what was not right."""
        state = session.state
        if not isinstance(state, StaffLogin):
            return
        self._take_over(state)
        failure = None if state.busy else state.failure
        self._notice.show_failure(failure, tries_left=state.tries_left, wait_seconds=state.wait_seconds)
        self._hint.setVisible(failure is None or self.scene.theme.roomy)
        self._why_not = why_not(self.scene, busy=False, wait_seconds=state.wait_seconds)
        if state.busy:
            self._why_not = self.scene.words("One moment, please. The login is being checked ...")
        self._form.allow(self._why_not)

    def _take_over(self, state: StaffLogin) -> None:
        """Once for each new state: one that is only shown anew changes nothing that was typed."""
        draft = self.scene.draft
        before = draft.seen if isinstance(draft.seen, StaffLogin) else StaffLogin()
        if state == draft.seen:
            return
        draft.seen = state
        if state.busy or state.failure is not None:
            draft.staff_password.wipe()
        if state.number != before.number:
            draft.staff_number.wipe()
            for digit in state.number:
                draft.staff_number.add(digit)
            draft.active = 1 if state.number else 0

    def typed(self, character: str) -> None:
        """A digit of the hardware keypad."""
        self._form.typed(character)

    def deleted(self) -> None:
        """Backspace of the hardware keypad."""
        self._form.deleted()

    def _show(self) -> None:
        words = self.scene.words
        self._confirm.setText(words("Log in") if self._form.complete else words("Next"))
        self._confirm.setEnabled(self._form.begun and not self._why_not)

    def _confirmed(self) -> None:
        if self._why_not or not self._form.begun:
            return
        if not self._form.complete:
            self._form.go_on()
            return
        draft = self.scene.draft
        entered = StaffEntered(draft.staff_number.text(), draft.staff_password.hand_over())
        self._form.show()
        self.scene.send(entered)
