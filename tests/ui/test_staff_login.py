"""Staff log in: what is typed, what a card tells, and what is never kept."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from kiosk import errors
from kiosk.events import BackAsked, FinishAsked
from kiosk.staff.events import StaffEntered
from kiosk.staff.states import StaffLogin
from kiosk.states import Welcome
from tests.ui.conftest import Theatre
from ui.draft import STAFF_PASSWORD_LENGTH
from ui.parts.key import Key

TYPED = bytearray(b"4711XA")


def type_on(theatre: Theatre, characters: str) -> None:
    for character in characters:
        theatre.press(f"key-{character.lower()}")


def entered(theatre: Theatre) -> StaffEntered:
    (event,) = theatre.sent_of(StaffEntered)
    assert isinstance(event, StaffEntered)
    return event


def test_number_and_password_are_handed_over(theatre: Theatre) -> None:
    theatre.show(StaffLogin(), "en")
    assert not theatre.part("confirm").isEnabled(), "nothing is typed yet"
    type_on(theatre, "20001")
    assert theatre.text("field-number") == "20001"
    assert theatre.text("confirm") == "Next"
    theatre.press("confirm")
    type_on(theatre, "4711X")
    theatre.press("key-letters")
    type_on(theatre, "A")
    assert theatre.text("field-password") == "●" * 6
    assert theatre.text("confirm") == "Log in"
    theatre.press("confirm")
    event = entered(theatre)
    assert (event.number, event.password) == ("20001", TYPED)
    assert theatre.text("field-password") == "", "nothing of it stays on the screen"
    assert "4711" not in repr(event)


def test_a_number_has_digits_only_and_at_most_twelve(theatre: Theatre) -> None:
    theatre.show(StaffLogin())
    QTest.keyClicks(theatre.stage, "X1")
    theatre.press("key-2")
    assert not theatre.part("key-x").isEnabled()
    QTest.keyClicks(theatre.stage, "34567890123456")
    assert theatre.text("field-number") == "123456789012"


def test_who_asks_for_letters_goes_on_to_the_password(theatre: Theatre) -> None:
    theatre.show(StaffLogin())
    type_on(theatre, "20001")
    theatre.press("key-letters")
    type_on(theatre, "B")
    assert theatre.text("field-password") == "●"


def test_a_password_ends_where_it_is_as_long_as_can_be(theatre: Theatre) -> None:
    theatre.show(StaffLogin("20001"))
    for _ in range(STAFF_PASSWORD_LENGTH + 3):
        theatre.press("key-1")
    assert len(theatre.text("field-password")) == STAFF_PASSWORD_LENGTH


def test_keys_of_a_password_show_no_press(theatre: Theatre) -> None:
    theatre.show(StaffLogin("20001"))
    key = theatre.part("key-5")
    assert isinstance(key, Key)
    before = key.grab().toImage()
    key.setDown(True)
    assert key.grab().toImage() == before


def test_a_card_fills_in_the_number_and_its_going_clears_it(theatre: Theatre) -> None:
    theatre.show(StaffLogin(), "en")
    QTest.keyClicks(theatre.stage, "99")
    theatre.show(StaffLogin("20001"), "en")
    QTest.keyClicks(theatre.stage, "77")
    theatre.press("confirm")
    assert (entered(theatre).number, entered(theatre).password) == ("20001", bytearray(b"77"))
    theatre.show(StaffLogin(), "en")
    assert theatre.text("field-number") == ""


def test_a_refusal_keeps_the_number_clears_the_password_and_counts(theatre: Theatre) -> None:
    theatre.show(StaffLogin(), "en")
    QTest.keyClicks(theatre.stage, "20001")
    theatre.press("confirm")
    QTest.keyClicks(theatre.stage, "12345678")
    theatre.press("confirm")
    theatre.show(StaffLogin(busy=True), "en")
    assert not theatre.part("key-1").isEnabled()
    theatre.show(StaffLogin(failure=errors.STAFF_WRONG_LOGIN, tries_left=2), "en")
    assert theatre.text("tries-left") == "2 more tries."
    assert theatre.text("message-code") == "M01"
    assert theatre.text("field-password") == ""
    QTest.keyClicks(theatre.stage, "1")
    assert theatre.text("field-password") == "●"
    # Shown anew (another language) it takes nothing away.
    theatre.show(StaffLogin(failure=errors.STAFF_WRONG_LOGIN, tries_left=2), "zh_CN")
    assert theatre.text("field-password") == "●"


def test_a_wait_is_counted_down_and_nothing_can_be_typed(theatre: Theatre) -> None:
    theatre.show(StaffLogin(failure=errors.LOCKED, wait_seconds=14), "en")
    assert "14 seconds" in theatre.text("countdown")
    QTest.keyClicks(theatre.stage, "1")
    assert theatre.text("field-number") == ""
    assert not theatre.part("confirm").isEnabled()
    theatre.show(StaffLogin(), "en")
    QTest.keyClicks(theatre.stage, "1")
    assert theatre.text("field-number") == "1"


def test_back_and_finish_lead_away(theatre: Theatre) -> None:
    theatre.show(StaffLogin())
    theatre.press("back")
    theatre.press("finish")
    assert (len(theatre.sent_of(BackAsked)), len(theatre.sent_of(FinishAsked))) == (1, 1)


def test_nothing_typed_outlives_the_screen(theatre: Theatre) -> None:
    theatre.show(StaffLogin())
    QTest.keyClicks(theatre.stage, "20001")
    theatre.press("confirm")
    QTest.keyClicks(theatre.stage, "12345678")
    theatre.show(Welcome())
    theatre.visit += 1
    theatre.show(StaffLogin())
    assert theatre.text("field-number") == theatre.text("field-password") == ""


@pytest.mark.parametrize("name", ["confirm", "key-1", "key-letters"])
def test_everything_is_pressed_by_keys(theatre: Theatre, name: str) -> None:
    theatre.show(StaffLogin())
    QTest.keyClicks(theatre.stage, "2")
    part = theatre.part(name)
    assert isinstance(part, QAbstractButton)
    assert part.isEnabled()
