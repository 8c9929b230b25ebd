"""The reader or its service goes away, and a second reader stands beside: A7, A8 and A10 of faults.md.

The kiosk is told by name_pattern which of two readers is its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.events import ReaderCondition
from kiosk.words import words_of
from tests.hardware.card_hall import NUMBER, PASSWORD, Audited, CardHall, card_hall
from tests.hardware.pcsc_daemon import see
from tests.hardware.processes import wait_until
from ui.screens.welcome import READER_AWAY

pytestmark = pytest.mark.pcscd

OWN, OTHER = 0, 1


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardHall]:
    readers = ("Virtual Kiosk Reader", "Virtual Counter Reader")
    with card_hall(tmp_path_factory.mktemp("away"), readers, name_pattern="kiosk reader") as opened:
        yield opened


@pytest.fixture
def hall(open_hall: CardHall) -> Iterator[CardHall]:
    open_hall.begin()
    _wait_for_reader(open_hall)
    yield open_hall
    open_hall.cards.mend()
    _wait_for_reader(open_hall)
    open_hall.end()


def test_a07_the_reader_is_unplugged_and_plugged_in(hall: CardHall) -> None:
    """The service runs without a reader: C04, numbers can be entered; the reader is noticed when it is back."""
    hall.cards.kill()
    hall.cards.restart(plugged_in=False)
    _wait_for_sentence(hall, ReaderCondition.NO_READER)
    _enter_a_number(hall)
    hall.cards.kill()
    hall.cards.restart()
    _wait_for_reader(hall)
    assert Audited("reader-away", "C04") in hall.audited()
    assert hall.audited()[-1] == Audited("reader-back", "")


def test_a08_the_service_is_killed_on_welcome(hall: CardHall) -> None:
    """C04, told once; the context is made anew when the service is back."""
    hall.cards.kill()
    _wait_for_sentence(hall, ReaderCondition.SERVICE_DOWN)
    _enter_a_number(hall)
    hall.cards.restart()
    _wait_for_reader(hall)
    assert hall.audited().count(Audited("reader-away", "C04")) == 1


def test_a08_the_service_is_killed_during_a_visit(hall: CardHall) -> None:
    """The visit is over, as when the card is pulled."""
    hall.log_in()
    assert hall.personal()
    hall.cards.kill()
    hall.assert_welcome()
    assert Audited("idle", "C03") in hall.audited()
    hall.cards.restart()
    _wait_for_reader(hall)


def test_a10_a_card_in_the_other_reader_does_nothing(hall: CardHall) -> None:
    """And the kiosk's own works beside it."""
    hall.cards.insert("retired", reader=OTHER)
    see(lambda slots: slots[2].present)
    hall.cards.insert("zhang-san", reader=OWN)
    hall.person.wait_for("enter-password")
    hall.cards.remove(reader=OTHER)
    see(lambda slots: not slots[2].present)
    assert hall.person.sees("enter-password"), "nor when it is taken out"
    assert [audited.event for audited in hall.audited()] == ["card-reading", "login"]


def test_a10_a_card_on_the_antenna_does_not_disturb_the_one_in_the_slot(hall: CardHall) -> None:
    """Nor does it begin a visit when that one is taken: perhaps it was only drawn past. It must be laid down again."""
    hall.log_in()
    hall.cards.insert("zhang-san-contactless", antenna=True)
    see(lambda slots: slots[1].present)
    assert hall.person.sees("overview")
    hall.cards.remove()
    hall.assert_welcome()
    hall.cards.insert("zhang-san-contactless", antenna=True)
    hall.person.wait_for("enter-password")
    assert hall.audited().count(Audited("login", "")) == 2


def test_a10_a_card_put_in_takes_the_place_of_the_one_on_the_antenna(hall: CardHall) -> None:
    """The contact slot wins, and nothing of the first visit goes over into the second."""
    hall.cards.insert("zhang-san-contactless", antenna=True)
    hall.person.wait_for("enter-password")
    hall.cards.insert("retired")
    wait_until(lambda: hall.audited().count(Audited("login", "")) == 2, "a second visit")
    hall.person.type(PASSWORD)
    hall.person.press("confirm")
    wait_until(lambda: "A01" in hall.person.texts(), "the first person's password opens nothing")


def _wait_for_sentence(hall: CardHall, condition: ReaderCondition) -> None:
    """Welcome says what is away and what to do instead (I4)."""
    sentence = words_of("zh_CN")(READER_AWAY[condition][0])
    wait_until(lambda: sentence in hall.person.texts(), f"it says: {sentence}")


def _wait_for_reader(hall: CardHall) -> None:
    sentences = [words_of("zh_CN")(alone) for alone, _ in READER_AWAY.values()]

    def works() -> bool:
        texts = hall.person.texts()
        return bool(texts) and not any(sentence in texts for sentence in sentences)

    wait_until(works, "the reader works")


def _enter_a_number(hall: CardHall) -> None:
    hall.person.press("enter-number-button")
    hall.person.wait_for("enter-number")
    hall.person.type(NUMBER)
    hall.person.press("confirm")
    hall.person.wait_for("enter-password")
    hall.person.press("finish")
    hall.person.wait_for("welcome")
