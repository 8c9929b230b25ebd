"""How well the kiosk is: one model behind Welcome's line, maintenance, `doctor`, the readiness report and metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kiosk.errors import READER_GONE, Failure
from kiosk.events import Health
from kiosk.ports import Finding
from kiosk.told import Told
from kiosk.words import N_


class Service(Enum):
    """What a person who comes now can do; the value is a catalogue message."""

    OPEN = N_("open")
    """Look up and print."""
    LIMITED = N_("limited")
    """Something: look up without a card, or without printing."""
    CLOSED = N_("closed")
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


NEEDED_TO_SERVE = frozenset((N_("configuration"), N_("database"), N_("local-database"), N_("audit")))
"""Parts, as `doctor` calls them, without which nobody can look anything up."""
NEEDED_FOR_ALL = frozenset((N_("pcsc"), N_("reader"), N_("printer"), N_("fonts"), N_("clock")))
"""Parts without which there is no card, or no paper."""
_OTHERS = (N_("service"), N_("card"), N_("disk"), N_("seal"), N_("staff"), N_("replica"))
"""Every other part; the names are catalogue messages."""


def service_of(findings: Sequence[Finding]) -> Service:
    """The same judgement from what an examination found."""
    unwell = {finding.part for finding in findings if not finding.well}
    if unwell & NEEDED_TO_SERVE:
        return Service.CLOSED
    return Service.LIMITED if unwell & NEEDED_FOR_ALL else Service.OPEN


def with_service(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, headed by what a person who comes now can do."""
    service = service_of(findings)
    because = [each.part for each in findings if not each.well and each.part in NEEDED_TO_SERVE | NEEDED_FOR_ALL]
    parts = tuple(map(Told, dict.fromkeys(because)))
    state = Told(N_("{service} ({parts})"), service=Told(service.value), parts=parts) if because else service.value
    advice = N_("See to the parts named there, below.") if because else ""
    return [Finding("service", service is Service.OPEN, state, advice), *findings]
