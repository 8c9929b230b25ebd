"""The real card reader: the watcher beside card operations that end within a deadline whatever the card does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from devices import sscard
from devices.announcer import Announcer, Listen
from devices.apdu import Channel
from devices.examination import SILENT, DoctorContext, Machine, Wish, examine, without_answer
from devices.operation import EXCHANGE_SECONDS, Operations
from devices.pcsc import Context
from devices.slots import Occupied
from devices.threads import CardThreads
from devices.watcher import Monitor, Watcher
from kiosk.cards import CardFace
from kiosk.errors import CARD_PULLED, READER_GONE, KioskError
from kiosk.events import ReaderCondition
from kiosk.ports import Finding

DEADLINE_SECONDS = 5.0
"""A card that freezes in the middle of a transmit blocks PC/SC for ever; nobody waits longer than this for it."""

QUICK_SECONDS = 1.0
"""A service that runs says within this what is in its readers; only cards take longer."""

T = TypeVar("T")


class Service(Monitor, DoctorContext, Protocol):
    """Everything the reader needs of a PC/SC context."""


class PcscReader:
    """A CardReader on PC/SC. Each operation powers the card anew and powers it off, so nothing verified stays valid."""

    def __init__(
        self,
        name_pattern: str = "",
        establish: Callable[[], Service] = Context.establish,
        deadline_seconds: float = DEADLINE_SECONDS,
    ) -> None:
        self._pattern, self._establish, self._deadline_seconds = name_pattern, establish, deadline_seconds
        self._announcer = Announcer(name_pattern)
        self._watcher = Watcher(self._announcer, establish)
        self._operations = Operations(establish)
        self._threads = CardThreads()
        self._was_read: Occupied | None = None

    def start(self, listen: Listen) -> None:
        """Begin to watch; does not block. `listen` is called on the watching thread, or on one that reads."""
        self._threads.open()
        self._watcher.start(listen)

    def alive(self) -> bool:
        """Whether the watching thread goes about its work; a service that hangs is told as gone meanwhile."""
        return self._watcher.alive()

    def stop(self) -> None:
        """End watching."""
        self._watcher.stop()
        self._threads.close()

    def read(self) -> CardFace:
        """Read the inserted card within 5 s. Raises KioskError."""
        slot = self._was_read = self._slot()
        return self._on_card(slot, lambda channel: sscard.read_face(channel, slot.contactless))

    def pin_tries_left(self) -> int | None:
        """Ask how many PIN tries the card has left; None when it has no PIN. Raises KioskError.

        CARD_PULLED also when another card is in than the one that was read.
        """
        return self._on_card(self._slot_read(), sscard.pin_tries_left, certain=True)

    def verify_pin(self, pin: bytearray) -> int | None:
        """Present a PIN; None when right, else the tries left. Raises KioskError; never spends the last two tries.

        CARD_PULLED also when another card is in than the one that was read.
        """
        return self._on_card(self._slot_read(), lambda channel: sscard.verify_pin(channel, pin), certain=True)

    def release(self) -> None:
        """Nothing to power off: no operation leaves the card powered. Never raises."""
        self._was_read = None

    def examine(self) -> Sequence[Finding]:
        """Look at service, drivers and readers as they are now, and at the card too unless the kiosk is at work.

        Never raises, takes at most DEADLINE_SECONDS and QUICK_SECONDS.
        """
        at_work = self._watcher.running
        reading = self._announcer.condition is ReaderCondition.READING
        wish = Wish(self._pattern, EXCHANGE_SECONDS, touch_card=not at_work, reading=reading)
        try:
            return self._examine(wish, self._deadline_seconds)
        except KioskError:
            pass  # The service hangs, or only the card does: look again without touching that.
        try:
            return without_answer(self._examine(replace(wish, touch_card=False), QUICK_SECONDS))
        except KioskError:
            return (SILENT,)

    def _examine(self, wish: Wish, seconds: float) -> Sequence[Finding]:
        return self._threads.within(seconds, lambda: examine(wish, Machine(self._establish)))

    def _slot(self) -> Occupied:
        slot = self._announcer.occupied
        if slot is not None:
            return slot
        away = self._announcer.condition not in (ReaderCondition.NO_CARD, ReaderCondition.CARD_PRESENT)
        raise KioskError(READER_GONE if away else CARD_PULLED, "no card in the reader")

    def _slot_read(self) -> Occupied:
        """The slot of the card that was read, while that card is in; the one that is in when none was."""
        slot, read = self._slot(), self._was_read
        if read is not None and slot is not read:
            raise KioskError(CARD_PULLED, "another card is in")
        return slot

    def _on_card(self, slot: Occupied, work: Callable[[Channel], T], certain: bool = False) -> T:
        with self._announcer.reading(slot):
            return self._threads.within(self._deadline_seconds, lambda: self._operations.on_card(slot, work, certain))
