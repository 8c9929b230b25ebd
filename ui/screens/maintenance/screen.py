"""The screen of maintenance: where one is, the rail, what came of the last act, and one page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from kiosk.staff.members import Role
from kiosk.staff.states import Maintenance
from kiosk.staff.views import Page
from kiosk.states import Session
from kiosk.words import N_
from ui.parts.sign_panel import SignPanel
from ui.scene import Scene
from ui.screens.maintenance.data import DataPage
from ui.screens.maintenance.devices import DevicesPage
from ui.screens.maintenance.failures import FailuresPage
from ui.screens.maintenance.log import LogPage
from ui.screens.maintenance.machine import MachinePage
from ui.screens.maintenance.page import MaintenancePage
from ui.screens.maintenance.people import PeoplePage
from ui.screens.maintenance.rail import TITLES, Rail, RailSheet, behind_one_key, pages_key
from ui.screens.maintenance.settings import SettingsPage
from ui.screens.maintenance.staff import StaffPage
from ui.screens.maintenance.today import TodayPage
from ui.screens.screen import Screen

PAGES: dict[Page, Callable[[Scene, Maintenance], MaintenancePage]] = {
    Page.DEVICES: DevicesPage,
    Page.TODAY: TodayPage,
    Page.FAILURES: FailuresPage,
    Page.DATA: DataPage,
    Page.SETTINGS: SettingsPage,
    Page.LOG: LogPage,
    Page.PEOPLE: PeoplePage,
    Page.STAFF: StaffPage,
    Page.MACHINE: MachinePage,
}
ROLES = {
    Role.ATTENDANT: N_("Maintenance, attendant"),
    Role.ADMINISTRATOR: N_("Maintenance, administrator"),
}
RAIL_SHARE, PAGE_SHARE = 1, 4
"""Of the width of a panel that lies across."""


class MaintenanceScreen(Screen):
    """Built anew for each page; within one it follows what is gathered and done."""

    def __init__(self, scene: Scene, session: Session) -> None:
        state = session.state
        if not isinstance(state, Maintenance):
            raise TypeError("maintenance shows no other state")
        words, theme = scene.words, scene.theme
        self._page = PAGES[state.page](scene, state)
        super().__init__(
            scene,
            "maintenance",
            words(TITLES[state.page][0]),
            step=words(ROLES[state.member.role]),
            back=False,
            primary=self._page.primary,
        )
        if behind_one_key(theme, state.page):
            key = pages_key(scene)
            key.clicked.connect(lambda: RailSheet(scene, self, state.member, state.page).open())
            self.footer.put_instead(self.footer.back, key)
        else:
            self.body.addWidget(Rail(scene, state.member, state.page), 0 if theme.portrait else RAIL_SHARE)
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        self._page.outcome.changed = self._make_room
        column.addWidget(self._page.outcome)
        if theme.low and not self._page.reads_only:
            column.addWidget(SignPanel(theme, TITLES[state.page][1]), 1)
        self.body.addLayout(column, PAGE_SHARE)
        if self._page.reads_only:
            column.addWidget(self._page, 1)
        else:
            self.put_control(self._page, column, 1)
            self.fill_reach()
        self.update_to(session)

    def update_to(self, session: Session) -> None:
        """Show what was gathered, and what came of an act."""
        if isinstance(session.state, Maintenance):
            self._page.outcome.show_state(session.state)
            self._page.show_state(session.state)
            self._make_room()

    def _make_room(self) -> None:
        """Where both have no room what came of an act is read first."""
        outcome = self._page.outcome
        self._page.setVisible(outcome.isHidden() or not outcome.covers)
        self.order_stops()

    def typed(self, character: str) -> None:
        """A digit of the hardware keypad."""
        self._page.typed(character)

    def deleted(self) -> None:
        """Backspace of the hardware keypad."""
        self._page.deleted()
