"""The kiosk with the canary's visits, in a process of its own: `python -m tests.stories.canary.visits FOLDER`.

What is typed reaches it digit by digit and disguised, so that whatever is found afterwards was kept by the kiosk. When
the visits are over it says so, and searches its own objects for what it is told then.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from devices.mock import MockReader, _InsertedCard
from devices.virtual.card import parse_card
from devices.virtual.chip import Chip
from kiosk.demo.making import DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD
from kiosk.errors import PRINT_BROKEN_OFF
from tests.soak.machine import Machine, open_machine
from tests.stories.clerk import Clerk
from tests.stories.conftest import said_by

DISGUISE = 0x2A
OVER_SECONDS = 400.0
MOST_BYTES = 65536
"""More than everything that is searched for takes."""


class Visits:
    """The canary at the machine."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        self.machine = machine
        self._evidence, self._card = folder / "evidence", folder / "canary.toml"
        self._typed: dict[str, list[int]] = json.loads((folder / "typed.json").read_text())

    def type(self, what: str) -> None:
        """Type one of the disguised texts."""
        for place in self._typed[what]:
            self.machine.type(chr(place ^ DISGUISE))

    def insert(self) -> None:
        """Put the canary's card in."""
        reader = self.machine.cards
        assert isinstance(reader, MockReader)
        chip = Chip(parse_card("canary", self._card.read_text(encoding="utf-8")))
        reader._exchange(_InsertedCard(chip, reader._wait, reader._monotonic, reader.pull))
        self.machine.settle()

    def log_in(self) -> None:
        """By the card, with one wrong password before."""
        self.insert()
        self.type("wrong")
        self.machine.press("confirm")
        self.type("password")
        self.machine.press("confirm")
        assert self.machine.screen == "overview", self.machine.screen

    def over(self, name: str) -> None:
        """Back at Welcome; what all windows say is written down for the search."""
        machine = self.machine
        machine.cards.pull()
        machine.printer_has(None)
        assert machine.wait_for("welcome", OVER_SECONDS), machine.screen
        machine.wait(2)
        machine.sweep()
        (self._evidence / f"{name}.txt").write_text("\n".join(window_texts()), encoding="utf-8")

    def prints(self) -> None:
        """Look at everything, and print."""
        machine = self.machine
        self.log_in()
        (self._evidence.parent / "during.txt").write_text("\n".join(window_texts()), encoding="utf-8")
        for topic in ("tile-110", "tile-310", "my-data-button", "rights-record-button", "discrepancy-button"):
            machine.press(topic)
            machine.press("back")
        machine.press("print-button")
        machine.press("print-confirm")
        assert machine.wait_for("take-paper", 60), machine.screen
        machine.press("finish")
        self.over("prints")

    def is_pulled(self) -> None:
        """The card goes while a paper is shown."""
        self.log_in()
        self.machine.press("print-button")
        self.over("is-pulled")

    def meets_a_fault(self) -> None:
        """The printer breaks off."""
        machine = self.machine
        self.log_in()
        machine.press("print-button")
        machine.press("print-confirm")
        machine.printer_has(PRINT_BROKEN_OFF)
        machine.wait(70)
        self.over("meets-a-fault")

    def meets_a_bug(self) -> None:
        """Something unexpected, whose text quotes what was typed."""
        self.log_in()
        self.machine.press("tile-110")
        said = "".join(chr(place ^ DISGUISE) for place in self._typed["number"])
        self.machine.program.conductor.bug(ValueError(said))
        del said
        self.over("meets-a-bug")

    def walks_away(self) -> None:
        """By number, with the voice on, and gone while the cover counts down."""
        machine = self.machine
        machine.press("enter-number-button")
        self.type("number")
        machine.press("confirm")
        self.type("password")
        machine.press("confirm")
        assert machine.screen == "overview", machine.screen
        if machine.find("voice") is not None:
            machine.press("voice")
        self.over("walks-away")

    def is_unlocked(self) -> None:
        """Five wrong passwords, and an attendant who checked the document."""
        machine = self.machine
        machine.press("enter-number-button")
        self.type("number")
        machine.press("confirm")
        for _ in range(5):
            self.type("wrong")
            machine.press("confirm")
        machine.press("finish")
        machine.wait_for("welcome", OVER_SECONDS)
        clerk = Clerk(machine)
        clerk.log_in(DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD)
        clerk.turn_to("people")
        self.type("number")
        machine.press("confirm")
        machine.press("checked-yes")
        machine.press("unlock")
        machine.press("finish")
        self.over("is-unlocked")


def window_texts() -> Iterator[str]:
    """Everything any widget says, shown or not, to eyes or to assistive technology."""
    for part in QApplication.allWidgets():
        yield from filter(None, (part.objectName(), str(part.property("text") or ""), part.windowTitle()))
        yield from filter(None, (part.toolTip(), part.accessibleName(), part.accessibleDescription()))
        if QAccessible.queryAccessibleInterface(part) is not None:
            yield said_by(part)


def search(texts: list[str], fen: set[int]) -> list[str]:
    """Where one of these is among the objects of this process; never the texts themselves."""
    gc.unfreeze()
    gc.collect()
    ours = {id(texts), id(fen), *map(id, texts), *map(id, fen)}
    forms = [(text, {text.encode(code) for code in ("utf-8", "gb18030", "utf-16-le")}) for text in texts]
    found: list[str] = []
    for holder in gc.get_objects():
        if id(holder) in ours or holder is forms or type(holder) in (type(sys._getframe()), type(search)):
            continue
        for each in gc.get_referents(holder):
            if id(each) in ours or (isinstance(holder, tuple | set) and id(each) in map(id, forms)):
                continue
            match each:
                case str():
                    hit = any(text in each for text in texts)
                case bytes() | bytearray():
                    hit = any(form in each for _text, each_forms in forms for form in each_forms)
                case int():
                    hit = each in fen
                case _:
                    hit = False
            if hit and not any(holder is pair or holder is pair[1] for pair in forms):
                found.append(f"{type(each).__name__} in {type(holder).__module__}.{type(holder).__qualname__}")
    return found


def main(folder: Path) -> None:
    """Play, say so, and search as often as asked; `plant` asks for something to be kept first."""
    with ExitStack() as stack:
        machine = open_machine(stack, folder, filled=True)
        visits, kept = Visits(machine, folder), list[str]()
        for play in (visits.prints, visits.is_pulled, visits.meets_a_fault, visits.meets_a_bug):
            play()
        visits.walks_away()
        visits.is_unlocked()
        print("played", flush=True)
        # Not sys.stdin, whose buffer would hold what it read.
        while asked := os.read(0, MOST_BYTES):
            told = json.loads(asked)
            if told["plant"]:
                kept.append("".join(chr(place ^ DISGUISE) for place in visits._typed["password"]))
            texts, fen = told.pop("texts"), set(told.pop("fen"))
            del asked
            print(json.dumps(search(texts, fen)), flush=True)
            del told, texts, fen


if __name__ == "__main__":
    main(Path(sys.argv[1]))
