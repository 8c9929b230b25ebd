"""A page of maintenance whose list makes room for the form of one staff account."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.staff.acts import Act, AddStaff, ResetStaff
from kiosk.staff.members import Role
from kiosk.staff.states import Maintenance
from ui.draft import Draft
from ui.parts.form import Form
from ui.parts.key import Key
from ui.scene import Scene
from ui.screens.maintenance.page import ListPage, beside_keypad
from ui.screens.screen import primary_key


@dataclass(frozen=True, slots=True)
class Writing:
    """An account that is being written: a new one with its role, or the number that gets another password."""

    role: Role | None = None
    number: str = ""


def wipe_account(draft: Draft) -> None:
    """Overwrite what was typed of an account."""
    for typed in (draft.staff_number, draft.staff_password, draft.staff_password_again):
        typed.wipe()
    draft.chosen, draft.active, draft.letters = None, 0, False


class AccountPage(ListPage):
    """The key of the next step offers to begin, then leads through the fields, then saves."""

    def __init__(self, scene: Scene, state: Maintenance, offer: str) -> None:
        self._next = primary_key(scene, "confirm", offer)
        super().__init__(scene, state, self._next)
        self._offer = offer
        self._next.clicked.connect(self._confirmed)
        self._form: Form | None = None
        self._area: QWidget | None = None
        if isinstance(scene.draft.chosen, Writing):
            self._write(scene.draft.chosen)

    def offered(self) -> None:
        """What the key does while the list is shown."""
        raise NotImplementedError

    def begin(self, writing: Writing) -> None:
        """Put the form of an account in the list's place."""
        self.scene.draft.chosen = writing
        self._write(writing)
        self.scene.touched()

    def typed(self, character: str) -> None:
        """A digit of the hardware keypad."""
        if self._form is not None:
            self._form.typed(character)

    def deleted(self) -> None:
        """Backspace of the hardware keypad."""
        if self._form is not None:
            self._form.deleted()

    def _write(self, writing: Writing) -> None:
        words, draft, theme = self.scene.words, self.scene.draft, self.scene.theme
        number = (draft.staff_number, "field-number", words("Staff number"))
        password = (draft.staff_password, "field-password", words("New password (digits, letters)"))
        again = (draft.staff_password_again, "field-password-again", words("New password, once more"))
        fields = (password, again) if writing.number else (number, password, again)
        form = self._form = Form(self.scene, fields, self._show)
        form.one_at_a_time = theme.low or theme.small or theme.elder
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        for entry in form.entries:
            column.addWidget(entry)
        cancel = Key(theme, "form-cancel", words("Do not save"), icon="close")
        cancel.clicked.connect(self._leave)
        self._area = QWidget()
        inside = QVBoxLayout(self._area)
        inside.setContentsMargins(0, 0, 0, 0)
        beside_keypad(inside, self.scene, column, form.keypad, cancel)
        self.panel.hide()
        self.outcome.put_away()
        self.column.addWidget(self._area, 1)
        form.show()

    def _leave(self) -> None:
        """Back to the list; nothing typed stays."""
        wipe_account(self.scene.draft)
        self._form = None
        if self._area is not None:
            self._area.hide()
            self._area.deleteLater()
        self.panel.show()
        self._show()

    def _show(self) -> None:
        words, form = self.scene.words, self._form
        if form is None:
            self._next.setText(self._offer)
            self._next.setEnabled(True)
            return
        self._next.setText(words("Save") if form.complete else words("Next"))
        self._next.setEnabled(form.begun)

    def _confirmed(self) -> None:
        form, draft = self._form, self.scene.draft
        if form is None or not isinstance(draft.chosen, Writing):
            self.offered()
        elif not form.complete:
            form.go_on()
        elif draft.staff_password.characters != draft.staff_password_again.characters:
            draft.staff_password.wipe()
            draft.staff_password_again.wipe()
            form.go_on()
            form.show()
            self.tell(self.scene.words("The two passwords are not the same. Please type both once more."))
        else:
            self._save(draft.chosen)

    def _save(self, writing: Writing) -> None:
        draft = self.scene.draft
        password = draft.staff_password.hand_over()
        number = writing.number or draft.staff_number.text()
        self._leave()
        act: Act = AddStaff(number, writing.role, password) if writing.role else ResetStaff(number, password)
        self.act(act)
