"""Who may see what: logins by password, the same answer for known and unknown numbers, buffers overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import errors, identity
from kiosk.admission import Registration
from kiosk.cards import CardState
from kiosk.errors import KioskError
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.passwords import Passwords
from kiosk.states import Claim
from tests.kiosk.fakes import DEARER
from tests.kiosk.hall import PASSWORD, UNKNOWN, Hall, holder, refused
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD, card

# Logging in.


def test_the_right_password_opens() -> None:
    assert Hall().log_in() == LoggedIn("P1")


def test_the_card_number_works_as_the_number() -> None:
    assert Hall().log_in(ZHANG_CARD) == LoggedIn("P1")


def test_tries_left_are_told_then_15_seconds_then_double() -> None:
    hall = Hall()
    assert [hall.log_in(password="111112") for _ in range(4)] == [
        LoginRefused(errors.WRONG_LOGIN, tries_left=left) for left in (4, 3, 2, 1)
    ]
    for wait in (15, 30, 60):
        assert hall.log_in(password="111112") == LoginRefused(errors.LOCKED, wait_seconds=wait)
        hall.clock.advance(wait - 1)
        assert hall.log_in() == LoginRefused(errors.LOCKED, wait_seconds=1)
        hall.clock.advance(1)
    assert hall.log_in() == LoggedIn("P1")
    assert [counted.failed for counted in hall.credentials.counted.values()] == [1], "the kiosk's own count stays"
    assert hall.log_in(password="111112") == LoginRefused(errors.WRONG_LOGIN, tries_left=4)


def test_a_wait_costs_no_computation_and_counts_nothing() -> None:
    hall = Hall()
    for _ in range(5):
        hall.log_in(password="111112")
    computed, counted = hall.passwords.computed, dict(hall.credentials.counted)
    hall.log_in()
    assert (hall.passwords.computed, hall.credentials.counted) == (computed, counted)


def test_a_restart_starts_the_wait_in_full() -> None:
    hall = Hall()
    for _ in range(5):
        hall.log_in(password="111112")
    hall.clock.advance(14)
    hall.access = hall.restarted()
    assert hall.log_in() == LoginRefused(errors.LOCKED, wait_seconds=15)


def test_setting_the_wall_clock_shortens_no_wait() -> None:
    hall = Hall()
    for _ in range(5):
        hall.log_in(password="111112")
    hall.clock.set_wall(hall.clock.now().replace(year=2036))
    assert hall.log_in() == LoginRefused(errors.LOCKED, wait_seconds=15)


def test_cards_and_numbers_are_counted_apart() -> None:
    hall = Hall()
    for _ in range(6):
        hall.log_in(password="111112")
    claim = holder(ZHANG, "P1", ZHANG_CARD)
    assert hall.access.log_in(claim, bytearray(PASSWORD.encode())) == LoggedIn("P1")


@pytest.mark.parametrize("number", [ZHANG, CHEN, UNKNOWN, ZHANG_CARD, "Z99999999"])
def test_a_wrong_password_says_the_same_for_every_number(number: str) -> None:
    answers = [Hall().log_in(number, "111112")]
    assert answers == [LoginRefused(errors.WRONG_LOGIN, tries_left=4)]


def test_a_right_login_clears_its_own_count_only() -> None:
    hall = Hall()
    claim = holder(ZHANG, "P1", ZHANG_CARD)
    for _ in range(4):
        hall.log_in(password="111112")
        hall.access.log_in(claim, bytearray(b"111112"))
    assert hall.log_in() == LoggedIn("P1")
    assert refused(hall.access.log_in(claim, bytearray(b"111112"))) is errors.LOCKED
    assert hall.log_in(password="111112") == LoginRefused(errors.WRONG_LOGIN, tries_left=4)


def test_where_the_initial_password_is_switched_off_it_is_any_wrong_one() -> None:
    for number in (ZHANG, CHEN, UNKNOWN):
        hall = Hall(initial_accepted=False)
        assert hall.log_in(number, number[-6:]) == LoginRefused(errors.WRONG_LOGIN, tries_left=4)
    assert refused(Hall(initial_accepted=False).access.log_in(holder(), bytearray(b"080020"))) is errors.WRONG_LOGIN


def test_an_x_typed_small_is_the_same_password() -> None:
    hall = Hall()
    assert hall.register(password="90817x") == LoggedIn("P2")
    assert hall.log_in(CHEN, "90817X") == LoggedIn("P2")


def test_a_login_makes_the_hash_anew_when_the_settings_changed() -> None:
    hall = Hall()
    hall.credentials.hashes["P1"] = Passwords(DEARER).hash(bytearray(PASSWORD.encode()))
    assert refused(hall.log_in(password="111112")) is errors.WRONG_LOGIN
    assert hall.passwords.outdated(hall.credentials.hashes["P1"]), "only who knows the password can have it made anew"
    assert hall.log_in() == LoggedIn("P1")
    assert not hall.passwords.outdated(hall.credentials.hashes["P1"])
    assert hall.log_in() == LoggedIn("P1")


def test_tries_are_counted_though_the_disk_is_full() -> None:
    """Else a full disk would make every try free. Who is right is let in all the same."""
    hall = Hall()
    hall.credentials.full = True
    for left in (4, 3, 2, 1):
        assert hall.log_in(password="111112") == LoginRefused(errors.WRONG_LOGIN, tries_left=left)
    assert hall.log_in(password="111112") == LoginRefused(errors.LOCKED, wait_seconds=15)
    hall.clock.advance(15)
    hall.credentials.hashes["P1"] = Passwords(DEARER).hash(bytearray(PASSWORD.encode()))
    assert hall.log_in() == LoggedIn("P1")
    assert hall.log_in(password="111112") == LoginRefused(errors.WRONG_LOGIN, tries_left=4)


@pytest.mark.parametrize("number", [ZHANG, CHEN, UNKNOWN])
def test_the_initial_password_says_the_same_for_every_number(number: str) -> None:
    hall = Hall()
    assert hall.log_in(number, number[-6:]) == LoginRefused(errors.INITIAL_PASSWORD)
    assert hall.credentials.counted == {}


@given(st.dates(date(1900, 1, 1), date(2026, 11, 21)), st.integers(0, 999))
def test_any_well_formed_number_with_its_own_last_six_is_answered_the_same(born: date, sequence: int) -> None:
    digits = f"119901{born:%Y%m%d}{sequence:03}"
    number = digits + identity.id_check_character(digits)
    assert SHARED.log_in(number, number[-6:]) == LoginRefused(errors.INITIAL_PASSWORD)
    assert SHARED.credentials.counted == {}


SHARED = Hall()
"""For a property that changes nothing."""


def test_an_initial_password_in_x_may_be_typed_small() -> None:
    number = "11010519491231002X"
    assert Hall().log_in(number, "31002x") == LoginRefused(errors.INITIAL_PASSWORD)


def test_the_initial_password_with_a_card_of_who_never_registered() -> None:
    hall = Hall()
    assert hall.access.log_in(holder(), bytearray(b"080020")) == LoginRefused(errors.INITIAL_PASSWORD)
    assert hall.log_in(CHEN_CARD, "080020") == LoginRefused(errors.INITIAL_PASSWORD)


def test_who_registered_has_no_initial_password_any_more() -> None:
    hall = Hall()
    claim = holder(ZHANG, "P1", ZHANG_CARD)
    assert refused(hall.access.log_in(claim, bytearray(b"150015"))) is errors.WRONG_LOGIN


@pytest.mark.parametrize("password", [PASSWORD, "111112", "150015"])
def test_known_and_unknown_numbers_cost_the_same(password: str) -> None:
    costs = []
    for number in (ZHANG, CHEN, UNKNOWN):
        hall = Hall()
        computed, asked = hall.passwords.computed, hall.credentials.asked["password_hash"]
        hall.log_in(number, password)
        costs.append((hall.passwords.computed - computed, hall.credentials.asked["password_hash"] - asked))
    assert costs == [(1, 1)] * 3


def test_a_lost_card_typed_as_number_opens_nothing_even_with_the_password() -> None:
    hall = Hall()
    hall.replace_card(ZHANG_CARD, card(state=CardState.LOST))
    with pytest.raises(KioskError) as caught:
        hall.log_in(ZHANG_CARD)
    assert caught.value.failure is errors.CARD_NOT_IN_USE
    assert hall.log_in(ZHANG) == LoggedIn("P1")


def test_a_lost_card_is_not_told_to_who_does_not_know_the_password() -> None:
    hall = Hall()
    hall.replace_card(ZHANG_CARD, card(state=CardState.LOST))
    assert refused(hall.log_in(ZHANG_CARD, "111112")) is errors.WRONG_LOGIN


def test_no_number_stands_in_the_stored_keys() -> None:
    hall = Hall()
    hall.log_in(password="111112")
    assert all(ZHANG not in key and len(key) == 64 for key in hall.credentials.counted)


# Password buffers.


def zeros(buffer: bytearray) -> bool:
    """Whether a buffer was overwritten."""
    return buffer == bytes(6)


def _locked(hall: Hall) -> None:
    for _ in range(5):
        hall.log_in(password="111112")


def _nothing(hall: Hall) -> None:
    pass


def _away(hall: Hall) -> None:
    hall.ledger.away = True


def _full(hall: Hall) -> None:
    hall.credentials.full = True


@pytest.mark.parametrize("before", [_nothing, _locked, _away, _full])
@pytest.mark.parametrize("password", [PASSWORD, "111112", "150015"])
def test_a_login_overwrites_the_password_on_every_path(before: Callable[[Hall], None], password: str) -> None:
    hall = Hall()
    before(hall)
    buffer = bytearray(password.encode())
    try:
        hall.access.log_in(Claim(number=ZHANG), buffer)
    except KioskError as error:
        assert hall.ledger.away
        assert error.failure is errors.DATA_AWAY
    assert zeros(buffer)


@pytest.mark.parametrize("before", [_nothing, _locked, _away, _full])
@pytest.mark.parametrize("number", [ZHANG, CHEN, "nonsense"])
@pytest.mark.parametrize("password", ["908172", "111111"])
def test_a_registration_overwrites_both_passwords(before: Callable[[Hall], None], number: str, password: str) -> None:
    hall = Hall()
    before(hall)
    one, two = bytearray(password.encode()), bytearray(password.encode())
    try:
        hall.access.register(Registration(Claim(), number, ZHANG_CARD, one, two))
    except KioskError as error:
        assert error.failure is errors.DATA_AWAY
    assert zeros(one)
    assert zeros(two)


def test_a_bug_leaves_no_password_behind() -> None:
    """Whatever is raised, also what nobody expected."""
    hall = Hall()
    hall.ledger.people[ZHANG] = ""
    hall.credentials.hashes = None  # type: ignore[assignment]  # what a bug looks like
    buffers = [bytearray(b"246813") for _ in range(3)]
    with pytest.raises(AttributeError):
        hall.access.log_in(Claim(number=ZHANG), buffers[0])
    with pytest.raises(TypeError):
        hall.access.register(Registration(Claim(), CHEN, CHEN_CARD, buffers[1], buffers[2]))
    assert all(map(zeros, buffers))


def test_a_registration_shows_nothing_in_its_repr() -> None:
    form = Registration(Claim(), ZHANG, ZHANG_CARD, bytearray(b"246813"), bytearray(b"246813"))
    assert repr(form) == "Registration(...)"
