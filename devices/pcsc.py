"""PC/SC through pyscard's plain functions: a context, a connection to a powered card; results become our failures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import smartcard.scard

from devices import failures
from devices.failures import PYSCARD_ERRORS, exception_error, result_error
from kiosk.errors import READER_GONE, KioskError

# pyscard carries no types; everything untyped stays behind this one name.
_scard: Any = smartcard.scard

UNAWARE = 0
"""The state to ask with when nothing is known yet: answered at once."""

_PRESENT, _EXCLUSIVE, _IN_USE, _MUTE = 0x20, 0x80, 0x100, 0x200
_UNUSABLE = 0x04 | 0x08
_COUNT_SHIFT = 16
_NEW_READER = r"\\?PnP?\Notification"
_ANY_PROTOCOL = _scard.SCARD_PROTOCOL_T0 | _scard.SCARD_PROTOCOL_T1
_MOMENT = 50
"""Milliseconds for a look that is answered at once anyway."""


@dataclass(frozen=True, slots=True)
class SlotState:
    """A reader's slot as PC/SC last described it. `event` goes back whole: its upper half counts insertions."""

    name: str
    event: int = UNAWARE
    atr: bytes = field(default=b"", repr=False)

    @property
    def usable(self) -> bool:
        """Whether the reader is there."""
        return not self.event & _UNUSABLE

    @property
    def present(self) -> bool:
        """Whether a card is in, even a mute one."""
        return self.usable and bool(self.event & _PRESENT)

    @property
    def held(self) -> bool:
        """Whether a program holds the card for itself alone."""
        return self.present and bool(self.event & _EXCLUSIVE)

    @property
    def shared(self) -> bool:
        """Whether a program uses the card and lets others use it too."""
        return self.present and not self.held and bool(self.event & _IN_USE)

    @property
    def mute(self) -> bool:
        """Whether the card does not answer when powered."""
        return self.present and bool(self.event & _MUTE)

    @property
    def count(self) -> int:
        """How often a card came or went; a change between two looks reveals a swap."""
        return self.event >> _COUNT_SHIFT


class CardBusy(KioskError):
    """Another program holds the card; a moment later it may have let go."""

    def __init__(self) -> None:
        super().__init__(READER_GONE, "another program holds the card")


class Connection:
    """A powered card; a CardPort."""

    def __init__(self, handle: int, protocol: int) -> None:
        self._handle = handle
        self._protocol = protocol

    def send(self, apdu: bytes) -> bytes:
        """Transmit one APDU. A card that is pulled meanwhile answers with nothing. Raises KioskError."""
        try:
            result, answer = _scard.SCardTransmit(self._handle, self._protocol, list(apdu))
        except PYSCARD_ERRORS as error:
            raise exception_error(error, "SCardTransmit") from None
        if result:
            raise result_error(result, "SCardTransmit")
        return bytes(answer)

    def close(self) -> None:
        """Power the card off, so that nothing it verified stays valid. Never raises."""
        with suppress(KioskError):
            _call("SCardDisconnect", self._handle, _scard.SCARD_UNPOWER_CARD)


class Context:
    """A connection to the PC/SC service; used by one thread, except `cancel`."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._new_reader = UNAWARE

    @classmethod
    def establish(cls) -> Context:
        """Connect to the service. Raises KioskError(READER_GONE) when it does not run."""
        result, handle = _call("SCardEstablishContext", _scard.SCARD_SCOPE_SYSTEM)
        if result:
            raise result_error(result, "SCardEstablishContext")
        return cls(handle)

    def release(self) -> None:
        """Let go of the service. Never raises."""
        with suppress(KioskError):
            _call("SCardReleaseContext", self._handle)

    def cancel(self) -> None:
        """End a `wait` of another thread. Never raises."""
        with suppress(KioskError):
            _call("SCardCancel", self._handle)

    def slots(self) -> tuple[str, ...]:
        """Names of all slots of all readers. Raises KioskError(READER_GONE) when the service is gone."""
        result, names = _call("SCardListReaders", self._handle, [])
        result &= 0xFFFFFFFF
        if result in (failures.NO_READERS, failures.READER_UNAVAILABLE):
            return ()
        if result:
            raise result_error(result, "SCardListReaders")
        return tuple(names)

    def wait(self, known: Sequence[SlotState], milliseconds: int) -> tuple[SlotState, ...]:
        """Wait until a slot differs from what is known, a reader comes, or the time is over; the states then.

        Empty when a reader went away meanwhile (list them again) or the wait was cancelled.
        Raises KioskError(READER_GONE).
        """
        asked = [(slot.name, slot.event) for slot in known]
        asked.append((_NEW_READER, self._new_reader))
        result, states = _call("SCardGetStatusChange", self._handle, milliseconds, asked)
        result &= 0xFFFFFFFF
        if result in (failures.UNKNOWN_READER, failures.READER_UNAVAILABLE, failures.CANCELLED):
            return ()
        if result not in (failures.OK, failures.TIMEOUT):
            raise result_error(result, "SCardGetStatusChange")
        self._new_reader = states[-1][1]
        return tuple(SlotState(name, event, bytes(atr)) for name, event, atr in states[:-1])

    def look(self) -> tuple[SlotState, ...]:
        """All slots as they are now. Raises KioskError(READER_GONE)."""
        return self.wait([SlotState(name) for name in self.slots()], _MOMENT)

    def connect(self, slot: str) -> Connection:
        """Power the card in a slot: for us alone, or in turns with another program that shares it.

        Raises KioskError; CardBusy when another program holds the card for itself.
        """
        result, handle, protocol = self._connect(slot, _scard.SCARD_SHARE_EXCLUSIVE)
        if result == failures.BUSY:
            result, handle, protocol = self._connect(slot, _scard.SCARD_SHARE_SHARED)
            if result == failures.OK:
                # Nobody else's commands come between ours. Disconnecting ends the transaction.
                result = _call("SCardBeginTransaction", handle) & 0xFFFFFFFF
                if result != failures.OK:
                    _call("SCardDisconnect", handle, _scard.SCARD_LEAVE_CARD)
        if result == failures.OK:
            return Connection(handle, protocol)
        if result == failures.BUSY:
            raise CardBusy
        raise result_error(result, "SCardConnect")

    def _connect(self, slot: str, mode: int) -> tuple[int, int, int]:
        result, handle, protocol = _call("SCardConnect", self._handle, slot, mode, _ANY_PROTOCOL)
        return result & 0xFFFFFFFF, handle, protocol


def service_running() -> bool:
    """Whether the PC/SC service answers; quick."""
    try:
        Context.establish().release()
    except KioskError:
        return False
    return True


def _call(name: str, *arguments: object) -> Any:
    """Call pyscard. Its plain functions return results; should one raise pyscard's own exceptions, they become ours."""
    try:
        return getattr(_scard, name)(*arguments)
    except PYSCARD_ERRORS as error:
        raise exception_error(error, name) from None
