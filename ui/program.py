"""The running program: window, conductor and workers joined around the rooms' parts."""

from __future__ import annotations

import gc
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSocketNotifier, QTimer

from kiosk import audit, log
from kiosk.access import Access
from kiosk.account.payment_list import Issuer
from kiosk.conductor import Conductor, Parts, Workers
from kiosk.config import Settings
from kiosk.errors import DATA_AWAY, Refused
from kiosk.lockout import LockoutRule
from kiosk.passwords import Passwords
from kiosk.ports import (
    AuditTrail,
    CardReader,
    Clock,
    CredentialStore,
    Ledger,
    Paper,
    Printer,
    PrinterSimulator,
    Simulator,
    Timer,
)
from kiosk.print_desk import desk_of
from kiosk.prints import PrintJournal
from kiosk.rules import Rules
from kiosk.states import Origin, Session
from kiosk.workers import SerialWorker
from ui.app import application, guard
from ui.dock.dock import Dock
from ui.mailbox import Mailbox
from ui.pace import keep_pace, usual_pace
from ui.parts.mock_banner import mock_words
from ui.speech import Speaker
from ui.stage import Stage
from ui.tour import walk

FORGET_SECONDS = 1.0
"""This long after a visit its screens are gone and its workers idle."""

WAITS_KEPT_SECONDS = 60.0
"""How often what is left of waits after wrong passwords is stored."""

WELCOME_SHOWN = "welcome-shown"
"""The line of the log that says that the first screen is painted."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the other rooms bring."""

    reader: CardReader
    printer: Printer
    paper: Paper
    ledger: Ledger
    credentials: CredentialStore
    audit: AuditTrail
    simulator: Simulator | None = None
    """The mock reader's strings; None with a real reader."""
    prints: PrintJournal | None = None
    """Where prints are written down; None: nowhere."""
    printer_simulator: PrinterSimulator | None = None
    """The folder printer's faults; None with a real printer."""
    look_through: Callable[[], str] = lambda: ""
    """Look through the data for damage; one sentence when there is some. Takes long; raises Refused without a copy."""


class Threads(Protocol):
    """The workers, and the way back to the UI thread; tests drive them by hand."""

    workers: Workers

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the UI thread; from any thread."""
        ...

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End."""
        ...


class RealThreads:
    """Four serial threads and Qt's mailbox."""

    def __init__(self, on_bug: Callable[[BaseException], None]) -> None:
        self._mailbox = Mailbox()
        self._serial = tuple(SerialWorker(name, on_bug) for name in ("card", "data", "paper", "health"))
        self.workers = Workers(*self._serial)

    def post(self, call: Callable[[], None]) -> None:
        """Run a call on the UI thread; from any thread."""
        self._mailbox.post(call)

    def start(self) -> None:
        """Begin."""
        for worker in self._serial:
            worker.start()

    def stop(self) -> None:
        """Finish what is queued and end."""
        for worker in self._serial:
            worker.stop()


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
        self.conductor = Conductor(self._parts(clock), rules, issuer, self._show)
        self._clock, self._visit = clock, self.conductor.session.visit
        self._waits_timer: Timer | None = None
        self.dock: Dock | None = None

    def _parts(self, clock: Clock) -> Parts:
        rooms, passwords = self.rooms, self.settings.passwords
        window = passwords.kiosk_minutes * 60
        rule = LockoutRule(passwords.free_tries, passwords.first_wait_seconds, passwords.kiosk_numbers, window)
        registration, division = self.settings.registration, self.settings.hall.division
        self._access = Access(
            rooms.ledger,
            rooms.credentials,
            Passwords(passwords),
            rule,
            clock,
            division,
            card_proves=registration.proof == "card",
            initial_accepted=registration.initial_password,
        )
        return Parts(
            reader=rooms.reader,
            ledger=rooms.ledger,
            access=self._access,
            paper=rooms.paper,
            printer=rooms.printer,
            audit=rooms.audit,
            clock=clock,
            workers=self._threads.workers,
            post=self._threads.post,
            chime=self.application.beep,
            desk=desk_of(self.settings, rooms.printer, clock, rooms.prints, rooms.credentials.secret),
        )

    def _show(self, session: Session) -> None:
        self.stage.show_session(session)
        if self.dock is not None:
            self.dock.show_session(session)
        if session.origin is Origin.NOBODY and session.visit != self._visit:
            self._visit = session.visit
            self._clock.later(FORGET_SECONDS, self._forget)

    def _forget(self) -> None:
        """Gather what the visit left in circles; the collector by itself waits for the next person's work."""
        gc.collect()

    def open_dock(self) -> None:
        """Have the developers' panel beside the window once that opens, where the reader is a mock."""
        if self.rooms.simulator is not None:
            self.dock = Dock(self.rooms.simulator, self.rooms.printer_simulator)

    def open(self) -> None:
        """Show and paint Welcome, then start the workers and load what the first person will need."""
        log.set_up(self.settings.log.level)
        guard(lambda place: self._struck_at(place))
        self._show(self.conductor.session)
        self.stage.open()
        if self.dock is not None:
            self.dock.open_beside(self.stage)
        self.application.processEvents()
        log.log().info(WELCOME_SHOWN)
        self._threads.start()
        self.conductor.start()
        self._threads.workers.data(self._access.warm)
        self._keep_waits_regularly()
        self._threads.workers.paper(self.rooms.paper.warm)
        self._threads.workers.health(self._look_through)
        keep_pace()

    def _look_through(self) -> None:
        try:
            alarm = self.rooms.look_through()
        except Refused as refused:
            alarm = str(refused)
        if alarm:
            log.log().error("data-damaged", code=DATA_AWAY.code, detail=alarm)
            self._threads.post(lambda: self.rooms.audit.record(audit.DATA_DAMAGED, DATA_AWAY.code))

    def _keep_waits_regularly(self) -> None:
        """A kiosk that is switched off each night must not make people wait the same wait each day."""
        self._waits_timer = self._clock.later(WAITS_KEPT_SECONDS, self._keep_waits_regularly)
        self._threads.workers.data(self._access.keep_waits)

    def close(self) -> None:
        """Stop everything; nothing stays queued at the printer."""
        self.conductor.stop()
        self.stage.fall_silent()
        if self._waits_timer is not None:
            self._waits_timer.stop()
            self._threads.workers.data(self._access.keep_waits)
        self._threads.stop()
        usual_pace()

    def run(self) -> int:
        """Run until the window is closed or the process is asked to end; returns the exit status."""
        # exit, not quit: quit asks every window first, and the kiosk's refuses to be closed.
        with _ends_on_signals(lambda: self.application.exit(0)):
            self.open()
            try:
                return self.application.exec()
            finally:
                self.close()

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
        self._threads.post(lambda: self.conductor.bug(error))

    def _struck_at(self, place: str) -> None:
        log.log().error("bug", where=place)
        self._threads.post(self.conductor.bug)


@contextmanager
def _ends_on_signals(end: Callable[[], None]) -> Iterator[None]:
    """SIGTERM and SIGINT end Qt's loop; a socket wakes it, since Python hears a signal only between two calls."""
    wake, waken = socket.socketpair()
    waken.setblocking(False)
    notifier = QSocketNotifier(wake.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: wake.recv(1))
    # Through the loop: a signal that comes before the loop runs must end it all the same.
    before = {
        number: signal.signal(number, lambda *_: QTimer.singleShot(0, end))
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    previous = signal.set_wakeup_fd(waken.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(previous)
        for number, handler in before.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        wake.close()
        waken.close()
