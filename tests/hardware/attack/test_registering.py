"""Setting somebody's password: it needs number and card of one person, and a login for one's own."""

from __future__ import annotations

import pytest

from tests.hardware.attack.attacker import (
    CARDS,
    CHEN,
    CHEN_CARD,
    RIGHT,
    UNKNOWN,
    WRONG,
    ZHANG,
    ZHANG_CARD,
    ZHANG_CODE,
    ZHANG_ID,
    Attacker,
    as_owner,
)

pytestmark = pytest.mark.postgresql


def test_a_registration_needs_number_and_card_of_one_person(here: Attacker) -> None:
    wrong = ((CHEN, ZHANG_CARD), (UNKNOWN, CHEN_CARD), (CHEN, "Z99999999"), (CHEN, CHEN), (CHEN, CHEN_CARD, ZHANG_CODE))
    assert {here.register(*each).result for each in wrong} == {"wrong"}
    assert here.log_in(CHEN, RIGHT).result == "wrong"


def test_wrong_registrations_are_counted_with_the_numbers_logins(here: Attacker) -> None:
    for _ in range(4):
        here.register(ZHANG, CHEN_CARD)
    assert here.log_in(ZHANG, WRONG)[2:5] == ("locked", 5, 15)


def test_a_registration_with_the_card_in_is_counted_for_the_card(here: Attacker) -> None:
    told = [here.register(UNKNOWN, ZHANG_CARD, ZHANG_CODE) for _ in range(5)]
    assert told[-1][2:6] == ("locked", 5, 15, 0)
    assert here.log_in(ZHANG, RIGHT).result == "in"


@pytest.mark.parametrize(
    "change",
    [
        "state = 'lost'",
        "valid_until = '2020-01-31'",
        "issued = login.today()",
    ],
)
def test_a_card_that_opens_nothing_sets_no_password(alone: Attacker, own_url: str, change: str) -> None:
    as_owner(own_url, f"UPDATE register.cards SET {change} WHERE number = %s", ZHANG_CARD)
    before = as_owner(own_url, "SELECT * FROM login.verifiers ORDER BY 1")
    for told in (alone.register(ZHANG, ZHANG_CARD), alone.log_in(ZHANG, RIGHT, ZHANG_CARD, ZHANG_CODE)):
        assert (told.result, told.token, told.person_id, told.failed) == ("card", None, None, 0)
    assert as_owner(own_url, "SELECT * FROM login.verifiers ORDER BY 1") == before
    assert alone.log_in(ZHANG_CARD, CARDS).result == "card"
    assert alone.log_in(ZHANG, RIGHT).result == "in"


def test_a_new_password_ends_the_old_one_on_every_path(here: Attacker) -> None:
    values = (ZHANG, ZHANG_CARD, "", WRONG, WRONG)
    ((attempt,),) = here.rows("SELECT offer_registration(%s, %s, %s, %s, %s)", *values)
    assert here.claim(attempt).result == "in"
    card = (ZHANG_CARD, ZHANG_CODE)
    old = ((ZHANG, RIGHT), (ZHANG_CARD, CARDS), (ZHANG, RIGHT, *card), (ZHANG_CARD, CARDS, *card))
    assert {here.log_in(*each).result for each in old} == {"wrong"}


def test_a_number_that_was_corrected_opens_nothing_any_more(alone: Attacker, own_url: str) -> None:
    as_owner(own_url, "UPDATE register.persons SET number = %s WHERE person_id = %s", UNKNOWN, ZHANG_ID)
    assert alone.log_in(ZHANG, RIGHT).result == "wrong"
    assert alone.log_in(ZHANG_CARD, CARDS).result == "in"
    assert alone.register(UNKNOWN, ZHANG_CARD).result == "in"


def test_a_proof_is_kept_for_own_numbers_only(here: Attacker) -> None:
    token = here.log_in(ZHANG, RIGHT).token
    errors = []
    for number in (CHEN, UNKNOWN, CHEN_CARD):
        here.run("SELECT set_config('kiosk.token', %s, true)", token)
        error = here.refusal("SELECT keep_verifier(%s, %s)", number, WRONG)
        assert error is not None
        errors.append((error.sqlstate, str(error)))
    assert {state for state, _ in errors} == {"42501"}
    assert len(set(errors)) == 1
    here.with_token(token, "SELECT keep_verifier(%s, %s)", ZHANG, WRONG)
    assert [here.log_in(ZHANG, offered).result for offered in (RIGHT, WRONG)] == ["wrong", "in"]
    assert here.refusal("SELECT keep_verifier(%s, %s)", ZHANG, RIGHT) is not None, "nobody is logged in"


def test_a_new_card_is_opened_after_the_next_login(alone: Attacker, own_url: str) -> None:
    new = ("C33333333", "119901D15600000500000009A1B2C3D4")
    values = (*new, ZHANG_ID, "social-security", "in-use")
    as_owner(
        own_url,
        "INSERT INTO register.cards (number, identification_code, person_id, kind, state) VALUES (%s, %s, %s, %s, %s)",
        *values,
    )
    assert alone.log_in(ZHANG, RIGHT, *new).result == "wrong"
    token = alone.log_in(ZHANG, RIGHT).token
    assert sorted(alone.with_token(token, "SELECT my_numbers_without_verifier()")) == [(ZHANG,), (new[0],)]
    alone.with_token(token, "SELECT keep_verifier(%s, %s), keep_verifier(%s, %s)", ZHANG, RIGHT, new[0], CARDS)
    assert alone.with_token(token, "SELECT my_numbers_without_verifier()") == []
    for each in ((ZHANG, RIGHT, *new), (new[0], CARDS, *new), (new[0], CARDS), (ZHANG, RIGHT, ZHANG_CARD, ZHANG_CODE)):
        assert alone.log_in(*each)[1:3] == (ZHANG_ID, "in")
