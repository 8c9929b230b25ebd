"""The card is pulled: everything ends at once, on every screen."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Kiosk

WAYS = {
    "enter-password": [],
    "overview": ["login"],
    "insurance": ["login", "tile-310"],
    "print": ["login", "print-button"],
    "printing": ["login", "print-button", "print-confirm"],
    "take-paper": ["login", "print-button", "print-confirm", "wait"],
    "still-there": ["login", "idle"],
    "register": ["register-button"],
}


def go(kiosk: Kiosk, ways: list[str]) -> None:
    for way in ways:
        match way:
            case "login":
                kiosk.type("246813")
                kiosk.press("confirm")
            case "wait":
                kiosk.wait(10)
            case "idle":
                kiosk.wait(61)
            case name:
                kiosk.press(name)


@pytest.mark.parametrize("screen", list(WAYS))
def test_from_every_screen(kiosk: Kiosk, screen: str) -> None:
    kiosk.cards.insert("zhang-san")
    assert kiosk.screen == "enter-password"
    go(kiosk, WAYS[screen])
    assert kiosk.screen == screen
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"
    for secret in ("张", "0015", "139,831"):
        assert secret not in kiosk.texts()


def test_while_printing_nothing_comes_out(kiosk: Kiosk) -> None:
    """A4: the print is cancelled unless already sent."""
    kiosk.cards.insert("zhang-san")
    go(kiosk, WAYS["printing"])
    kiosk.cards.pull()
    kiosk.wait(60)
    assert kiosk.printed() == []


def test_swapping_cards_never_mixes_two_persons(kiosk: Kiosk) -> None:
    """A6: the second card is another visit."""
    kiosk.insert_and_log_in()
    kiosk.cards.insert("retired")
    assert kiosk.screen == "enter-password"
    kiosk.type("246813")
    kiosk.press("confirm")
    assert kiosk.screen == "enter-password"
    assert "A01" in kiosk.texts()


def test_an_answer_that_comes_after_the_card_went_is_nobodys(kiosk: Kiosk) -> None:
    """The account is loaded a moment too late: it must not appear."""
    kiosk.cards.insert("zhang-san")
    assert kiosk.screen == "enter-password"
    kiosk.type("246813")
    confirm = kiosk.find("confirm")
    assert confirm is not None
    hands = kiosk.threads.hands
    confirm.click()  # type: ignore[attr-defined]  # a Key
    hands.data.run_all()
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"


def test_a_card_put_in_during_a_visit_by_number_ends_that_visit(kiosk: Kiosk) -> None:
    kiosk.press("enter-number-button")
    kiosk.type("119901198503150015")
    kiosk.press("confirm")
    kiosk.type("246813")
    kiosk.press("confirm")
    assert kiosk.screen == "overview"
    kiosk.cards.insert("chen-jing")
    assert kiosk.screen == "enter-password"
    assert "张" not in kiosk.texts()


def test_a_contactless_card_may_leave(kiosk: Kiosk) -> None:
    kiosk.insert_and_log_in("zhang-san-contactless")
    kiosk.cards.pull()
    assert kiosk.screen == "overview"
    kiosk.press("finish")
    assert kiosk.screen == "welcome"
