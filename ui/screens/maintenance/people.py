"""Help for somebody who stands here with an ID document: unlock a number, or void its registration."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from kiosk.staff.acts import Unlock, VoidRegistration
from kiosk.staff.states import Maintenance
from ui.parts.entry import grouped
from ui.parts.form import Form
from ui.parts.question_sheet import Answer
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.maintenance.page import MaintenancePage, beside_keypad
from ui.screens.screen import primary_key


class PeoplePage(MaintenancePage):
    """Nothing about anybody is shown: a number goes in, and whether it was done comes out."""

    def __init__(self, scene: Scene, state: Maintenance) -> None:
        words, theme = scene.words, scene.theme
        self._next = primary_key(scene, "confirm", words("Next"))
        super().__init__(scene, state, self._next)
        self._next.clicked.connect(self._confirmed)
        asked = (scene.draft.number, "field-number", words("ID number or card number of the person"))
        self._form = Form(scene, (asked,), self._show, any_number=True)
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        how = words("For a person who tried too often or forgot the password. First look at the ID document.")
        if not theme.low and not theme.elder:
            column.addWidget(Text(theme, how, name="hint"))
        column.addWidget(self._form.entries[0])
        beside_keypad(self.column, scene, column, self._form.keypad)
        self._form.show()

    def show_state(self, state: Maintenance) -> None:
        """Nothing is gathered for this page."""

    def typed(self, character: str) -> None:
        """A digit of the hardware keypad."""
        self._form.typed(character)

    def deleted(self) -> None:
        """Backspace of the hardware keypad."""
        self._form.deleted()

    def _show(self) -> None:
        self._next.setEnabled(self._form.begun)

    def _confirmed(self) -> None:
        if not self._form.begun:
            return
        words, number = self.scene.words, self.scene.draft.number.text()
        self.ask(
            words("Have you checked the ID document?"),
            Answer("checked-yes", words("Yes, it is this person's number"), lambda: self._what(number), "check", True),
            text=words("The number: {number}", number=grouped(number)),
        )

    def _what(self, number: str) -> None:
        words = self.scene.words
        self.ask(
            words("What shall be done?"),
            Answer("unlock", words("Unlock the number"), lambda: self._unlock(number), "lock-open-variant", True),
            Answer("void-registration", words("Void the registration"), lambda: self._sure(number), "account-remove"),
            text=words("Unlocked, it may try again. Voided, its password is forgotten and the person registers anew."),
        )

    def _sure(self, number: str) -> None:
        words = self.scene.words
        self.ask(
            words("Void the registration of this number?"),
            Answer("void-yes", words("Yes, void it"), lambda: self._void(number), "account-remove", True),
            text=words("The number: {number}", number=grouped(number)),
        )

    def _unlock(self, number: str) -> None:
        self._forget()
        self.act(Unlock(number))

    def _void(self, number: str) -> None:
        self._forget()
        self.act(VoidRegistration(number))

    def _forget(self) -> None:
        self.scene.draft.number.wipe()
        self._form.show()
