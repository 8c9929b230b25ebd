"""A low screen: what is pressed stands below, what is only read above, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.choices import Look
from kiosk.states import Claim, Discrepancy, EnterNumber, Overview, Register, Welcome
from tests.ui import records
from tests.ui.conftest import Theatre
from tests.ui.states_shown import SHOWN, WORKER, wanted_of
from tests.ui.test_fit import LANDSCAPE, on_stage
from ui.parts.entry import Entry


def low(theatre: Theatre) -> Theatre:
    theatre.low = True
    return theatre


def test_every_name_is_there_on_a_low_screen(theatre: Theatre) -> None:
    missing = []
    for look in (Look.STANDARD, Look.ELDER):
        for screen, state, names in SHOWN:
            theatre.visit += 1
            low(theatre).show(state, "en", look)
            wanted = wanted_of(names, look, theatre.has)
            # The months and the findings take turns, as on every panel that has room for one of them.
            wanted -= {"attention-gap-110"} if screen == "discrepancy" else set()
            missing += [f"{screen}: {name}" for name in sorted(wanted) if not theatre.has(name)]
    assert not missing, "\n".join(missing)


def test_what_is_typed_stays_when_the_screen_is_lowered(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    theatre.press("key-1")
    low(theatre).show(EnterNumber())
    theatre.press("key-2")
    assert theatre.text("field-number") == "12"


def test_a_key_within_reach_leads_from_field_to_field(theatre: Theatre) -> None:
    low(theatre).show(Register(Claim(number=records.NUMBER)))

    def active() -> str:
        return next(entry.value.objectName() for entry in theatre.stage.findChildren(Entry) if entry.active)

    seen = [active()]
    for _ in range(4):
        theatre.press("field-next")
        seen.append(active())
    assert seen == ["field-card-number", "field-password", "field-password-again", "field-number", "field-card-number"]


def test_findings_and_months_take_turns_within_reach(theatre: Theatre) -> None:
    low(theatre).show(Discrepancy(WORKER))
    assert theatre.has("attention-arrears-110")
    assert not theatre.has("month-2026-03")
    theatre.press("mark-button")
    assert theatre.has("month-2026-03")
    assert not theatre.has("attention-arrears-110")
    assert theatre.has("whom-to-see")


def test_balances_are_read_above_and_insurances_opened_below(theatre: Theatre) -> None:
    low(theatre).show(Overview(WORKER))
    assert on_stage(theatre, theatre.part("balance-110")).bottom() < on_stage(theatre, theatre.part("tile-110")).top()


def test_a_panel_that_lies_across_is_low_already(make_theatre: Callable[..., Theatre]) -> None:
    theatre = low(make_theatre(*LANDSCAPE))
    theatre.show(Welcome())
    assert not theatre.has("low-screen")
    assert theatre.stage.theme is not None
    assert not theatre.stage.theme.low
