"""The running program: window, conductor and workers joined around the rooms' parts."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kiosk import audit, exits, log
from kiosk.account.payment_list import Issuer
from kiosk.conductor import Conductor, Parts
from kiosk.config import Settings
from kiosk.errors import DATA_AWAY, KioskError, Refused
from kiosk.health import condition_of
from kiosk.heartbeat import Watched
from kiosk.lockout import rule_of
from kiosk.memory import give_back, map_large_blocks
from kiosk.planned_end import PlannedEnd
from kiosk.ports import (
    Clock,
    Timer,
)
from kiosk.print_desk import desk_of
from kiosk.rules import Rules
from kiosk.service_manager import service_manager
from kiosk.session.visit import closed_of
from kiosk.states import Origin, Session
from kiosk.watchdog import Consequences, Watchdog
from ui.app import application, guard
from ui.dock.dock import Dock
from ui.pace import keep_pace, usual_pace
from ui.parts.mock_banner import mock_words
from ui.rooms import Rooms as Rooms
from ui.signals import hearing
from ui.speech import Speaker
from ui.stage import Stage
from ui.threads import RealThreads, Threads
from ui.tour import walk
from ui.upkeep import Running, Upkeep

FORGET_SECONDS = 1.0
"""This long after a visit its screens are gone and its workers idle."""

WAITS_KEPT_SECONDS = 60.0
"""How often what is left of waits after wrong passwords is stored."""

WELCOME_SHOWN = "welcome-shown"
"""The line of the log that says that the first screen is painted."""


class Program:
    """One kiosk; made, opened and run on the UI thread."""

    def __init__(
        self,
        settings: Settings,
        rooms: Rooms,
        clock: Clock,
        rules: Rules,
        issuer: Issuer,
        *,
        windowed: bool,
        size: tuple[int, int] | None = None,
        threads: Threads | None = None,
        speaker: Speaker | None = None,
    ) -> None:
        self.settings, self.rooms = settings, rooms
        self.application = application()
        self._threads = threads or RealThreads(self._struck)
        self.stage = Stage(
            settings,
            lambda event: self.conductor.send(event),
            windowed=windowed,
            size=size,
            clock=clock,
            banner=mock_words(reader=rooms.simulator is not None, printer=rooms.printer_simulator is not None),
            speaker=speaker,
        )
        self._upkeep = Upkeep(
            settings,
            Running(
                self.stage,
                self._threads,
                clock,
                send=lambda event: self.conductor.send(event),
                condition=lambda: condition_of(self.conductor.session.health, closed_of(self.conductor.session)),
                restart=lambda: self.restart(when_idle=False),
                beep=self.application.beep,
            ),
        )
        self.conductor = Conductor(self._parts(clock), rules, issuer, self._show)
        self._clock, self._visit = clock, self.conductor.session.visit
        self._waits_timer: Timer | None = None
        self._service = service_manager()
        self._planned_end = PlannedEnd(clock, self._end)
        self._in_loop = False
        self.ends_with: int | None = None
        """The status of kiosk.exits the program was asked to end with; None: it goes on."""
        self.dock: Dock | None = None

    def _parts(self, clock: Clock) -> Parts:
        rooms = self.rooms
        maintenance = self._upkeep.furnish(rooms, rule_of(self.settings.passwords))
        return Parts(
            reader=rooms.reader,
            ledger=rooms.ledger,
            access=rooms.people,
            maintenance=maintenance,
            apply=self._upkeep.apply,
            paper=rooms.paper,
            printer=rooms.printer,
            audit=rooms.audit,
            clock=clock,
            workers=self._threads.workers,
            post=self._threads.post,
            chime=self._upkeep.beep,
            outside=rooms.outside(),
            desk=desk_of(
                self.settings,
                rooms.printer,
                clock,
                rooms.prints,
                rooms.credentials.secret,
                rooms.watch.no_printing if rooms.watch else lambda: None,
            ),
        )

    def _show(self, session: Session) -> None:
        # First: a screen that cannot be shown must not keep the program from beginning anew.
        self._planned_end.look(session)
        self.stage.show_session(session)
        if self.dock is not None:
            self.dock.show_session(session)
        if session.origin is Origin.NOBODY and session.visit != self._visit:
            self._visit = session.visit
            self._clock.later(FORGET_SECONDS, self._forget)

    def _forget(self) -> None:
        """Gather what the visit left in circles; the collector by itself waits for the next person's work."""
        gc.collect()
        self._threads.workers.health(give_back)

    def open_dock(self) -> None:
        """Have the developers' panel beside the window once that opens, where the reader is a mock."""
        if self.rooms.simulator is not None:
            self.dock = Dock(self.rooms.simulator, self.rooms.printer_simulator)

    def open(self) -> None:
        """Show and paint Welcome, then start the workers and load what the first person will need."""
        file = self.settings.log.file
        log.set_up(self.settings.log.level, Path(file) if file else None)
        guard(lambda place: self._struck_at(place))
        map_large_blocks()
        self._show(self.conductor.session)
        self.stage.open()
        if self.dock is not None:
            self.dock.open_beside(self.stage)
        self.application.processEvents()
        log.log().info(WELCOME_SHOWN)
        self._threads.start()
        self.conductor.start()
        self._upkeep.open()
        if self.rooms.reporting is not None:
            self.rooms.reporting.open()
        self._threads.workers.data(self.rooms.people.warm)
        self._keep_waits_regularly()
        self._threads.workers.paper(self.rooms.paper.warm)
        self._threads.apart(self._look_through)
        self._threads.apart(self._check_audit)
        keep_pace()

    def _look_through(self) -> None:
        try:
            alarm = self.rooms.look_through()
        except Refused as refused:
            alarm = str(refused)
        if alarm:
            log.log().error("data-damaged", code=DATA_AWAY.code, detail=alarm)
            self._threads.post(lambda: self.conductor.note(audit.DATA_DAMAGED.name, DATA_AWAY.code))

    def _check_audit(self) -> None:
        with suppress(KioskError):  # health says it, and comes back to it
            self.rooms.audit.check()

    def _keep_waits_regularly(self) -> None:
        """A kiosk that is switched off each night must not make people wait the same wait each day."""
        self._waits_timer = self._clock.later(WAITS_KEPT_SECONDS, self._keep_waits_regularly)
        self._keep_waits()

    def _keep_waits(self) -> None:
        self._threads.workers.data(self.rooms.people.keep_waits)
        self._upkeep.keep_waits()

    def close(self) -> None:
        """Stop everything; nothing stays queued at the printer."""
        self.conductor.stop()
        if self.rooms.reporting is not None:
            self.rooms.reporting.close()
        self.stage.fall_silent()
        if self._waits_timer is not None:
            self._waits_timer.stop()
            self._keep_waits()
        self._threads.stop()
        usual_pace()

    def run(self) -> int:
        """Run until the window is closed or the process is asked to end; returns the exit status."""
        heard = {
            signal.SIGTERM: lambda: self._end(exits.DONE),
            signal.SIGINT: lambda: self._end(exits.DONE),
            signal.SIGUSR1: lambda: self.restart(when_idle=True),
        }
        consequences = Consequences(lambda: self.restart(when_idle=True), self._last_words)
        watchdog = Watchdog(
            (*self._threads.watched(), Watched("reader", self._ask_reader)), consequences, self._service
        )
        with hearing(heard):
            self.open()
            watchdog.start()
            self._service.ready()
            try:
                self._in_loop = True
                return self.application.exec() if self.ends_with is None else self.ends_with
            finally:
                self._service.stopping()
                self.close()
                # Last: closing too may stand still.
                watchdog.stop()

    def restart(self, *, when_idle: bool) -> None:
        """Close in order and end with exits.DONE, now or as soon as nobody is there; from any thread."""
        self._threads.post(lambda: self._restart(when_idle))

    def _restart(self, when_idle: bool) -> None:
        log.log().info("restart-planned", detail="when idle" if when_idle else "now")
        self._planned_end.ask(self.conductor.session, when_idle=when_idle)
        if when_idle:
            self.conductor.note(audit.RESTART_PLANNED.name)

    def _end(self, status: int) -> None:
        if self.ends_with is not None:
            return
        self.ends_with = status
        log.log().info("program-ends", detail=str(status))
        if self._in_loop:
            # exit, not quit: quit asks every window first, and the kiosk's refuses to be closed.
            self.application.exit(status)

    def _last_words(self, what: str) -> None:
        with suppress(KioskError):
            self.rooms.audit.record(audit.STOOD_STILL.name, what)

    def _ask_reader(self, answer: Callable[[], None]) -> None:
        if self.rooms.reader.alive():
            answer()

    def tour(self, out: Path, *, low: bool = False) -> list[Path]:
        """Walk every screen and save pictures, on a low screen if asked; needs the mock reader. Raises TourStuck."""
        if self.rooms.simulator is None:
            raise RuntimeError("the tour plays on the mock reader")
        # Its pictures show what people see on a real kiosk, as the printed list beside them does.
        self.stage.put_banner_away()
        self.open()
        try:
            return walk(self.stage, self.rooms.simulator, out, replace(self.conductor.session.display, low=low))
        finally:
            self.close()

    def _struck(self, error: BaseException) -> None:
        if self._planned_end.faulty:
            return  # nobody's data are left, and a screen that cannot be painted would tell it a thousand times
        self._threads.post(lambda: self.conductor.bug(error))

    def _struck_at(self, place: str) -> None:
        if self._planned_end.faulty:
            return
        log.log().error("bug", where=place)
        self._threads.post(self.conductor.bug)
