"""Notes of what was shipped, and a journal of prints, that last as long as the test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.audit.line import End
from kiosk.fleet.port import PrintToShip


@dataclass
class MemoryNotes:
    """Implements kiosk.fleet.port.ShippingNotes."""

    end: End = End()
    batches: int = 0
    prints: list[PrintToShip] = field(default_factory=list)
    shipped: set[int] = field(default_factory=set)

    def audit_end(self) -> End:
        """The last line known to be shipped."""
        return self.end

    def note_audit(self, end: End) -> None:
        """Remember it."""
        self.end = end

    def print_batches(self) -> int:
        """How many batches are known to be shipped."""
        return self.batches

    def prints_to_ship(self, most: int) -> Sequence[PrintToShip]:
        """The oldest that are not known to be shipped."""
        return [each for each in self.prints if each.number not in self.shipped][:most]

    def note_prints(self, numbers: Sequence[int], batches: int) -> None:
        """Remember it."""
        self.shipped |= set(numbers)
        self.batches = batches

    def ship_prints_anew(self) -> None:
        """Forget that any was shipped."""
        self.shipped.clear()
