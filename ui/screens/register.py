"""A password of one's own is set: ID number, card number, the new password twice; also for a forgotten one."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from kiosk.events import RegistrationEntered
from kiosk.states import Register, Session
from ui.draft import NUMBER_LENGTH, Typed
from ui.parts.entry import Entry
from ui.parts.key import Key
from ui.parts.keypad import Keypad
from ui.parts.notice import Notice
from ui.parts.sign_panel import SignPanel
from ui.scene import Scene
from ui.screens.enter_secret import why_not
from ui.screens.screen import Screen, column_of, primary_key
from ui.theme import Type


class RegisterScreen(Screen):
    """Four fields, one keypad; the next step walks through them."""

    def __init__(self, scene: Scene, session: Session) -> None:
        words = scene.words
        confirm = primary_key(scene, "confirm", words("Next"))
        super().__init__(scene, "register", words("Set your own password"), primary=confirm)
        confirm.clicked.connect(self._confirmed)
        self._confirm, self._why_not = confirm, ""
        self._passing = False
        """Whether the next step was asked for in an empty field: asked again, it is passed by for now."""
        self._notice = Notice(scene)
        draft = scene.draft
        asked = [
            (draft.number, "field-number", words("ID number")),
            (draft.card_number, "field-card-number", words("Card number")),
            (draft.password, "field-password", words("New password (6 places)")),
            (draft.password_again, "field-password-again", words("New password again")),
        ]
        if scene.settings.registration.proof == "card":
            del asked[1]
        self._fields = tuple(typed for typed, *_ in asked)
        self._entries = [
            Entry(scene.theme, name, caption, partial(self._choose, place), Type.LEAD)
            for place, (_, name, caption) in enumerate(asked)
        ]
        self._keypad = Keypad(
            scene.theme, words, typed=self.typed, delete=self.deleted, clear=self._cleared, letters=self._turned
        )
        self._lay_out()
        self._begin(session)
        self.update_to(session)

    def _lay_out(self) -> None:
        theme, left = self.scene.theme, column_of(self.scene)
        left.setSpacing(theme.px(4 if not theme.small else 2))
        *numbers, password, again = self._entries
        for entry in numbers:
            left.addWidget(entry)
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(4))
        pair.addWidget(password, 1)
        pair.addWidget(again, 1)
        left.addLayout(pair)
        left.addWidget(self._notice)
        if theme.low:
            if not theme.elder:
                left.insertWidget(0, SignPanel(theme, "form-textbox-password"), 1)
            else:
                left.addStretch(1)
            other = Key(theme, "field-next", self.scene.words("Go to another field"), icon="arrow-down")
            other.clicked.connect(lambda: self._choose((self.scene.draft.active + 1) % len(self._fields)))
            self.put_control(other, left)
        self.put_beside_keypad(left, self._keypad, 3)

    def _begin(self, session: Session) -> None:
        """Put in once what was typed on the way here."""
        draft, state = self.scene.draft, session.state
        if draft.begun or not isinstance(state, Register):
            return
        draft.begun = True
        known = state.claim.number
        target = draft.number if len(known) == NUMBER_LENGTH else draft.card_number
        for character in known:
            target.add(character)
        draft.active = self._first_empty()

    def _first_empty(self) -> int:
        return next((place for place, typed in enumerate(self._fields) if not len(typed)), len(self._fields) - 1)

    def _empty_from(self, start: int) -> int:
        """The first empty field from here on, round and round."""
        empty = [place for place in range(len(self._fields)) if not len(self._fields[place])]
        return min(empty, key=lambda place: (place < start, place))

    def update_to(self, session: Session) -> None:
        """After a refusal the numbers stay and both passwords are gone."""
        state, draft = session.state, self.scene.draft
        if not isinstance(state, Register):
            return
        if (state.failure or state.busy) and state != draft.seen:
            draft.password.wipe()
            draft.password_again.wipe()
            draft.active = self._first_empty()
        draft.seen = state
        self._notice.show_failure(None if state.busy else state.failure, wait_seconds=state.wait_seconds)
        self._why_not = why_not(self.scene, busy=state.busy, wait_seconds=state.wait_seconds)
        self._show()

    @property
    def _active(self) -> Typed:
        return self._fields[self.scene.draft.active]

    @property
    def _complete(self) -> bool:
        return all(len(typed) for typed in self._fields)

    @property
    def _without_card(self) -> bool:
        """Who goes on from an empty card number when nothing else is left has no card: the answer names the window."""
        card = self.scene.draft.card_number
        return self._active is card and all(len(typed) for typed in self._fields if typed is not card)

    def typed(self, character: str) -> None:
        """Into the active field; a full one leads to the next."""
        self._passing = False
        if not self._why_not and self._active.add(character):
            draft = self.scene.draft
            if self._active.full and draft.active < len(self._fields) - 1:
                draft.active += 1
            self._show()
        self.scene.touched()

    def deleted(self) -> None:
        """Take one back; in an empty field go to the one before."""
        if len(self._active):
            self._active.delete()
        else:
            self.scene.draft.active = max(0, self.scene.draft.active - 1)
        self._show()
        self.scene.touched()

    def _cleared(self) -> None:
        self._active.wipe()
        self._show()
        self.scene.touched()

    def _turned(self, letters: bool) -> None:
        self.scene.draft.letters = letters
        self.scene.touched()

    def _choose(self, place: int) -> None:
        self.scene.draft.active = place
        self._show()

    def _show(self) -> None:
        draft, active = self.scene.draft, self._active
        crowded = self.scene.theme.small and (self.scene.theme.elder or self._notice.isVisibleTo(self))
        for place, (entry, typed) in enumerate(zip(self._entries, self._fields, strict=True)):
            chosen = place == draft.active
            entry.show_typed(typed, active=chosen)
            entry.setVisible(chosen or not crowded)
        self._keypad.turn_to(draft.letters and not active.secret)
        self._keypad.hide_presses(active.secret)
        self._keypad.allow(self._why_not, x=active.takes_x)
        self._confirm.setText(self.scene.words("Set password") if self._complete else self.scene.words("Next"))
        self._confirm.setEnabled(not self._why_not and any(len(typed) for typed in self._fields))

    def _confirmed(self) -> None:
        if self._why_not:
            return
        if self._complete or self._without_card:
            draft = self.scene.draft
            numbers = (draft.number.text(), draft.card_number.text())
            form = RegistrationEntered(*numbers, draft.password.hand_over(), draft.password_again.hand_over())
            self._show()
            self.scene.send(form)
            return
        here = self.scene.draft.active
        self.scene.draft.active = self._empty_from(here + 1 if self._passing else here)
        self._passing = self.scene.draft.active == here
        self._show()
