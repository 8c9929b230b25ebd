"""Logins of kiosks at a real PostgreSQL: every way in, and whoever guesses at several kiosks at once (E1, E2, E6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

import pytest
from sqlalchemy import event

from kiosk import errors
from kiosk.admission import Registration
from kiosk.cards import CardFace
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.outcomes import LoggedIn, LoginRefused
from kiosk.server_access import ServerAccess
from kiosk.server_logins import CardTold, Claimed, Verdict
from kiosk.states import Claim
from tests.hardware.served_people import CHEN_ID, ZHANG_ID, ServedKiosk, as_owner, served_kiosk
from tests.kiosk.hall import UNKNOWN
from tests.kiosk.people import CHEN, CHEN_CARD, ZHANG, ZHANG_CARD, card, face

pytestmark = pytest.mark.postgresql

Kiosks: TypeAlias = tuple[ServedKiosk, ServedKiosk]

WRONG, FRESH = "135792", "908172"
ZHANG_CODE, CHEN_CODE = "119901D15600000500000001A1B2C3D4", "119901D15600000500000002A1B2C3D4"


@pytest.fixture(scope="module")
def _kiosks(served_again: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosks]:
    folder = tmp_path_factory.mktemp("kiosks")
    with served_kiosk(served_again, folder) as here, served_kiosk(served_again, folder) as there:
        yield here, there


@pytest.fixture
def hall(_kiosks: Kiosks, served_url: str) -> Kiosks:
    """Two kiosks of one agency."""
    for kiosk in _kiosks:
        kiosk.access.leave()
    return _kiosks


def register(
    kiosk: ServedKiosk, number: str, card_number: str, password: str = FRESH, claim: Claim | None = None
) -> LoggedIn | LoginRefused:
    """Set a password with what is typed."""
    secrets = bytearray(password.encode()), bytearray(password.encode())
    return kiosk.access.register(Registration(claim or Claim(), number, card_number, *secrets))


def zhangs_card(*, tells: bool = True) -> CardFace:
    """张三's card as it is read."""
    return face(card(ZHANG_CARD, identification_code=ZHANG_CODE), person_number=ZHANG if tells else None)


def time_passes(url: str, seconds: int) -> None:
    """Let what was counted lie so much further back."""
    earlier = f"- make_interval(secs => {seconds})"
    as_owner(url, f"UPDATE login.attempts SET at = at {earlier}, judged = judged {earlier}")


# Ways in.


def test_every_way_in_shows_the_persons_own_account(hall: Kiosks) -> None:
    here, _ = hall
    ways: tuple[Callable[[], LoggedIn | LoginRefused], ...] = (
        lambda: here.log_in(ZHANG),
        lambda: here.log_in(ZHANG_CARD),
        lambda: here.log_in_by(zhangs_card()),
        lambda: here.log_in_by(zhangs_card(tells=False)),
    )
    for way in ways:
        assert way() == LoggedIn(ZHANG_ID)
        assert here.contributions(ZHANG_ID) == 890
        here.access.leave()


def test_nobody_is_read_before_a_login_nor_after_the_visit_nor_but_oneself(
    hall: Kiosks,
) -> None:
    here, there = hall
    assert away(here, ZHANG_ID)
    here.log_in(ZHANG)
    assert away(here, CHEN_ID), "another's account"
    assert away(there, ZHANG_ID), "at another kiosk"
    here.access.leave()
    assert away(here, ZHANG_ID)


def away(kiosk: ServedKiosk, person_id: str) -> bool:
    """Whether an account is refused; an empty one would be a lie."""
    with pytest.raises(KioskError) as caught:
        kiosk.store.ledger.account(person_id)
    return caught.value.failure is DATA_AWAY


def test_a_password_set_at_one_kiosk_opens_at_all_by_every_number(hall: Kiosks) -> None:
    here, there = hall
    assert register(here, CHEN, CHEN_CARD) == LoggedIn(CHEN_ID)
    for number in (CHEN, CHEN_CARD):
        assert there.log_in(number, FRESH) == LoggedIn(CHEN_ID)
    read = face(card(CHEN_CARD, identification_code=CHEN_CODE), person_number=None)
    assert there.log_in_by(read, FRESH) == LoggedIn(CHEN_ID)


def test_a_password_set_anew_leaves_no_way_in_for_the_old_one(hall: Kiosks) -> None:
    here, there = hall
    claim = Claim(holder=here.access.holder_of(zhangs_card()))
    assert register(here, ZHANG, "", claim=claim) == LoggedIn(ZHANG_ID)
    for answer in (there.log_in(ZHANG), there.log_in(ZHANG_CARD)):
        assert answer == LoginRefused(errors.WRONG_LOGIN, tries_left=4)
    assert there.log_in_by(zhangs_card()) == LoginRefused(errors.WRONG_BY_CARD, tries_left=4)
    assert there.log_in(ZHANG_CARD, FRESH) == LoggedIn(ZHANG_ID)


@pytest.mark.parametrize(
    ("number", "card_number"), [(CHEN, "Z99999999"), (CHEN, ZHANG_CARD), (UNKNOWN, CHEN_CARD), (CHEN, CHEN)]
)
def test_a_registration_that_does_not_match_keeps_nothing(
    hall: Kiosks, served_url: str, number: str, card_number: str
) -> None:
    before = as_owner(served_url, "SELECT verifier FROM login.verifiers ORDER BY verifier")
    assert register(hall[0], number, card_number) == LoginRefused(errors.REGISTRATION_MISMATCH, tries_left=4)
    assert as_owner(served_url, "SELECT verifier FROM login.verifiers ORDER BY verifier") == before


@pytest.mark.parametrize(
    ("known", "failure"),
    [
        ("state = 'lost'", errors.CARD_NOT_IN_USE),
        ("valid_until = '2026-11-20'", errors.CARD_EXPIRED),
        ("issued = '2026-11-01'", errors.CARD_NEW),
    ],
)
def test_a_card_that_opens_nothing_lets_nobody_in_and_registers_nobody(
    hall: Kiosks, served_url: str, known: str, failure: errors.Failure
) -> None:
    here, _ = hall
    as_owner(served_url, f"UPDATE register.cards SET {known} WHERE number IN ('{ZHANG_CARD}', '{CHEN_CARD}')")
    acts: tuple[Callable[[], LoggedIn | LoginRefused], ...] = (
        lambda: here.log_in_by(zhangs_card()),
        lambda: here.log_in(ZHANG_CARD),
        lambda: register(here, CHEN, CHEN_CARD),
    )
    for act in acts:
        with pytest.raises(KioskError) as caught:
            act()
        assert caught.value.failure is failure
    assert as_owner(served_url, "SELECT count(*) FROM login.tokens") == [(0,)]
    assert as_owner(served_url, "SELECT count(*) FROM login.verifiers WHERE person_id = %s", CHEN_ID) == [(0,)]
    assert here.log_in(ZHANG) == LoggedIn(ZHANG_ID), "by the own number nobody asks for a card"


# Guessing.


def test_the_wait_for_a_number_holds_at_every_kiosk(hall: Kiosks, served_url: str) -> None:
    """E2: and whoever has the card in hand goes on."""
    here, there = hall
    answers = [kiosk.log_in(ZHANG, WRONG) for kiosk in (here, there, here, there, here)]
    assert answers == [
        *(LoginRefused(errors.WRONG_LOGIN, tries_left=left) for left in (4, 3, 2, 1)),
        LoginRefused(errors.LOCKED, wait_seconds=15),
    ]
    for kiosk in hall:
        refused = kiosk.log_in(ZHANG)
        assert isinstance(refused, LoginRefused)
        assert refused.failure is errors.LOCKED
    assert there.log_in_by(zhangs_card()) == LoggedIn(ZHANG_ID)
    time_passes(served_url, 15)
    assert there.log_in(ZHANG, WRONG) == LoginRefused(errors.LOCKED, wait_seconds=30)
    time_passes(served_url, 30)
    assert there.log_in(ZHANG) == LoggedIn(ZHANG_ID)
    assert here.log_in(ZHANG, WRONG) == LoginRefused(errors.WRONG_LOGIN, tries_left=4)


def test_a_standby_whose_clock_is_behind_makes_nobody_wait_longer(hall: Kiosks, served_url: str) -> None:
    here, there = hall
    for _ in range(5):
        here.log_in(ZHANG, WRONG)
    time_passes(served_url, -7200)
    for kiosk in hall:
        assert kiosk.log_in(ZHANG) == LoginRefused(errors.LOCKED, wait_seconds=15)
    assert there.log_in_by(zhangs_card()) == LoggedIn(ZHANG_ID)


def test_one_password_over_many_numbers_makes_the_kiosk_wait_and_is_told(
    hall: Kiosks,
) -> None:
    """E1: known numbers and unknown ones alike; the kiosk beside it and cards go on."""
    here, there = hall
    tried = [CHEN, *(f"Z1234567{n}" for n in range(9))]
    *before, last = [here.log_in(number) for number in tried]
    assert before == [LoginRefused(errors.WRONG_LOGIN, tries_left=4)] * 9
    assert last == LoginRefused(errors.KIOSK_LOCKED, wait_seconds=15, numbers_here=10)
    refused = here.log_in(ZHANG)
    assert isinstance(refused, LoginRefused)
    assert refused.failure is errors.KIOSK_LOCKED
    assert here.log_in_by(zhangs_card()) == LoggedIn(ZHANG_ID)
    assert there.log_in(ZHANG) == LoggedIn(ZHANG_ID)


def test_known_and_unknown_numbers_are_asked_of_the_server_alike(hall: Kiosks) -> None:
    """E3 on the line: a wrong password, a registration that does not match; argon2 is counted in test_server_access."""
    here, _ = hall
    here.access.warm()
    wrong = [asked_for(here, partial(here.log_in, number, WRONG)) for number in (ZHANG, CHEN, ZHANG_CARD, UNKNOWN)]
    assert wrong == [wrong[0]] * 4
    pairs = ((CHEN, "Z99999999"), (ZHANG, CHEN_CARD), (UNKNOWN, CHEN_CARD))
    unmatched = [asked_for(here, partial(register, here, *pair)) for pair in pairs]
    assert unmatched == [unmatched[0]] * 3


def asked_for(kiosk: ServedKiosk, act: Callable[[], object]) -> list[str]:
    """The statements that an act sends, in order."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    engine = kiosk.store.ledger._primary
    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    assert len(statements) >= 3
    return statements


def test_an_attempt_that_is_never_claimed_counts(hall: Kiosks) -> None:
    here, there = hall
    for _ in range(5):
        here.store.logins.offer(ZHANG, bytes(32), CardTold())
    answer = there.log_in(ZHANG)
    assert isinstance(answer, LoginRefused)
    assert answer.failure is errors.LOCKED


def test_a_login_that_is_heard_on_the_line_opens_nothing_again(hall: Kiosks, served_url: str) -> None:
    """E6: neither the attempt again, nor at another kiosk, nor later, nor the token elsewhere."""
    here, there = hall
    logins, nobody = here.store.logins, lambda claimed: None
    proof = proof_for(here, ZHANG)
    attempt = logins.offer(ZHANG, proof, CardTold())
    assert there.store.logins.claim(attempt, nobody) == Claimed(Verdict.VOID)
    assert logins.claim(attempt, nobody).verdict is Verdict.IN
    for kiosk in hall:
        assert kiosk.store.logins.claim(attempt, nobody) == Claimed(Verdict.VOID)
    there.store.ledger._visit._token = here.store.ledger._visit._token
    assert away(there, ZHANG_ID)
    late = logins.offer(ZHANG, proof, CardTold())
    time_passes(served_url, 31)
    assert logins.claim(late, nobody) == Claimed(Verdict.VOID)


def proof_for(kiosk: ServedKiosk, number: str) -> bytes:
    """The right password's proof, as the kiosk computes it."""
    return kiosk.access._proof(kiosk.store.logins.rule(), number, bytearray(b"246813"))


def test_whoever_was_in_when_the_kiosk_died_is_out_once_it_is_back(hall: Kiosks) -> None:
    here, there = hall
    here.log_in(ZHANG)
    there.log_in(ZHANG)
    ServerAccess(here.store.logins, here.clock).warm()
    assert away(here, ZHANG_ID)
    assert there.contributions(ZHANG_ID) == 890


def test_a_visit_does_not_outlast_its_time(hall: Kiosks, served_url: str) -> None:
    here, _ = hall
    here.log_in(ZHANG)
    as_owner(served_url, "UPDATE login.tokens SET expires = now()")
    assert away(here, ZHANG_ID)


def test_a_card_that_came_with_the_last_import_opens_after_one_login_by_number(hall: Kiosks, served_url: str) -> None:
    here, _ = hall
    as_owner(
        served_url,
        "INSERT INTO register.cards (number, identification_code, person_id, kind, issued, valid_until, state)"
        " VALUES ('C11111116', '119901D15600000500000009A1B2C3D4', %s, 'social-security', NULL, NULL, 'in-use')",
        ZHANG_ID,
    )
    fresh = face(card("C11111116", identification_code="119901D15600000500000009A1B2C3D4"), person_number=None)
    assert here.log_in_by(fresh) == LoginRefused(errors.WRONG_BY_CARD, tries_left=4)
    assert here.log_in(ZHANG) == LoggedIn(ZHANG_ID)
    assert here.log_in_by(fresh) == here.log_in("C11111116") == LoggedIn(ZHANG_ID)
