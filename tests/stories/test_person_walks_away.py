"""Nobody touches anything: the data are covered, then gone."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import pytest

from kiosk.choices import Look
from tests.stories.conftest import Kiosk, MakeKiosk


def test_covered_then_ended_with_the_card_in(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.wait(59)
    assert kiosk.screen == "overview"
    kiosk.wait(2)
    assert kiosk.screen == "still-there"
    assert "张" not in kiosk.texts() and "139,831" not in kiosk.texts()
    kiosk.wait(31)
    assert kiosk.screen == "take-card"
    kiosk.wait(600)
    assert kiosk.screen == "take-card", "a new visit only after the card was taken"
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"


def test_one_touch_goes_on_where_one_was(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("tile-310")
    kiosk.wait(70)
    assert kiosk.screen == "still-there"
    kiosk.press("continue")
    assert kiosk.screen == "insurance"


def test_what_was_typed_is_still_there_after_going_on(kiosk: Kiosk) -> None:
    kiosk.press("enter-number-button")
    kiosk.type("1199")
    kiosk.wait(61)
    assert kiosk.screen == "still-there"
    kiosk.press("continue")
    assert "1199" in kiosk.read("field-number")


def test_a_visit_by_number_ends_at_welcome(kiosk: Kiosk) -> None:
    kiosk.press("enter-number-button")
    kiosk.wait(61 + 31)
    assert kiosk.screen == "welcome"


def test_the_elder_look_gives_more_time(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.press("look-elder")
    kiosk.wait(119)
    assert kiosk.screen == "overview"
    kiosk.wait(2)
    assert kiosk.screen == "still-there"
    kiosk.wait(42)
    assert kiosk.screen == "still-there"
    kiosk.wait(4)
    assert kiosk.screen == "take-card"


def test_the_longest_visit_ends_after_a_last_warning(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(session={"longest_seconds": 120})
    kiosk.insert_and_log_in()
    for tile in ("tile-110", "tile-210", "tile-310"):
        kiosk.press(tile)
        kiosk.wait(29)
        kiosk.press("back")
    kiosk.wait(5)
    assert kiosk.screen == "still-there"
    assert kiosk.find("continue") is None or not kiosk.find("continue").isEnabled()  # type: ignore[union-attr]
    kiosk.wait(31)
    assert kiosk.screen == "take-card"


def test_the_cover_counts_down_every_second(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in()
    kiosk.wait(60.5)
    shown = []
    while kiosk.screen == "still-there":
        shown.append(kiosk.read("countdown"))
        kiosk.wait(1)
    assert shown == [f"{seconds}秒" for seconds in range(30, 30 - len(shown), -1)]
    assert len(shown) >= 29, "never a warning under 20 s"


@pytest.mark.parametrize(("look", "longest", "warning"), [(None, 600, 30), ("look-elder", 1200, 45)])
def test_who_goes_on_and_on_has_ten_minutes_or_twenty(
    kiosk: Kiosk, look: str | None, longest: int, warning: int
) -> None:
    kiosk.insert_and_log_in()
    if look:
        kiosk.press(look)
    spent, continued = 0, 0
    while spent < longest - warning - 1:
        kiosk.wait(1)
        spent += 1
        if kiosk.screen == "still-there":
            kiosk.press("continue")
            continued += 1
            assert kiosk.screen == "overview"
    assert continued >= 7, "as often as one likes"
    kiosk.wait(2)
    assert kiosk.screen == "still-there"
    assert kiosk.find("continue") is None
    kiosk.wait(warning - 3)
    assert kiosk.screen == "still-there", "the last warning is as long as any"
    kiosk.wait(4)
    assert kiosk.screen == "take-card"


@pytest.mark.parametrize("end", ["finish", "walk away", "pull the card"])
def test_how_the_screen_spoke_and_looked_ends_with_the_visit(kiosk: Kiosk, end: str) -> None:
    home = kiosk.program.conductor.session.display
    kiosk.insert_and_log_in()
    for name in ("look-dark", "low-screen", "voice", "language-en"):
        kiosk.press(name)
    changed = kiosk.program.conductor.session.display
    assert changed == replace(home, language="en", look=Look.DARK, low=True, voice=True)
    if end == "finish":
        kiosk.press("finish")
    elif end == "walk away":
        kiosk.wait(92)
    else:
        kiosk.cards.pull()
    assert kiosk.screen == ("welcome" if end == "pull the card" else "take-card")
    if end != "pull the card":
        assert kiosk.program.conductor.session.display == changed, "who takes the card is still the same person"
        kiosk.cards.pull()
        assert kiosk.screen == "welcome"
    assert kiosk.program.conductor.session.display == home


def test_who_only_switches_the_display_and_goes_leaves_it_as_it_was(kiosk: Kiosk) -> None:
    home = kiosk.program.conductor.session.display
    for name in ("look-dark", "low-screen", "voice", "language-en"):
        kiosk.press(name)
    kiosk.wait(61)
    assert kiosk.program.conductor.session.display == home


class Ring:
    """Something of a visit that only a collector can free."""

    def __init__(self) -> None:
        self.ring = self


def test_what_a_visit_left_in_circles_is_gathered_at_once(kiosk: Kiosk) -> None:
    """Nobody's name waits in memory for the next person's work to make the collector run."""
    gc.disable()
    try:
        kiosk.insert_and_log_in()
        left = weakref.ref(Ring())
        kiosk.wait(5)
        assert left() is not None, "nothing is gathered while somebody looks"
        kiosk.cards.pull()
        kiosk.wait(2)
        assert left() is None
    finally:
        gc.enable()
