"""A card reader in memory: the same virtual cards through the same card code, without PC/SC and without a thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from devices import sscard
from devices.announcer import Announcer, Listen
from devices.apdu import Channel
from devices.pcsc import SlotState
from devices.virtual.card import card_names, load_card
from devices.virtual.chip import Chip, Frozen, LeftReader
from kiosk.cards import CardFace
from kiosk.errors import CARD_PULLED, CARD_UNREADABLE, READER_GONE, KioskError
from kiosk.ports import Finding
from kiosk.words import N_

DEADLINE_SECONDS = 5.0
"""As on the real reader: nobody waits longer for a card that froze."""

EXCHANGE_SHARE = 0.9
"""As on the real reader: a card that is merely slow is given up before that."""

_SLOT = "Mock 00 00"
_PRESENT = 0x20
_COUNT_SHIFT = 16

T = TypeVar("T")
Wait = Callable[[threading.Event, float], bool]


class MockReader:
    """A CardReader and its Simulator. Events reach `listen` on the thread that pulls the string, or that reads."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        deadline_seconds: float = DEADLINE_SECONDS,
        wait: Wait = threading.Event.wait,
    ) -> None:
        """`wait` lets so many seconds pass, or fewer when the card is pulled; whether it was pulled.

        Where time is driven by hand, pass one that drives it: then a slow or frozen card holds nobody up.
        """
        self._monotonic, self._deadline_seconds, self._wait = monotonic, deadline_seconds, wait
        self._announcer = Announcer()
        self._lock = threading.RLock()
        self._card: _InsertedCard | None = None
        self._count = 0
        self._away = self._service_stopped = False

    # CardReader

    def start(self, listen: Listen) -> None:
        """Begin to tell what happens."""
        self._announcer.begin(listen)
        self._look()

    def alive(self) -> bool:
        """There is no thread that could stand still."""
        return True

    def stop(self) -> None:
        """Tell nothing any more."""
        self._announcer.end()

    def read(self) -> CardFace:
        """Read the card that is in. Raises KioskError."""
        slot = self._announcer.occupied
        return self._on_card(lambda channel: sscard.read_face(channel, slot is not None and slot.contactless))

    def pin_tries_left(self) -> int | None:
        """Ask how many PIN tries the card has left; None when it has no PIN. Raises KioskError."""
        return self._on_card(sscard.pin_tries_left)

    def verify_pin(self, pin: bytearray) -> int | None:
        """Present a PIN; None when right, else the tries left. Raises KioskError; never spends the last two tries."""
        return self._on_card(lambda channel: sscard.verify_pin(channel, pin))

    def release(self) -> None:
        """Nothing to do: no operation leaves the card powered. Never raises."""

    def examine(self) -> Sequence[Finding]:
        """The mock is always well, unless unplugged or its service stopped."""
        if self._service_stopped:
            return (Finding("pcsc", False, N_("The simulated card service is stopped"), N_("Start it on the dock.")),)
        if self._away:
            return (Finding("reader", False, N_("The simulated reader is unplugged"), N_("Plug it in on the dock.")),)
        return (Finding("reader", True, N_("A simulated reader stands in for the real one")),)

    # Simulator

    def cards(self) -> Sequence[str]:
        """Names of the virtual cards there are."""
        return card_names()

    def insert(self, name: str) -> None:
        """Put a virtual card in; one that is in is swapped for it between two looks, as on the real reader.

        Without reader or service the card is seen when that is back. Raises Refused for a name there is not.
        """
        self._exchange(_InsertedCard(Chip(load_card(name)), self._wait, self._monotonic, self.pull))

    def pull(self) -> None:
        """Take the card out."""
        if self._card is not None:
            self._exchange(None)

    def freeze(self) -> None:
        """Let the card that is in answer nothing any more, until it is pulled."""
        if self._card is not None:
            self._card.frozen = True

    def unplug(self, away: bool) -> None:
        """Take the reader away, or bring it back; the card leaves with it."""
        if away == self._away:
            return
        self._away = away
        self._exchange(None if away else self._card)

    def stop_service(self, stopped: bool) -> None:
        """Let the card service end, or run again; the card must be inserted anew."""
        if stopped == self._service_stopped:
            return
        self._service_stopped = stopped
        self._exchange(None if stopped else self._card)

    def _exchange(self, card: _InsertedCard | None) -> None:
        with self._lock:
            before, self._card = self._card, card
            if before is not card:
                self._count += (before is not None) + (card is not None)
            self._look()
            # Only then does a read that runs end, so that the removal is told first.
            if before is not None and before is not card:
                before.pulled.set()

    def _look(self) -> None:
        """Tell what PC/SC would have seen."""
        card = self._card
        if self._service_stopped:
            self._announcer.lose_service()
        elif self._away:
            self._announcer.look([])
        else:
            event = self._count << _COUNT_SHIFT | (_PRESENT if card else 0)
            self._announcer.look([SlotState(_SLOT, event, card.chip.atr if card else b"")])

    def _on_card(self, work: Callable[[Channel], T]) -> T:
        """Power the card for one operation; nothing it verified stays valid."""
        if self._away or self._service_stopped:
            raise KioskError(READER_GONE, "unplugged" if self._away else "the service is stopped")
        with self._lock:
            card, slot = self._card, self._announcer.occupied
        if card is None or slot is None:
            raise KioskError(CARD_PULLED, "no card is in")
        with self._announcer.reading(slot):
            if card.chip.card.fault.mute:
                raise KioskError(CARD_UNREADABLE, "mute")
            card.power_on(self._deadline_seconds)
            try:
                return work(Channel(card, self._monotonic, self._deadline_seconds * EXCHANGE_SHARE))
            finally:
                card.chip.power_on()


class _InsertedCard:
    """A chip in the mock's slot; a CardPort."""

    def __init__(self, chip: Chip, wait: Wait, monotonic: Callable[[], float], leave: Callable[[], None]) -> None:
        self.chip = chip
        self.pulled = threading.Event()
        self.frozen = False
        self._wait, self._monotonic, self._leave = wait, monotonic, leave
        self._deadline = 0.0

    def power_on(self, seconds: float) -> None:
        """Begin an operation, which is given up after so many seconds."""
        self.chip.power_on()
        self._deadline = self._monotonic() + seconds

    def send(self, apdu: bytes) -> bytes:
        """Answer as the card would; nothing once it was pulled. Raises KioskError when it does not answer in time."""
        seconds = self.chip.card.fault.answer_milliseconds / 1000
        if self.frozen or seconds > self._deadline - self._monotonic():
            return self._never_answer()
        if self._wait(self.pulled, seconds):
            return b""
        try:
            return self.chip.answer(apdu)
        except LeftReader:
            self._leave()
            return b""
        except Frozen:
            return self._never_answer()

    def _never_answer(self) -> bytes:
        if self._wait(self.pulled, max(0.0, self._deadline - self._monotonic())):
            return b""
        raise KioskError(READER_GONE, "the card froze")
