"""A paper's signed code, ready to be placed on its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from kiosk.papers import PersonalPaper


@dataclass(frozen=True, slots=True)
class Code:
    """What a QR reader reads, and the symbol that shows it."""

    payload: str = field(repr=False)
    modules: tuple[bytes, ...] = field(repr=False)
    """Rows from the top; a dark module is 1. Without quiet zone."""
    side_mm: float
    """Side of the symbol without its quiet zone: each module at least 0.36 mm."""
    quiet_mm: float
    """Room that must stay white around it: four modules (ISO/IEC 18004)."""
    whole: bool
    """Whether it holds every row; otherwise the totals per year and a SHA-256 of the rows."""


class Sealer(Protocol):
    """Signs papers."""

    def code(self, content: PersonalPaper) -> Code | None:
        """Sign a paper; None when this kiosk has no signing key. Raises KioskError."""
        ...
