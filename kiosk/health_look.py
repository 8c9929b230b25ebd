"""Looks at printer, data and machine now and again, and tells the kiosk's condition when it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.errors import DATA_BEHIND, Failure, KioskError
from kiosk.events import Event, HealthChecked
from kiosk.health import Condition, Machine, condition_of
from kiosk.period import Month
from kiosk.ports import AuditTrail, Clock, Ledger, Printer, Timer, Worker
from kiosk.session.visit import closed_of
from kiosk.states import Session

HEALTH_SECONDS = 10.0
"""How often printer and data are looked at; short enough that a refilled tray is noticed while one reads."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Who else looks at the kiosk and is told how it is."""

    machine: Callable[[Month | None], Machine] = lambda as_of: Machine()
    """Looks at the machine itself, given how far the data reach; on the health worker."""
    told: Callable[[], frozenset[str]] = frozenset
    """Codes of failures of which a notice was delivered to staff."""
    judged: Callable[[Condition, Month | None], None] = lambda condition, as_of: None
    """Told the kiosk's condition and how far the data reach, when either changed; on the UI thread."""
    counted: Callable[[str, str], None] = lambda event, code: None
    """Told each event that was audited, and its code."""


class HealthLook:
    """Made and started on the UI thread; looks on the health worker."""

    def __init__(
        self,
        ledger: Ledger,
        printer: Printer,
        audit: AuditTrail,
        outside: Outside,
        clock: Clock,
        worker: Worker,
        tell: Callable[[HealthChecked], None],
    ) -> None:
        """`tell` takes what was found, from the health worker."""
        self._ledger, self._printer, self._audit, self._outside = ledger, printer, audit, outside
        self._clock, self._worker, self._tell = clock, worker, tell
        self._timer: Timer | None = None
        self._told: tuple[Condition, Month | None] | None = None

    def start(self) -> None:
        """Look now, and regularly from now on."""
        self.now()
        self._timer = self._clock.later(HEALTH_SECONDS, self.start)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.stop()

    def now(self) -> None:
        """Look as soon as the worker can."""
        self._worker(self._look)

    def judge(self, session: Session, event: Event) -> None:
        """Tell the condition when it changed, or new data came. On the UI thread.

        Before anything was looked at nothing is known.
        """
        if self._told is None and not isinstance(event, HealthChecked):
            return
        now = condition_of(session.health, closed_of(session)), session.health.data_as_of
        if now != self._told:
            self._told = now
            self._outside.judged(*now)

    def _look(self) -> None:
        data: Failure | None = None
        as_of = None
        try:
            as_of = min(self._ledger.as_of().values(), default=None)
        except KioskError as error:
            data = error.failure
        machine = self._outside.machine(as_of)
        printer = machine.no_printing or self._printer.condition()
        low = tuple(self._printer.warnings())
        closed = machine.closed or self._audit.condition()
        warnings = (*machine.warnings, DATA_BEHIND) if self._ledger.behind() else machine.warnings
        self._tell(HealthChecked(printer, data, as_of, low, closed, self._outside.told(), warnings))
