"""Virtual cards played by a process of its own, so that no test, however busy, holds a card up.

The process reads one JSON command a line on standard input and answers each with one JSON line; it ends with its
input, and every card leaves with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.virtual.card import VirtualCard
from devices.virtual.chip import Chip
from devices.virtual.player import Player
from kiosk.errors import Refused
from tests.hardware.processes import wait_until

LOOK_SECONDS = 0.5
"""pcscd looks into each slot every 0.4 s; no hand is quicker with a second card.

pcscd 1.9.9 cannot take more: when a card is pulled during an APDU and another put in before the next look, the slot
stays empty for it until that card is taken out again.
"""

ROOT = Path(__file__).parents[2]
END_SECONDS = 5.0
"""The process has nothing to finish."""


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a card in a slot."""

    powered: int
    """How often the reader powered it."""
    left: float | None
    """When it left, on the monotonic clock, which all processes share; None while it is in."""


class CardPlayers:
    """Tells the playing process what to do; may be used from several threads."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._turn = threading.Lock()

    def start(self) -> None:
        """Start the process."""
        command = [sys.executable, "-m", __name__]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    def stop(self) -> None:
        """End the process; all cards leave."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            process.communicate(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()

    def insert(self, port: int, card: VirtualCard, at_once: bool = False) -> None:
        """Put a card into the slot that listens on a port; one that is in is taken out first.

        Not before pcscd has seen that the last card left, unless `at_once`.
        """
        self.remove(port)
        left = self.played(port).left
        if left is not None and not at_once:
            wait_until(lambda: time.monotonic() > left + LOOK_SECONDS, "pcscd has looked")
        self._ask({"do": "insert", "port": port, "card": card.model_dump_json()})

    def remove(self, port: int) -> None:
        """Take the card out, if one is in."""
        self._ask({"do": "remove", "port": port})

    def played(self, port: int) -> Played:
        """How the card that was inserted last fared."""
        return Played(**self._ask({"do": "look", "port": port}))

    def _ask(self, command: Mapping[str, object]) -> dict[str, Any]:
        with self._turn:
            process = self._process
            assert process is not None and process.stdin is not None and process.stdout is not None, "no players"
            process.stdin.write(json.dumps(command) + "\n")
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline())
        assert "refused" not in answer, answer["refused"]
        return answer


class _Slot:
    """A card in a slot, and the thread that answers for it."""

    def __init__(self, card: VirtualCard, port: int) -> None:
        self._player = Player(Chip(card), port)
        self._player.insert()
        self._left: float | None = None
        self._thread = threading.Thread(target=self._play, daemon=True)
        self._thread.start()

    def remove(self) -> None:
        self._player.remove()
        self._thread.join(END_SECONDS)

    def look(self) -> dict[str, object]:
        return {"powered": self._player.powered, "left": self._left}

    def _play(self) -> None:
        self._player.play()
        self._left = time.monotonic()


def _obey(command: Mapping[str, Any], slots: dict[int, _Slot]) -> dict[str, object]:
    port = command["port"]
    match command["do"]:
        case "insert":
            slots[port] = _Slot(VirtualCard.model_validate_json(command["card"]), port)
        case "remove" if port in slots:
            slots[port].remove()
        case "look":
            return slots[port].look() if port in slots else {"powered": 0, "left": None}
    return {}


def main() -> None:
    """Play until standard input ends."""
    slots: dict[int, _Slot] = {}
    for line in sys.stdin:
        answer: dict[str, object]
        try:
            answer = _obey(json.loads(line), slots)
        except Refused as refused:
            answer = {"refused": str(refused)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
