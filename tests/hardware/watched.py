"""A real reader, and what it told."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Iterator

from devices.reader import PcscReader
from kiosk.cards import CardFace
from kiosk.errors import Failure, KioskError
from kiosk.events import ReaderChanged, ReaderCondition, ReaderEvent
from kiosk.ports import CardReader

EVENT_SECONDS = 60.0
"""pcscd looks for cards every 0.4 s; the rest is patience with a loaded machine."""


class Watched:
    """A reader and what it told."""

    def __init__(self, name_pattern: str = "") -> None:
        self.reader = PcscReader(name_pattern)
        self.events: queue.Queue[ReaderEvent] = queue.Queue()

    def until(self, event: ReaderEvent) -> None:
        """Wait until the reader tells this."""
        while self.events.get(timeout=EVENT_SECONDS) != event:
            pass


@contextlib.contextmanager
def watched_reader(name_pattern: str = "") -> Iterator[Watched]:
    """Watch a reader from the moment it has no card."""
    watching = Watched(name_pattern)
    watching.reader.start(watching.events.put)
    try:
        watching.until(ReaderChanged(ReaderCondition.NO_CARD))
        yield watching
    finally:
        watching.reader.stop()


def outcome_of(reader: CardReader) -> CardFace | Failure:
    """Read the card that is in: its data, or why not."""
    try:
        return reader.read()
    except KioskError as error:
        return error.failure
