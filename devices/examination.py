"""What doctor and health are told about the PC/SC service, drivers, readers and the card, and what to do."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from devices import sscard
from devices.apdu import Channel
from devices.operation import CardContext, PoweredCard, connect_patiently
from devices.pcsc import CardBusy, Context, SlotState
from devices.slots import is_antenna, is_watched
from devices.usb import UsbReader, usb_readers
from kiosk.errors import CARD_FOREIGN, CARD_UNREADABLE, KioskError
from kiosk.ports import Finding
from kiosk.told import Told, listed
from kiosk.words import N_

VERSION_SECONDS = 2.0
"""`pcscd --version` only prints; one that takes longer is not waited for."""

SILENT = Finding(
    "pcsc",
    False,
    N_("The card service does not answer in time"),
    N_("Take the card out; if that does not help, restart the service pcscd."),
)

_NO_CARD = N_("No card is in")


def without_answer(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings where a card that was asked did not answer in time; without a card the service itself was slow."""
    advice = N_("End any other program that uses this reader; otherwise take the card out.")
    stuck = Finding("card", False, N_("The card does not answer, or another program is using it"), advice)
    cards = [finding for finding in findings if finding.part == "card" and finding.state != _NO_CARD]
    return (*(finding for finding in findings if finding not in cards), *(stuck for _ in cards)) if cards else (SILENT,)


def service_version() -> str:
    """Version of the pcscd that is installed; the service cannot be asked for its own. Empty when it cannot be told."""
    program = shutil.which("pcscd") or shutil.which("pcscd", path="/usr/sbin:/sbin:/usr/local/sbin")
    if program is None:
        return ""
    try:
        told = subprocess.run(  # noqa: S603 - found on the machine's own path, no arguments from outside
            [program, "--version"], capture_output=True, text=True, timeout=VERSION_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    found = re.search(r"version\s+([0-9][0-9A-Za-z.\-]*[0-9A-Za-z])", told.stdout)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to look at."""

    pattern: str
    """The setting reader.name_pattern."""
    seconds: float
    """Longest time for a card's answers."""
    touch_card: bool = True
    """Whether the card may be powered and asked; one that may belong to somebody's session is not to be touched."""
    reading: bool = False
    """Whether the kiosk itself is reading it."""


class DoctorContext(CardContext, Protocol):
    """What an examination needs of a PC/SC context."""

    def look(self) -> tuple[SlotState, ...]:
        """All slots as they are now. Raises KioskError."""
        ...


@dataclass(frozen=True, slots=True)
class Machine:
    """What to look at it with."""

    establish: Callable[[], DoctorContext] = Context.establish
    version: Callable[[], str] = service_version
    usb: Callable[[], Sequence[UsbReader]] = usb_readers
    monotonic: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


def examine(wish: Wish, machine: Machine | None = None) -> Sequence[Finding]:
    """Tell five states apart: service down, no reader, no card, being read, card in. Never raises."""
    machine = machine or Machine()
    usb = machine.usb()
    missing = [_missing(reader) for reader in usb if not reader.has_driver]
    try:
        context = machine.establish()
    except KioskError:
        return (_down(machine), *missing)
    try:
        slots = context.look()
        watched = [slot for slot in slots if slot.usable and is_watched(slot.name, wish.pattern)]
        cards = _Cards(context, wish, machine).findings(watched)
        service = Finding("pcsc", True, Told(N_("the card service runs, {version}"), version=_named(machine.version())))
        return service, *missing, _reader(slots, watched, usb), *cards
    except KioskError:
        return (_down(machine), *missing)
    finally:
        context.release()


def _named(version: str) -> str:
    return f"pcscd {version}" if version else Told(N_("pcscd of a version that cannot be told"))


def _down(machine: Machine) -> Finding:
    version = machine.version()
    if not version:
        advice = N_("Install the package pcscd, then start the service: systemctl start pcscd.socket.")
        return Finding("pcsc", False, N_("The card service pcscd does not run"), advice)
    return Finding(
        "pcsc",
        False,
        Told(N_("the card service does not run, {version}"), version=_named(version)),
        N_("Start the service: systemctl start pcscd.socket; where there is no systemd: pcscd."),
    )


def _usb_name(reader: UsbReader) -> str:
    return f"{reader.usb_id} {reader.product}".strip()


def _missing(reader: UsbReader) -> Finding:
    return Finding(
        "reader",
        False,
        Told(N_("driver missing for USB id {reader}"), reader=_usb_name(reader)),
        N_("Install the package libccid (a newer one, if it is installed) or the maker's driver, then restart pcscd."),
    )


def _reader(slots: Sequence[SlotState], watched: Sequence[SlotState], usb: Sequence[UsbReader]) -> Finding:
    if watched:
        return Finding("reader", True, listed(*map(_slot_name, watched)))
    if slots:
        advice = N_("No reader has the name that the setting reader.name_pattern asks for; change the setting.")
        return Finding("reader", False, listed(*(slot.name for slot in slots)), advice)
    driven = [reader for reader in usb if reader.has_driver]
    if driven:
        named = tuple(map(_usb_name, driven))
        advice = N_("Its driver is installed: unplug the reader and plug it in again, or restart pcscd.")
        state = Told(N_("the card service does not see the USB reader {reader}"), reader=named)
        return Finding("reader", False, state, advice)
    return Finding("reader", False, N_("There is no card reader"), N_("Connect the reader and check its cable."))


class _Cards:
    """Looks at the cards of the watched slots."""

    def __init__(self, context: DoctorContext, wish: Wish, machine: Machine) -> None:
        self._context, self._wish, self._machine = context, wish, machine
        self._channel = partial(Channel, monotonic=machine.monotonic, seconds=wish.seconds)

    def findings(self, watched: Sequence[SlotState]) -> list[Finding]:
        present = [slot for slot in watched if slot.present]
        if watched and not present:
            return [Finding("card", True, _NO_CARD)]
        return [self._card(slot) for slot in present]

    def _card(self, slot: SlotState) -> Finding:
        if self._wish.reading:
            return Finding("card", True, N_("The card is being read"))
        if not self._wish.touch_card:
            return _held(slot) if slot.held else Finding("card", True, N_("A card is in"))
        try:
            machine = self._machine
            connection = connect_patiently(self._context, slot.name, machine.monotonic, machine.pause)
        except CardBusy:
            return _held(slot)
        except KioskError as error:
            advice = N_("Insert the card with the chip facing up, or try another card.")
            mute = slot.mute or error.failure is CARD_UNREADABLE
            return Finding("card", False, _of_card(slot, str(error)), advice if mute else error.failure.remedy)
        try:
            return self._application(slot, connection)
        finally:
            connection.close()

    def _application(self, slot: SlotState, connection: PoweredCard) -> Finding:
        try:
            found = sscard.select_application(self._channel(connection))
        except KioskError as error:
            bank = error.failure is CARD_FOREIGN and self._is_bank_card(connection)
            kind = Told(N_("bank card")) if bank else str(error)
            return Finding("card", False, _of_card(slot, kind), error.failure.remedy)
        kinds: list[str] = [Told(N_("social security card, algorithm {name}"), name=found.algorithm or "-")]
        if slot.shared:
            kinds.append(Told(N_("used by another program too")))
        return Finding("card", True, _of_card(slot, *kinds))

    def _is_bank_card(self, connection: PoweredCard) -> bool:
        try:
            return sscard.is_bank_card(self._channel(connection))
        except KioskError:
            return False


def _atr(slot: SlotState) -> str:
    return slot.atr.hex().upper() or "-"


def _of_card(slot: SlotState, *found: str) -> Told:
    return Told(N_("ATR {atr}, {found}"), atr=_atr(slot), found=found)


def _slot_name(slot: SlotState) -> Told:
    form = N_("{reader} (antenna)") if is_antenna(slot) else N_("{reader} (contact)")
    return Told(form, reader=slot.name)


def _held(slot: SlotState) -> Finding:
    advice = N_("The kiosk lets go within seconds; end any other program that uses this reader.")
    return Finding("card", False, _of_card(slot, Told(N_("being read by another program"))), advice)
