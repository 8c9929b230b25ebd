"""The keys that lead to the pages of maintenance; where room is scarce they wait behind one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.staff.events import PageAsked
from kiosk.staff.members import Role, StaffMember
from kiosk.staff.views import Page
from kiosk.words import N_
from ui.parts.key import Key
from ui.parts.sheet import Sheet
from ui.scene import Scene
from ui.theme import Theme

TITLES = {
    Page.DEVICES: (N_("Devices"), "devices"),
    Page.TODAY: (N_("Today"), "calendar-today"),
    Page.FAILURES: (N_("Faults"), "alert-circle-outline"),
    Page.DATA: (N_("Data"), "database"),
    Page.SETTINGS: (N_("Settings"), "cog"),
    Page.LOG: (N_("Log"), "text-box-outline"),
    Page.PEOPLE: (N_("Unlock"), "account-lock-open"),
    Page.STAFF: (N_("Staff"), "account-group"),
    Page.MACHINE: (N_("Machine"), "desktop-tower"),
}
"""The words and the icon of each page."""
ROWS_PORTRAIT = 2
GAP_MM = 3.0


def pages_for(member: StaffMember) -> Iterator[Page]:
    """The pages somebody may see."""
    for page in Page:
        if page is not Page.STAFF or member.may(Role.ADMINISTRATOR):
            yield page


def behind_one_key(theme: Theme, page: Page) -> bool:
    """Whether the page's own controls need the rail's room: a keypad is wide."""
    return theme.low or (theme.scarce and (theme.elder or page in (Page.PEOPLE, Page.STAFF, Page.MACHINE)))


def _page_key(scene: Scene, page: Page, chosen: Page, *, stacked: bool) -> Key:
    text, icon = TITLES[page]
    # In two narrow columns only some would have room for their icon.
    icon = "" if scene.theme.small and not stacked else icon
    key = Key(scene.theme, f"page-{page.value}", scene.words(text), icon=icon, stacked=stacked)
    key.choose(page is chosen)
    key.clicked.connect(lambda: scene.send(PageAsked(page)))
    return key


class Rail(QWidget):
    """Rows above the page on a portrait panel, columns beside it on one that lies across."""

    def __init__(self, scene: Scene, member: StaffMember, chosen: Page) -> None:
        super().__init__()
        theme, grid = scene.theme, QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(GAP_MM if not theme.small else GAP_MM / 2))
        pages = list(pages_for(member))
        across = -(-len(pages) // ROWS_PORTRAIT) if theme.portrait else 2 if theme.small else 1
        for place, page in enumerate(pages):
            key = _page_key(scene, page, chosen, stacked=theme.portrait)
            if theme.portrait:
                key.setMinimumHeight(theme.px(theme.sizes.action))
            grid.addWidget(key, place // across, place % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        if not theme.portrait:
            grid.setRowStretch(len(pages), 1)


class RailSheet(Sheet):
    """Lies over the screen with a key a page."""

    def __init__(self, scene: Scene, screen: QWidget, member: StaffMember, chosen: Page) -> None:
        super().__init__(scene, screen, "pages-sheet")
        theme, grid = scene.theme, QGridLayout()
        grid.setSpacing(theme.px(GAP_MM))
        across = 2 if theme.portrait and theme.elder else 3
        for place, page in enumerate(pages_for(member)):
            key = _page_key(scene, page, chosen, stacked=False)
            key.setMinimumHeight(theme.px(theme.sizes.target))
            grid.addWidget(key, place // across, place % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        self.column.addStretch(1)
        self.column.addLayout(grid)
        self.column.addWidget(self.closing_key("pages-close", scene.words("Close")))
        self.column.addStretch(1)


def pages_key(scene: Scene) -> Key:
    """The key that opens the sheet, for the foot."""
    return Key(scene.theme, "more-button", scene.words("Pages"), icon="view-grid-outline", stacked=True)
