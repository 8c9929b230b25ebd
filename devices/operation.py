"""One operation on the card in a slot: a context and a powered card of its own, and off again whatever happens."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from devices.apdu import CardPort, Channel
from devices.pcsc import CardBusy, Context, SlotState
from devices.slots import Occupied
from kiosk.errors import CARD_PULLED, KioskError

EXCHANGE_SECONDS = 4.5
"""A card that is merely slow is given up before the deadline, so that the two are told apart (C01, C04)."""

BUSY_SECONDS = 2.0
"""Another program that looks at a new card holds it for a moment; one that holds it longer does not let go."""

BUSY_PAUSE = 0.05
"""PC/SC does not tell when a card is let go, so it is asked again."""

T = TypeVar("T")


class PoweredCard(CardPort, Protocol):
    """A card that was powered for us."""

    def close(self) -> None:
        """Power it off. Never raises."""
        ...


class CardContext(Protocol):
    """What an operation needs of a PC/SC context."""

    def connect(self, slot: str) -> PoweredCard:
        """Power the card in a slot. Raises KioskError; CardBusy when another program holds it."""
        ...

    def wait(self, known: Sequence[SlotState], milliseconds: int) -> tuple[SlotState, ...]:
        """The states of slots."""
        ...

    def release(self) -> None:
        """Let go. Never raises."""
        ...


class Operations:
    """Does operations, each on the thread that calls."""

    def __init__(
        self,
        establish: Callable[[], CardContext] = Context.establish,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._establish, self._monotonic, self._pause = establish, monotonic, pause

    def on_card(self, slot: Occupied, work: Callable[[Channel], T], certain: bool = False) -> T:
        """Do some work on the card in a slot, within EXCHANGE_SECONDS if the card answers at all. Raises KioskError.

        `certain`: only on the very card that was seen there, for a PIN must reach no other. A read need not ask: when
        the card was exchanged, its removal ends the visit and the answer is not heard.
        """
        end = self._monotonic() + EXCHANGE_SECONDS
        context = self._establish()
        try:
            card = connect_patiently(context, slot.name, self._monotonic, self._pause)
            try:
                if certain:
                    _insist_on(context, slot)
                return work(Channel(card, self._monotonic, end - self._monotonic()))
            finally:
                card.close()
        finally:
            context.release()


def connect_patiently(
    context: CardContext, slot: str, monotonic: Callable[[], float], pause: Callable[[float], None]
) -> PoweredCard:
    """Power the card in a slot; one that another program holds is asked for again a while. Raises KioskError."""
    end = monotonic() + BUSY_SECONDS
    while True:
        try:
            return context.connect(slot)
        except CardBusy:
            if monotonic() > end:
                raise
        pause(BUSY_PAUSE)


def _insist_on(context: CardContext, slot: Occupied) -> None:
    """From here on the card cannot be exchanged unseen: a new one is not powered for us."""
    for state in context.wait([SlotState(slot.name)], 0):
        if state.present and state.count == slot.count:
            return
    raise KioskError(CARD_PULLED, "another card is in")
