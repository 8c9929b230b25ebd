"""Plugs a chip into a real pcscd: a client of vpcd's TCP port. Connecting inserts the card, closing removes it."""

from __future__ import annotations

import contextlib
import socket
import threading

from devices.virtual.chip import Chip, Frozen, LeftReader
from devices.virtual.slots import DEFAULT_PORT
from kiosk.errors import Refused

_OFF, _ON, _RESET, _ATR = b"\x00", b"\x01", b"\x02", b"\x04"
_LENGTH_BYTES = 2
_CONNECT_SECONDS = 2.0
_HOST = "127.0.0.1"


class Player:
    """Plays one chip into one slot. `play` ends when the card is removed; `remove` may come from any thread."""

    def __init__(self, chip: Chip, port: int = DEFAULT_PORT) -> None:
        self._chip = chip
        self._port = port
        self._socket: socket.socket | None = None
        self._removed = threading.Event()
        self.powered = 0
        """How often the reader powered the card; a storm of retries shows here."""

    def insert(self) -> socket.socket:
        """Put the card in and return the connection. Raises Refused when no vpcd listens on the port."""
        try:
            self._socket = socket.create_connection((_HOST, self._port), _CONNECT_SECONDS)
        except OSError:
            raise Refused(
                f"No virtual reader listens on port {self._port}; start pcscd with the driver of vsmartcard-vpcd."
            ) from None
        self._socket.settimeout(None)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def adopt(self, inserted: socket.socket) -> None:
        """Take over a connection another process made."""
        self._socket = inserted

    def play(self) -> None:
        """Answer until the card is removed, by `remove`, by its own file or by the reader's end."""
        with contextlib.suppress(OSError, LeftReader, EOFError, Refused):
            while not self._removed.is_set():
                self._turn()
        self.remove()

    def remove(self) -> None:
        """Take the card out."""
        self._removed.set()
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()

    def _turn(self) -> None:
        message = self._receive(int.from_bytes(self._receive(_LENGTH_BYTES)))
        if message in (_OFF, _ON, _RESET):
            self.powered += message == _ON
            self._chip.power_on()
            if message == _ON and self._chip.card.fault.mute:
                self._be_mute()
        elif message == _ATR:
            self._send(self._chip.atr)
        elif len(message) > 1:
            self._answer(message)

    def _answer(self, apdu: bytes) -> None:
        if self._chip.card.fault.answer_milliseconds:
            self._removed.wait(self._chip.card.fault.answer_milliseconds / 1000)
        try:
            self._send(self._chip.answer(apdu))
        except Frozen:
            while self._receive(1):
                pass

    def _be_mute(self) -> None:
        """vpcd takes an empty ATR for an empty slot; a card that drops out when powered is what it reports as mute."""
        self._line().close()
        self.insert()

    def _send(self, message: bytes) -> None:
        self._line().sendall(len(message).to_bytes(_LENGTH_BYTES) + message)

    def _receive(self, length: int) -> bytes:
        """Receive exactly so many bytes. Without TCP_QUICKACK, which the kernel forgets, an APDU takes 48 ms."""
        line = self._line()
        received = b""
        while len(received) < length:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            part = line.recv(length - len(received))
            if not part:
                raise EOFError
            received += part
        return received

    def _line(self) -> socket.socket:
        if self._socket is None:
            raise EOFError
        return self._socket
