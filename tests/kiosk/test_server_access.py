"""Logins by passwords that a server keeps: nothing is asked before the proof, and the same of everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk import errors
from kiosk.admission import Registration
from kiosk.cards import CardFace, CardState
from kiosk.errors import Failure, KioskError
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.server_logins import Claimed, Verdict
from kiosk.states import Claim
from tests.kiosk.hall import PASSWORD, UNKNOWN, refused
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD, card, face
from tests.kiosk.server_of_passwords import ServedHall


def claim_of(hall: ServedHall, read: CardFace) -> Claim:
    """The claim of a card in the reader."""
    return Claim(holder=hall.access.holder_of(read))


def right(hall: ServedHall, claim: Claim) -> LoggedIn | LoginRefused:
    """Log in with the right password."""
    return hall.access.log_in(claim, bytearray(b"246813"))


def opened(**known: object) -> Claimed:
    """Proven, with a card that the data know so."""
    state = Claimed(Verdict.IN, "P1", card_state=CardState.IN_USE, card_valid_until=date(2036, 1, 1))
    return replace(state, **known)  # type: ignore[arg-type]  # fields by name


def test_who_waits_for_several_answers_waits_as_long_as_for_one() -> None:
    hall = ServedHall()
    hall.log_in()
    hall.register()
    assert {"rule", "salt", "offer", "claim"} <= set(hall.logins.asked)
    assert hall.logins.at_leisure == []


# Ways in.


@pytest.mark.parametrize("number", [ZHANG, ZHANG_CARD])
def test_a_number_or_a_card_number_and_its_password_open(number: str) -> None:
    hall = ServedHall()
    assert hall.log_in(number) == LoggedIn("P1")
    assert hall.logins.inside == "P1"


@pytest.mark.parametrize("told", [ZHANG, None])
def test_a_card_opens_whether_it_tells_its_holders_number_or_not(told: str | None) -> None:
    hall = ServedHall()
    assert right(hall, claim_of(hall, face(person_number=told))) == LoggedIn("P1")


def test_a_card_is_asked_of_nobody_before_the_password_is_proven() -> None:
    hall = ServedHall()
    hall.logins.away = True
    holder = hall.access.holder_of(face(name="張三"))
    assert (holder.person_id, holder.number, holder.name_on_card) == ("", ZHANG, "張三")


def test_an_x_typed_small_is_the_same_password() -> None:
    hall = ServedHall()
    assert hall.register(password="90817x") == LoggedIn("P2")
    assert hall.log_in(CHEN, "90817X") == LoggedIn("P2")


def test_by_a_card_that_came_since_its_holder_may_log_in_after_a_login_by_number() -> None:
    hall = ServedHall()
    hall.logins.numbers["P1"] = (ZHANG, ZHANG_CARD, "C12345678")
    assert refused(hall.log_in("C12345678")) is errors.WRONG_LOGIN
    assert hall.log_in() == LoggedIn("P1")
    assert hall.log_in("C12345678") == LoggedIn("P1")


def test_a_card_that_opens_nothing_yet_says_how_it_will() -> None:
    """The same is said to who mistyped: whether a card is known is nobody's business before the password is proven."""
    hall = ServedHall()
    claim = claim_of(hall, face(card("C12345678"), person_number=None))
    answers = [hall.access.log_in(claim, bytearray(typed)) for typed in (PASSWORD.encode(), b"135792")]
    assert {answer.failure for answer in answers if isinstance(answer, LoginRefused)} == {errors.WRONG_BY_CARD}


def test_registering_logs_in_and_the_password_opens_by_both_numbers() -> None:
    hall = ServedHall()
    assert hall.register() == LoggedIn("P2")
    assert hall.log_in(CHEN, "908172") == hall.log_in(CHEN_CARD, "908172") == LoggedIn("P2")


def test_registering_by_the_card_in_the_reader_needs_no_card_number() -> None:
    hall = ServedHall(card_proves=True)
    assert refused(hall.register(card_number="")) is errors.CARD_FIRST
    claim = claim_of(hall, face(card(CHEN_CARD), person_number=None))
    assert hall.register(card_number="", claim=claim) == LoggedIn("P2")


def test_where_the_server_wants_the_card_a_typed_number_sets_no_password_whatever_the_kiosk_allows() -> None:
    hall = ServedHall()
    hall.logins.known_rule = replace(hall.logins.known_rule, card_proves=True)
    assert refused(hall.register()) is errors.CARD_FIRST
    assert "offer registration" not in hall.logins.asked
    claim = claim_of(hall, face(card(CHEN_CARD), person_number=None))
    assert hall.register(card_number="", claim=claim) == LoggedIn("P2")


# What is refused.


@pytest.mark.parametrize("number", [ZHANG, CHEN, UNKNOWN, ZHANG_CARD, "Z99999999"])
def test_a_wrong_password_says_and_asks_the_same_for_every_number(number: str) -> None:
    hall = ServedHall()
    assert hall.log_in(number, "135792") == LoginRefused(errors.WRONG_LOGIN, tries_left=4)
    assert hall.logins.asked == ["end all visits", "rule", "salt", "offer", "claim"]


@pytest.mark.parametrize(("number", "card_number"), [(CHEN, "Z99999999"), (CHEN, ZHANG_CARD), (UNKNOWN, CHEN_CARD)])
def test_a_registration_that_does_not_match_says_and_asks_the_same(number: str, card_number: str) -> None:
    hall = ServedHall()
    assert hall.register(number, card_number) == LoginRefused(errors.REGISTRATION_MISMATCH, tries_left=4)
    assert hall.logins.asked == ["end all visits", "rule", "salt", "salt", "offer registration", "claim"]


def test_a_typed_card_number_must_be_right_although_the_right_card_is_in() -> None:
    hall = ServedHall()
    claim = claim_of(hall, face(card(CHEN_CARD), person_number=CHEN))
    assert refused(hall.register(card_number=ZHANG_CARD, claim=claim)) is errors.REGISTRATION_MISMATCH


@pytest.mark.parametrize("number", [ZHANG, CHEN, UNKNOWN])
def test_the_initial_password_is_told_for_every_number_and_nothing_is_asked(number: str) -> None:
    hall = ServedHall()
    assert refused(hall.log_in(number, number[-6:])) is errors.INITIAL_PASSWORD
    assert hall.logins.asked == []
    switched_off = ServedHall(initial_accepted=False)
    assert refused(switched_off.log_in(number, number[-6:])) is errors.WRONG_LOGIN


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Claimed(Verdict.LOCKED, failed=6, wait_seconds=30), LoginRefused(errors.LOCKED, wait_seconds=30)),
        (Claimed(Verdict.WRONG, failed=5, wait_seconds=15), LoginRefused(errors.LOCKED, wait_seconds=15)),
        (
            Claimed(Verdict.KIOSK_LOCKED, wait_seconds=60, numbers_here=12),
            LoginRefused(errors.KIOSK_LOCKED, wait_seconds=60, numbers_here=12),
        ),
        (Claimed(Verdict.WRONG, failed=9), LoginRefused(errors.WRONG_LOGIN, tries_left=0)),
    ],
)
def test_waits_are_the_servers(answer: Claimed, told: LoginRefused) -> None:
    hall = ServedHall()
    hall.logins.answers.append(answer)
    assert hall.log_in() == told


CARDS: list[tuple[Claimed, Failure]] = [
    (opened(card_state=CardState.LOST), errors.CARD_NOT_IN_USE),
    (opened(card_valid_until=date(2026, 11, 20)), errors.CARD_EXPIRED),
    (opened(card_issued=date(2026, 11, 2)), errors.CARD_NEW),
    (opened(card_state=None), errors.CARD_UNKNOWN),
    (opened(verdict=Verdict.CARD, card_state=CardState.REPLACED), errors.CARD_NOT_IN_USE),
    (opened(verdict=Verdict.CARD), errors.CARD_NOT_IN_USE),
]


@pytest.mark.parametrize(("answer", "failure"), CARDS)
def test_a_card_that_opens_nothing_is_told_once_it_is_proven_and_nobody_is_in(
    answer: Claimed, failure: Failure
) -> None:
    hall = ServedHall()
    hall.logins.answers.append(answer)
    with pytest.raises(KioskError) as caught:
        right(hall, claim_of(hall, face()))
    assert (caught.value.failure, hall.logins.inside) == (failure, "")


@pytest.mark.parametrize(
    ("read", "failure"),
    [
        (face(card(valid_until=date(2026, 11, 20))), errors.CARD_EXPIRED),
        (face(card(issued=date(2026, 11, 1))), errors.CARD_NEW),
    ],
)
def test_a_card_that_opens_nothing_by_its_own_word_is_refused_at_once(read: CardFace, failure: Failure) -> None:
    with pytest.raises(KioskError) as caught:
        ServedHall().access.holder_of(read)
    assert caught.value.failure is failure


def test_an_attempt_that_came_too_late_is_no_wrong_password() -> None:
    hall = ServedHall()
    hall.logins.answers.append(Claimed(Verdict.VOID))
    with pytest.raises(KioskError) as caught:
        hall.log_in()
    assert caught.value.failure is errors.DATA_AWAY


def test_what_only_the_agency_can_do_is_told_so() -> None:
    for act in (ServedHall().access.unlock, ServedHall().access.void):
        with pytest.raises(KioskError) as caught:
            act(ZHANG)
        assert caught.value.failure is errors.AT_THE_AGENCY


# The beginning and the end.


def test_whoever_leaves_is_out_at_once_and_an_unheard_end_is_told_again() -> None:
    hall = ServedHall()
    hall.log_in()
    hall.access.leave()
    assert hall.logins.inside == ""
    hall.log_in()
    hall.logins.away = True
    hall.access.leave()
    hall.logins.away, hall.logins.asked = False, []
    hall.log_in(CHEN, "135792")
    assert hall.logins.asked[0] == "end all visits"


def test_the_first_person_need_not_wait_for_what_an_earlier_run_left() -> None:
    hall = ServedHall()
    hall.access.warm()
    hall.access.keep_waits()
    asked = list(hall.logins.asked)
    hall.log_in(CHEN, "135792")
    assert asked == ["end all visits", "rule"]
    assert hall.logins.asked == [*asked, "salt", "offer", "claim"]


def test_each_visit_asks_for_the_rule_anew() -> None:
    """The agency may change what a proof costs while kiosks run; one at the old cost would open nothing elsewhere."""
    hall = ServedHall()
    for _ in range(2):
        hall.log_in(CHEN, "135792")
        hall.log_in()
        hall.access.leave()
    assert hall.logins.asked.count("rule") == 2


def test_a_server_that_is_away_stops_nothing_but_the_login() -> None:
    hall = ServedHall()
    hall.logins.away = True
    hall.access.warm()
    hall.access.leave()
    with pytest.raises(KioskError) as caught:
        hall.log_in()
    assert caught.value.failure is errors.DATA_AWAY
    hall.logins.away = False
    assert hall.log_in() == LoggedIn("P1")


def test_whoever_is_in_is_in_though_a_further_number_could_not_be_added() -> None:
    hall = ServedHall()
    hall.logins.numbers["P1"] = (ZHANG, ZHANG_CARD, "C12345678")
    keep, hall.logins.keep_proof = hall.logins.keep_proof, broken  # type: ignore[method-assign]
    assert hall.log_in() == LoggedIn("P1")
    hall.logins.keep_proof = keep  # type: ignore[method-assign]
    hall.log_in()
    assert hall.log_in("C12345678") == LoggedIn("P1")


def broken(number: str, proof: bytes) -> None:
    """Fail as a server does that goes away."""
    raise KioskError(errors.DATA_AWAY)


def test_passwords_are_overwritten_whatever_comes_of_them() -> None:
    hall = ServedHall()
    typed = [bytearray(b"246813"), bytearray(b"135792"), bytearray(b"150015")]
    for password in typed:
        hall.access.log_in(Claim(number=ZHANG), password)
    form = Registration(Claim(), CHEN, CHEN_CARD, bytearray(b"908172"), bytearray(b"908172"))
    hall.access.register(form)
    hall.logins.away = True
    typed.append(bytearray(b"246813"))
    with pytest.raises(KioskError):
        hall.restarted().log_in(Claim(number=ZHANG), typed[-1])
    assert all(set(password) == {0} for password in (*typed, form.password, form.password_again))
