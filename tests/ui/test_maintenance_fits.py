"""What maintenance shows only after a press fits as well: questions, the form of an account, letters, every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kiosk import errors
from kiosk.choices import Look
from kiosk.staff.acts import Part, Said, TryPart
from kiosk.staff.states import Maintenance
from kiosk.staff.views import Page
from tests.ui import staff_views as views
from tests.ui.conftest import Theatre
from tests.ui.records import NUMBER
from tests.ui.test_fit import Panel, cut_texts, flaws, on_every_panel, too_small
from tests.ui.test_maintenance import VIEWS


def walked(theatre: Theatre, language: str, look: Look) -> Iterator[str]:
    """Each thing that is shown only after a press, by what was pressed."""
    theatre.visit += 1
    theatre.show(Maintenance(views.ADMINISTRATOR, Page.STAFF, view=views.STAFF), language, look)
    for name in ("confirm", "role-attendant", "key-letters", "key-a", "confirm", "form-cancel", "staff-remove-20002"):
        theatre.press(name)
        yield name
    theatre.visit += 1
    theatre.show(Maintenance(views.ADMINISTRATOR, Page.MACHINE, view=views.MACHINE), language, look)
    theatre.press("confirm")
    yield "own password"
    theatre.visit += 1
    theatre.show(Maintenance(views.ATTENDANT, Page.PEOPLE, view=views.PEOPLE), language, look)
    for digit in NUMBER:
        theatre.press(f"key-{digit}")
    for name in ("confirm", "checked-yes", "void-registration"):
        theatre.press(name)
        yield name
    for part in (Part.PRINTER, Part.SOUND):
        theatre.visit += 1
        theatre.show(Maintenance(views.ATTENDANT, view=views.DEVICES, doing=TryPart(part)), language, look)
        theatre.show(
            Maintenance(views.ATTENDANT, view=views.DEVICES, said=Said(errors.NO_PAPER.message)), language, look
        )
        yield f"judging {part.value}"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@on_every_panel
def test_what_is_shown_after_a_press_fits(
    make_theatre: Callable[..., Theatre], panel: Panel, low: bool, look: Look, language: str
) -> None:
    theatre = make_theatre(*panel)
    theatre.low = low
    wrong = []
    for pressed in walked(theatre, language, look):
        # A sheet lies over the screen and hides it.
        covered = theatre.has("question-sheet")
        found = (*cut_texts(theatre), *too_small(theatre)) if covered else tuple(flaws(theatre))
        wrong += [f"{pressed}: {what}" for what in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@on_every_panel
def test_every_page_fits_while_an_act_did_not_work(
    make_theatre: Callable[..., Theatre], panel: Panel, low: bool, look: Look
) -> None:
    theatre = make_theatre(*panel)
    theatre.low = low
    wrong = []
    for page in Page:
        theatre.visit += 1
        state = Maintenance(views.ADMINISTRATOR, page, view=VIEWS[page], failure=errors.DATA_AWAY)
        theatre.show(state, "en", look)
        wrong += [f"{page.value}: {what}" for what in flaws(theatre)]
    assert not wrong, "\n".join(wrong)
