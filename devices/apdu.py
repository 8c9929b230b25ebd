"""Commands and responses as values, and the channel that follows 61xx and 6Cxx within bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from devices.failures import STATUS_DONE
from kiosk.errors import CARD_PULLED, CARD_UNREADABLE, KioskError

MOST_ROUNDS = 64
"""A card that was asked this often in one read never ends; an honest one, record by record, needs thirty."""

MOST_BYTES = 64 * 1024
"""More than everything a card is asked for; bounds the memory a bad card can take."""

READ_SECONDS = 5.0
"""A person waits no longer than this for a card to be read."""

LONGEST_ANSWER = 256
"""What Le = 00 asks for in a short APDU."""

_GET_RESPONSE = 0xC0
_MORE, _ANOTHER_LENGTH = 0x61, 0x6C


class CardPort(Protocol):
    """The one-method seam to a card."""

    def send(self, apdu: bytes) -> bytes:
        """Send one APDU, return the answer with its status word. Fewer than two bytes: the card is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """A short command APDU. Its data may hold a PIN and stay out of every `repr`."""

    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)
    le: int | None = None
    """Bytes expected, 1 to 256; None asks for none."""
    cla: int = 0x00

    def encode(self) -> bytes:
        """The command as sent: header, Lc and data if any, Le if any."""
        body = bytes((len(self.data),)) + self.data if self.data else b""
        tail = b"" if self.le is None else bytes((self.le % LONGEST_ANSWER,))
        return bytes((self.cla, self.ins, self.p1, self.p2)) + body + tail


@dataclass(frozen=True, slots=True)
class Response:
    """A response APDU; its data are personal."""

    data: bytes = field(repr=False)
    status: int

    @property
    def done(self) -> bool:
        """Everything asked for was done; a warning that came with data (6282: the file is shorter) counts as done."""
        return self.status == STATUS_DONE or (self.status == 0x6282 and bool(self.data))

    @property
    def tries_left(self) -> int | None:
        """x of 63Cx."""
        return self.status & 0x0F if self.status & 0xFFF0 == 0x63C0 else None


class Channel:
    """Exchanges commands with one card; all of them together end within `seconds`, MOST_ROUNDS and MOST_BYTES."""

    def __init__(self, port: CardPort, monotonic: Callable[[], float], seconds: float = READ_SECONDS) -> None:
        self._port = port
        self._monotonic = monotonic
        self._deadline = monotonic() + seconds
        self._rounds = self._bytes = 0

    def exchange(self, command: Command) -> Response:
        """Send a command and gather its whole answer.

        Raises KioskError(CARD_PULLED) when the card is gone, CARD_UNREADABLE when it does not come to an end.
        """
        answer = self._send(command)
        gathered = answer.data
        while answer.status >> 8 in (_MORE, _ANOTHER_LENGTH):
            length = answer.status & 0xFF or LONGEST_ANSWER
            if answer.status >> 8 == _MORE:
                command = Command(_GET_RESPONSE, 0, 0, le=length)
            else:
                command = replace(command, le=length)
            answer = self._send(command)
            gathered += answer.data
        return Response(gathered, answer.status)

    def _send(self, command: Command) -> Response:
        if self._monotonic() > self._deadline:
            raise KioskError(CARD_UNREADABLE, "the card is too slow")
        if self._rounds == MOST_ROUNDS:
            raise KioskError(CARD_UNREADABLE, "the answer never ends")
        answer = self._port.send(command.encode())
        self._rounds += 1
        if len(answer) < 2:
            raise KioskError(CARD_PULLED, "the answer is empty")
        self._bytes += len(answer) - 2
        if self._bytes > MOST_BYTES:
            raise KioskError(CARD_UNREADABLE, "the answer grows too long")
        return Response(answer[:-2], int.from_bytes(answer[-2:]))
