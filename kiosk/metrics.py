"""Figures for monitoring: a text file that node_exporter's textfile collector reads. Nothing of a person's is in it."""

from __future__ import annotations

import threading
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Info, ProcessCollector, write_to_textfile

from kiosk.errors import FAILURES
from kiosk.health import Condition, Service
from kiosk.log import log
from kiosk.period import Month

PREFIX = "shebao_kiosk"


class Metrics:
    """Counts what is audited, keeps how the kiosk is, and writes both; from any thread."""

    def __init__(self, file: Path, kiosk_id: str, version: str) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info(PREFIX, "Which kiosk, which version.", registry=registry).info({"kiosk": kiosk_id, "version": version})
        self._events = Counter(f"{PREFIX}_events", "Audited events since the start.", ["event"], registry=registry)
        self._failures = Counter(f"{PREFIX}_failures", "Failures since the start.", ["code"], registry=registry)
        self._service = Gauge(f"{PREFIX}_service", "1 for what the kiosk is now.", ["service"], registry=registry)
        self._reasons = Gauge(
            f"{PREFIX}_reason",
            "1 for each failure there is now; warnings hinder nobody.",
            ["code", "kind"],
            registry=registry,
        )
        self._as_of = Gauge(
            f"{PREFIX}_data_as_of_month", "The newest month of the data, as 202610; 0: unknown.", registry=registry
        )
        self._looked = Gauge(f"{PREFIX}_looked_at_seconds", "When the kiosk was last looked at.", registry=registry)

    def count(self, event: str, code: str = "") -> None:
        """An event was audited; what stands in a code's place and is none is not counted."""
        self._events.labels(event).inc()
        if code in _CODES:
            self._failures.labels(code).inc()

    def judged(self, condition: Condition, as_of: Month | None) -> None:
        """How the kiosk is now."""
        with self._lock:
            for service in Service:
                self._service.labels(service.value).set(condition.service is service)
            self._reasons.clear()
            for kind, failures in (("reason", condition.reasons), ("warning", condition.warnings)):
                for failure in failures:
                    self._reasons.labels(failure.code, kind).set(1)
            self._as_of.set(as_of.year * 100 + as_of.month if as_of else 0)

    def write(self) -> None:
        """Write the file in one piece; a reader never sees half of it. Never raises."""
        self._looked.set_to_current_time()
        try:
            with self._lock:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                write_to_textfile(str(self._file), self._registry)
        except OSError as error:
            log().warning("metrics not written", kind=type(error).__name__)


_CODES = frozenset(failure.code for failure in FAILURES)
