"""A visit: how it began, and how the screen speaks and looks meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.catalogue import HOME_LANGUAGE
from kiosk.choices import Look


class Origin(Enum):
    """How the visit began."""

    NOBODY = "nobody"
    CARD = "card"
    ANTENNA = "antenna"
    NUMBER = "number"
    STAFF = "staff"
    """Not a visit of a person: staff look after the machine."""


@dataclass(frozen=True, slots=True)
class Display:
    """How the screen speaks and looks; returns to the default when a visit ends."""

    language: str = HOME_LANGUAGE
    look: Look = Look.STANDARD
    low: bool = False
    """Whether every control stands within reach of someone who sits."""
    voice: bool = False
    """Whether the prompts are spoken."""
