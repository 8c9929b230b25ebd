"""Registering a password of one's own: who may, what is refused, what is told."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk import errors
from kiosk.errors import Failure, KioskError
from kiosk.model import CardState
from kiosk.outcomes import LoggedIn, LoginRefused
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
    [(CHEN, ZHANG_CARD), (CHEN, "Z99999999"), (UNKNOWN, CHEN_CARD), (CHEN, CHEN), (CHEN, ""), (CHEN_CARD, CHEN_CARD)],
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
        ({"password": "080020"}, errors.PASSWORD_WEAK),
        ({"password": "123456"}, errors.PASSWORD_WEAK),
    ],
)
def test_a_form_that_cannot_be_right_is_refused_and_not_counted(typed: dict[str, str], failure: Failure) -> None:
    hall = Hall()
    assert refused(hall.register(**typed)) is failure  # type: ignore[arg-type]  # texts all of them
    assert hall.credentials.counted == {}


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
    assert refused(hall.register()) is errors.REGISTRATION_MISMATCH
    assert hall.register(claim=holder()) == LoggedIn("P2")
