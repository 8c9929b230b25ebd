"""A kiosk's own end of the fleet: says regularly how it is, and ships what it wrote down; on a thread of its own.

A database that is away or silent holds up this thread alone: nobody's visit waits for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, time
from pathlib import Path

from kiosk.audit.reading import lines_since
from kiosk.config import Settings
from kiosk.errors import FAILURES, KioskError
from kiosk.fleet.naming import misnaming
from kiosk.fleet.port import Beat, FleetServer, ShippingNotes
from kiosk.fleet.shipping import Shipping
from kiosk.health import Condition
from kiosk.log import log
from kiosk.period import Month
from kiosk.ports import Clock, Timer, Worker
from kiosk.release import program_version

BEAT_SECONDS = 60.0
"""How often the kiosk is heard of; a thousand of them are 17 small writes a second."""


class Station:
    """Opened, told and closed on the UI thread; speaks on its worker."""

    def __init__(
        self,
        server: FleetServer,
        shipping: Callable[[Callable[[], bool]], Shipping],
        clock: Clock,
        worker: Worker,
        version: str,
        named: str,
        earlier: Iterable[str] = (),
    ) -> None:
        """`shipping` makes what ships, given whether it shall go on; `named` is the setting kiosk.id.

        `earlier` are the codes that were audited today before this program was started.
        """
        self._server, self._clock, self._worker, self._version, self._named = server, clock, worker, version, named
        self._shipping = shipping(lambda: self._open)
        self._condition: tuple[Condition, Month | None] | None = None
        """None until the kiosk was looked at."""
        self._day = clock.today()
        self._failures = Counter(code for code in earlier if code in _CODES)
        self._unshipped = self._unheard = self._misnamed = ""
        self._waiting = self._open = False
        self._timer: Timer | None = None

    def open(self) -> None:
        """Speak now, and regularly from now on."""
        self._open = True
        self._turn_day()
        self._speak_soon()
        self._timer = self._clock.later(BEAT_SECONDS, self.open)

    def close(self) -> None:
        """Speak no more; a batch that is on its way is finished."""
        self._open = False
        if self._timer is not None:
            self._timer.stop()

    def judged(self, condition: Condition, as_of: Month | None) -> None:
        """The kiosk's condition changed: those who look at all kiosks shall see it at once."""
        self._condition = (condition, as_of)
        if self._open:
            self._speak_soon()

    def count(self, code: str) -> None:
        """Something was audited with this code."""
        self._turn_day()
        if code in _CODES:
            self._failures[code] += 1

    def _turn_day(self) -> None:
        today = self._clock.today()
        if today != self._day:
            self._day, self._failures = today, Counter()

    def _speak_soon(self) -> None:
        # One at a time: while the database is silent, nothing gathers behind the one that waits for it.
        if not self._waiting:
            self._waiting = True
            self._worker(self._speak)

    def _speak(self) -> None:
        """Say how the kiosk is, then ship. Never raises what is expected."""
        self._waiting = False
        if self._condition is None or not self._open:
            return
        heard = self._beat(*self._condition)
        self._noted("fleet does not hear", self._unheard, heard)
        self._unheard = heard
        if not heard:
            shipped = self._ship()
            self._noted("fleet not shipped", self._unshipped, shipped)
            self._unshipped = shipped

    def _beat(self, condition: Condition, as_of: Month | None) -> str:
        beat = Beat(
            at=self._clock.now().astimezone(),
            version=self._version,
            service=condition.service,
            reasons=tuple(failure.code for failure in condition.reasons),
            warnings=tuple(failure.code for failure in condition.warnings),
            as_of=as_of,
            failures=dict(self._failures),
            named=self._named,
            unshipped=self._unshipped,
        )
        try:
            self._server.beat(beat)
        except KioskError as error:
            return str(error)
        return ""

    def _ship(self) -> str:
        try:
            known = self._shipping.ship()
        except KioskError as error:
            return str(error)
        misnamed = str(misnaming(self._named, known))
        self._noted("kiosk.id differs", self._misnamed, misnamed)
        self._misnamed = misnamed
        return ""

    @staticmethod
    def _noted(event: str, before: str, now: str) -> None:
        """In the log once, not once a minute."""
        if now and now != before:
            log().warning(event, detail=now)


_CODES = frozenset(failure.code for failure in FAILURES)


def station_of(
    settings: Settings, server: FleetServer | None, notes: ShippingNotes, clock: Clock, thread: Callable[[], Worker]
) -> Station | None:
    """The station of a kiosk that has a fleet's database; None for one that stands alone, which needs no thread."""
    if server is None:
        return None
    trail = Path(settings.log.audit_file) if settings.log.audit_file else None
    return Station(
        server,
        lambda wanted: Shipping(server, notes, trail, wanted),
        clock,
        thread(),
        program_version(),
        settings.kiosk.id,
        _codes_of_today(trail, clock),
    )


def _codes_of_today(trail: Path | None, clock: Clock) -> list[str]:
    """A kiosk that was started anew had its failures all the same. A trail that cannot be read is told elsewhere."""
    if trail is None:
        return []
    try:
        return [line.code for line in lines_since(trail, datetime.combine(clock.today(), time()))]
    except OSError:
        return []
