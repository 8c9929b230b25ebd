"""Whatever breaks, in whatever order: nothing is lost on the way to the fleet's database."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from kiosk.audit.line import CHAIN_START, AuditLine, compose, hash_of, parse
from kiosk.choices import PaperKind
from kiosk.errors import KioskError
from kiosk.fleet.port import PrintToShip
from kiosk.fleet.shipping import Shipping
from kiosk.prints import PrintEnd, PrintEntry
from tests.clock import HandClock
from tests.kiosk.fleet.memory_fleet import MemoryFleet
from tests.kiosk.fleet.memory_notes import MemoryNotes

NOON = HandClock().now()
STEPS = 3
"""So many things happen, one after the other, in every order there is."""


class Story:
    """A kiosk, the fleet's database, and copies of both from a moment when two lines and a print were shipped."""

    def __init__(self, folder: Path) -> None:
        self.trail, self.server, self.notes = folder / "audit.log", MemoryFleet(), MemoryNotes()
        self.trail.write_bytes(b"")
        self.written = 0
        self.work()
        self.ship()
        self.kept = deepcopy(self.server.taken), deepcopy(self.notes), self.trail.read_bytes()
        self.work()

    def work(self) -> None:
        """Two more lines, of which no two are ever alike, and a print."""
        for _ in range(2):
            raw = self.trail.read_bytes().splitlines()
            last = parse(raw[-1]) if raw else None
            self.written += 1
            at = NOON + timedelta(seconds=self.written)
            before = hash_of(raw[-1]) if raw else CHAIN_START
            line = AuditLine(last.number + 1 if last else 1, at, float(self.written), "login", before=before)
            with self.trail.open("ab") as opened:
                opened.write(compose(line) + b"\n")
        number = len(self.notes.prints) + 1
        entry = PrintEntry(NOON + timedelta(seconds=self.written), 1, PaperKind.LIST, 4, PrintEnd.SENT)
        self.notes.prints.append(PrintToShip(number, entry))

    def ship(self, batch: int = 3) -> None:
        """Ship all there is. Raises KioskError."""
        Shipping(self.server, self.notes, self.trail, batch=batch).ship()

    def ship_unheard(self) -> None:
        """The first batch is taken, and then the line breaks or the kiosk is killed."""
        self.server.answers_lost = 1
        with suppress(KioskError):
            self.ship(batch=1)
        self.server.answers_lost = 0

    def put_back_there(self) -> None:
        """The fleet's database is a restored copy."""
        self.server.taken = deepcopy(self.kept[0])

    def put_back_here(self) -> None:
        """The local database is a restored copy; its journal gives the same numbers out again."""
        self.notes = deepcopy(self.kept[1])

    def put_back_the_trail(self) -> None:
        """The trail's file is a restored copy."""
        self.trail.write_bytes(self.kept[2])


HAPPENINGS = (
    Story.work,
    Story.ship,
    Story.ship_unheard,
    Story.put_back_there,
    Story.put_back_here,
    Story.put_back_the_trail,
)


@pytest.mark.parametrize("first", HAPPENINGS, ids=lambda happening: happening.__name__)
def test_nothing_is_lost(first: object, tmp_path: Path) -> None:
    for later in product(HAPPENINGS, repeat=STEPS - 1):
        story = Story(tmp_path)
        ever: set[bytes] = set()
        for happening in (first, *later):
            assert callable(happening)
            happening(story)
            # What the server forgets by itself it has only if the kiosk still has it.
            ever = set(story.server.taken.lines.values()) | (ever if happening is not Story.put_back_there else set())
        story.ship()
        there = story.server.taken
        assert set(story.trail.read_bytes().splitlines()) | ever == set(there.lines.values())
        assert {(each.entry.moment, each.number) for each in story.notes.prints} <= set(there.prints)
        assert story.notes.audit_end() == there.end
        assert not story.notes.prints_to_ship(1)
