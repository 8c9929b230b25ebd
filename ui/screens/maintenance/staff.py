"""Accounts of staff, for administrators: who there is; add one, give a new password, remove one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.staff.acts import RemoveStaff
from kiosk.staff.members import Role
from kiosk.staff.states import Maintenance
from kiosk.staff.views import StaffView, View
from kiosk.words import N_
from ui.parts.key import Key
from ui.parts.leaves import Block
from ui.parts.question_sheet import Answer
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.maintenance.account_form import AccountPage, Writing
from ui.screens.maintenance.page import with_keys

ROLES = {Role.ATTENDANT: N_("attendant"), Role.ADMINISTRATOR: N_("administrator")}


class StaffPage(AccountPage):
    """The list, or in its place the form of one account."""

    def __init__(self, scene: Scene, state: Maintenance) -> None:
        super().__init__(scene, state, scene.words("Add an account"))

    def blocks(self, view: View) -> Sequence[Block]:
        """One block an account."""
        if not isinstance(view, StaffView):
            return ()
        return tuple(partial(self._account, number, role) for number, role in view.accounts)

    def _account(self, number: str, role: Role) -> QWidget:
        words, theme = self.scene.words, self.scene.theme
        own = number == self.member.number
        told = words("{number}, {role}", number=number, role=words(ROLES[role]))
        if own:
            told = words("{account} (you)", account=told)
        reset = Key(theme, f"staff-reset-{number}", words("New password"), icon="account-key")
        reset.clicked.connect(lambda: self.begin(Writing(number=number)))
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

    def offered(self) -> None:
        """Ask for the role first: it cannot be changed later."""
        words = self.scene.words
        self.ask(
            words("What may the new account do?"),
            *(
                Answer(f"role-{role.value}", text, partial(self.begin, Writing(role)), "account-plus")
                for role, text in (
                    (Role.ATTENDANT, words("Attendant: all but switching off and accounts")),
                    (Role.ADMINISTRATOR, words("Administrator: everything")),
                )
            ),
        )
