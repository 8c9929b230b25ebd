"""Papers ready to print, and what became of them at the printer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kiosk.errors import Failure


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels: rows of R, G, B bytes without padding."""

    width: int
    height: int
    rgb: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper ready to print; kept in memory only."""

    pdf: bytes = field(repr=False)
    pages: int
    preview: tuple[Picture, ...] = field(default=(), repr=False)
    """The first pages as pixels."""
    missing: int = 0
    """How many different characters no font of the paper has: each stands there as a mark, with a note. Only how many:
    which ones would tell a name."""


class JobPhase(Enum):
    """Where a print job is."""

    WAITING = "waiting"
    PRINTING = "printing"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A job the printer took; `deadline` and `begun` are readings of the monotonic clock in seconds."""

    number: int
    pages: int
    deadline: float
    begun: float


@dataclass(frozen=True, slots=True)
class JobState:
    """A job's true state; `failure` says why it failed, or what it waits for."""

    phase: JobPhase
    failure: Failure | None = None
    pages_done: int | None = None
    """How many pages the printer has finished, 1 to all of them; None while it does not say."""
