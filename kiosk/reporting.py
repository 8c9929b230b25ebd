"""Tells those outside how the kiosk is: notices to staff, figures for monitoring, the fleet; on other threads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import Settings
from kiosk.health import Condition
from kiosk.notices.bureau import NoticeBureau, writer_of
from kiosk.notices.notice import NeedStore
from kiosk.notices.senders import senders_of
from kiosk.period import Month
from kiosk.ports import Clock, Timer, Worker
from kiosk.release import program_version
from kiosk.words import words_of

if TYPE_CHECKING:
    from kiosk.fleet.station import Station
    from kiosk.metrics import Metrics

WRITE_SECONDS = 15.0
"""As often as a monitoring system usually reads."""


class Reporting:
    """Made with the program's parts; opened and closed on the UI thread."""

    def __init__(
        self,
        bureau: NoticeBureau,
        metrics: Metrics | None,
        clock: Clock,
        worker: Worker,
        station: Station | None = None,
    ) -> None:
        """`station` is None for a kiosk that stands alone."""
        self._bureau, self._metrics, self._clock, self._worker = bureau, metrics, clock, worker
        self._station = station
        self._timer: Timer | None = None

    def open(self) -> None:
        """Begin to look and to write regularly."""
        self._bureau.start()
        if self._metrics is not None:
            self._write_regularly(self._metrics)
        if self._station is not None:
            self._station.open()

    def close(self) -> None:
        """Look and write no more."""
        self._bureau.stop()
        if self._timer is not None:
            self._timer.stop()
        if self._station is not None:
            self._station.close()

    def judged(self, condition: Condition, as_of: Month | None) -> None:
        """The kiosk's condition, when it changed; on the UI thread."""
        self._bureau.judged(condition)
        if self._metrics is not None:
            self._metrics.judged(condition, as_of)
        if self._station is not None:
            self._station.judged(condition, as_of)

    def told(self) -> frozenset[str]:
        """Codes of failures of which a notice was delivered to staff; from any thread."""
        return self._bureau.told()

    def count(self, event: str, code: str) -> None:
        """An event was audited."""
        if self._metrics is not None:
            self._metrics.count(event, code)
        if self._station is not None:
            self._station.count(code)

    def _write_regularly(self, metrics: Metrics) -> None:
        self._worker(metrics.write)
        self._timer = self._clock.later(WRITE_SECONDS, lambda: self._write_regularly(metrics))


def reporting_of(
    settings: Settings, store: NeedStore, clock: Clock, postman: Worker, writer: Worker, station: Station | None = None
) -> Reporting:
    """What the settings want reported. Raises Refused when they are half set.

    Two threads: a server that keeps the postman waiting must not let the figures grow old.
    """
    section, kiosk = settings.notices, settings.kiosk
    write = writer_of(kiosk.id, settings.hall.name, words_of(settings.screen.languages[0]))
    bureau = NoticeBureau(senders_of(section), store, clock, postman, write, section.after_seconds)
    return Reporting(bureau, _metrics_of(settings), clock, writer, station)


def _metrics_of(settings: Settings) -> Metrics | None:
    if not settings.metrics.file:
        return None
    from kiosk.metrics import Metrics  # a tenth of a second that a kiosk without monitoring need not wait for

    return Metrics(Path(settings.metrics.file), settings.kiosk.id, program_version())
