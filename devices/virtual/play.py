"""The background player that `main.py card insert` leaves behind: python -m devices.virtual.play NAME PORT SOCKET."""

from __future__ import annotations

import signal
import socket
import sys

from devices.virtual.card import load_card
from devices.virtual.chip import Chip
from devices.virtual.player import Player


def main(name: str, port: str, line: str) -> None:
    """Play a card over a connection that the command has made, until told to end."""
    player = Player(Chip(load_card(name)), int(port))
    player.adopt(socket.socket(fileno=int(line)))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    player.play()


if __name__ == "__main__":
    main(*sys.argv[1:])
