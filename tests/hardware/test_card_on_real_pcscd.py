"""The card reader on a real pcscd with virtual cards: what is read, and every way a card can go wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date

import pytest

from devices.pcsc import Context, service_running
from devices.reader import PcscReader
from devices.slots import Slots
from devices.virtual.card import VirtualCard, load_card
from kiosk.card_work import work_on_card
from kiosk.cards import Card, CardKind, CardState, Holder
from kiosk.effects import CheckPin
from kiosk.errors import (
    CARD_BLOCKED,
    CARD_FOREIGN,
    CARD_PULLED,
    CARD_UNREADABLE,
    PIN_LOCKED,
    READER_GONE,
    Failure,
    KioskError,
)
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition
from tests.hardware.pcsc_daemon import PcscDaemon, pcsc_daemon, see
from tests.hardware.watched import Watched, outcome_of, watched_reader

pytestmark = pytest.mark.pcscd

APDUS_OF_A_READ = 6
"""Of a third-generation card over T=0: the application and its answer, two files selected and read."""


@pytest.fixture(scope="module")
def daemon() -> Iterator[PcscDaemon]:
    with pcsc_daemon() as running:
        yield running


@pytest.fixture
def watched(daemon: PcscDaemon) -> Iterator[Watched]:
    with watched_reader() as watching:
        yield watching
        daemon.remove_all()
    # pcscd notices a removal at its next look; the next test starts with empty slots.
    see(lambda slots: not any(slot.present for slot in slots))


@pytest.mark.parametrize(
    ("name", "version", "opened"),
    [
        ("zhang-san-version-1", "1.0", True),
        ("zhang-san-version-2", "2.0", True),
        ("zhang-san-version-2-short", "2.0", True),
        ("zhang-san-records-only", "2.0", True),
        ("zhang-san", "3.0", False),
    ],
)
def test_every_generation_is_read(daemon: PcscDaemon, watched: Watched, name: str, version: str, opened: bool) -> None:
    daemon.insert(name)
    watched.until(CardInserted(contactless=False))
    face = watched.reader.read()
    assert (face.card_number, face.identification_code) == ("A12345674", "119901D15600000500000001A1B2C3D4")
    assert (face.version, face.issued, face.valid_until) == (version, date(2024, 6, 1), date(2034, 6, 1))
    assert (face.name, face.person_number) == (("张三", "119901198503150015") if opened else (None, None))
    assert not face.contactless


def test_a_card_on_the_antenna_is_known_as_such(daemon: PcscDaemon, watched: Watched) -> None:
    daemon.insert("zhang-san-contactless", antenna=True)
    watched.until(CardInserted(contactless=True))
    assert watched.reader.read().contactless


@pytest.mark.parametrize(
    ("name", "failure"),
    [
        ("bank-card", CARD_FOREIGN),
        ("other-card", CARD_FOREIGN),
        ("application-blocked", CARD_BLOCKED),
        ("card-blocked", CARD_BLOCKED),
        ("mute", CARD_UNREADABLE),
        ("endless-61", CARD_UNREADABLE),
        ("giant-record", CARD_UNREADABLE),
        ("cut-record", CARD_UNREADABLE),
        ("wrong-charset", CARD_UNREADABLE),
        ("blank", CARD_UNREADABLE),
    ],
)
def test_what_cannot_be_read_says_why(daemon: PcscDaemon, watched: Watched, name: str, failure: Failure) -> None:
    """Each a failure of its own: what only the deadline ended would be READER_GONE."""
    daemon.insert(name)
    watched.until(CardInserted())
    assert outcome_of(watched.reader) is failure


@pytest.mark.parametrize("apdus", range(APDUS_OF_A_READ + 1))
def test_a_card_pulled_after_any_apdu(daemon: PcscDaemon, watched: Watched, apdus: int) -> None:
    daemon.insert(_with_fault("zhang-san", removed_after=apdus))
    watched.until(CardInserted())
    if apdus == APDUS_OF_A_READ:
        assert watched.reader.read().card_number == "A12345674"
    else:
        assert outcome_of(watched.reader) is CARD_PULLED
        watched.until(CardRemoved())


def test_a_card_exchanged_for_another(daemon: PcscDaemon, watched: Watched) -> None:
    daemon.insert("zhang-san")
    watched.until(CardInserted())
    daemon.remove()
    watched.until(CardRemoved())
    daemon.insert("chen-jing")
    watched.until(CardInserted())
    assert watched.reader.read().card_number == "B20000016"


def test_a_swap_between_two_looks_is_a_removal_and_an_insertion(daemon: PcscDaemon, watched: Watched) -> None:
    """The reader under test looks before and after; `watched` only tells when the swap is complete."""
    daemon.insert("zhang-san")
    watched.until(CardInserted())
    context, slots = Context.establish(), Slots()
    before = context.look()
    slots.look(before)
    daemon.remove()
    watched.until(CardRemoved())
    daemon.insert("chen-jing")
    watched.until(CardInserted())
    assert slots.look(context.wait(before, 0)) == [CardRemoved(), CardInserted()]
    context.release()


def test_a06_a_pin_typed_for_a_card_that_was_exchanged_unseen_opens_nothing(
    daemon: PcscDaemon, watched: Watched
) -> None:
    """Exchanged between two looks of pcscd itself, nothing tells of it; the second person's right PIN is refused."""
    daemon.insert("zhang-san")
    watched.until(CardInserted())
    first = watched.reader.read()
    daemon.insert("retired", at_once=True)
    kind, state = CardKind.SOCIAL_SECURITY, CardState.IN_USE
    card = Card(first.card_number, first.identification_code, kind, first.issued, first.valid_until, state)
    holder = Holder("1", "119901198503150015", card)
    with pytest.raises(KioskError) as caught:
        work_on_card(watched.reader, CheckPin(bytearray(b"123456"), holder))
    assert caught.value.failure in (CARD_PULLED, CARD_UNREADABLE), "not powered by anybody, or another's"


def test_a10_the_contact_slot_comes_before_the_antenna(daemon: PcscDaemon) -> None:
    """Both hold a card when the kiosk looks for the first time."""
    daemon.insert("zhang-san-contactless", antenna=True)
    daemon.insert("retired")
    see(lambda slots: all(slot.present for slot in slots))
    watching = Watched()
    watching.reader.start(watching.events.put)
    try:
        watching.until(CardInserted(contactless=False))
        assert watching.reader.read().card_number == "B20000075"
    finally:
        watching.reader.stop()
        daemon.remove_all()
    see(lambda slots: not any(slot.present for slot in slots))


def test_a_killed_service_is_told_and_its_return_noticed(daemon: PcscDaemon, watched: Watched) -> None:
    daemon.insert("zhang-san")
    watched.until(CardInserted())
    daemon.kill()
    watched.until(CardRemoved())
    watched.until(ReaderChanged(ReaderCondition.SERVICE_DOWN))
    assert outcome_of(watched.reader) is READER_GONE
    assert not service_running()
    daemon.restart()
    watched.until(ReaderChanged(ReaderCondition.NO_CARD))
    daemon.insert("zhang-san")
    watched.until(CardInserted())
    assert watched.reader.read().card_number == "A12345674"


def test_a_frozen_card_ends_at_the_deadline_and_the_next_one_works(daemon: PcscDaemon, watched: Watched) -> None:
    daemon.insert("frozen-after-3")
    watched.until(CardInserted())
    assert outcome_of(watched.reader) is READER_GONE
    daemon.remove()
    watched.until(CardRemoved())
    daemon.insert("zhang-san")
    watched.until(CardInserted())
    assert watched.reader.read().card_number == "A12345674"


def test_the_pin_is_asked_and_verified_and_its_last_tries_are_kept(daemon: PcscDaemon, watched: Watched) -> None:
    daemon.insert("zhang-san")
    watched.until(CardInserted())
    reader = watched.reader
    assert reader.pin_tries_left() == 6
    assert reader.verify_pin(bytearray(b"123456")) is None
    assert reader.pin_tries_left() == 6, "powered off: nothing stays verified"
    assert [reader.verify_pin(bytearray(b"000000")) for _ in range(4)] == [5, 4, 3, 2]
    with pytest.raises(KioskError) as caught:
        reader.verify_pin(bytearray(b"123456"))
    assert caught.value.failure is PIN_LOCKED
    assert reader.pin_tries_left() == 2


def test_stopping_leaves_no_thread(daemon: PcscDaemon) -> None:
    with watched_reader():
        assert "card-watcher" in [thread.name for thread in threading.enumerate()]
    assert "card-watcher" not in [thread.name for thread in threading.enumerate()]


def test_examination_says_what_is_there(daemon: PcscDaemon, watched: Watched) -> None:
    findings = PcscReader().examine()
    assert [(finding.part, finding.well) for finding in findings] == [("pcsc", True), ("reader", True), ("card", True)]
    daemon.insert("bank-card")
    watched.until(CardInserted())
    card = PcscReader().examine()[-1]
    assert (card.part, card.well) == ("card", False)
    assert "bank card" in card.state and "3B6D000080318065B0895101FB83009000" in card.state
    assert PcscReader("no such reader").examine()[1].advice


def test_a_reader_at_work_does_not_touch_the_persons_card_to_examine_it(daemon: PcscDaemon, watched: Watched) -> None:
    daemon.insert(_with_fault("zhang-san", removed_after=0))
    watched.until(CardInserted())
    card = watched.reader.examine()[-1]
    assert (card.part, card.well, card.state) == ("card", True, "A card is in")


def test_examination_says_that_the_service_is_down(daemon: PcscDaemon, watched: Watched) -> None:
    daemon.kill()
    (finding,) = PcscReader().examine()
    assert (finding.part, finding.well) == ("pcsc", False) and finding.advice
    daemon.restart()


def _with_fault(name: str, **fault: int) -> VirtualCard:
    card = load_card(name)
    return card.model_copy(update={"fault": card.fault.model_copy(update=fault)})
