"""Carries out effects on workers and timers, feeds events back, audits each transition.

`send` is called on the UI thread only. Expected failures become values here; anything else is a bug: the session
is ended and wiped, a few bugs in a short time put the kiosk out of service.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from kiosk.account.payment_list import Issuer
from kiosk.admission import Admission
from kiosk.audit.steps import entries_of_step
from kiosk.card_work import work_on_card
from kiosk.data_work import work_on_data
from kiosk.effects import (
    Apply,
    AskPinTries,
    CheckHealth,
    CheckPassword,
    CheckPin,
    CheckStaff,
    Chime,
    DrawPage,
    Effect,
    EndVisit,
    FindPerson,
    FindStaff,
    LoadAccount,
    LookInto,
    MakePaper,
    Perform,
    ReadCard,
    SetPassword,
    SetTimer,
    StopTimer,
    Submit,
    WatchJob,
    secrets_of,
)
from kiosk.errors import NOT_PRINTED_HERE, KioskError
from kiosk.events import Answer, BugStruck, Event, HealthChecked, TimeOut, TimerKind
from kiosk.health_look import HealthLook, Outside
from kiosk.log import log, where
from kiosk.outcomes import Failed, JobLookedAt, JobSubmitted, Outcome, PageDrawn, PaperMade
from kiosk.paperwork import content_of
from kiosk.passwords import overwrite
from kiosk.ports import AuditTrail, CardReader, Clock, Ledger, Paper, Printer, Timer, Worker, Workers
from kiosk.print_desk import PrintDesk
from kiosk.rules import Rules
from kiosk.session import close, step
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.desk import MaintenanceDesk, NoMaintenance
from kiosk.staff_work import work_at_desk, worker_of
from kiosk.states import Origin, Session, Welcome

BUGS_TOO_MANY = 5
"""More bugs than this in ten minutes: going on would only hurt people."""
BUGS_WINDOW = 600.0
"""Ten minutes, in seconds."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the conductor plays on."""

    reader: CardReader
    ledger: Ledger
    access: Admission
    paper: Paper
    printer: Printer
    audit: AuditTrail
    clock: Clock
    workers: Workers
    post: Callable[[Callable[[], None]], None]
    """Runs a call on the UI thread, from any thread."""
    chime: Callable[[], None]
    maintenance: MaintenanceDesk = NoMaintenance()
    """What staff look into and act through."""
    apply: Callable[[Adjustments], None] = lambda adjustments: None
    """Lets volume and brightness take effect; on the UI thread."""
    outside: Outside = Outside()
    """Who else looks at the kiosk and is told how it is."""
    desk: PrintDesk | None = None
    """Where papers are handed over, counted and written down; None: neither counted nor written down."""


class Conductor:
    """Plays the session."""

    def __init__(self, parts: Parts, rules: Rules, issuer: Issuer, show: Callable[[Session], None]) -> None:
        self._parts = parts
        self._rules = rules
        self._issuer = issuer
        self._show = show
        self._desk = parts.desk or PrintDesk(parts.printer, parts.clock)
        self._timers: dict[TimerKind, Timer] = {}
        self._health = HealthLook(
            parts.ledger,
            parts.printer,
            parts.audit,
            parts.outside,
            parts.clock,
            parts.workers.health,
            lambda found: parts.post(lambda: self.send(found)),
        )
        self._bugs: deque[float] = deque(maxlen=BUGS_TOO_MANY + 1)
        self.session = Session(state=Welcome(), display=rules.home)

    def start(self) -> None:
        """Show Welcome, empty the spool, watch the reader, look at printer and data now and again."""
        self._show(self.session)
        self._parts.workers.paper(self._desk.open)
        self._parts.reader.start(lambda event: self._parts.post(lambda: self.send(event)))
        self._health.start()

    def stop(self) -> None:
        """Stop timers and the reader; purge the printer."""
        for kind in list(self._timers):
            self._stop_timer(kind)
        self._health.stop()
        self._parts.reader.stop()
        self._parts.workers.data(self._parts.access.leave)
        self._parts.workers.paper(self._desk.clear)

    def send(self, event: Event) -> None:
        """Take an event in, on the UI thread; never raises."""
        try:
            self._take(event)
        except Exception as error:  # noqa: BLE001 - the last resort: whatever it was, nobody's data stay on screen
            _overwrite_all(event)
            self.bug(error)

    def bug(self, error: BaseException | None = None) -> None:
        """Something unexpected happened: end and wipe the session. On the UI thread; never raises."""
        log().error("bug", where=where(error) if error else "", kind=type(error).__name__)
        now = self._parts.clock.monotonic()
        self._bugs.append(now)
        repeated = len(self._bugs) > BUGS_TOO_MANY and now - self._bugs[0] < BUGS_WINDOW
        try:
            self._take(BugStruck(repeated))
        except Exception as worse:  # noqa: BLE001 - a full disk fails the audit, a broken screen the showing: wipe anyhow
            self._wipe(worse)

    def _wipe(self, error: BaseException) -> None:
        """Ending the visit failed as well: out of service, and each step of forgetting on its own."""
        log().error("wiped", where=where(error), kind=type(error).__name__)
        self.session, _ = step(self.session, BugStruck(repeated=True), self._rules)
        for forget in (self._end_visit, lambda: self._show(self.session)):
            try:
                forget()
            except Exception as worse:  # noqa: BLE001 - the other step must still be tried
                log().error("wiping failed", where=where(worse), kind=type(worse).__name__)

    def _take(self, event: Event) -> None:
        before = self.session
        after, effects = step(before, event, replace(self._rules, today=self._parts.clock.today()))
        try:
            self._record(before, event, after)
        except KioskError as error:
            # What cannot be written down does not happen: whoever is here goes, and nobody may begin. Staff may look
            # for the cause all the same.
            if after.origin is not Origin.STAFF:
                after, effects = close(after, error.failure, self._rules)
        self.session = after
        self._health.judge(after, event)
        if after != before:
            self._show(after)
        if not any(secrets_of(effect) for effect in effects):
            _overwrite_all(event)
        for effect in effects:
            self._carry_out(effect)

    def _record(self, before: Session, event: Event, after: Session) -> None:
        for entry in entries_of_step(before, event, after):
            self._parts.audit.record(entry.event, entry.code, entry.visit, entry.who, entry.by)
            self._parts.outside.counted(entry.event, entry.code)

    def note(self, event: str, code: str = "") -> None:
        """Write down what happened beside the session, on the UI thread; never raises."""
        try:
            self._parts.audit.record(event, code)
            self._parts.outside.counted(event, code)
        except KioskError as error:
            health = self.session.health
            told = (health.printer, health.data, health.data_as_of, health.printer_warnings)
            self.send(HealthChecked(*told, error.failure, health.told, health.warnings))

    def _carry_out(self, effect: Effect) -> None:
        parts = self._parts
        match effect:
            case ReadCard() | AskPinTries() | CheckPin():
                self._run(parts.workers.card, effect, lambda: work_on_card(parts.reader, effect))
            case FindPerson() | CheckPassword() | SetPassword() | LoadAccount():
                access, ledger, issuer, clock = parts.access, parts.ledger, self._issuer, parts.clock
                self._run(parts.workers.data, effect, lambda: work_on_data(access, ledger, issuer, clock, effect))
            case MakePaper():
                self._run(parts.workers.paper, effect, lambda: self._make(effect))
            case DrawPage():
                self._run(parts.workers.paper, effect, lambda: self._draw(effect))
            case Submit():
                visit = self.session.visit
                self._run(parts.workers.paper, effect, lambda: JobSubmitted(self._desk.submit(effect, visit)))
            case WatchJob(job):
                self._run(parts.workers.paper, effect, lambda: JobLookedAt(self._desk.poll(job)))
            case CheckHealth():
                self._health.now()
            case EndVisit():
                self._end_visit()
            case SetTimer(kind, seconds):
                self._set_timer(kind, seconds)
            case StopTimer(kind):
                self._stop_timer(kind)
            case Chime():
                parts.chime()
            case CheckStaff() | FindStaff() | LookInto() | Perform():
                worker = worker_of(effect, parts.workers)
                self._run(worker, effect, lambda: work_at_desk(parts.maintenance, parts.reader, effect))
            case Apply(adjustments):
                parts.workers.paper(lambda: self._desk.allow_daily(adjustments.daily_pages))
                parts.apply(adjustments)
            case _:
                assert_never(effect)

    def _run(self, worker: Worker, effect: Effect, work: Callable[[], Outcome]) -> None:
        visit = self.session.visit

        def task() -> None:
            if self.session.visit != visit:
                # The person left while this waited: no PIN reaches the next card, nothing is printed for nobody.
                _overwrite_all(effect)
                return
            try:
                outcome = work()
            except KioskError as error:
                log().warning("failed", code=error.failure.code, detail=error.detail, visit=visit)
                outcome = Failed(error.failure)
            except Exception as error:  # noqa: BLE001 - a bug in a worker ends the session like any other
                caught = error
                self._parts.post(lambda: self.bug(caught))
                return
            self._parts.post(lambda: self.send(Answer(visit, outcome)))

        worker(task)

    def _make(self, wanted: MakePaper) -> Outcome:
        account, choice = wanted.record.account, wanted.choice
        content = content_of(choice, account, self._issuer, self._parts.clock.now())
        if content.other_division and not self._issuer.prints_for_others:
            return Failed(NOT_PRINTED_HERE)
        document = self._parts.paper.make(content, wanted.language)
        return PaperMade(document, choice, self._desk.refusal(account.person.person_id, document.pages))

    def _draw(self, wanted: DrawPage) -> Outcome:
        return PageDrawn(wanted.document, wanted.page, self._parts.paper.draw(wanted.document, wanted.page))

    def _end_visit(self) -> None:
        for kind in list(self._timers):
            self._stop_timer(kind)
        self._parts.workers.card(self._parts.reader.release)
        self._parts.workers.data(self._parts.access.leave)
        self._parts.workers.paper(self._desk.clear)

    def _set_timer(self, kind: TimerKind, seconds: float) -> None:
        self._stop_timer(kind)
        visit = self.session.visit

        def ring() -> None:
            if self.session.visit == visit:
                self.send(TimeOut(kind))

        self._timers[kind] = self._parts.clock.later(seconds, ring)

    def _stop_timer(self, kind: TimerKind) -> None:
        if (timer := self._timers.pop(kind, None)) is not None:
            timer.stop()


def _overwrite_all(item: Event | Effect) -> None:
    for secret in secrets_of(item):
        overwrite(secret)
