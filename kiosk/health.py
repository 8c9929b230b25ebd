"""How well the kiosk is: one model behind Welcome's line, maintenance, `doctor`, the readiness report and metrics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.errors import READER_GONE, Failure
from kiosk.events import Health


class Service(Enum):
    """What a person who comes now can do."""

    OPEN = "open"
    """Look up and print."""
    LIMITED = "limited"
    """Something: look up without a card, or without printing."""
    CLOSED = "closed"
    """Nothing of their own."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The kiosk's service, and why it is no better."""

    service: Service
    reasons: tuple[Failure, ...] = ()
    """What limits or closes it, the gravest first."""
    warnings: tuple[Failure, ...] = ()
    """What staff should see to although it hinders nobody."""


def condition_of(health: Health, closed: Failure | None = None) -> Condition:
    """Judge what was found; `closed` is why staff or the machine itself let nobody begin."""
    shut = tuple(dict.fromkeys(failure for failure in (closed or health.closed, health.data) if failure))
    hindered = tuple(failure for failure in (READER_GONE if health.reader.away else None, health.printer) if failure)
    warnings = (*health.printer_warnings, *health.warnings)
    if shut:
        return Condition(Service.CLOSED, (*shut, *hindered), warnings)
    return Condition(Service.LIMITED if hindered else Service.OPEN, hindered, warnings)


@dataclass(frozen=True, slots=True)
class Machine:
    """What was found out about the machine itself, beside reader, printer and data."""

    closed: Failure | None = None
    """Why nobody can be served: the audit trail cannot be written."""
    no_printing: Failure | None = None
    """Why no paper may be printed although the printer could: the clock is doubted."""
    warnings: tuple[Failure, ...] = ()
    """What staff should see to: a disk is nearly full."""
