"""A PC/SC service in memory for the real reader: slots, virtual chips, other programs, and how much is still open."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from devices.pcsc import CardBusy, SlotState
from devices.virtual.card import VirtualCard, load_card
from devices.virtual.chip import Chip, Frozen, LeftReader
from kiosk.errors import CARD_PULLED, CARD_UNREADABLE, READER_GONE, KioskError

CONTACT, ANTENNA = "Reader 00 00", "Reader 00 01"
_EMPTY, _PRESENT, _EXCLUSIVE, _IN_USE, _MUTE = 0x10, 0x20, 0x80, 0x100, 0x200
_COUNT_SHIFT = 16


@dataclass
class Slot:
    """What is in a slot."""

    chip: Chip | None = None
    count: int = 0
    held: bool = False
    """By another program, for itself."""
    shared: bool = False
    """Another program uses the card and lets others use it."""
    handle: FakeCard | None = None
    """Ours."""
    left: threading.Event = field(default_factory=threading.Event)

    def state(self, name: str) -> SlotState:
        """As PC/SC describes it."""
        if self.chip is None:
            return SlotState(name, self.count << _COUNT_SHIFT | _EMPTY)
        flags = _PRESENT | (_EXCLUSIVE if self.held or self.handle else 0) | (_IN_USE if self.shared else 0)
        mute = self.chip.card.fault.mute
        return SlotState(
            name, self.count << _COUNT_SHIFT | flags | (_MUTE if mute else 0), b"" if mute else self.chip.atr
        )


class FakeService:
    """Runs until killed; contexts, handles and how each card was left are counted."""

    def __init__(self, *slots: str) -> None:
        self.slots = {name: Slot() for name in slots or (CONTACT,)}
        self.changed = threading.Condition(threading.RLock())
        self.running = True
        self.contexts = 0
        self.handles = 0
        self.powered_off = 0
        self.frozen = threading.Event()
        """Set once a transmit hangs."""

    def establish(self) -> FakeContext:
        """Connect to the service."""
        with self.changed:
            if not self.running:
                raise KioskError(READER_GONE, "no service")
            self.contexts += 1
            return FakeContext(self)

    def insert(self, card: str | VirtualCard, slot: str = CONTACT) -> Chip:
        """Put a card in; one that is in is exchanged for it between two looks."""
        chip = Chip(load_card(card) if isinstance(card, str) else card)
        with self.changed:
            self._change(slot, chip)
        return chip

    def remove(self, slot: str = CONTACT) -> None:
        """Take the card out."""
        with self.changed:
            self._change(slot, None)

    def hold(self, held: bool, slot: str = CONTACT) -> None:
        """Another program takes the card for itself, or lets go."""
        with self.changed:
            self.slots[slot].held = held
            self.changed.notify_all()

    def kill(self) -> None:
        """End the service; cards leave with it."""
        with self.changed:
            self.running = False
            for slot in self.slots.values():
                slot.left.set()
            self.changed.notify_all()

    def _change(self, name: str, chip: Chip | None) -> None:
        slot = self.slots[name]
        slot.left.set()
        slot.left = threading.Event()
        slot.count += (slot.chip is not None) + (chip is not None)
        slot.chip = chip
        self.changed.notify_all()


class FakeContext:
    """Implements devices.reader.Service."""

    def __init__(self, service: FakeService) -> None:
        self.service = service
        self._cancelled = False

    def slots(self) -> tuple[str, ...]:
        """Names of all slots."""
        self._insist()
        return tuple(self.service.slots)

    def look(self) -> tuple[SlotState, ...]:
        """All slots as they are now."""
        return self._states(self.slots())

    def wait(self, known: Sequence[SlotState], milliseconds: int) -> tuple[SlotState, ...]:
        """Wait for a change."""
        names = [slot.name for slot in known]
        with self.service.changed:
            self.service.changed.wait_for(
                lambda: self._cancelled or not self.service.running or self._states(names) != tuple(known),
                milliseconds / 1000,
            )
            if self._cancelled:
                return ()
            self._insist()
            return self._states(names)

    def cancel(self) -> None:
        """End a wait."""
        with self.service.changed:
            self._cancelled = True
            self.service.changed.notify_all()

    def connect(self, slot: str) -> FakeCard:
        """Power the card in a slot."""
        self._insist()
        with self.service.changed:
            place = self.service.slots[slot]
            if place.held or place.handle is not None:
                raise CardBusy
            if place.chip is None:
                raise KioskError(CARD_PULLED, "no card")
            if place.chip.card.fault.mute:
                raise KioskError(CARD_UNREADABLE, "mute")
            place.chip.power_on()
            place.handle = FakeCard(self.service, place, place.chip)
            self.service.handles += 1
            return place.handle

    def release(self) -> None:
        """Let go."""
        with self.service.changed:
            self.service.contexts -= 1

    def _states(self, names: Sequence[str]) -> tuple[SlotState, ...]:
        return tuple(self.service.slots[name].state(name) for name in names)

    def _insist(self) -> None:
        if not self.service.running:
            raise KioskError(READER_GONE, "service gone")


class FakeCard:
    """A powered card."""

    def __init__(self, service: FakeService, slot: Slot, chip: Chip) -> None:
        self._service, self._slot, self._chip, self._left = service, slot, chip, slot.left

    def send(self, apdu: bytes) -> bytes:
        """Answer as the card would; never, when it is frozen and stays in."""
        if self._left.is_set():
            return b""
        try:
            return self._chip.answer(apdu)
        except LeftReader:
            return b""
        except Frozen:
            self._service.frozen.set()
            self._left.wait()
            return b""

    def close(self) -> None:
        """Power it off."""
        with self._service.changed:
            self._chip.power_on()
            self._service.handles -= 1
            self._service.powered_off += 1
            if self._slot.handle is self:
                self._slot.handle = None
            self._service.changed.notify_all()
