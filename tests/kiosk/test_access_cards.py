"""Which cards open something, what is told of those that do not, and what is told first when two things are so."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk import errors
from kiosk.cards import Card, CardFace, CardState
from kiosk.errors import Failure, KioskError
from tests.kiosk.hall import Hall
from tests.kiosk.people import CHEN, CHEN_CARD, DIVISION, ZHANG, ZHANG_CARD, card, face

TODAY, YESTERDAY = date(2026, 11, 21), date(2026, 11, 20)
THIS_MONTH, LAST_MONTH = date(2026, 11, 1), date(2026, 10, 31)
STRANGE = "119902D1560000050000000A1B2C3D4E"
"""The identification code of a card of another agency."""
NOT_OURS = card("Z00000001", identification_code=STRANGE)
NOT_IN_THE_DATA = card("Z00000002")


def refusal(known: Card, read: CardFace) -> Failure:
    """Why a card is refused that the data know as `known`."""
    hall = Hall()
    hall.replace_card(ZHANG_CARD, known)
    with pytest.raises(KioskError) as caught:
        hall.access.holder_of(read)
    assert not any(secret in str(caught.value) for secret in (ZHANG, CHEN, ZHANG_CARD, "张三"))
    return caught.value.failure


# Cards that open.


def test_the_holder_of_a_good_card_is_found_whether_its_number_is_readable_or_not() -> None:
    assert Hall().access.holder_of(face()).person_id == "P1"
    assert Hall().access.holder_of(face(person_number=None)).person_id == "P1"


def test_the_name_on_the_card_goes_along_to_be_compared_later() -> None:
    """The data's own name is not asked for before the person has proven to be this person."""
    assert Hall().access.holder_of(face(name="張三")).name_on_card == "張三"
    assert Hall().access.holder_of(face(name=None)).name_on_card is None


def test_a_number_is_the_same_in_small_letters_and_with_blanks() -> None:
    hall = Hall()
    hall.ledger.cards[0] = (card(), "P1", "11010519491231002X")
    assert hall.access.holder_of(face(person_number="11010519491231002x ")).person_id == "P1"


def test_a_card_of_another_division_that_is_in_the_data_opens() -> None:
    hall = Hall()
    moved = card(identification_code=STRANGE)
    hall.replace_card(ZHANG_CARD, moved)
    assert hall.access.holder_of(face(moved)).person_id == "P1"


def test_a_card_is_good_on_its_last_day_and_from_the_month_after_issue() -> None:
    hall = Hall()
    hall.replace_card(ZHANG_CARD, card(issued=LAST_MONTH, valid_until=TODAY))
    assert hall.access.holder_of(face(issued=LAST_MONTH, valid_until=TODAY)).person_id == "P1"
    assert hall.access.holder_of(face(issued=None, valid_until=None)).person_id == "P1"


# Cards that do not, each for its own reason.


@pytest.mark.parametrize("state", [state for state in CardState if state is not CardState.IN_USE])
def test_a_card_reported_lost_cancelled_or_replaced(state: CardState) -> None:
    assert refusal(card(state=state), face()) is errors.CARD_NOT_IN_USE


@pytest.mark.parametrize(
    ("known", "read"),
    [
        (card(valid_until=YESTERDAY), face()),
        (card(), face(valid_until=YESTERDAY)),
        (card(valid_until=None), face(valid_until=YESTERDAY)),
        (card(valid_until=YESTERDAY), face(valid_until=None)),
    ],
    ids=["data", "chip", "chip-alone", "data-alone"],
)
def test_an_expired_card(known: Card, read: CardFace) -> None:
    assert refusal(known, read) is errors.CARD_EXPIRED


@pytest.mark.parametrize(
    ("known", "read"),
    [
        (card(issued=THIS_MONTH), face()),
        (card(), face(issued=THIS_MONTH)),
        (card(issued=None), face(issued=TODAY)),
        (card(issued=TODAY), face(issued=None)),
    ],
    ids=["data", "chip", "chip-alone", "data-alone"],
)
def test_a_card_issued_this_month(known: Card, read: CardFace) -> None:
    assert refusal(known, read) is errors.CARD_NEW


def test_a_card_issued_this_month_that_the_data_do_not_have_yet() -> None:
    """They come once a month: such a card is new, not unknown."""
    assert refusal(card(), face(NOT_IN_THE_DATA, issued=THIS_MONTH)) is errors.CARD_NEW


def test_a_card_of_another_agency() -> None:
    assert refusal(card(), face(NOT_OURS)) is errors.CARD_ELSEWHERE


def test_a_card_of_our_own_that_the_data_do_not_have_is_told_nothing_particular() -> None:
    assert refusal(card(), face(NOT_IN_THE_DATA)) is errors.CARD_UNKNOWN


@pytest.mark.parametrize("code", ["0", "FFFFFF15600000500000001A1B2C3D4E", "１１９９０２D15600000500000001A1B2C3"])
def test_a_card_whose_code_names_no_division_is_not_called_one_of_another_place(code: str) -> None:
    assert refusal(card(), face(identification_code=code)) is errors.CARD_UNKNOWN


def test_a_number_or_a_code_that_belongs_to_another_card() -> None:
    assert refusal(card(), face(person_number=CHEN)) is errors.CARD_UNKNOWN
    assert refusal(card(), face(card(CHEN_CARD), identification_code=card().identification_code)) is errors.CARD_UNKNOWN


# Two things at once.


@pytest.mark.parametrize(
    "known",
    [
        card(state=CardState.LOST),
        card(state=CardState.REPLACED),
        card(valid_until=YESTERDAY),
        card(issued=THIS_MONTH),
    ],
)
def test_a_contradiction_tells_nothing_of_the_card_it_names(known: Card) -> None:
    """Who writes 张三's numbers on a card of their own must not learn that 张三's card was lost."""
    assert refusal(known, face(person_number=CHEN)) is errors.CARD_UNKNOWN
    assert refusal(known, face(person_number=CHEN, issued=THIS_MONTH)) is errors.CARD_UNKNOWN
    assert refusal(known, face(person_number=CHEN, valid_until=YESTERDAY)) is errors.CARD_UNKNOWN


def test_lost_comes_before_expired_and_new() -> None:
    lost = card(state=CardState.LOST, issued=THIS_MONTH, valid_until=YESTERDAY)
    assert refusal(lost, face(lost)) is errors.CARD_NOT_IN_USE


def test_expired_comes_before_new() -> None:
    assert refusal(card(valid_until=YESTERDAY), face(issued=THIS_MONTH)) is errors.CARD_EXPIRED


@pytest.mark.parametrize("read", [face(NOT_OURS, issued=THIS_MONTH), face(NOT_OURS, valid_until=YESTERDAY)])
def test_another_agency_comes_before_what_the_chip_says(read: CardFace) -> None:
    """It would be a lie that the card can be used here from next month, or be renewed at this window."""
    assert refusal(card(), read) is errors.CARD_ELSEWHERE


def test_a_card_of_another_agency_in_the_data_is_refused_for_its_own_reason() -> None:
    lost = card(identification_code=STRANGE, state=CardState.LOST)
    assert refusal(lost, face(lost)) is errors.CARD_NOT_IN_USE


def test_an_expired_card_of_our_own_that_the_data_do_not_have_has_expired() -> None:
    assert refusal(card(), face(NOT_IN_THE_DATA, valid_until=YESTERDAY)) is errors.CARD_EXPIRED


def test_the_division_is_the_halls() -> None:
    assert STRANGE[:6] != DIVISION == card().identification_code[:6]
