"""Cards pulled, left in and exchanged, on a real pcscd and a real screen: A3, A4, A5 and A6 of faults.md."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devices.virtual.card import VirtualCard, load_card
from kiosk import errors
from tests.hardware.card_hall import PASSWORD, Audited, CardHall, card_hall
from tests.hardware.desktop import Ear, ear
from tests.hardware.pcsc_daemon import see
from tests.hardware.processes import wait_until

pytestmark = pytest.mark.pcscd

PULLED_AFTER = (0, 3, 5)
"""Before the first APDU, in the middle, before the last; the reader's own test pulls after every one."""

SESSION = {"idle_seconds": 10, "warning_seconds": 20}
"""The shortest the settings allow: covered after 10 s, ended 20 s later."""

WAYS: dict[str, tuple[str, ...]] = {
    "overview": (),
    "insurance": ("tile-110",),
    "print": ("print-button",),
    "printing": ("print-button", "print-confirm"),
    "take-paper": ("print-button", "print-confirm"),
    "still-there": (),
}
"""What is pressed after the login to reach a screen."""


@pytest.fixture(scope="module")
def open_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardHall]:
    with card_hall(tmp_path_factory.mktemp("leaves"), session=SESSION) as opened:
        yield opened


@pytest.fixture
def hall(open_hall: CardHall) -> Iterator[CardHall]:
    open_hall.begin()
    yield open_hall
    open_hall.end()


@pytest.fixture
def listener(hall: CardHall) -> Iterator[Ear]:
    with ear(hall.folder, hall.screen) as listening:
        yield listening


@pytest.mark.parametrize("apdus", PULLED_AFTER)
def test_a03_pulled_while_it_is_read(hall: CardHall, apdus: int) -> None:
    """C03 and Welcome; the half-read card's data are nowhere."""
    hall.cards.insert(_pulled_after(apdus))
    wait_until(lambda: hall.cards.played().left, "the card left")
    hall.assert_says(errors.CARD_PULLED)
    hall.assert_welcome()
    assert hall.audited()[-1] == Audited("idle", "C03")


@pytest.mark.parametrize("screen", WAYS)
def test_a04_pulled_after_login_on_every_screen(hall: CardHall, screen: str) -> None:
    """Welcome, what became of the visit, and no list comes out that was not sent."""
    before = _printed(hall)
    hall.log_in()
    for key in WAYS[screen]:
        hall.person.press(key)
    hall.person.wait_for(screen)
    assert screen not in ("overview", "insurance") or hall.personal(), "personal data would be seen"
    hall.cards.remove()
    hall.assert_welcome()
    told = {"printing": errors.PRINT_LEFT, "take-paper": errors.PAPER_LEFT}.get(screen, errors.CARD_PULLED)
    hall.assert_says(told)
    assert hall.audited()[-1] == Audited("idle", told.code)
    assert _printed(hall) - before == (screen == "take-paper")


@pytest.mark.parametrize("screen", ["enter-password", "register"])
def test_a04_pulled_before_login(hall: CardHall, screen: str) -> None:
    hall.cards.insert("zhang-san")
    hall.person.wait_for("enter-password")
    if screen == "register":
        hall.person.press("register-button")
    hall.person.wait_for(screen)
    hall.cards.remove()
    hall.assert_welcome()
    hall.assert_says(errors.CARD_PULLED)


def test_a05_left_after_finish(hall: CardHall, listener: Ear) -> None:
    """ "Take your card" with a sound again and again, blank of data; a new visit only after removal."""
    hall.log_in()
    assert not listener.bells()
    hall.person.press("finish")
    hall.person.wait_for("take-card")
    assert not hall.personal()
    wait_until(lambda: len(listener.bells()) >= 2, "two reminders")
    assert not hall.personal()
    hall.cards.insert("zhang-san-contactless", antenna=True)
    see(lambda slots: slots[1].present)
    assert hall.person.sees("take-card"), "nothing begins while the card is in"
    hall.cards.remove(antenna=True)
    hall.cards.remove()
    hall.person.wait_for("welcome")


def test_a05_left_when_the_time_is_over(hall: CardHall) -> None:
    """Nobody touches anything: covered, ended, and the card must be taken before anybody begins."""
    hall.log_in()
    hall.person.wait_for("still-there")
    assert not hall.personal(), "covered"
    hall.person.wait_for("take-card")
    assert not hall.personal()
    assert [audited.event for audited in hall.audited()][-2:] == ["idle-warning", "visit-ended-card-in"]
    hall.cards.remove()
    hall.person.wait_for("welcome")


def test_a06_exchanged_while_the_kiosk_looked_away(hall: CardHall) -> None:
    """The whole exchange lies between two looks of the kiosk: a removal all the same, never two persons mixed."""
    hall.log_in()
    assert hall.personal()
    with hall.kiosk.held_up():
        hall.cards.remove()
        see(lambda slots: not slots[0].present)
        hall.cards.insert("retired")
        see(lambda slots: slots[0].present)
    hall.person.wait_for("enter-password")
    hall.pulse.longest_wait()  # what stood still cannot have been in time
    hall.person.type(PASSWORD)
    hall.person.press("confirm")
    wait_until(lambda: "A01" in hall.person.texts(), "the first person's password opens nothing")
    events = hall.audited()
    assert events.count(Audited("account-viewed", "")) == 1
    assert Audited("idle", "C03") in events
    assert not hall.shows_balances()


def test_a06_exchanged_between_two_looks_while_reading(hall: CardHall) -> None:
    """Card after card at once: the person found at the end is the holder of the card that is in."""
    for card in ("chen-jing", "retired", "zhang-san"):
        hall.cards.insert(card)
    hall.person.wait_for("enter-password")
    hall.person.type(PASSWORD)
    hall.person.press("confirm")
    hall.person.wait_for("overview")
    assert hall.shows_balances()


def _pulled_after(apdus: int) -> VirtualCard:
    card = load_card("zhang-san")
    return card.model_copy(update={"fault": card.fault.model_copy(update={"removed_after": apdus})})


def _printed(hall: CardHall) -> int:
    return len(list((hall.folder / "printed").glob("*.pdf")))
