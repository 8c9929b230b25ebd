"""Nobody touches the screen: from Welcome to the printed paper with a hardware keypad, or with a few keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.stories.conftest import PASSWORD, Kiosk

NUMBER = "119901198503150015"
ENTER, TAB, ESCAPE, BACK = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Backspace
KEYPAD = Qt.KeyboardModifier.KeypadModifier
KEYS_IN_A_SECOND = 10_000


def type_keys(kiosk: Kiosk, text: str) -> None:
    """Type on the hardware keypad."""
    kiosk.key(*(Qt.Key(ord(character)) for character in text), modifiers=KEYPAD)


def log_in(kiosk: Kiosk) -> None:
    """From Welcome to the overview by number."""
    kiosk.walk_to("enter-number-button")
    kiosk.key(ENTER)
    assert kiosk.screen == "enter-number"
    type_keys(kiosk, NUMBER)
    kiosk.key(ENTER)
    assert kiosk.screen == "enter-password"
    type_keys(kiosk, PASSWORD)
    kiosk.key(ENTER)
    assert kiosk.screen == "overview"


def test_from_welcome_to_the_paper(kiosk: Kiosk) -> None:
    log_in(kiosk)
    kiosk.key(ENTER)
    assert kiosk.screen == "print"
    kiosk.key(ENTER)
    kiosk.wait(10)
    assert kiosk.screen == "take-paper"
    assert len(kiosk.printed()) == 1
    kiosk.walk_to("finish")
    kiosk.key(Qt.Key.Key_Space)
    assert kiosk.screen == "welcome"


def test_a_wrong_digit_is_taken_back_and_a_step_as_well(kiosk: Kiosk) -> None:
    kiosk.walk_to("enter-number-button", Qt.Key.Key_Right)
    kiosk.key(ENTER)
    type_keys(kiosk, NUMBER[:-1] + "6")
    kiosk.key(BACK)
    type_keys(kiosk, "5")
    kiosk.key(Qt.Key.Key_Enter)
    assert kiosk.screen == "enter-password"
    kiosk.key(ESCAPE)
    assert kiosk.screen == "enter-number"
    kiosk.key(ESCAPE)
    assert kiosk.screen == "welcome"


def test_a_card_number_with_the_keypad_of_letters(kiosk: Kiosk) -> None:
    """A hardware keypad has no letters: the one on the screen is walked to."""
    kiosk.walk_to("enter-number-button")
    kiosk.key(ENTER)
    kiosk.walk_to("key-letters")
    kiosk.key(ENTER)
    kiosk.walk_to("key-a")
    kiosk.key(ENTER)
    type_keys(kiosk, "12345674")
    kiosk.key(ENTER)
    assert kiosk.screen == "enter-password"


def test_every_month_and_every_page(kiosk: Kiosk) -> None:
    log_in(kiosk)
    kiosk.walk_to("tile-110")
    kiosk.key(ENTER)
    assert kiosk.screen == "insurance"
    kiosk.walk_to("month-2026-01")
    kiosk.key(Qt.Key.Key_Right, Qt.Key.Key_Down, ENTER)
    assert "2025年2月" in kiosk.read("month-words")
    kiosk.walk_to("year-previous", Qt.Key.Key_Backtab)
    kiosk.key(ENTER)
    assert kiosk.find("month-2026-01") is None
    kiosk.walk_to("rows-button")
    kiosk.key(ENTER)
    assert kiosk.find("month-2025-01") is None, "the amounts of a year"
    kiosk.key(ESCAPE)
    assert kiosk.screen == "overview"
    kiosk.walk_to("policy-button" if kiosk.find("policy-button") else "my-data-button")
    kiosk.key(ENTER)
    assert kiosk.screen != "overview"


def test_the_display_is_switched_without_losing_ones_place(kiosk: Kiosk) -> None:
    log_in(kiosk)
    kiosk.walk_to("look-elder")
    kiosk.key(ENTER)
    assert kiosk.focus == "look-elder"
    kiosk.walk_to("language-en")
    kiosk.key(ENTER)
    assert kiosk.read("heading") == "Your social insurance"
    kiosk.key(ENTER)
    assert kiosk.screen == "overview", "the key that is walked to, not the one next step"


def test_the_still_there_cover_is_answered_with_enter(kiosk: Kiosk) -> None:
    log_in(kiosk)
    kiosk.wait(61)
    assert kiosk.screen == "still-there"
    kiosk.key(ENTER)
    assert kiosk.screen == "overview"


@pytest.mark.parametrize("first", ["welcome", "overview", "print"])
def test_ten_thousand_keys_a_second_open_nothing(kiosk: Kiosk, first: str) -> None:
    """E4: the screen answers, nothing is printed, nobody is logged out by it."""
    if first != "welcome":
        log_in(kiosk)
    if first == "print":
        kiosk.press("print-button")
    foreign = (Qt.Key.Key_F4, Qt.Key.Key_Print, Qt.Key.Key_F11, Qt.Key.Key_Meta, Qt.Key.Key_Q, Qt.Key.Key_MediaPlay)
    window = kiosk.program.stage.windowHandle()
    modifiers = (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier)
    for number in range(KEYS_IN_A_SECOND):
        key = foreign[number % len(foreign)]
        QTest.keyClick(window, key, modifiers[number % len(modifiers)])
    assert kiosk.screen == first
    assert kiosk.printed() == []
