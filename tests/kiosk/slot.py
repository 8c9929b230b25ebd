"""A reader as hands know it: cards go in and out at once, the watcher sees it late, operations meet what is there."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.cards import CardFace
from kiosk.errors import CARD_PULLED, PIN_LOCKED, READER_GONE, KioskError
from kiosk.events import CardInserted, CardRemoved, ReaderChanged, ReaderCondition, ReaderEvent
from kiosk.ports import Finding

TRIES, TRIES_KEPT = 5, 2


@dataclass(frozen=True)
class HandCard:
    """A card that can be put in; `whose` is a person's id, empty for a card that opens nothing."""

    whose: str
    face: CardFace | KioskError
    pin: bytes | None = None
    contactless: bool = False


class Slot:
    """Implements kiosk.ports.CardReader. What hands do waits in `unseen` until the watcher looks."""

    def __init__(self) -> None:
        self.card: HandCard | None = None
        self.gone: ReaderCondition | None = None
        """Service down or no reader; None when all is there."""
        self.frozen = False
        self.unseen: deque[ReaderEvent] = deque()
        self.meanwhile: Callable[[], None] | None = None
        """What hands do while the next operation runs."""
        self.on_read: Callable[[HandCard], None] = lambda _: None
        self.on_pin: Callable[[bytearray, HandCard], None] = lambda _, __: None
        self.tries: dict[bytes, int] = {}
        self.listen: Callable[[ReaderEvent], None] | None = None
        self.released = 0

    # What hands do.

    def insert(self, card: HandCard) -> None:
        """Put a card in; one that is in is swapped for it between two looks of the watcher."""
        swapped, self.card, self.frozen = self.card, card, False
        if self.gone is None:
            self.unseen.extend([CardRemoved()] if swapped else [ReaderChanged(ReaderCondition.CARD_PRESENT)])
            self.unseen.append(CardInserted(card.contactless))

    def pull(self) -> None:
        """Take the card out."""
        was, self.card, self.frozen = self.card, None, False
        if was and self.gone is None:
            self.unseen.extend((CardRemoved(), ReaderChanged(ReaderCondition.NO_CARD)))

    def go(self, how: ReaderCondition) -> None:
        """Let the service die, or the reader be unplugged: then the card leaves with it."""
        if self.gone is None and self.card is not None:
            self.unseen.append(CardRemoved())
        if how is not self.gone:
            self.unseen.append(ReaderChanged(how))
        self.gone = how
        if how is ReaderCondition.NO_READER:
            self.card, self.frozen = None, False

    def come_back(self) -> None:
        """Service and reader are there again, and a card that stayed in is new to them."""
        if self.gone is not None:
            self.gone = None
            self._appear()

    def look(self) -> None:
        """Let the watcher tell the oldest thing it has not told."""
        if self.unseen and self.listen is not None:
            self.listen(self.unseen.popleft())

    # CardReader

    def start(self, listen: Callable[[ReaderEvent], None]) -> None:
        """Tell how it is, and of a card that is in."""
        self.listen = listen
        self.unseen.clear()
        self._appear()

    def alive(self) -> bool:
        """There is no thread."""
        return True

    def stop(self) -> None:
        """Tell nothing any more."""
        self.listen = None

    def read(self) -> CardFace:
        """Read whatever card is in now."""
        card = self._at_work()
        if isinstance(card.face, KioskError):
            raise card.face
        self.on_read(card)
        return card.face

    def pin_tries_left(self) -> int | None:
        """Ask whatever card is in now."""
        card = self._at_work()
        return None if card.pin is None else self._tries(card.pin)

    def verify_pin(self, pin: bytearray) -> int | None:
        """Present the PIN to whatever card is in now; never spends the last two tries."""
        card = self._at_work()
        self.on_pin(pin, card)
        if card.pin is None or self._tries(card.pin) <= TRIES_KEPT:
            raise KioskError(PIN_LOCKED)
        if bytes(pin) == card.pin:
            self.tries[card.pin] = TRIES
            return None
        self.tries[card.pin] = self._tries(card.pin) - 1
        assert self.tries[card.pin] >= TRIES_KEPT
        return self.tries[card.pin]

    def release(self) -> None:
        """Count."""
        self.released += 1

    def examine(self) -> Sequence[Finding]:
        """Nothing to say."""
        return ()

    def _appear(self) -> None:
        here = ReaderCondition.NO_CARD if self.card is None else ReaderCondition.CARD_PRESENT
        self.unseen.append(ReaderChanged(self.gone or here))
        if self.card is not None and self.gone is None:
            self.unseen.append(CardInserted(self.card.contactless))

    def _tries(self, pin: bytes) -> int:
        return self.tries.setdefault(pin, TRIES)

    def _at_work(self) -> HandCard:
        happens, self.meanwhile = self.meanwhile, None
        before = self.card
        self._tell(ReaderCondition.READING)
        if happens is not None:
            happens()
        self._tell(ReaderCondition.CARD_PRESENT)
        if self.gone is not None or self.frozen:
            raise KioskError(READER_GONE, "away or frozen")
        if self.card is None or self.card is not before:
            raise KioskError(CARD_PULLED, "pulled")
        return self.card

    def _tell(self, condition: ReaderCondition) -> None:
        if self.listen is not None and self.card is not None and self.gone is None and not self.unseen:
            self.listen(ReaderChanged(condition))
