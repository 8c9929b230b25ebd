"""What doctor and health are told about the PC/SC service, the reader and the card."""

from __future__ import annotations

import time
from collections.abc import Sequence

from devices import sscard
from devices.apdu import Channel
from devices.pcsc import Connection, Context, SlotState
from devices.slots import is_antenna, is_watched
from kiosk.errors import CARD_FOREIGN, KioskError
from kiosk.ports import Finding
from kiosk.words import N_

SILENT = Finding(
    "pcsc",
    False,
    N_("The card service does not answer in time"),
    N_("Take the card out; if that does not help, restart the service pcscd."),
)
_DOWN = Finding(
    "pcsc",
    False,
    N_("The card service pcscd does not run"),
    N_("Start the service: systemctl start pcscd.socket; where there is no systemd: pcscd."),
)


def examine(pattern: str, seconds: float, touch_card: bool = True) -> Sequence[Finding]:
    """Look at all three; never raises. A card that may belong to somebody's session is not to be touched."""
    try:
        context = Context.establish()
    except KioskError:
        return (_DOWN,)
    try:
        slots = context.look()
        watched = [slot for slot in slots if slot.usable and is_watched(slot.name, pattern)]
        service = Finding("pcsc", True, N_("The card service runs"))
        return service, _reader(slots, watched), *_cards(context, watched, seconds if touch_card else None)
    except KioskError:
        return (_DOWN,)
    finally:
        context.release()


def _reader(slots: Sequence[SlotState], watched: Sequence[SlotState]) -> Finding:
    if watched:
        names = (f"{slot.name} ({'antenna' if is_antenna(slot) else 'contact'})" for slot in watched)
        return Finding("reader", True, ", ".join(names))
    if slots:
        return Finding(
            "reader",
            False,
            ", ".join(slot.name for slot in slots),
            N_("No reader has the name that the setting reader.name_pattern asks for; change the setting."),
        )
    return Finding("reader", False, N_("There is no card reader"), N_("Connect the reader and check its cable."))


def _cards(context: Context, watched: Sequence[SlotState], seconds: float | None) -> list[Finding]:
    present = [slot for slot in watched if slot.present]
    if watched and not present:
        return [Finding("card", True, N_("No card is in"))]
    if seconds is None:
        return [Finding("card", True, N_("A card is in")) for _ in present]
    return [_card(context, slot, seconds) for slot in present]


def _card(context: Context, slot: SlotState, seconds: float) -> Finding:
    atr = slot.atr.hex().upper() or "-"
    try:
        connection = context.connect(slot.name)
    except KioskError as error:
        return Finding("card", False, f"ATR {atr}, {error}", error.failure.remedy)
    try:
        application = _application(connection, seconds)
        return Finding("card", True, f"ATR {atr}, social security card, algorithm {application.algorithm or '-'}")
    except KioskError as error:
        kind = "bank card" if error.failure is CARD_FOREIGN and _is_bank_card(connection, seconds) else str(error)
        return Finding("card", False, f"ATR {atr}, {kind}", error.failure.remedy)
    finally:
        connection.close()


def _application(connection: Connection, seconds: float) -> sscard.Application:
    return sscard.select_application(Channel(connection, time.monotonic, seconds))


def _is_bank_card(connection: Connection, seconds: float) -> bool:
    try:
        return sscard.is_bank_card(Channel(connection, time.monotonic, seconds))
    except KioskError:
        return False
