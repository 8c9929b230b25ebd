"""A thread that sees whether the others are alive and how large the program is, and ends it when it must begin anew.

It feeds systemd while all is well. Whether or not anybody is fed, it ends the process itself, with a line of why.
"""

from __future__ import annotations

import faulthandler
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk import exits
from kiosk.heartbeat import STILL_SECONDS, Heartbeats, Watched
from kiosk.log import log
from kiosk.memory import CEILING, Ceiling, Size, resident_mib
from kiosk.service_manager import ServiceManager

LOOK_SECONDS = 1.0
"""How often it looks; systemd is fed as often."""

AHEAD_SECONDS = 4.0
"""So long before the service manager would kill the program, it ends itself: then the log says why."""

LAST_WORDS_SECONDS = 1.0
"""How long the log and the audit trail may take: the thread that stands still may hold what they need."""

HELD_SECONDS = 3.0
"""Longer than a still thread may take, by this much, nobody looked at all: something holds the interpreter itself."""

STANDARD_ERROR = 2
"""Where tracebacks go; its number, for a test or a library may have put something else in sys.stderr's place."""

MEMORY = "memory"
"""What is named where a thread would be."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from what it sees; called on its thread."""

    begin_anew: Callable[[], None]
    """The program is large: it should begin anew when nobody is there. Called once."""
    last_words: Callable[[str], None]
    """The program is about to end: write it down. May never return."""
    end: Callable[[int], None] = os._exit
    """End the process at once with a status of kiosk.exits, whatever its threads do."""


class Watchdog:
    """Watches from `start` to `stop`."""

    def __init__(
        self,
        watched: Sequence[Watched],
        consequences: Consequences,
        service: ServiceManager,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        ceiling: Ceiling = CEILING,
        resident: Callable[[], float] = resident_mib,
    ) -> None:
        self._still_seconds = still_seconds(service.watchdog_seconds)
        self._heartbeats = Heartbeats(watched, monotonic, self._still_seconds)
        self._consequences, self._service, self._ceiling, self._resident = consequences, service, ceiling, resident
        self._is_large = False
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch, on a thread of its own."""
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def look(self) -> None:
        """Look once: feed the service manager, or end the program."""
        still = self._heartbeats.look()
        if still:
            self._end(", ".join(still), exits.STOOD_STILL)
            return
        size = self._ceiling.judge(self._resident())
        if size is Size.TOO_LARGE:
            self._end(MEMORY, exits.TOO_LARGE)
            return
        if size is Size.LARGE and not self._is_large:
            self._is_large = True
            self._consequences.begin_anew()
        self._service.feed()

    def _run(self) -> None:
        while True:
            self._watch_itself()
            self.look()
            if self._stopping.wait(LOOK_SECONDS):
                break
        # Not when a bug ended this thread: then nobody watches, and the program must end.
        faulthandler.cancel_dump_traceback_later()

    def _watch_itself(self) -> None:
        """Ends the process (status 1) from outside of Python when this is not called again in time.

        Native code that never lets go of the interpreter stops this thread too. What is written then are lines of our
        code, no values.
        """
        faulthandler.dump_traceback_later(self._still_seconds + HELD_SECONDS, exit=True, file=STANDARD_ERROR)

    def _end(self, what: str, status: int) -> None:
        self._service.status(f"begins anew: {what}")
        words = threading.Thread(target=self._say, args=(what,), daemon=True)
        words.start()
        words.join(LAST_WORDS_SECONDS)
        self._consequences.end(status)

    def _say(self, what: str) -> None:
        log().error("stood-still", detail=what)
        self._consequences.last_words(what)


def still_seconds(watchdog_seconds: float | None) -> float:
    """How long a thread may stand still, where a service manager kills after so many seconds, or none does."""
    if watchdog_seconds is None:
        return STILL_SECONDS
    return min(STILL_SECONDS, max(watchdog_seconds - AHEAD_SECONDS, watchdog_seconds / 2))
