"""Passwords: wrong ones, the initial one, one of one's own; cards that open nothing."""

from __future__ import annotations

import pytest

from kiosk.demo.story import read_stories
from kiosk.identity import id_check_character
from tests.clock import HandClock
from tests.stories.conftest import PASSWORD, Kiosk, MakeKiosk

NOBODYS = "11990119900101001" + id_check_character("11990119900101001")
"""A well-formed number that no demo person has."""
WRONG = "135790"


def test_five_wrong_passwords_then_waiting_that_doubles(kiosk: Kiosk) -> None:
    kiosk.cards.insert("zhang-san")
    for left in (4, 3, 2, 1):
        kiosk.type("135790")
        kiosk.press("confirm")
        assert "A01" in kiosk.texts() and str(left) in kiosk.read("tries-left")
    kiosk.type("135790")
    kiosk.press("confirm")
    assert "A02" in kiosk.texts()
    assert "15" in kiosk.read("countdown")
    key = kiosk.find("key-1")
    assert key is not None and not key.isEnabled()
    kiosk.wait(16)
    kiosk.type("135790")
    kiosk.press("confirm")
    assert "30" in kiosk.read("countdown")
    kiosk.wait(31)
    kiosk.type("246813")
    kiosk.press("confirm")
    assert kiosk.screen == "overview"


def test_the_initial_password_leads_to_one_of_ones_own(kiosk: Kiosk) -> None:
    kiosk.press("enter-number-button")
    kiosk.type("119901199208080020")
    kiosk.press("confirm")
    kiosk.type("080020")
    kiosk.press("confirm")
    assert kiosk.screen == "register"
    assert "A03" in kiosk.texts()
    fill_form(kiosk, None, "B20000016", "739518", "739518")
    assert kiosk.screen == "overview"
    assert "陈**" in kiosk.texts()
    kiosk.press("finish")
    kiosk.cards.insert("chen-jing")
    assert kiosk.screen == "enter-password"
    kiosk.type("739518")
    kiosk.press("confirm")
    assert kiosk.screen == "overview"


def fill_form(kiosk: Kiosk, number: str | None, card: str | None, password: str, again: str) -> None:
    """Fill the registration form field by field."""
    for text in (number, card, password, again):
        if text is not None:
            kiosk.type(text)
            kiosk.press("confirm")


def test_the_initial_password_tells_nobody_who_exists(kiosk: Kiosk) -> None:
    """A number that nobody has gets the same answer."""
    kiosk.press("enter-number-button")
    kiosk.type(NOBODYS)
    kiosk.press("confirm")
    assert kiosk.screen == "enter-password", "the number is well-formed"
    kiosk.type(NOBODYS[-6:])
    kiosk.press("confirm")
    assert kiosk.screen == "register"
    assert "A03" in kiosk.texts()


@pytest.mark.parametrize(
    ("number", "card", "password", "again", "code"),
    [
        ("119901199208080020", "A12345674", "739518", "739518", "A05"),
        ("119901199208080020", "B20000016", "080020", "080020", "A06"),
        ("119901199208080020", "B20000016", "739518", "739519", "A07"),
        ("119901199208080021", "B20000016", "739518", "739518", "A04"),
    ],
)
def test_registrations_that_are_refused(
    kiosk: Kiosk, number: str, card: str, password: str, again: str, code: str
) -> None:
    kiosk.press("register-button")
    assert kiosk.screen == "register"
    fill_form(kiosk, number, card, password, again)
    assert kiosk.screen == "register"
    assert code in kiosk.texts()


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("080020", "初始密码"),
        ("920808", "出生日期"),
        ("200000", "卡号"),
        ("778877", "重复"),
        ("654321", "递增或递减"),
        ("12345", "六位"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(kiosk: Kiosk, password: str, reason: str) -> None:
    kiosk.press("register-button")
    fill_form(kiosk, "119901199208080020", "B20000016", password, password)
    assert "A06" in kiosk.texts()
    assert reason in kiosk.read("message")
    fill_form(kiosk, None, None, "739518", "739518")
    assert kiosk.screen == "overview", "the numbers are still there"


def test_a_card_issued_this_month_is_said_only_when_the_registration_matches(kiosk: Kiosk) -> None:
    """Its number alone, with whatever password, says nothing of it."""
    story = next(story for story in read_stories(HandClock().today()) if story.key == "new-card")
    number, card = story.person.number, story.cards[0].number
    kiosk.press("enter-number-button")
    kiosk.type(number)
    kiosk.press("confirm")
    kiosk.type(number[-6:])
    kiosk.press("confirm")
    assert "A03" in kiosk.texts()
    fill_form(kiosk, None, "B20000017", "739518", "739518")
    assert "A05" in kiosk.texts()
    assert "C05" not in kiosk.texts()
    kiosk.press("finish")
    kiosk.press("register-button")
    fill_form(kiosk, number, card, "739518", "739518")
    assert kiosk.screen == "card-problem"
    assert "C05" in kiosk.texts()


def test_one_password_over_many_numbers_locks_the_numbers_and_not_the_cards(make_kiosk: MakeKiosk) -> None:
    """E1: the kiosk waits, for known and unknown numbers alike; who has their card is let in."""
    kiosk = make_kiosk(passwords={"kiosk_numbers": 3})
    for number in (nobodys_number(0), "119901198503150015", nobodys_number(1)):
        kiosk.press("enter-number-button")
        try_number(kiosk, number)
        code = kiosk.read("message-code")
        kiosk.press("finish")
    assert code == "A09"
    for number in (nobodys_number(2), "119901198503150015"):
        kiosk.press("enter-number-button")
        try_number(kiosk, number)
        assert "A09" in kiosk.texts()
        assert "15" in kiosk.read("countdown")
        kiosk.press("finish")
    kiosk.insert_and_log_in()
    kiosk.cards.pull()
    kiosk.wait(16)
    kiosk.press("enter-number-button")
    try_number(kiosk, "119901198503150015", PASSWORD)
    assert kiosk.screen == "overview"


def nobodys_number(n: int) -> str:
    """A well-formed number that no demo person has."""
    digits = f"11990119700101{n:03}"
    return digits + id_check_character(digits)


def try_number(kiosk: Kiosk, number: str, password: str = WRONG) -> None:
    """Type a number and a password."""
    kiosk.type(number)
    kiosk.press("confirm")
    kiosk.type(password)
    kiosk.press("confirm")


def test_where_the_card_itself_must_prove_the_number_alone_sets_no_password(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(registration={"proof": "card"})
    kiosk.press("register-button")
    assert kiosk.find("field-card-number") is None, "the card is read, not typed"
    fill_form(kiosk, "119901199208080020", None, "739518", "739518")
    assert "A10" in kiosk.texts()
    kiosk.press("finish")
    kiosk.cards.insert("chen-jing")
    kiosk.press("register-button")
    fill_form(kiosk, "119901199208080020", None, "739518", "739518")
    assert kiosk.screen == "overview"


def test_who_has_no_card_is_sent_to_the_window(kiosk: Kiosk) -> None:
    kiosk.press("register-button")
    kiosk.type("119901199208080020")
    kiosk.press("confirm")
    kiosk.press("confirm")  # no card number to type: passed by
    fill_form(kiosk, None, None, "739518", "739518")
    assert "A08" not in kiosk.texts(), "asked once more for the card number"
    kiosk.press("confirm")
    assert kiosk.screen == "register"
    assert "A08" in kiosk.texts()
    assert "12333" in kiosk.read("message")


def test_where_the_initial_password_is_switched_off_it_opens_no_registration(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(registration={"initial_password": False})
    kiosk.press("enter-number-button")
    try_number(kiosk, "119901199208080020", "080020")
    assert kiosk.screen == "enter-password"
    assert "A01" in kiosk.texts()


def test_what_is_left_of_a_wait_outlives_the_night(make_kiosk: MakeKiosk) -> None:
    """Stored each minute and when the kiosk is closed: nobody waits the same wait each morning."""
    kiosk = make_kiosk(session={"idle_seconds": 600, "longest_seconds": 3600})
    kiosk.cards.insert("zhang-san")
    for wait in (0, 0, 0, 0, 15, 30, 60, 120):
        kiosk.type("135790")
        kiosk.press("confirm")
        if wait != 120:
            kiosk.wait(wait + 0.5)
    kiosk.wait(70)
    restarted = make_kiosk(session={"idle_seconds": 600, "longest_seconds": 3600})
    restarted.cards.insert("zhang-san")
    restarted.type(PASSWORD)
    restarted.press("confirm")
    assert "A02" in restarted.texts()
    restarted.wait(60)
    assert "A02" in restarted.texts(), "what was left a moment ago is waited for again"
    restarted.wait(50)
    restarted.type(PASSWORD)
    restarted.press("confirm")
    assert restarted.screen == "overview"


def test_a_mistyped_number_is_said_at_once(kiosk: Kiosk) -> None:
    kiosk.press("enter-number-button")
    kiosk.type("119901198503150016")
    kiosk.press("confirm")
    assert kiosk.screen == "enter-number"
    assert "A04" in kiosk.texts()


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ("bank-card", "C02"),
        ("other-card", "C02"),
        ("mute", "C01"),
        ("application-blocked", "C06"),
        ("card-blocked", "C06"),
        ("issued-this-month", "C05"),
        ("expired", "C08"),
        ("lost", "C07"),
        ("replaced", "C07"),
        ("unknown", "C09"),
        ("contradicting", "C09"),
        ("endless-61", "C01"),
        ("giant-record", "C01"),
    ],
)
def test_cards_that_open_nothing(kiosk: Kiosk, card: str, code: str) -> None:
    kiosk.cards.insert(card)
    assert kiosk.screen == "card-problem"
    assert code in kiosk.texts()
    kiosk.cards.pull()
    assert kiosk.screen == "welcome"


def test_with_a_card_that_cannot_be_used_a_number_can_be_typed(kiosk: Kiosk) -> None:
    kiosk.cards.insert("bank-card")
    kiosk.press("enter-number-button")
    assert kiosk.screen == "enter-number"
    kiosk.press("finish")
    assert kiosk.screen == "take-card", "the bank card must not be forgotten"


@pytest.mark.parametrize("card", ["zhang-san", "zhang-san-version-1", "zhang-san-version-2", "zhang-san-contactless"])
def test_every_generation_opens_the_same_account(kiosk: Kiosk, card: str) -> None:
    kiosk.insert_and_log_in(card)
    assert "张**" in kiosk.read("holder-name")


def test_reader_away_leaves_the_number(kiosk: Kiosk) -> None:
    """A7: said on Welcome; typing a number works; back by itself."""
    kiosk.cards.unplug(True)
    assert "读卡器" in kiosk.texts()
    kiosk.press("enter-number-button")
    kiosk.press("back")
    kiosk.cards.unplug(False)
    kiosk.insert_and_log_in()


def test_wrong_tries_are_kept_across_a_restart(make_kiosk: MakeKiosk) -> None:
    """The wait starts again in full: switching the kiosk off shortens nothing."""
    kiosk = make_kiosk()
    kiosk.cards.insert("zhang-san")
    for _ in range(5):
        kiosk.type("135790")
        kiosk.press("confirm")
    kiosk.wait(10)
    assert "5" in kiosk.read("countdown")
    restarted = make_kiosk()
    restarted.cards.insert("zhang-san")
    restarted.type(PASSWORD)
    restarted.press("confirm")
    assert restarted.screen == "enter-password"
    assert "15" in restarted.read("countdown")
    restarted.wait(16)
    restarted.type(PASSWORD)
    restarted.press("confirm")
    assert restarted.screen == "overview"


def test_locking_a_number_does_not_lock_the_card(kiosk: Kiosk) -> None:
    """Nobody can shut a person out by typing their number."""
    kiosk.press("enter-number-button")
    kiosk.type("119901198503150015")
    kiosk.press("confirm")
    for _ in range(5):
        kiosk.type("135790")
        kiosk.press("confirm")
    assert "A02" in kiosk.texts()
    kiosk.insert_and_log_in()


def test_the_cards_pin_opens_where_the_setting_says_so(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(reader={"opened_by": "pin"})
    kiosk.cards.insert("zhang-san")
    assert kiosk.screen == "enter-pin"
    assert "张" not in kiosk.texts()
    kiosk.type("000000")
    kiosk.press("confirm")
    assert kiosk.screen == "enter-pin"
    assert "C10" in kiosk.texts()
    kiosk.type("123456")
    kiosk.press("confirm")
    assert kiosk.screen == "overview"


@pytest.mark.parametrize("card", ["pin-locked", "pin-two-tries"])
def test_the_last_two_tries_of_a_pin_are_never_spent(make_kiosk: MakeKiosk, card: str) -> None:
    kiosk = make_kiosk(reader={"opened_by": "pin"})
    kiosk.cards.insert(card)
    assert kiosk.screen == "card-problem"
    assert "C11" in kiosk.texts()


def test_a_card_without_a_pin_asks_for_the_password(make_kiosk: MakeKiosk) -> None:
    kiosk = make_kiosk(reader={"opened_by": "pin"})
    kiosk.cards.insert("no-pin")
    assert kiosk.screen == "enter-password"
