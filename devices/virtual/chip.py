"""The chip of a virtual card: answers APDUs as a social security card would, honestly in T=0 (61xx, 6Cxx) and T=1."""

from __future__ import annotations

from dataclasses import dataclass

from devices.sscard import APPLICATION, BANK_APPLICATION
from devices.virtual.card import VirtualCard
from devices.virtual.files import holder_records, issuer_records

_FCI = bytes.fromhex("6F1C840F") + APPLICATION + bytes.fromhex("A50988011E9F0C03860103")
_BANK_FCI = bytes.fromhex("6F0A8408") + BANK_APPLICATION

_DONE = 0x9000
_NO_CURRENT_FILE, _NO_FILE, _NO_RECORD = 0x6986, 0x6A82, 0x6A83
_CLOSED, _LOCKED, _WRONG_LENGTH, _WRONG_PARAMETERS, _UNKNOWN = 0x6982, 0x6983, 0x6700, 0x6A86, 0x6D00
_REFUSES = {"blocked": 0x9303, "card-blocked": 0x6A81, "absent": _NO_FILE, "bank": _NO_FILE}

_SELECT, _READ_RECORD, _VERIFY, _GET_RESPONSE = 0xA4, 0xB2, 0x20, 0xC0
_CHUNK = 255
"""What an endless card sends again and again."""


class LeftReader(Exception):
    """The card is pulled at this APDU, as its file says."""


class Frozen(Exception):
    """The card never answers this APDU, as its file says."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A command APDU taken apart."""

    ins: int
    p1: int
    p2: int
    data: bytes
    le: int | None


class Chip:
    """One virtual card in a reader; PIN tries and APDUs are counted as long as it lives."""

    def __init__(self, card: VirtualCard) -> None:
        self.card = card
        self._issuer = issuer_records(card)
        self._holder = holder_records(card)
        self._tries_left = card.pin.tries_left
        self._answered = 0
        self.power_on()

    @property
    def atr(self) -> bytes:
        """The answer to reset."""
        return bytes.fromhex(self.card.atr)

    def power_on(self) -> None:
        """Power on, off or reset: nothing selected, nothing verified."""
        self._in_application = False
        self._verified = False
        self._file: tuple[bytes, ...] | None = None
        self._waiting = b""

    def answer(self, apdu: bytes) -> bytes:
        """Answer one APDU. Raises LeftReader or Frozen when the card's file says so."""
        if self.card.fault.removed_after is not None and self._answered >= self.card.fault.removed_after:
            raise LeftReader
        if self.card.fault.frozen_after is not None and self._answered >= self.card.fault.frozen_after:
            raise Frozen
        self._answered += 1
        asked = _take_apart(apdu)
        if asked is None:
            return _word(_WRONG_LENGTH)
        if asked.ins == _GET_RESPONSE:
            return self._get_response(asked)
        self._waiting = b""
        status, data = self._obey(asked)
        return self._deliver(asked, status, data)

    def _obey(self, asked: _Asked) -> tuple[int, bytes]:
        match asked.ins, asked.p1:
            case (0xA4, 0x04):
                return self._select_application(asked.data)
            case 0xA4, 0x02:
                return self._select_file(asked.data), b""
            case 0xB2, _:
                return self._read_record(asked)
            case 0x20, 0x00:
                return self._verify(asked), b""
            case ((0xA4 | 0x20), _):
                return _WRONG_PARAMETERS, b""
        return _UNKNOWN, b""

    def _deliver(self, asked: _Asked, status: int, data: bytes) -> bytes:
        """T=0 cannot send and receive in one command, and insists on the exact length; T=1 answers at once."""
        if not data:
            return _word(status)
        if self.card.fault.endless == "6C":
            return _another_length(asked)
        if self.card.protocol == "T0" and (asked.data or self.card.fault.endless):
            self._waiting = data
            return _word(0x6100 | len(data) % 0x100)
        if asked.le is not None and asked.le != len(data) and (self.card.protocol == "T0" or asked.le < len(data)):
            return _word(0x6C00 | len(data) % 0x100)
        return data + _word(status)

    def _get_response(self, asked: _Asked) -> bytes:
        if self.card.fault.endless == "6C":
            return _another_length(asked)
        if self.card.fault.endless:
            return bytes(_CHUNK) + _word(0x61FF)
        if not self._waiting:
            return _word(0x6985)
        wanted = asked.le or 256
        if wanted > len(self._waiting):
            return _word(0x6C00 | len(self._waiting) % 0x100)
        part, self._waiting = self._waiting[:wanted], self._waiting[wanted:]
        return part + _word(0x6100 | len(self._waiting) % 0x100 if self._waiting else _DONE)

    def _select_application(self, name: bytes) -> tuple[int, bytes]:
        self._file = None
        if name == BANK_APPLICATION and self.card.fault.application == "bank":
            return _DONE, _BANK_FCI
        if name != APPLICATION:
            return _NO_FILE, b""
        refusal = _REFUSES.get(self.card.fault.application)
        self._in_application = refusal is None
        return (_DONE, _FCI) if refusal is None else (refusal, b"")

    def _select_file(self, file_id: bytes) -> int:
        files = {b"\xef\x05": self._issuer, b"\xef\x06": self._holder}
        if not self._in_application or file_id not in files:
            return _NO_FILE
        self._file = files[file_id]
        return _DONE

    def _read_record(self, asked: _Asked) -> tuple[int, bytes]:
        if self._file is None:
            return _NO_CURRENT_FILE, b""
        if self._file is self._holder and self.card.holder.closed:
            return _CLOSED, b""
        match asked.p2 & 0x07:
            case 0x00:
                found = [record for record in self._file if record[0] == asked.p1][:1]
            case 0x04:
                found = list(self._file[asked.p1 - 1 : asked.p1])
            case 0x05 if not self.card.fault.records_only:
                found = list(self._file[max(asked.p1 - 1, 0) :])
            case _:
                return _WRONG_PARAMETERS, b""
        return (_DONE, b"".join(found)[:256]) if found else (_NO_RECORD, b"")

    def _verify(self, asked: _Asked) -> int:
        if not self._in_application:
            return 0x6985
        pin = self.card.pin.code
        if not pin or (self._verified and not asked.data):
            return _DONE
        if self._tries_left == 0:
            return _LOCKED
        if not asked.data:
            return 0x63C0 | self._tries_left
        self._verified = asked.data == bytes.fromhex(pin)
        if self._verified:
            self._tries_left = self.card.pin.tries_left
            return _DONE
        self._tries_left -= 1
        return 0x63C0 | self._tries_left if self._tries_left else _LOCKED


def _take_apart(apdu: bytes) -> _Asked | None:
    """A short APDU of any of the four cases; None when its length does not fit."""
    if len(apdu) < 4:
        return None
    ins, p1, p2 = apdu[1:4]
    if len(apdu) <= 5:
        return _Asked(ins, p1, p2, b"", apdu[4] or 256 if len(apdu) == 5 else None)
    length = apdu[4]
    if len(apdu) not in (5 + length, 6 + length) or not length:
        return None
    le = apdu[5 + length] or 256 if len(apdu) == 6 + length else None
    return _Asked(ins, p1, p2, apdu[5 : 5 + length], le)


def _another_length(asked: _Asked) -> bytes:
    return _word(0x6C00 | ((asked.le or 0) + 1) % 0x100)


def _word(status: int) -> bytes:
    return status.to_bytes(2)
