"""Accounts of staff, for administrators: who there is; add one, give a new password, remove one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.staff.acts import AddStaff, RemoveStaff, ResetStaff
from kiosk.staff.members import Role
from kiosk.staff.states import Maintenance
from kiosk.staff.views import StaffView, View
from kiosk.words import N_
from ui.parts.form import Form
from ui.parts.key import Key
from ui.parts.leaves import Block
from ui.parts.question_sheet import Answer
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.maintenance.page import ListPage, beside_keypad, with_keys
from ui.screens.screen import primary_key

ROLES = {Role.ATTENDANT: N_("attendant"), Role.ADMINISTRATOR: N_("administrator")}


@dataclass(frozen=True, slots=True)
class Writing:
    """An account that is being written: a new one with its role, or the number that gets another password."""

    role: Role | None = None
    number: str = ""


class StaffPage(ListPage):
    """The list, or in its place the form of one account."""

    def __init__(self, scene: Scene, state: Maintenance) -> None:
        self._next = primary_key(scene, "confirm", scene.words("Add an account"))
        super().__init__(scene, state, self._next)
        self._next.clicked.connect(self._confirmed)
        self._form: Form | None = None
        self._area: QWidget | None = None
        if isinstance(scene.draft.chosen, Writing):
            self._write(scene.draft.chosen)

    def blocks(self, view: View) -> Sequence[Block]:
        """One block an account."""
        if not isinstance(view, StaffView):
            return ()
        return tuple(partial(self._account, number, role) for number, role in view.accounts)

    def typed(self, character: str) -> None:
        """A digit of the hardware keypad."""
        if self._form is not None:
            self._form.typed(character)

    def deleted(self) -> None:
        """Backspace of the hardware keypad."""
        if self._form is not None:
            self._form.deleted()

    def _account(self, number: str, role: Role) -> QWidget:
        words, theme = self.scene.words, self.scene.theme
        own = number == self.member.number
        told = words("{number}, {role}", number=number, role=words(ROLES[role]))
        if own:
            told = words("{account} (you)", account=told)
        reset = Key(theme, f"staff-reset-{number}", words("New password"), icon="account-key")
        reset.clicked.connect(lambda: self._begin(Writing(number=number)))
        keys = [reset]
        if not own:
            remove = Key(theme, f"staff-remove-{number}", words("Remove"), icon="account-remove")
            remove.clicked.connect(lambda: self._remove(number))
            keys.append(remove)
        return with_keys(self.scene, Text(theme, told, bold=True, name=f"staff-{number}"), *keys)

    def _remove(self, number: str) -> None:
        words = self.scene.words
        self.ask(
            words("Remove the account {number}?", number=number),
            Answer(
                "remove-yes", words("Yes, remove it"), lambda: self.act(RemoveStaff(number)), "account-remove", True
            ),
        )

    def _begin(self, writing: Writing) -> None:
        self.scene.draft.chosen = writing
        self._write(writing)
        self.scene.touched()

    def _which_role(self) -> None:
        words = self.scene.words
        self.ask(
            words("What may the new account do?"),
            *(
                Answer(f"role-{role.value}", text, partial(self._begin, Writing(role)), "account-plus")
                for role, text in (
                    (Role.ATTENDANT, words("Attendant: all but switching off and accounts")),
                    (Role.ADMINISTRATOR, words("Administrator: everything")),
                )
            ),
        )

    def _write(self, writing: Writing) -> None:
        """Put the form in the list's place."""
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
        draft = self.scene.draft
        for typed in (draft.staff_number, draft.staff_password, draft.staff_password_again):
            typed.wipe()
        draft.chosen, draft.active, draft.letters, self._form = None, 0, False, None
        if self._area is not None:
            self._area.hide()
            self._area.deleteLater()
        self.panel.show()
        self._show()

    def _show(self) -> None:
        words, form = self.scene.words, self._form
        if form is None:
            self._next.setText(words("Add an account"))
            self._next.setEnabled(True)
            return
        self._next.setText(words("Save") if form.complete else words("Next"))
        self._next.setEnabled(form.begun)

    def _confirmed(self) -> None:
        form, writing, draft = self._form, self.scene.draft.chosen, self.scene.draft
        if form is None or not isinstance(writing, Writing):
            self._which_role()
        elif not form.complete:
            form.go_on()
        elif draft.staff_password.characters != draft.staff_password_again.characters:
            draft.staff_password.wipe()
            draft.staff_password_again.wipe()
            form.go_on()
            form.show()
            self.tell(self.scene.words("The two passwords are not the same. Please type both once more."))
        else:
            self._save(writing)

    def _save(self, writing: Writing) -> None:
        draft = self.scene.draft
        password = draft.staff_password.hand_over()
        number = writing.number or draft.staff_number.text()
        self._leave()
        self.act(AddStaff(number, writing.role, password) if writing.role else ResetStaff(number, password))
