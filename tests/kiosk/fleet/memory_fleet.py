"""A fleet's database in memory, with the rules of the real one (sql_0006), for one kiosk; it can fail at any moment."""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.audit.line import End, hash_of
from kiosk.errors import DATA_AWAY, KioskError
from kiosk.fleet.port import Beat, PrintToShip, Reached
from kiosk.prints import PrintEntry


@dataclass
class Taken:
    """What it has."""

    end: End = End()
    batches: int = 0
    lines: dict[tuple[int, str], bytes] = field(default_factory=dict)
    prints: dict[tuple[datetime, int], PrintEntry] = field(default_factory=dict)


class MemoryFleet:
    """Implements kiosk.fleet.port.FleetServer."""

    def __init__(self) -> None:
        self.taken = Taken()
        self.beats: list[Beat] = []
        self.away = False
        self.answers_lost = 0
        """So many of the next shipments are taken, and nobody is told: the line breaks, or the kiosk is killed."""
        self.most: int | None = None
        """A line so slow that no more lines or prints get through at once before the kiosk gives up."""
        self.kiosk = "hall-1"
        """Under which ID it knows the kiosk."""

    def beat(self, beat: Beat) -> None:
        """Take it."""
        self._here()
        self.beats.append(beat)

    def reached(self) -> Reached:
        """How far it has come."""
        self._here()
        return Reached(self.taken.end, self.taken.batches, self.kiosk)

    def ship_audit(self, lines: Sequence[bytes]) -> End:
        """Take lines."""
        self._here(len(lines))
        for line in lines:
            end = End(int(json.loads(line)["n"]), hash_of(line))
            self.taken.lines.setdefault((end.number, end.hash), line)
            self.taken.end = end
        self._answer()
        return self.taken.end

    def ship_prints(self, prints: Sequence[PrintToShip]) -> int:
        """Take prints."""
        self._here(len(prints))
        for each in prints:
            self.taken.prints.setdefault((each.entry.moment, each.number), each.entry)
        self.taken.batches += 1
        self._answer()
        return self.taken.batches

    def copy(self) -> Taken:
        """What a backup would hold."""
        return deepcopy(self.taken)

    def _here(self, shipped: int = 0) -> None:
        if self.away or (self.most is not None and shipped > self.most):
            raise KioskError(DATA_AWAY, "away")

    def _answer(self) -> None:
        if self.answers_lost:
            self.answers_lost -= 1
            raise KioskError(DATA_AWAY, "the answer was lost")
