"""Who may see what: cards, logins by password, registrations, and the same answer for known and unknown numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest

from kiosk import errors
from kiosk.access import Access, Registration
from kiosk.errors import Failure, KioskError
from kiosk.events import LoggedIn, LoginRefused
from kiosk.lockout import LockoutRule
from kiosk.model import Card, CardState, Holder
from kiosk.states import Claim
from tests.clock import HandClock
from tests.kiosk.fakes import CountedPasswords, MemoryCredentials, MemoryLedger
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD, card, face, person

PASSWORD, FRESH = "246813", "908172"
UNKNOWN = "119901199001010025"


@dataclass
class Hall:
    """Access over a ledger with 张三 (registered) and 陈静 (not), and all that stands behind it."""

    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    credentials: MemoryCredentials = field(default_factory=MemoryCredentials)
    passwords: CountedPasswords = field(default_factory=CountedPasswords)
    clock: HandClock = field(default_factory=HandClock)
    card_proves: bool = False

    def __post_init__(self) -> None:
        self.ledger.add(person(), card())
        self.ledger.add(person("P2", CHEN, "陈静"), card(CHEN_CARD))
        self.credentials.hashes["P1"] = self.passwords.hash(bytearray(PASSWORD.encode()))
        self.access = self.restarted()

    def restarted(self) -> Access:
        """The same kiosk after a restart: what was stored is still there."""
        rule = LockoutRule()
        return Access(self.ledger, self.credentials, self.passwords, rule, self.clock, self.card_proves)

    def log_in(self, number: str = ZHANG, password: str = PASSWORD) -> LoggedIn | LoginRefused:
        """Log in by number."""
        return self.access.log_in(Claim(number=number), bytearray(password.encode()))

    def register(
        self,
        number: str = CHEN,
        card_number: str = CHEN_CARD,
        password: str = FRESH,
        again: str | None = None,
        claim: Claim | None = None,
    ) -> LoggedIn | LoginRefused:
        """Register with what is typed."""
        secrets = bytearray(password.encode()), bytearray((again or password).encode())
        return self.access.register(Registration(claim or Claim(), number, card_number, *secrets))

    def replace_card(self, old: str, new: Card) -> None:
        """Put another card in a card's place."""
        self.ledger.cards = [
            (new, who, number) if its.number == old else (its, who, number) for its, who, number in self.ledger.cards
        ]


def holder(number: str = CHEN, person_id: str = "P2", card_number: str = CHEN_CARD) -> Claim:
    """The claim of a card in the reader."""
    return Claim(holder=Holder(person_id, number, card(card_number)))


def refused(answer: LoggedIn | LoginRefused) -> Failure:
    """Return why."""
    assert isinstance(answer, LoginRefused)
    return answer.failure


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
    assert hall.credentials.counted == {}
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


@pytest.mark.parametrize("number", [ZHANG, CHEN, UNKNOWN])
def test_the_initial_password_says_the_same_for_every_number(number: str) -> None:
    hall = Hall()
    assert hall.log_in(number, number[-6:]) == LoginRefused(errors.INITIAL_PASSWORD)
    assert hall.credentials.counted == {}


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


# Registering.


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


# Cards.


def test_the_holder_of_a_good_card_is_found() -> None:
    assert Hall().access.holder_of(face()).person_id == "P1"
    assert Hall().access.holder_of(face(person_number=None)).person_id == "P1"


@pytest.mark.parametrize(
    ("known", "read", "failure"),
    [
        (card(), face(person_number=CHEN), errors.CARD_UNKNOWN),
        (card(), face(identification_code="0"), errors.CARD_UNKNOWN),
        (card(), face(card(CHEN_CARD), identification_code=card().identification_code), errors.CARD_UNKNOWN),
        (card(), face(issued=date(2026, 11, 2)), errors.CARD_NEW),
        (card(issued=date(2026, 11, 21)), face(), errors.CARD_NEW),
        (card(issued=None), face(issued=date(2026, 12, 1)), errors.CARD_NEW),
        (card(valid_until=date(2026, 11, 20)), face(), errors.CARD_EXPIRED),
        (card(valid_until=None), face(valid_until=date(2026, 11, 20)), errors.CARD_EXPIRED),
        (card(state=CardState.LOST), face(), errors.CARD_NOT_IN_USE),
        (card(state=CardState.CANCELLED), face(), errors.CARD_NOT_IN_USE),
        (card(state=CardState.REPLACED), face(), errors.CARD_NOT_IN_USE),
    ],
)
def test_cards_that_open_nothing(known: Card, read: object, failure: Failure) -> None:
    hall = Hall()
    hall.replace_card(ZHANG_CARD, known)
    with pytest.raises(KioskError) as caught:
        hall.access.holder_of(read)  # type: ignore[arg-type]  # a CardFace
    assert caught.value.failure is failure
    assert ZHANG not in str(caught.value)


def test_a_card_is_good_on_its_last_day_and_from_the_month_after_issue() -> None:
    hall = Hall()
    hall.replace_card(ZHANG_CARD, card(issued=date(2026, 10, 31), valid_until=date(2026, 11, 21)))
    assert hall.access.holder_of(face(issued=None, valid_until=None)).person_id == "P1"


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


@pytest.mark.parametrize("before", [_nothing, _locked, _away])
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


@pytest.mark.parametrize("before", [_nothing, _locked, _away])
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


def test_a_registration_shows_nothing_in_its_repr() -> None:
    form = Registration(Claim(), ZHANG, ZHANG_CARD, bytearray(b"246813"), bytearray(b"246813"))
    assert repr(form) == "Registration(...)"
