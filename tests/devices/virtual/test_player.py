"""The player speaks vpcd's protocol: lengths, control bytes, and the ways a card leaves."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from devices.virtual.card import load_card
from devices.virtual.chip import Chip
from devices.virtual.player import Player
from kiosk.errors import Refused

SELECT = bytes.fromhex("00A404000F7378312E73682EC9E7BBE1B1A3D5CF")
SECONDS = 60.0


class Reader:
    """vpcd's side of the wire."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.settimeout(SECONDS)
        self.port: int = self.server.getsockname()[1]
        self.line = socket.socket()
        self.player: Player | None = None

    def accept(self) -> None:
        self.line.close()
        self.line, _ = self.server.accept()
        self.line.settimeout(SECONDS)

    def insert(self, name: str) -> threading.Thread:
        self.player = Player(Chip(load_card(name)), self.port)
        self.player.insert()
        thread = threading.Thread(target=self.player.play, daemon=True)
        thread.start()
        self.accept()
        return thread

    def tell(self, message: bytes) -> None:
        self.line.sendall(len(message).to_bytes(2) + message)

    def ask(self, message: bytes) -> bytes:
        self.tell(message)
        head = self.line.recv(2, socket.MSG_WAITALL)
        return self.line.recv(int.from_bytes(head), socket.MSG_WAITALL)

    def left(self) -> bool:
        return self.line.recv(1) == b""

    def close(self) -> None:
        if self.player is not None:
            self.player.remove()
        self.line.close()
        self.server.close()


@pytest.fixture
def reader() -> Iterator[Reader]:
    opened = Reader()
    yield opened
    opened.close()


def test_control_bytes_and_apdus(reader: Reader) -> None:
    reader.insert("zhang-san")
    reader.tell(b"\x01")
    assert reader.ask(b"\x04").hex().upper() == "3B6D00000081544C968660119900000001"
    assert reader.ask(SELECT).hex() == "611e"
    assert reader.ask(bytes.fromhex("00A4020002EF05")).hex() == "9000"


@pytest.mark.parametrize("control", [b"\x00", b"\x01", b"\x02"])
def test_power_and_reset_forget_everything(reader: Reader, control: bytes) -> None:
    reader.insert("zhang-san")
    reader.ask(SELECT)
    reader.tell(control)
    assert reader.ask(bytes.fromhex("00A4020002EF05")).hex() == "6a82"


def test_a_message_may_come_in_pieces(reader: Reader) -> None:
    reader.insert("zhang-san")
    for byte in len(SELECT).to_bytes(2) + SELECT:
        reader.line.sendall(bytes((byte,)))
    assert reader.line.recv(4, socket.MSG_WAITALL).hex() == "0002611e"


def test_removing_ends_the_player(reader: Reader) -> None:
    thread = reader.insert("zhang-san")
    assert reader.player is not None
    reader.player.remove()
    assert reader.left()
    thread.join(SECONDS)
    assert not thread.is_alive()


def test_a_card_leaves_by_itself(reader: Reader) -> None:
    thread = reader.insert("removed-after-3")
    for _ in range(3):
        reader.ask(SELECT)
    reader.tell(SELECT)
    assert reader.left()
    thread.join(SECONDS)
    assert not thread.is_alive()


def test_a_frozen_card_is_silent_until_the_reader_is_gone(reader: Reader) -> None:
    thread = reader.insert("frozen-after-3")
    for _ in range(3):
        reader.ask(SELECT)
    reader.tell(SELECT)
    reader.line.settimeout(0.1)
    with pytest.raises(TimeoutError):
        reader.line.recv(1)
    reader.line.close()
    thread.join(SECONDS)
    assert not thread.is_alive()


def test_a_mute_card_drops_out_when_powered_and_is_there_again(reader: Reader) -> None:
    reader.insert("mute")
    assert reader.ask(b"\x04")
    reader.tell(b"\x01")
    assert reader.left()
    reader.accept()
    assert reader.ask(b"\x04")


def test_no_reader_is_refused_with_one_sentence() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Refused, match=str(port)):
        Player(Chip(load_card("zhang-san")), port).insert()
