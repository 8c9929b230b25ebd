"""Which slot's card counts, and what its coming and going means: pure, fed with PC/SC's states.

A reader has a contact slot, and perhaps an antenna and slots for security modules (SAM), which are never watched.
Which slot is an antenna: with a card in it the ATR decides, for PC/SC part 3 gives every contactless card an ATR
3B 8n 80 01; without one (mute card) the reader's name, and for a name that says nothing the second slot of a reader
counts as the antenna.

One card counts at a time. Of two slots, contact comes before the antenna:

- a card put into the contact slot takes the place of one on the antenna (its removal is told first): putting it in is a
  deliberate act, and what lies on the antenna may lie there for hours;
- a card laid on the antenna while another is in counts for nothing, and not when that one leaves either: it must be
  lifted and laid down again. Else a card with both interfaces, drawn out of the contact slot, would begin a visit on
  its way over the antenna, whose person has left;
- a second contact card waits: it counts when the first leaves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from devices.pcsc import SlotState
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent

_ANTENNA = re.compile(r"contactless|picc|nfc|rfid|antenna|\bCL\b|\d{3,}CL\b", re.IGNORECASE)
_CONTACT = re.compile(r"\b(contact|icc)\b", re.IGNORECASE)
_SECURITY_MODULE = re.compile(r"\bP?SAM\b", re.IGNORECASE)
_SLOT_NUMBER = re.compile(r" ([0-9A-Fa-f]{2})$")


@dataclass(frozen=True, slots=True)
class Occupied:
    """The slot whose card counts now."""

    name: str
    count: int
    contactless: bool


def is_antenna(slot: SlotState) -> bool:
    """Whether the slot reads cards without contact."""
    if len(slot.atr) >= 4:
        return slot.atr[0] == 0x3B and slot.atr[1] & 0xF0 == 0x80 and slot.atr[2:4] == b"\x80\x01"
    if _ANTENNA.search(slot.name):
        return True
    number = _SLOT_NUMBER.search(slot.name)
    return not _CONTACT.search(slot.name) and number is not None and int(number[1], 16) > 0


def is_watched(name: str, pattern: str) -> bool:
    """Whether the setting wants this slot; security modules' slots never."""
    return pattern.lower() in name.lower() and not _SECURITY_MODULE.search(name)


class Slots:
    """Remembers which card is in; each look gives the events that happened since the last."""

    def __init__(self, pattern: str = "") -> None:
        self._pattern = pattern
        self._read: Occupied | None = None
        self._passed_over: frozenset[tuple[str, int]] = frozenset()
        """Cards, by slot and count, that lay on an antenna while another counted."""
        self.condition: ReaderCondition | None = None
        """None before the first look."""
        self.occupied: Occupied | None = None

    def look(self, states: Sequence[SlotState]) -> list[ReaderEvent]:
        """Take in the states of all slots."""
        slots = [slot for slot in states if slot.usable and is_watched(slot.name, self._pattern)]
        events = self._gone(slots)
        inserted = self._arrived(slots)
        return events + self._turn(self._condition() if slots else ReaderCondition.NO_READER) + inserted

    def lose_service(self) -> list[ReaderEvent]:
        """The PC/SC service is gone, and so is every card; one that comes back counts anew."""
        self._passed_over = frozenset()
        return self._gone([]) + self._turn(ReaderCondition.SERVICE_DOWN)

    def begin_reading(self, card: Occupied) -> list[ReaderEvent]:
        """An operation on a card begins; on one that left meanwhile it tells nothing."""
        if card is not self.occupied:
            return []
        self._read = card
        return self._turn(self._condition())

    def end_reading(self, card: Occupied) -> list[ReaderEvent]:
        """An operation has ended; the card may have left, or another be in."""
        if card is not self._read:
            return []
        self._read = None
        return self._turn(self._condition()) if card is self.occupied else []

    def _condition(self) -> ReaderCondition:
        if self.occupied is None:
            return ReaderCondition.NO_CARD
        return ReaderCondition.READING if self._read is self.occupied else ReaderCondition.CARD_PRESENT

    def _gone(self, slots: Sequence[SlotState]) -> list[ReaderEvent]:
        before = self.occupied
        if before is None or (
            _is_in(before, slots) and not (before.contactless and _contact_cards(slots, before.name))
        ):
            return []
        self.occupied = None
        return [CardRemoved()]

    def _arrived(self, slots: Sequence[SlotState]) -> list[ReaderEvent]:
        cards = sorted((slot for slot in slots if slot.present), key=is_antenna)
        fresh = [card for card in cards if not (is_antenna(card) and (card.name, card.count) in self._passed_over)]
        arrived: list[ReaderEvent] = []
        if self.occupied is None and fresh:
            self.occupied = Occupied(fresh[0].name, fresh[0].count, is_antenna(fresh[0]))
            arrived = [CardInserted(self.occupied.contactless)]
        others = frozenset((card.name, card.count) for card in cards if not self._counts(card))
        self._passed_over = others if self.occupied is not None else others & self._passed_over
        return arrived

    def _counts(self, card: SlotState) -> bool:
        return self.occupied is not None and card.name == self.occupied.name

    def _turn(self, condition: ReaderCondition) -> list[ReaderEvent]:
        if condition is self.condition:
            return []
        self.condition = condition
        return [ReaderChanged(condition)]


def _is_in(card: Occupied, slots: Sequence[SlotState]) -> bool:
    return any(slot.present and slot.name == card.name and slot.count == card.count for slot in slots)


def _contact_cards(slots: Sequence[SlotState], but: str) -> bool:
    return any(slot.present and slot.name != but and not is_antenna(slot) for slot in slots)
