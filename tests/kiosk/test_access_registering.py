"""Registering a password of one's own: who may, what is refused, what is told."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk import errors
from kiosk.cards import CardKind, CardState
from kiosk.errors import Failure, KioskError
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.passwords import IS_BIRTH_DATE, IS_IN_NUMBER, IS_INITIAL, IS_REPEATED, IS_SEQUENCE, NOT_SIX
from tests.kiosk.hall import UNKNOWN, Hall, holder, refused
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD, card


def test_registering_logs_in_and_the_password_opens_from_then_on() -> None:
    hall = Hall()
    assert hall.register() == LoggedIn("P2")
    assert hall.log_in(CHEN, "908172") == LoggedIn("P2")


def test_a_forgotten_password_is_set_anew_and_waits_end() -> None:
    hall = Hall()
    claim = holder(ZHANG, "P1", ZHANG_CARD)
    for _ in range(5):
        hall.access.log_in(claim, bytearray(b"111112"))
    assert hall.register(ZHANG, ZHANG_CARD) == LoggedIn("P1")
    assert hall.access.log_in(claim, bytearray(b"908172")) == LoggedIn("P1")


@pytest.mark.parametrize(
    ("number", "card_number"),
    [(CHEN, ZHANG_CARD), (CHEN, "Z99999999"), (UNKNOWN, CHEN_CARD), (CHEN, CHEN), (CHEN_CARD, CHEN_CARD)],
)
def test_what_does_not_belong_together_is_refused_and_counted(number: str, card_number: str) -> None:
    hall = Hall()
    assert hall.register(number, card_number) == LoginRefused(errors.REGISTRATION_MISMATCH, tries_left=4)
    assert "P2" not in hall.credentials.hashes


def test_registration_shares_the_lock_out_with_logins() -> None:
    hall = Hall()
    for _ in range(3):
        hall.register(CHEN, "Z99999999")
    hall.log_in(CHEN, "111112")
    assert hall.log_in(CHEN, "111112") == LoginRefused(errors.LOCKED, wait_seconds=15)
    assert hall.register() == LoginRefused(errors.LOCKED, wait_seconds=15)


def test_known_and_unknown_registrations_cost_the_same() -> None:
    costs = []
    for number, card_number in ((CHEN, CHEN_CARD), (CHEN, ZHANG_CARD), (UNKNOWN, "Z99999999")):
        hall = Hall()
        computed = hall.passwords.computed
        hall.register(number, card_number)
        costs.append(hall.passwords.computed - computed)
    assert costs == [1, 1, 1]


@pytest.mark.parametrize(
    ("typed", "failure"),
    [
        ({"number": "119901199208080021"}, errors.NUMBER_MALFORMED),
        ({"again": "908173"}, errors.PASSWORDS_DIFFER),
        ({"password": "080020"}, IS_INITIAL),
        ({"password": "920808"}, IS_BIRTH_DATE),
        ({"password": "200000"}, IS_IN_NUMBER),
        ({"password": "777777"}, IS_REPEATED),
        ({"password": "123456"}, IS_SEQUENCE),
        ({"password": "12345"}, NOT_SIX),
        ({"card_number": " "}, errors.NO_CARD),
    ],
)
def test_a_form_that_cannot_be_right_is_refused_and_not_counted(typed: dict[str, str], failure: Failure) -> None:
    hall = Hall()
    assert refused(hall.register(**typed)) is failure  # type: ignore[arg-type]  # texts all of them
    assert hall.credentials.counted == {}


@pytest.mark.parametrize("password", ["010025", "900101", "119901", "777777", "123456"])
def test_a_weak_password_says_nothing_of_who_exists(password: str) -> None:
    """The reason comes from what is typed, and before anything is looked up."""
    hall = Hall()
    hall.ledger.away = True
    assert refused(hall.register(UNKNOWN, CHEN_CARD, password)).code == errors.PASSWORD_WEAK.code


def test_a_card_issued_this_month_is_told_only_to_who_knows_both_numbers() -> None:
    hall = Hall()
    hall.replace_card(CHEN_CARD, card(CHEN_CARD, issued=date(2026, 11, 1)))
    with pytest.raises(KioskError) as caught:
        hall.register()
    assert caught.value.failure is errors.CARD_NEW
    assert refused(hall.register(UNKNOWN)) is errors.REGISTRATION_MISMATCH
    hall.clock.set_wall(hall.clock.now().replace(month=12, day=1))
    assert hall.register() == LoggedIn("P2")


@pytest.mark.parametrize("state", [CardState.LOST, CardState.CANCELLED, CardState.REPLACED])
def test_a_card_out_of_use_registers_nobody(state: CardState) -> None:
    hall = Hall()
    hall.replace_card(CHEN_CARD, card(CHEN_CARD, state))
    with pytest.raises(KioskError):
        hall.register()
    assert "P2" not in hall.credentials.hashes


def test_the_card_in_the_reader_proves_without_typing_its_number() -> None:
    assert Hall().register(CHEN, "", claim=holder()) == LoggedIn("P2")


def test_another_persons_card_in_the_reader_proves_nothing() -> None:
    assert refused(Hall().register(CHEN, CHEN_CARD, claim=holder(ZHANG, "P1", ZHANG_CARD))) is (
        errors.REGISTRATION_MISMATCH
    )


def test_where_the_card_itself_must_prove_typing_its_number_is_not_enough() -> None:
    hall = Hall(card_proves=True)
    for number in (CHEN, UNKNOWN):
        assert refused(hall.register(number)) is errors.CARD_FIRST
    assert hall.credentials.counted == {}
    assert refused(hall.register(claim=holder(ZHANG, "P1", ZHANG_CARD))) is errors.REGISTRATION_MISMATCH
    assert hall.register(claim=holder()) == LoggedIn("P2")


def test_the_medical_insurance_card_proves_as_well() -> None:
    hall = Hall()
    medical = card("310000123456", kind=CardKind.MEDICAL)
    hall.ledger.cards.append((medical, "P2", CHEN))
    assert hall.register(CHEN, "310000123456") == LoggedIn("P2")


@pytest.mark.parametrize("typed", ["b20000016", " B2000 0016 ", "Ｂ２００００－０１６"])
def test_a_card_number_is_the_same_however_it_is_typed(typed: str) -> None:
    assert Hall().register(CHEN, typed) == LoggedIn("P2")


def test_with_a_card_in_wrong_tries_are_the_cards_and_lock_nobodys_number() -> None:
    """Only its holder can register then: whoever types other people's numbers beside it locks themselves."""
    hall = Hall()
    zhang = holder(ZHANG, "P1", ZHANG_CARD)
    for _ in range(5):
        hall.register(CHEN, CHEN_CARD, claim=zhang)
    assert hall.register(UNKNOWN, CHEN_CARD, claim=zhang) == LoginRefused(errors.LOCKED, wait_seconds=15)
    assert hall.access.log_in(zhang, bytearray(b"246813")) == LoginRefused(errors.LOCKED, wait_seconds=15)
    assert hall.register() == LoggedIn("P2")
    assert hall.log_in(ZHANG) == LoggedIn("P1")


def test_forgotten_with_the_card_in_the_reader() -> None:
    hall = Hall()
    zhang = holder(ZHANG, "P1", ZHANG_CARD)
    assert hall.register(ZHANG, "", claim=zhang) == LoggedIn("P1")
    assert refused(hall.log_in(ZHANG)) is errors.WRONG_LOGIN
    assert hall.log_in(ZHANG, "908172") == LoggedIn("P1")
