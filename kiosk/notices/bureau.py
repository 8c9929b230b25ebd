"""Notices what the kiosk needs, and sends word of it until somebody took it; runs on a worker of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.errors import FAILURES, Failure, KioskError
from kiosk.health import Condition
from kiosk.log import log
from kiosk.notices.notice import Need, NeedStore, Notice, Sender, notice_of
from kiosk.ports import Clock, Timer, Worker
from kiosk.words import Words

LOOK_SECONDS = 10.0
"""How often what is needed is gone through."""
FIRST_PAUSE, LONGEST_PAUSE = 20.0, 900.0
"""After a notice was not delivered: doubling pauses in seconds, up to a quarter of an hour."""

_KNOWN = {failure.code: failure for failure in FAILURES}


class MemoryNeeds:
    """Remembers needs as long as the program runs."""

    def __init__(self) -> None:
        self._needs: tuple[Need, ...] = ()

    def needs(self) -> Sequence[Need]:
        """All that are remembered."""
        return self._needs

    def keep_needs(self, needs: Sequence[Need]) -> None:
        """Remember these and no others."""
        self._needs = tuple(needs)


class NoticeBureau:
    """Follows the kiosk's condition; what lasts is told to staff, and its end as well."""

    def __init__(
        self,
        senders: Sequence[Sender],
        store: NeedStore,
        clock: Clock,
        worker: Worker,
        write: Callable[[Need, Failure | None], Notice],
        after_seconds: float,
    ) -> None:
        """`write` puts a need in words; what is over within `after_seconds` is not worth a notice."""
        self._senders, self._store, self._clock, self._worker = senders, store, clock, worker
        self._write, self._after = write, after_seconds
        self._since: dict[str, float] | None = None
        """Which codes there are now, and since when on the monotonic clock; None until the kiosk was looked at."""
        self._needs: dict[str, Need] | None = None
        """None until they were read from the store."""
        self._pause, self._not_before = FIRST_PAUSE, float("-inf")
        self._told: frozenset[str] = frozenset()
        self._timer: Timer | None = None

    def start(self) -> None:
        """Look regularly; on the UI thread."""
        if self._senders:
            self._worker(self.look)
            self._timer = self._clock.later(LOOK_SECONDS, self.start)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.stop()

    def told(self) -> frozenset[str]:
        """Codes of what lasts and of which a notice was delivered; from any thread."""
        return self._told

    def judged(self, condition: Condition) -> None:
        """The kiosk's condition changed; from the UI thread."""
        codes = {failure.code for failure in (*condition.reasons, *condition.warnings)}
        now = self._clock.monotonic()
        # A new dict, never changed: the worker may be reading the old one.
        before = self._since or {}
        self._since = {code: before.get(code, now) for code in codes}

    def look(self) -> None:
        """Go through what is needed, and send what is due. Never raises what is expected."""
        if self._since is None:
            return
        needs = dict(self._read())
        before = dict(needs)
        self._follow(needs, self._since)
        self._send(needs)
        self._told = frozenset(code for code, need in needs.items() if need.told and need.over is None)
        self._needs = needs
        if needs != before:
            try:
                self._store.keep_needs(tuple(needs.values()))
            except KioskError as error:
                log().warning("notices not stored", code=error.failure.code, detail=error.detail)

    def _read(self) -> dict[str, Need]:
        if self._needs is None:
            try:
                return {need.code: need for need in self._store.needs()}
            except KioskError as error:
                log().warning("notices not read", code=error.failure.code, detail=error.detail)
                return {}
        return self._needs

    def _follow(self, needs: dict[str, Need], since: dict[str, float]) -> None:
        now, up = self._clock.now(), self._clock.monotonic()
        for code, begun in since.items():
            if code not in needs and up - begun >= self._after:
                needs[code] = Need(code, now)
            elif code in needs and needs[code].over is not None:
                needs[code] = replace(needs[code], over=None)
        for code, need in list(needs.items()):
            if code in since:
                continue
            if not need.told:
                del needs[code]
            elif need.over is None:
                needs[code] = replace(need, over=now)

    def _send(self, needs: dict[str, Need]) -> None:
        if self._clock.monotonic() < self._not_before:
            return
        for code, need in list(needs.items()):
            if need.told and need.over is None:
                continue
            if not self._deliver(self._write(need, _KNOWN.get(code))):
                self._not_before = self._clock.monotonic() + self._pause
                self._pause = min(self._pause * 2, LONGEST_PAUSE)
                return
            self._pause = FIRST_PAUSE
            if need.over is None:
                needs[code] = replace(need, told=True)
            else:
                del needs[code]

    def _deliver(self, notice: Notice) -> bool:
        """Whether any way took it; one is enough for staff to know."""
        delivered = False
        for sender in self._senders:
            try:
                sender.send(notice)
                delivered = True
            except OSError as error:
                # Its text may hold the address; the kind and the system's number say enough.
                log().warning(
                    "notice not delivered", code=notice.code, kind=type(error).__name__, detail=str(error.errno)
                )
        return delivered


def writer_of(kiosk_id: str, hall: str, words: Words) -> Callable[[Need, Failure | None], Notice]:
    """Puts needs in words for one kiosk."""
    return lambda need, failure: notice_of(need, failure, kiosk_id, hall, words)
