"""A paper's signed code, ready to be placed on its pages; or why it has none."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from kiosk.papers import PersonalPaper
from kiosk.words import N_


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
    check: str
    """The check string that the paper carries (printing.check_string)."""
    demo: bool = False
    """Whether the demo's published key signed it: it proves nothing, and the paper says so."""

    @property
    def statement(self) -> str:
        """What the paper says of it; a catalogue message."""
        if self.demo:
            return N_("The code is signed with the published demo key: it shows how it works and proves nothing.")
        if self.whole:
            return N_("The signed code holds every row of this paper: anyone can check it without a network.")
        return N_("The signed code holds this paper's totals for each year and a fingerprint of its rows.")


class Unsigned(Enum):
    """Why a paper carries no code; the value is what the paper says, a catalogue message."""

    NO_KEY = N_("Not signed: this kiosk has no signing key.")
    EXPIRED = N_("Not signed: this kiosk's signing key has expired.")
    NOT_YET_VALID = N_("Not signed: this kiosk's signing key is not valid yet.")

    @property
    def statement(self) -> str:
        """What the paper says of it; a catalogue message."""
        return self.value


class Sealer(Protocol):
    """Signs papers."""

    def code(self, content: PersonalPaper) -> Code | Unsigned:
        """Sign a paper, or say why not. Raises KioskError."""
        ...
