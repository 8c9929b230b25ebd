"""What an attendant may change at the machine itself; kept in the local database, above the settings' values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Adjustments:
    """None: as the settings say."""

    out_of_service: bool = False
    """Closed by staff, until they open it again; a restart changes nothing."""
    volume: int | None = None
    """Of sounds and voice, in percent (0 to 100)."""
    brightness: int | None = None
    """Of the panel's light, in percent (10 to 100)."""
    daily_pages: int | None = None
    """Pages for each person and day (0 to 1000); 0 for as many as they like."""
    language: str | None = None
    """The language a visit begins in."""


class AdjustmentStore(Protocol):
    """Where adjustments are kept. Every method may raise KioskError(DATA_AWAY)."""

    def adjustments(self) -> Adjustments:
        """As they were last kept; none yet is Adjustments()."""
        ...

    def keep_adjustments(self, adjustments: Adjustments) -> None:
        """Store all of them."""
        ...
