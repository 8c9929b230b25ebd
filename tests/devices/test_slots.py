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


ON_ANTENNA = card(ANTENNA, atr=CONTACTLESS_ATR)
SECOND = "Reader 01 00"


def test_the_contact_slot_comes_before_the_antenna() -> None:
    assert Slots().look([ON_ANTENNA, card(CONTACT)])[-1] == CardInserted(contactless=False)


def test_a_card_put_in_takes_the_place_of_one_that_lies_on_the_antenna() -> None:
    slots = Slots()
    slots.look([ON_ANTENNA, slot()])
    assert slots.look([ON_ANTENNA, card(CONTACT)]) == [CardRemoved(), CardInserted(contactless=False)]
    assert slots.occupied is not None and slots.occupied.name == CONTACT
    assert slots.look([ON_ANTENNA, card(CONTACT)]) == []


def test_a_card_laid_on_the_antenna_does_not_end_one_that_is_in() -> None:
    slots = Slots()
    slots.look([card(CONTACT), slot(ANTENNA)])
    assert slots.look([card(CONTACT), ON_ANTENNA]) == []
    assert slots.look([card(CONTACT), slot(ANTENNA, count=2)]) == []


def test_a_card_that_lay_on_the_antenna_all_along_counts_only_when_it_is_laid_down_again() -> None:
    slots = Slots()
    slots.look([card(CONTACT), ON_ANTENNA])
    gone = slot(CONTACT, count=2)
    assert slots.look([gone, ON_ANTENNA]) == [CardRemoved(), ReaderChanged(ReaderCondition.NO_CARD)]
    assert slots.look([gone, ON_ANTENNA]) == []
    assert slots.look([gone, slot(ANTENNA, count=2)]) == []
    again = card(ANTENNA, count=3, atr=CONTACTLESS_ATR)
    assert slots.look([gone, again]) == [ReaderChanged(ReaderCondition.CARD_PRESENT), CardInserted(contactless=True)]


def test_another_card_laid_on_the_antenna_between_two_looks_counts() -> None:
    slots = Slots()
    slots.look([card(CONTACT), ON_ANTENNA])
    other = card(ANTENNA, count=3, atr=CONTACTLESS_ATR)
    assert slots.look([slot(CONTACT, count=2), other])[-1] == CardInserted(contactless=True)


def test_when_both_leave_together_nothing_is_left() -> None:
    slots = Slots()
    slots.look([card(CONTACT), ON_ANTENNA])
    both_gone = [slot(CONTACT, count=2), slot(ANTENNA, count=2)]
    assert slots.look(both_gone) == [CardRemoved(), ReaderChanged(ReaderCondition.NO_CARD)]


def test_a_service_or_reader_that_was_away_finds_the_antennas_card_anew() -> None:
    for lost in ("service", "reader"):
        slots = Slots()
        slots.look([card(CONTACT), ON_ANTENNA])
        if lost == "service":
            slots.lose_service()
        else:
            slots.look([])
        assert slots.look([slot(), ON_ANTENNA])[-1] == CardInserted(contactless=True)


def test_a_second_contact_card_waits_until_the_first_leaves() -> None:
    slots = Slots()
    slots.look([card(CONTACT), slot(SECOND)])
    assert slots.look([card(CONTACT), card(SECOND)]) == []
    assert slots.look([slot(CONTACT, count=2), card(SECOND)]) == [CardRemoved(), CardInserted()]
    assert slots.occupied is not None and slots.occupied.name == SECOND


def test_two_antennas_do_not_take_turns() -> None:
    slots, other = Slots(), card("Kiosk NFC 01 00", atr=CONTACTLESS_ATR)
    slots.look([ON_ANTENNA])
    assert slots.look([ON_ANTENNA, other]) == []
    assert slots.look([other]) == [CardRemoved(), ReaderChanged(ReaderCondition.NO_CARD)]


def test_reading_is_told_while_it_lasts() -> None:
    slots = Slots()
    slots.look([card()])
    assert slots.occupied is not None
    assert slots.begin_reading(slots.occupied) == [ReaderChanged(ReaderCondition.READING)]
    assert slots.look([card()]) == []
    assert slots.end_reading(slots.occupied) == [ReaderChanged(ReaderCondition.CARD_PRESENT)]


def test_reading_ends_with_the_card_and_tells_nothing_afterwards() -> None:
    slots = Slots()
    slots.look([card()])
    first = slots.occupied
    assert first is not None
    slots.begin_reading(first)
    assert slots.look([slot(count=2)]) == [CardRemoved(), ReaderChanged(ReaderCondition.NO_CARD)]
    assert slots.end_reading(first) == []
    assert slots.begin_reading(first) == [], "an operation that comes too late"


def test_a_service_that_goes_while_a_card_is_read_stays_gone() -> None:
    slots = Slots()
    slots.look([card()])
    first = slots.occupied
    assert first is not None
    slots.begin_reading(first)
    assert slots.lose_service() == [CardRemoved(), ReaderChanged(ReaderCondition.SERVICE_DOWN)]
    assert slots.end_reading(first) == []


def test_a_card_swapped_while_it_is_read_is_present_and_not_being_read() -> None:
    slots = Slots()
    slots.look([card(count=1)])
    first = slots.occupied
    assert first is not None
    slots.begin_reading(first)
    present = ReaderChanged(ReaderCondition.CARD_PRESENT)
    assert slots.look([card(count=3)]) == [CardRemoved(), present, CardInserted()]
    assert slots.end_reading(first) == []


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


SLOT_STATES = st.lists(
    st.builds(
        slot,
        st.sampled_from([CONTACT, ANTENNA, "Other 01 00"]),
        st.sampled_from([PRESENT, EMPTY, UNAVAILABLE, PRESENT | MUTE]),
        st.integers(min_value=0, max_value=4),
    ),
    max_size=3,
    unique_by=lambda state: state.name,
)
WHAT_HAPPENS = st.lists(st.sampled_from(["service lost", "read", "read ends"]) | SLOT_STATES, max_size=30)


@given(WHAT_HAPPENS)
def test_insertions_and_removals_alternate_whatever_happens(happened: list[str | list[SlotState]]) -> None:
    slots, read = Slots(), None
    events: list[ReaderEvent] = []
    for what in happened:
        if isinstance(what, list):
            events += slots.look(what)
        elif what == "service lost":
            events += slots.lose_service()
        elif what == "read" and slots.occupied is not None:
            read = slots.occupied
            events += slots.begin_reading(read)
        elif what == "read ends" and read is not None:
            events += slots.end_reading(read)
            read = None
        inside = [event for event in events if not isinstance(event, ReaderChanged)]
        assert all(isinstance(event, CardInserted) for event in inside[::2])
        assert all(isinstance(event, CardRemoved) for event in inside[1::2])
        assert (len(inside) % 2 == 1) == (slots.occupied is not None)
        is_in = slots.condition in (ReaderCondition.CARD_PRESENT, ReaderCondition.READING)
        assert is_in == (slots.occupied is not None)
        if slots.condition is ReaderCondition.READING:
            assert read is slots.occupied
        told = [event.condition for event in events if isinstance(event, ReaderChanged)]
        assert told[-1:] == ([slots.condition] if slots.condition else [])
        assert all(one is not next_one for one, next_one in zip(told, told[1:], strict=False))
