"""Whether the wall clock can be believed: a date printed on a paper that proves something must be right."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum

from kiosk.period import Month
from kiosk.ports import Clock, Finding
from kiosk.told import Told
from kiosk.words import N_

RELEASED = date(2026, 11, 1)
"""This version did not exist before: a clock that shows an earlier day is wrong, as one without a battery is (1970)."""

JUMP_SECONDS = 120.0
"""A time server moves the clock by less; two minutes change no printed date but at midnight."""

FAR_AHEAD_MONTHS = 24
"""Data come each month: a clock two years past the newest is wrong, or so are the data."""

_TIME_ERROR = 5
"""What adjtimex answers while no time server keeps the clock (adjtimex(2))."""
_TIMEX_BYTES = 512
"""More than struct timex has on any machine (208 on 64 bits)."""


class Doubt(Enum):
    """Why the clock is not believed; the value is a catalogue message for staff."""

    TOO_EARLY = N_("The clock shows a day before this program was made. Set the clock.")
    GONE_BACK = N_("The clock shows a time before something that has happened. Set it, or confirm that it is right.")
    JUMPED = N_("The clock jumped. Compare it with a watch: set it, or confirm that it is right.")
    FAR_AHEAD = N_("The clock is far ahead of the newest data. Set it, or confirm that it is right.")

    @property
    def certain(self) -> bool:
        """Whether the clock is wrong whatever anybody says."""
        return self is Doubt.TOO_EARLY


def is_synchronised() -> bool:
    """Whether the kernel says that a time server keeps the clock."""
    try:
        return int(ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))) not in (-1, _TIME_ERROR)
    except (OSError, AttributeError):
        return False


class ClockWatch:
    """Compares the wall clock with the monotonic one and with what is known; from any thread.

    A doubt goes by itself when the clock is right again or a time server keeps it, and when staff say that it is right.
    """

    def __init__(
        self, clock: Clock, latest: datetime | None = None, synchronised: Callable[[], bool] = is_synchronised
    ) -> None:
        """`latest`: the newest moment on record, as the audit trail's last line."""
        self._clock = clock
        self._latest = latest
        self._synchronised = synchronised
        self._lock = threading.Lock()
        self._believed = clock.now(), clock.monotonic()
        """A moment of both clocks that belong together."""
        self._confirmed = False

    def doubt(self, as_of: Month | None = None) -> Doubt | None:
        """Why the clock is not believed now; None when it is. `as_of` is the newest month of the data."""
        with self._lock:
            now, up = self._clock.now(), self._clock.monotonic()
            found = self._doubt_of(now, up, as_of)
            if found is None:
                self._believed, self._latest = (now, up), now
            return found

    def _doubt_of(self, now: datetime, up: float, as_of: Month | None) -> Doubt | None:
        if now.date() < RELEASED:
            return Doubt.TOO_EARLY
        if self._synchronised():
            return None
        if self._latest is not None and now < self._latest - timedelta(seconds=JUMP_SECONDS):
            return Doubt.GONE_BACK
        wall, monotonic = self._believed
        if abs((now - wall).total_seconds() - (up - monotonic)) > JUMP_SECONDS:
            return Doubt.JUMPED
        ahead = as_of is not None and as_of.months_to(Month.of(now.date())) > FAR_AHEAD_MONTHS
        return Doubt.FAR_AHEAD if ahead and not self._confirmed else None

    def confirm(self) -> Doubt | None:
        """Staff say that the clock is right; what is certainly wrong stays doubted and is returned."""
        with self._lock:
            now, up = self._clock.now(), self._clock.monotonic()
            found = self._doubt_of(now, up, None)
            if found is not None and found.certain:
                return found
            self._believed, self._latest, self._confirmed = (now, up), now, True
            return None

    def examine(self) -> tuple[Finding, ...]:
        """Say what the clock shows and whether it is believed. Never raises."""
        found = self.doubt()
        kept = N_("{time}, kept by a time server") if self._synchronised() else N_("{time}, kept by no time server")
        state = Told(kept, time=f"{self._clock.now():%Y-%m-%d %H:%M:%S}")
        return (Finding("clock", found is None, state, found.value if found else ""),)
