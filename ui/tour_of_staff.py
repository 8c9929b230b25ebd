"""The part of the tour that staff walk: through the door, the login, and every page of maintenance."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kiosk.staff.states import Maintenance
from kiosk.staff.views import Page
from ui.stage import Stage

if TYPE_CHECKING:
    from ui.tour import Tour

NUMBER = "1001"
LETTERS, DIGITS = "DEMO", "2026"
"""The demo administrator's password, published in the README."""


def walk_staff(tour: Tour, stage: Stage, dress: Callable[[str], None]) -> None:
    """Begin and end on Welcome; `dress` chooses language and look on a screen. Raises TourStuck."""
    tour.press("welcome", "staff-door")
    tour.wait_for("staff-login", "key-1")
    dress("staff-login")
    tour.type("staff-login", NUMBER)
    tour.save("staff-login")
    tour.press("staff-login", "confirm")
    tour.press("staff-login", "key-letters")
    tour.type("staff-login", LETTERS)
    tour.press("staff-login", "key-letters")
    tour.type("staff-login", DIGITS)
    tour.press("staff-login", "confirm")
    tour.wait_for("maintenance")
    for page in Page:
        if page is not Page.DEVICES:
            _turn_to(tour, page)
        tour.settle(partial(_is_gathered, stage, page), f"the page {page.value}")
        tour.save(f"maintenance-{page.value}")
    tour.press("maintenance", "finish")
    tour.wait_for("welcome")


def _turn_to(tour: Tour, page: Page) -> None:
    """Where room is scarce the pages are behind one key."""
    if tour.has("more-button"):
        tour.press("maintenance", "more-button")
    tour.press("maintenance", f"page-{page.value}")


def _is_gathered(stage: Stage, page: Page) -> bool:
    state = stage.session.state if stage.session else None
    return isinstance(state, Maintenance) and state.page is page and state.view is not None
