"""Cards that cannot be used, on a real pcscd and a real screen: A1, A2, A9, A11, A12 and A13 of faults.md."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devices.virtual.card import load_card
from kiosk import errors
from kiosk.errors import Failure
from tests.hardware.card_hall import NUMBER, Audited, CardHall, card_hall

pytestmark = pytest.mark.pcscd

POWERED_AT_MOST = 4
"""pcscd tries a mute card's voltages when it comes, and once more when the kiosk asks; nobody asks again."""

MEMORY_GROWTH_KIB = 64 * 1024
"""A malformed card of a few hundred bytes must cost nothing; Qt and Python take some for a screen's first showing.

A length on the card that is believed asks for hundreds of megabytes.
"""


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardHall]:
    with card_hall(tmp_path_factory.mktemp("refused")) as opened:
        yield opened


@pytest.fixture
def hall(open_hall: CardHall) -> Iterator[CardHall]:
    open_hall.begin()
    yield open_hall
    open_hall.end()


def test_a01_no_answer_to_reset(hall: CardHall) -> None:
    """C01, not C04 at the deadline; no storm of retries while somebody enters a number beside it; then ready."""
    hall.cards.insert("mute")
    hall.assert_refused(errors.CARD_UNREADABLE)
    powered = hall.cards.played().powered
    assert powered <= POWERED_AT_MOST
    _enter_a_number_and_go(hall)
    assert hall.cards.played().powered == powered, "nobody powers it again and again"


@pytest.mark.parametrize("card", ["bank-card", "other-card"])
def test_a02_another_kind_of_card(hall: CardHall, card: str) -> None:
    """C02, and a number can be entered instead while the card stays in."""
    hall.cards.insert(card)
    hall.assert_refused(errors.CARD_FOREIGN)
    _enter_a_number_and_go(hall)


def test_a09_a_card_that_freezes(hall: CardHall) -> None:
    """C04 at the deadline, while the screen goes on answering; the next card works."""
    hall.cards.insert("frozen-after-3")
    hall.person.wait_for("reading-card")
    hall.assert_refused(errors.READER_GONE)


def test_a11_more_follows_for_ever(hall: CardHall) -> None:
    """61FF again and again: given up after 64 rounds at the latest, not by the deadline (that would be C04)."""
    hall.cards.insert("endless-61")
    hall.assert_refused(errors.CARD_UNREADABLE)


@pytest.mark.parametrize("card", ["giant-record", "cut-record", "wrong-charset", "blank"])
def test_a12_what_is_malformed_is_refused(hall: CardHall, card: str) -> None:
    """Giant, cut, empty, not in GBK: refused, and the kiosk's memory does not grow by it."""
    before = _peak_memory_kib(hall)
    hall.cards.insert(card)
    hall.assert_refused(errors.CARD_UNREADABLE)
    hall.cards.remove()
    hall.person.wait_for("welcome")
    assert _peak_memory_kib(hall) - before < MEMORY_GROWTH_KIB


def test_a12_bytes_without_any_form_are_refused(hall: CardHall) -> None:
    """Every byte value once, where the card's number should stand."""
    card = load_card("zhang-san-version-2")
    noise = card.issuer.model_copy(update={"raw": bytes(range(256)).hex()}) if card.issuer else None
    hall.cards.insert(card.model_copy(update={"issuer": noise}))
    hall.assert_refused(errors.CARD_UNREADABLE)


@pytest.mark.parametrize(
    ("card", "failure"),
    [
        ("contradicting", errors.CARD_UNKNOWN),
        ("unknown", errors.CARD_UNKNOWN),
        ("application-blocked", errors.CARD_BLOCKED),
        ("card-blocked", errors.CARD_BLOCKED),
        ("expired", errors.CARD_EXPIRED),
        ("lost", errors.CARD_NOT_IN_USE),
        ("replaced", errors.CARD_NOT_IN_USE),
        ("issued-this-month", errors.CARD_NEW),
        ("another-agency", errors.CARD_ELSEWHERE),
    ],
)
def test_a13_what_the_data_do_not_open_says_why(hall: CardHall, card: str, failure: Failure) -> None:
    """Each its own sentence; a contradiction is generic and shows nobody's data."""
    hall.cards.insert(card)
    hall.assert_refused(failure)
    hall.cards.remove()
    hall.person.wait_for("welcome")
    events = [audited.event for audited in hall.audited()]
    assert events == ["card-reading", "card-refused", "idle"], "no account was opened for a moment either"


def test_a13_a_card_of_this_month_names_the_next(hall: CardHall) -> None:
    hall.cards.insert("issued-this-month")
    hall.person.wait_for("card-problem")
    assert "2026年12月" in hall.person.read("message")


def test_i5_the_chain_of_the_audit_trail_is_whole(hall: CardHall) -> None:
    """Each line names the hash of the one before, through every accident."""
    hall.cards.insert("mute")
    hall.assert_refused(errors.CARD_UNREADABLE)
    assert Audited("card-refused", "C01") in hall.audited()
    assert hall.chain_is_whole()


def _enter_a_number_and_go(hall: CardHall) -> None:
    """A visit by number goes as far as the password while the card stays in, and ends when that is taken."""
    hall.person.press("enter-number-button")
    hall.person.wait_for("enter-number")
    hall.person.type(NUMBER)
    hall.person.press("confirm")
    hall.person.wait_for("enter-password")
    hall.person.press("finish")
    hall.person.wait_for("take-card")
    hall.cards.remove()
    hall.person.wait_for("welcome")


def _peak_memory_kib(hall: CardHall) -> int:
    status = hall.kiosk.status()
    return int(status["VmHWM"].split()[0])
