"""A card reader in memory: the same virtual cards through the same card code, without PC/SC and without a thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from devices import sscard
from devices.apdu import READ_SECONDS, Channel
from devices.pcsc import SlotState
from devices.slots import is_antenna
from devices.virtual.card import card_names, load_card
from devices.virtual.chip import Chip, Frozen, LeftReader
from kiosk.errors import CARD_PULLED, CARD_UNREADABLE, READER_GONE, KioskError
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent
from kiosk.model import CardFace
from kiosk.ports import Finding
from kiosk.words import N_


class MockReader:
    """A CardReader and its Simulator. Events reach `listen` on the thread that pulls the string."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, deadline_seconds: float = READ_SECONDS) -> None:
        self._monotonic = monotonic
        self._deadline_seconds = deadline_seconds
        self._listen: Callable[[ReaderEvent], None] | None = None
        self._card: _InsertedCard | None = None
        self._away = False

    # CardReader

    def start(self, listen: Callable[[ReaderEvent], None]) -> None:
        """Begin to tell what happens."""
        self._listen = listen
        listen(ReaderChanged(self._condition()))
        if self._card is not None:
            listen(CardInserted(self._card.contactless))

    def stop(self) -> None:
        """Tell nothing any more."""
        self._listen = None

    def read(self) -> CardFace:
        """Read the card that is in. Raises KioskError."""
        card = self._powered()
        return sscard.read_face(self._channel(card), card.contactless)

    def pin_tries_left(self) -> int | None:
        """Ask how many PIN tries the card has left; None when it has no PIN. Raises KioskError."""
        return sscard.pin_tries_left(self._channel(self._powered()))

    def verify_pin(self, pin: bytearray) -> int | None:
        """Present a PIN; None when right, else the tries left. Raises KioskError; never spends the last two tries."""
        return sscard.verify_pin(self._channel(self._powered()), pin)

    def release(self) -> None:
        """Power the card off. Never raises."""
        if self._card is not None:
            self._card.chip.power_on()

    def examine(self) -> Sequence[Finding]:
        """The mock is always well, unless unplugged."""
        if self._away:
            return (Finding("reader", False, N_("The simulated reader is unplugged"), N_("Plug it in on the dock.")),)
        return (Finding("reader", True, N_("A simulated reader stands in for the real one")),)

    # Simulator

    def cards(self) -> Sequence[str]:
        """Names of the virtual cards there are."""
        return card_names()

    def insert(self, name: str) -> None:
        """Put a virtual card in; one that is in is pulled first. Raises Refused for a name there is not."""
        chip = Chip(load_card(name))
        self.pull()
        self._card = _InsertedCard(chip, self._deadline_seconds, self.pull)
        if not self._away:
            self._tell(ReaderChanged(ReaderCondition.CARD_PRESENT))
            self._tell(CardInserted(self._card.contactless))

    def pull(self) -> None:
        """Take the card out."""
        card, self._card = self._card, None
        if card is None:
            return
        card.pulled.set()
        if not self._away:
            self._tell(CardRemoved())
            self._tell(ReaderChanged(ReaderCondition.NO_CARD))

    def unplug(self, away: bool) -> None:
        """Take the reader away, or bring it back; the card leaves with it."""
        if away == self._away:
            return
        if away:
            self.pull()
        self._away = away
        self._tell(ReaderChanged(self._condition()))

    def _condition(self) -> ReaderCondition:
        if self._away:
            return ReaderCondition.NO_READER
        return ReaderCondition.NO_CARD if self._card is None else ReaderCondition.CARD_PRESENT

    def _tell(self, event: ReaderEvent) -> None:
        if self._listen is not None:
            self._listen(event)

    def _powered(self) -> _InsertedCard:
        if self._away:
            raise KioskError(READER_GONE, "unplugged")
        if self._card is None:
            raise KioskError(CARD_PULLED, "no card is in")
        if self._card.chip.card.fault.mute:
            raise KioskError(CARD_UNREADABLE, "mute")
        self._card.chip.power_on()
        return self._card

    def _channel(self, card: _InsertedCard) -> Channel:
        return Channel(card, self._monotonic, self._deadline_seconds)


class _InsertedCard:
    """A chip in the mock's slot; a CardPort."""

    def __init__(self, chip: Chip, deadline_seconds: float, leave: Callable[[], None]) -> None:
        self.chip = chip
        self.pulled = threading.Event()
        self.contactless = is_antenna(SlotState("mock", atr=chip.atr))
        self._deadline_seconds = deadline_seconds
        self._leave = leave

    def send(self, apdu: bytes) -> bytes:
        """Answer as the card would; nothing once it was pulled."""
        if self.pulled.wait(self.chip.card.fault.answer_milliseconds / 1000):
            return b""
        try:
            return self.chip.answer(apdu)
        except LeftReader:
            self._leave()
            return b""
        except Frozen:
            if self.pulled.wait(self._deadline_seconds):
                return b""
            raise KioskError(READER_GONE, "the card froze") from None
