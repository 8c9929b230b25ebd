"""The stage shows each state on its own screen, keeps what was typed, and covers what is personal."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from kiosk import errors
from kiosk.choices import Look
from kiosk.events import (
    BackAsked,
    InsuranceChosen,
    LanguageChosen,
    LookChosen,
    NumberEntered,
    PasswordEntered,
    RegistrationEntered,
    Touched,
)
from kiosk.insurance import Insurance
from kiosk.states import (
    Claim,
    EnterNumber,
    EnterPassword,
    InsuranceDetail,
    Overview,
    Print,
    Printing,
    Register,
    State,
    StillThere,
    Welcome,
)
from kiosk.words import languages, words_of
from tests.ui import records
from tests.ui.conftest import HEALTHY, Theatre
from tests.ui.states_shown import SHOWN, WORKER, wanted_of

PASSWORD = "246813"


def press(theatre: Theatre, name: str) -> None:
    part = theatre.part(name)
    assert isinstance(part, QAbstractButton)
    assert part.isEnabled(), name
    part.click()
    QApplication.processEvents()


def test_every_kind_of_state_is_among_those_shown() -> None:
    assert {type(state) for _name, state, _parts in SHOWN} == set(get_args(State))


@pytest.mark.parametrize(("screen", "state", "names"), SHOWN, ids=lambda value: getattr(value, "__name__", None))
@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
def test_a_state_is_shown_with_every_name(
    theatre: Theatre, screen: str, state: State, names: list[str], look: Look
) -> None:
    theatre.show(state, look=look)
    shown = theatre.stage.screen_shown
    assert shown is not None
    assert shown.objectName() == screen
    assert sorted(name for name in wanted_of(names, look, theatre.has) if not theatre.has(name)) == []


def test_a_screen_is_updated_within_a_kind_and_built_anew_for_another(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    first = theatre.stage.screen_shown
    theatre.show(EnterNumber(errors.NUMBER_MALFORMED))
    assert theatre.stage.screen_shown is first
    theatre.show(EnterPassword(Claim()))
    assert theatre.stage.screen_shown is not first
    theatre.show(InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION))
    pension = theatre.stage.screen_shown
    theatre.show(InsuranceDetail(WORKER, Insurance.UNEMPLOYMENT))
    assert theatre.stage.screen_shown is not pension


def test_a_number_is_typed_grouped_and_sent_whole(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    for digit in records.NUMBER:
        press(theatre, f"key-{digit}")
    assert theatre.text("field-number") == "119901 19850315 0015"
    press(theatre, "confirm")
    assert theatre.sent_of(NumberEntered) == [NumberEntered(records.NUMBER)]


def test_nothing_is_sent_before_anything_is_typed(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    confirm = theatre.part("confirm")
    assert not confirm.isEnabled()
    QTest.keyClick(theatre.stage, Qt.Key.Key_Return)
    assert theatre.sent_of(NumberEntered) == []


def test_x_lives_at_the_last_place_only(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    alive = []
    for place in range(18):
        if theatre.part("key-x").isEnabled():
            alive.append(place)
        press(theatre, "key-1")
    assert alive == [8, 17]


def test_a_card_number_has_letters_and_no_groups(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    press(theatre, "key-letters")
    press(theatre, "key-a")
    press(theatre, "key-letters")
    for digit in "12345674":
        press(theatre, f"key-{digit}")
    assert theatre.text("field-number") == "A12345674"


def test_the_keyboard_types_deletes_confirms_and_goes_back(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    QTest.keyClicks(theatre.stage, "12q;9")
    QTest.keyClick(theatre.stage, Qt.Key.Key_Backspace)
    assert theatre.text("field-number") == "12"
    QTest.keyClick(theatre.stage, Qt.Key.Key_Return)
    QTest.keyClick(theatre.stage, Qt.Key.Key_Escape)
    assert theatre.sent_of(NumberEntered) == [NumberEntered("12")]
    assert theatre.sent_of(BackAsked) == [BackAsked()]


def test_enter_confirms_what_was_typed_even_after_walking_to_a_key(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    theatre.part("key-clear").setFocus()
    QTest.keyClicks(theatre.stage, "77")
    QTest.keyClick(theatre.stage, Qt.Key.Key_Return)
    assert theatre.sent_of(NumberEntered) == [NumberEntered("77")]


@pytest.mark.parametrize("language", languages())
def test_a_password_is_never_readable(theatre: Theatre, language: str) -> None:
    theatre.show(EnterPassword(Claim()), language)
    for digit in PASSWORD:
        press(theatre, f"key-{digit}")
    assert theatre.text("field-password") == "●" * 6
    assert not any(PASSWORD in text for text in theatre.texts())
    press(theatre, "confirm")
    assert theatre.sent_of(PasswordEntered) == [PasswordEntered(bytearray(PASSWORD, "ascii"))]
    assert theatre.text("field-password") == ""


def test_no_key_of_a_password_shows_its_press(theatre: Theatre) -> None:
    theatre.show(EnterPassword(Claim()))
    key = theatre.part("key-5")
    calm = key.grab().toImage()
    assert isinstance(key, QAbstractButton)
    key.setDown(True)
    assert key.grab().toImage() == calm


def test_a_press_on_a_number_key_is_shown(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    key = theatre.part("key-5")
    calm = key.grab().toImage()
    assert isinstance(key, QAbstractButton)
    key.setDown(True)
    assert key.grab().toImage() != calm


def test_keys_are_shut_while_checking_and_waiting_and_say_why(theatre: Theatre) -> None:
    for state in (EnterPassword(Claim(), busy=True), EnterPassword(Claim(), errors.LOCKED, wait_seconds=9)):
        theatre.show(state)
        assert not theatre.part("key-1").isEnabled()
        assert theatre.text("keypad-reason")
        QTest.keyClicks(theatre.stage, "1")
        assert theatre.text("field-password") == ""


def test_health_news_do_not_wipe_a_password_being_typed(theatre: Theatre) -> None:
    state = EnterPassword(Claim(), errors.WRONG_LOGIN, 3)
    theatre.show(state)
    press(theatre, "key-2")
    theatre.show(state, health=replace(HEALTHY, printer=errors.NO_PAPER))
    assert theatre.text("field-password") == "●"


def test_a_failure_wipes_what_was_typed(theatre: Theatre) -> None:
    theatre.show(EnterPassword(Claim()))
    press(theatre, "key-2")
    theatre.show(EnterPassword(Claim(), errors.WRONG_LOGIN, 3))
    assert theatre.text("field-password") == ""


def test_another_language_or_look_keeps_what_was_typed(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    QTest.keyClicks(theatre.stage, "11990")
    theatre.show(EnterNumber(), "en", Look.DARK)
    assert theatre.text("field-number") == "11990"
    assert theatre.text("heading") == "Enter your number"
    theatre.show(EnterPassword(Claim()))
    press(theatre, "key-2")
    theatre.show(EnterPassword(Claim()), "en", Look.ELDER)
    assert theatre.text("field-password") == "●"


def test_what_was_typed_is_gone_with_its_screen_and_with_its_visit(theatre: Theatre) -> None:
    theatre.show(EnterNumber())
    QTest.keyClicks(theatre.stage, "11990")
    theatre.visit += 1
    theatre.show(EnterNumber())
    assert theatre.text("field-number") == ""
    QTest.keyClicks(theatre.stage, "11990")
    theatre.show(Welcome())
    theatre.show(EnterNumber())
    assert theatre.text("field-number") == ""


def test_still_there_shows_nothing_personal_and_gives_the_draft_back(theatre: Theatre) -> None:
    secrets = (records.NAME, records.MASKED_NAME, records.NUMBER, records.MASKED_NUMBER, "98,214.36", "1985")
    theatre.show(Overview(WORKER))
    assert any("98,214.36" in text for text in theatre.texts())
    theatre.show(StillThere(Overview(WORKER), 20))
    assert not [text for text in theatre.texts() for secret in secrets if secret in text]
    theatre.show(EnterNumber())
    QTest.keyClicks(theatre.stage, "119901")
    theatre.show(StillThere(EnterNumber(), 20))
    assert not any("119901" in text for text in theatre.texts())
    theatre.show(EnterNumber())
    assert theatre.text("field-number") == "119901"


def test_a_register_form_hands_over_all_four_and_keeps_no_password(theatre: Theatre) -> None:
    theatre.show(Register(Claim(number=records.NUMBER)))
    assert theatre.text("field-number") == "119901 ******** 0015"
    press(theatre, "key-letters")
    press(theatre, "key-a")
    press(theatre, "key-letters")
    QTest.keyClicks(theatre.stage, "12345674" + PASSWORD + PASSWORD)
    press(theatre, "confirm")
    word = bytearray(PASSWORD, "ascii")
    assert theatre.sent_of(RegistrationEntered) == [RegistrationEntered(records.NUMBER, "A12345674", word, word)]
    theatre.show(Register(Claim(number=records.NUMBER), errors.PASSWORD_WEAK))
    assert theatre.text("field-password") == ""
    assert theatre.text("field-card-number") == grouped_card("A12345674")


def grouped_card(number: str) -> str:
    return number[:2] + "*" * 5 + number[-2:]


def test_a_touched_cell_tells_its_month_in_words(theatre: Theatre) -> None:
    theatre.show(InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION), "en")
    QTest.mouseClick(theatre.part("month-2024-05"), Qt.MouseButton.LeftButton)
    assert theatre.text("month-words").startswith("May 2024: ")
    assert "arrived" in theatre.text("month-words")
    assert theatre.part("month-2021-07").accessibleName() == "July 2021: paid later"
    assert theatre.part("month-2020-01").accessibleName() == "January 2020: paid"


def test_years_are_leafed_through_to_the_first(theatre: Theatre) -> None:
    theatre.show(InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION))
    assert not theatre.has("month-2011-09")
    press(theatre, "year-previous")
    assert theatre.has("month-2011-09")
    assert not theatre.part("year-previous").isEnabled()


def test_printing_is_shut_with_its_reason_while_the_printer_is(theatre: Theatre) -> None:
    state = Print(WORKER, document=records.document())
    theatre.show(state, health=replace(HEALTHY, printer=errors.NO_PAPER))
    assert not theatre.part("print-confirm").isEnabled()
    assert theatre.text("message") == words_of("zh_CN")(errors.NO_PAPER.message)
    theatre.show(state)
    assert theatre.part("print-confirm").isEnabled()
    assert not theatre.has("message")


def test_welcome_tells_what_does_not_work(theatre: Theatre) -> None:
    theatre.show(Welcome(), "en")
    assert theatre.text("health") == (
        "Looking up and printing work now. Data as of October 2026. Payments after that may not be shown yet."
    )
    theatre.show(Welcome(), "en", health=replace(HEALTHY, printer=errors.NO_PAPER))
    assert theatre.text("health") == errors.NO_PAPER.message
    theatre.show(Welcome(), "en", health=replace(HEALTHY, data=errors.DATA_AWAY))
    assert theatre.text("health") == errors.DATA_AWAY.message
    assert not theatre.part("enter-number-button").isEnabled()


def test_tiles_and_switches_send_what_was_chosen(theatre: Theatre) -> None:
    theatre.show(Overview(WORKER))
    for name in ("tile-310", "language-en", "look-elder"):
        press(theatre, name)
    events = [event for event in theatre.sent if not isinstance(event, Touched)]
    assert events == [InsuranceChosen(Insurance.EMPLOYEE_MEDICAL), LanguageChosen("en"), LookChosen(Look.ELDER)]


def test_a_touch_anywhere_is_told_at_most_once_a_second(theatre: Theatre) -> None:
    theatre.show(Overview(WORKER))
    handle = theatre.stage.windowHandle()
    for _ in range(5):
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(20, 300))
    assert len(theatre.sent_of(Touched)) == 1


def test_help_covers_the_screen_and_a_touch_closes_it(theatre: Theatre) -> None:
    theatre.show(Overview(WORKER))
    press(theatre, "window-help")
    assert "12333" in theatre.text("help-hotline")
    QTest.mouseClick(theatre.part("help-sheet"), Qt.MouseButton.LeftButton)
    assert not theatre.has("help-sheet")


def test_nothing_of_a_person_stays_when_the_visit_is_over(theatre: Theatre) -> None:
    theatre.show(Printing(WORKER, records.document()))
    theatre.show(Overview(WORKER))
    theatre.show(Welcome())
    kept = [part for part in theatre.stage.findChildren(QWidget) if records.MASKED_NAME in str(part.property("text"))]
    assert kept == []


def test_every_amount_on_the_overview_stands_in_the_list(theatre: Theatre) -> None:
    theatre.show(Overview(WORKER))
    words = words_of("zh_CN")
    for summary in WORKER.overview.summaries:
        name = f"balance-{summary.insurance.value}"
        if summary.balance is None:
            assert not theatre.has(name)
        else:
            assert theatre.text(name) == words.money(summary.balance)
