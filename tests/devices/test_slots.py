"""Which slot's card counts, and what its coming and going means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.pcsc import SlotState
from devices.slots import Slots, is_antenna, is_watched
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent

CONTACT, ANTENNA = "Reader 00 00", "Reader 00 01"
CONTACT_ATR = bytes.fromhex("3B6D00000081544C968660119900000001")
CONTACTLESS_ATR = bytes.fromhex("3B8D80010081544C968660119900000001CC")

PRESENT, EMPTY, UNAVAILABLE, MUTE = 0x20, 0x10, 0x08, 0x200


def slot(name: str = CONTACT, state: int = EMPTY, count: int = 0, atr: bytes = b"") -> SlotState:
    return SlotState(name, count << 16 | state, atr)


def card(name: str = CONTACT, count: int = 1, atr: bytes = CONTACT_ATR) -> SlotState:
    return slot(name, PRESENT, count, atr)


def test_a_card_comes_and_goes() -> None:
    slots = Slots()
    assert slots.look([slot()]) == [ReaderChanged(ReaderCondition.NO_CARD)]
    assert slots.look([card()]) == [ReaderChanged(ReaderCondition.CARD_PRESENT), CardInserted()]
    assert slots.look([card()]) == []
    assert slots.look([slot(count=2)]) == [CardRemoved(), ReaderChanged(ReaderCondition.NO_CARD)]


def test_a_swap_between_two_looks_is_a_removal_and_an_insertion() -> None:
    slots = Slots()
    slots.look([card(count=1)])
    assert slots.look([card(count=3)]) == [CardRemoved(), CardInserted()]


def test_a_reader_that_goes_takes_its_card_along() -> None:
    slots = Slots()
    slots.look([card()])
    assert slots.look([]) == [CardRemoved(), ReaderChanged(ReaderCondition.NO_READER)]
    assert slots.look([slot(state=UNAVAILABLE)]) == []
    assert slots.look([slot()]) == [ReaderChanged(ReaderCondition.NO_CARD)]


def test_a_service_that_goes_takes_everything_along() -> None:
    slots = Slots()
    slots.look([card()])
    assert slots.lose_service() == [CardRemoved(), ReaderChanged(ReaderCondition.SERVICE_DOWN)]
    assert slots.lose_service() == []


def test_a_mute_card_is_inserted_too() -> None:
    assert CardInserted() in Slots().look([slot(state=PRESENT | MUTE, count=1)])


def test_the_contact_slot_comes_before_the_antenna() -> None:
    both = [card(ANTENNA, atr=CONTACTLESS_ATR), card(CONTACT)]
    slots = Slots()
    assert slots.look(both)[-1] == CardInserted(contactless=False)
    assert slots.look([both[0], slot()]) == [CardRemoved(), CardInserted(contactless=True)]


def test_a_second_card_does_not_end_the_first() -> None:
    slots = Slots()
    slots.look([card(ANTENNA, atr=CONTACTLESS_ATR), slot()])
    assert slots.look([card(ANTENNA, atr=CONTACTLESS_ATR), card(CONTACT)]) == []


def test_the_configured_reader_wins() -> None:
    slots = Slots("omnikey")
    assert slots.look([card("ACS 00 00")]) == [ReaderChanged(ReaderCondition.NO_READER)]
    events = slots.look([card("ACS 00 00"), card("HID OMNIKEY 5422 01 00", count=4)])
    assert events[-1] == CardInserted()
    assert slots.occupied is not None and slots.occupied.name == "HID OMNIKEY 5422 01 00"


@pytest.mark.parametrize(
    ("name", "atr", "antenna"),
    [
        ("Virtual PCD 00 00", CONTACT_ATR, False),
        ("Virtual PCD 00 00", CONTACTLESS_ATR, True),
        ("Virtual PCD 00 01", CONTACT_ATR, False),
        ("Virtual PCD 00 01", b"", True),
        ("Virtual PCD 00 00", b"", False),
        ("ACS ACR1281U PICC Reader 00 00", b"", True),
        ("HID OMNIKEY 5422CL 00 00", b"", True),
        ("ACS ACR1281U ICC Reader 00 01", b"", False),
        ("Feitian Contactless Reader 00 00", b"", True),
    ],
)
def test_what_is_an_antenna(name: str, atr: bytes, antenna: bool) -> None:
    assert is_antenna(SlotState(name, atr=atr)) is antenna


def test_slots_of_security_modules_are_never_watched() -> None:
    assert not is_watched("ACS ACR1281U SAM Reader 00 02", "ACS")
    assert not is_watched("Kiosk PSAM 00 03", "")
    assert is_watched("Samsung 00 00", "")


LOOKS = st.lists(
    st.none()
    | st.lists(
        st.builds(
            slot,
            st.sampled_from([CONTACT, ANTENNA, "Other 01 00"]),
            st.sampled_from([PRESENT, EMPTY, UNAVAILABLE, PRESENT | MUTE]),
            st.integers(min_value=0, max_value=4),
        ),
        max_size=3,
        unique_by=lambda state: state.name,
    ),
    max_size=30,
)


@given(LOOKS)
def test_insertions_and_removals_alternate_whatever_happens(looks: list[list[SlotState] | None]) -> None:
    slots = Slots()
    events: list[ReaderEvent] = []
    for states in looks:
        events += slots.lose_service() if states is None else slots.look(states)
        inside = [event for event in events if not isinstance(event, ReaderChanged)]
        assert all(isinstance(event, CardInserted) for event in inside[::2])
        assert all(isinstance(event, CardRemoved) for event in inside[1::2])
        assert (len(inside) % 2 == 1) == (slots.occupied is not None)
        assert (slots.condition is ReaderCondition.CARD_PRESENT) == (slots.occupied is not None)
