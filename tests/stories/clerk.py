"""Somebody of the staff at the machine, who touches and looks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from kiosk.demo.making import DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD
from kiosk.staff.members import Role, StaffAccount
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.states import State
from kiosk.words import words_of
from tests.kiosk.fakes import CountedPasswords
from tests.stories.conftest import Kiosk
from ui.parts.staff_door import HOLD_SECONDS

MOST_LEAVES = 20
"""No page of maintenance has so many."""
ATTENDANT, ATTENDANTS_PASSWORD = "2002", "H4LLENBAD"  # noqa: S105 nobody's


@dataclass
class Clerk:
    """Works on the kiosk of a story."""

    kiosk: Kiosk

    def open_the_door(self) -> None:
        """Hold the hall's name until the login comes."""
        door = self.kiosk.find("staff-door")
        assert isinstance(door, QAbstractButton)
        QTest.mousePress(door, Qt.MouseButton.LeftButton)
        self.kiosk.wait(HOLD_SECONDS + 0.5)
        assert self.kiosk.screen == "staff-login"

    def give(self, number: str, password: str) -> None:
        """Type both at the login."""
        self.kiosk.type(number)
        self.kiosk.press("confirm")
        self.give_password(password)

    def give_password(self, password: str) -> None:
        """Type the password."""
        self.kiosk.type(password)
        self.kiosk.press("confirm")

    def log_in(self, number: str = DEMO_STAFF_NUMBER, password: str = DEMO_STAFF_PASSWORD) -> None:
        """From Welcome into maintenance."""
        self.open_the_door()
        self.give(number, password)
        assert self.kiosk.screen == "maintenance"

    def turn_to(self, page: str) -> None:
        """Another page."""
        self.kiosk.press(f"page-{page}")

    def find(self, name: str) -> str:
        """What a part says, wherever on the leaves of the page it stands."""
        self._leaf_with(name)
        return self.kiosk.read(name)

    def press(self, name: str) -> None:
        """Press a part, wherever on the leaves of the page it stands."""
        self._leaf_with(name)
        self.kiosk.press(name)

    def has(self, name: str) -> bool:
        """Whether a part stands on the page."""
        try:
            self._leaf_with(name)
        except AssertionError:
            return False
        return True

    def _leaf_with(self, name: str) -> None:
        self.kiosk.settle()
        for key in ("page-previous", "page-next"):
            for _ in range(MOST_LEAVES):
                if self.kiosk.find(name) is not None:
                    return
                turn = self.kiosk.find(key)
                if not isinstance(turn, QAbstractButton) or not turn.isEnabled():
                    break
                self.kiosk.press(key)
        raise AssertionError(f"no {name} on any leaf of {self.kiosk.screen}")

    def is_told(self, message: str) -> bool:
        """Whether a message of the catalogue stands on the screen."""
        return words_of("zh_CN")(message) in self.kiosk.texts()

    @property
    def state(self) -> State:
        """Where the session is."""
        self.kiosk.settle()
        return self.kiosk.program.conductor.session.state

    @property
    def maintenance(self) -> Maintenance:
        """The session, which must be in maintenance."""
        assert isinstance(self.state, Maintenance)
        return self.state

    @property
    def login(self) -> StaffLogin:
        """The session, which must be at the login."""
        assert isinstance(self.state, StaffLogin)
        return self.state


def hire_attendant(kiosk: Kiosk) -> None:
    """Somebody who is no administrator."""
    backstage = kiosk.program.rooms.backstage
    assert backstage is not None
    hashed = CountedPasswords().hash(bytearray(ATTENDANTS_PASSWORD.encode()))
    backstage.staff.keep(StaffAccount(ATTENDANT, Role.ATTENDANT, hashed))
