"""What the card thread does with the card that is in, one effect after another."""

from __future__ import annotations

from typing import assert_never

from kiosk.cards import Holder
from kiosk.effects import AskPinTries, CheckPin, ReadCard
from kiosk.errors import CARD_PULLED, KioskError
from kiosk.outcomes import CardRead, LoggedIn, Outcome, PinRefused, PinTriesKnown
from kiosk.passwords import overwrite
from kiosk.ports import CardReader


def work_on_card(reader: CardReader, effect: ReadCard | AskPinTries | CheckPin) -> Outcome:
    """Read the card, ask it for its PIN tries or check a PIN; a PIN is overwritten. Raises KioskError."""
    match effect:
        case ReadCard():
            return CardRead(reader.read())
        case AskPinTries():
            return PinTriesKnown(reader.pin_tries_left())
        case CheckPin(pin, holder):
            try:
                return _check(reader, pin, holder)
            finally:
                overwrite(pin)
        case _:
            assert_never(effect)


def _check(reader: CardReader, pin: bytearray, holder: Holder) -> Outcome:
    tries_left = reader.verify_pin(pin)
    if tries_left is not None:
        return PinRefused(tries_left)
    # A swap is seen up to half a second late: a second card's right PIN must not open the first card's account.
    if holder.card is None or reader.read().identification_code != holder.card.identification_code:
        raise KioskError(CARD_PULLED, "another card answered the PIN")
    return LoggedIn(holder.person_id)
