"""The real card reader: the watcher beside card operations that end within a deadline whatever the card does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from devices import examination, sscard
from devices.announcer import Announcer
from devices.apdu import Channel
from devices.pcsc import Context
from devices.slots import Occupied
from devices.watcher import Watcher
from kiosk.errors import CARD_PULLED, READER_GONE, KioskError
from kiosk.events import ReaderCondition, ReaderEvent
from kiosk.model import CardFace
from kiosk.ports import Finding

DEADLINE_SECONDS = 5.0
"""A card that freezes in the middle of a transmit blocks PC/SC for ever; nobody waits longer than this for it."""

EXCHANGE_SECONDS = 4.5
"""A card that is merely slow is given up before that, so that the two are told apart (C01, C04)."""

T = TypeVar("T")


class PcscReader:
    """A CardReader on PC/SC. Each operation powers the card anew and powers it off, so nothing verified stays valid."""

    def __init__(self, name_pattern: str = "") -> None:
        self._pattern = name_pattern
        self._announcer = Announcer(name_pattern)
        self._watcher = Watcher(self._announcer)

    def start(self, listen: Callable[[ReaderEvent], None]) -> None:
        """Begin to watch; does not block. `listen` is called on the watching thread."""
        self._watcher.start(listen)

    def stop(self) -> None:
        """End watching."""
        self._watcher.stop()

    def read(self) -> CardFace:
        """Read the inserted card within 5 s. Raises KioskError."""
        slot = self._slot()
        return self._on_card(slot, lambda channel: sscard.read_face(channel, slot.contactless))

    def pin_tries_left(self) -> int | None:
        """Ask how many PIN tries the card has left; None when it has no PIN. Raises KioskError."""
        return self._on_card(self._slot(), sscard.pin_tries_left)

    def verify_pin(self, pin: bytearray) -> int | None:
        """Present a PIN; None when right, else the tries left. Raises KioskError; never spends the last two tries."""
        return self._on_card(self._slot(), lambda channel: sscard.verify_pin(channel, pin))

    def release(self) -> None:
        """Nothing to do: no operation leaves the card powered. Never raises."""

    def examine(self) -> Sequence[Finding]:
        """Look at service and reader as they are now, and at the card too unless the reader is at work.

        Never raises, takes at most DEADLINE_SECONDS.
        """
        touch_card = not self._watcher.running
        try:
            return _within_deadline(lambda: examination.examine(self._pattern, EXCHANGE_SECONDS, touch_card))
        except KioskError:
            return (examination.SILENT,)

    def _slot(self) -> Occupied:
        slot = self._announcer.occupied
        if slot is not None:
            return slot
        away = self._announcer.condition is not ReaderCondition.NO_CARD
        raise KioskError(READER_GONE if away else CARD_PULLED, "no card in the reader")

    def _on_card(self, slot: Occupied, work: Callable[[Channel], T]) -> T:
        with self._announcer.reading(slot):
            return _within_deadline(lambda: _on_fresh_connection(slot.name, work))


def _on_fresh_connection(slot: str, work: Callable[[Channel], T]) -> T:
    channel_seconds = time.monotonic() + EXCHANGE_SECONDS
    context = Context.establish()
    try:
        connection = context.connect(slot)
        try:
            return work(Channel(connection, time.monotonic, channel_seconds - time.monotonic()))
        finally:
            connection.close()
    finally:
        context.release()


@dataclass(slots=True)
class _Outcome(Generic[T]):
    value: T
    """What the work returned."""


def _within_deadline(work: Callable[[], T]) -> T:
    """Do some work on a thread of its own and give the thread up when it does not end in time.

    SCardTransmit can be neither cancelled nor timed out; a thread given up ends when the card is pulled.
    """
    outcome: list[_Outcome[T] | BaseException] = []

    def run() -> None:
        try:
            outcome.append(_Outcome(work()))
        except BaseException as error:  # noqa: BLE001 - raised again below, on the thread that asked
            outcome.append(error)

    thread = threading.Thread(target=run, name="card", daemon=True)
    thread.start()
    thread.join(DEADLINE_SECONDS)
    if not outcome:
        raise KioskError(READER_GONE, "the card froze")
    done = outcome[0]
    if isinstance(done, BaseException):
        raise done
    return done.value
