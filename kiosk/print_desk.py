"""Hands papers to the printer, counts them for each person and day, and writes down how each print ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kiosk.config import Settings
from kiosk.document import JobPhase, JobState, PrintJob
from kiosk.effects import Submit
from kiosk.errors import PAPERS_USED_UP, Failure, KioskError
from kiosk.keyed import keyed
from kiosk.log import log
from kiosk.ports import Clock, Printer
from kiosk.prints import NoJournal, PrintEnd, PrintEntry, PrintJournal


@dataclass(frozen=True, slots=True)
class PrintRules:
    """What may be printed, and how long it is remembered that it was."""

    daily_pages: int = 0
    """Pages for each person and day; 0 for as many as they like."""
    journal_days: int = 90


@dataclass(frozen=True, slots=True)
class _OnItsWay:
    entry: int
    pages: int
    key: str = field(repr=False)


class PrintDesk:
    """Every print passes here; used on the paper worker only."""

    def __init__(
        self,
        printer: Printer,
        clock: Clock,
        journal: PrintJournal | None = None,
        secret: Callable[[], bytes] = lambda: b"",
        rules: PrintRules = PrintRules(),
        hindrance: Callable[[], Failure | None] = lambda: None,
    ) -> None:
        self._printer = printer
        self._clock = clock
        self._journal = journal or NoJournal()
        self._secret = secret
        self._settled = self._rules = rules
        self._hindrance = hindrance
        self._on_their_way: dict[int, _OnItsWay] = {}
        self._tidied: date | None = None

    def open(self) -> None:
        """Empty the spool, and close what a crash left open. Never raises."""
        self._printer.purge()
        try:
            self._journal.close_open()
        except KioskError as error:
            _note(error)
        self._tidy()

    def allow_daily(self, pages: int | None) -> None:
        """Staff changed how many pages a person may print in a day; None: as the settings say."""
        self._rules = self._settled if pages is None else replace(self._settled, daily_pages=pages)

    def refusal(self, person_id: str, pages: int) -> Failure | None:
        """Why this person cannot have so many more pages today; None when they can. Raises KioskError."""
        if not self._rules.daily_pages:
            return None
        used = self._journal.used(self._key_of(person_id))
        return PAPERS_USED_UP if used + pages > self._rules.daily_pages else None

    def submit(self, wanted: Submit, visit: int) -> PrintJob:
        """Hand a paper over. Raises KioskError with what hinders it: quota, clock, printer, a journal that is full."""
        pages = wanted.document.pages
        failure = self.refusal(wanted.person_id, pages) or self._hindrance() or self._printer.condition()
        if failure is not None:
            raise KioskError(failure, "nothing was handed over")
        entry = self._journal.begin(PrintEntry(self._clock.now(), visit, wanted.kind, pages))
        try:
            job = self._printer.submit(wanted.document)
        except KioskError as error:
            self._end(entry, PrintEnd.FAILED, error.failure.code)
            raise
        key = self._key_of(wanted.person_id) if self._rules.daily_pages else ""
        self._on_their_way[job.number] = _OnItsWay(entry, pages, key)
        return job

    def poll(self, job: PrintJob) -> JobState:
        """Look at the job once; its end is written down, and counted when it was sent. Never raises."""
        state = self._printer.poll(job)
        if state.phase in (JobPhase.SENT, JobPhase.FAILED):
            self._ended(job.number, state)
        return state

    def clear(self) -> None:
        """A visit or the program ends: nothing stays at the printer. Never raises."""
        self._printer.purge()
        for going in self._on_their_way.values():
            self._end(going.entry, PrintEnd.CANCELLED)
        self._on_their_way.clear()
        self._tidy()

    def _tidy(self) -> None:
        """Forget what is old, once a day."""
        today = self._clock.today()
        if today == self._tidied:
            return
        try:
            self._journal.forget_before(today - timedelta(days=self._rules.journal_days), today)
            self._tidied = today
        except KioskError as error:
            _note(error)

    def _ended(self, number: int, state: JobState) -> None:
        going = self._on_their_way.pop(number, None)
        if going is None:
            return
        sent = state.phase is JobPhase.SENT
        code = state.failure.code if state.failure and not sent else ""
        self._end(going.entry, PrintEnd.SENT if sent else PrintEnd.FAILED, code)
        if sent and going.key:
            self._count(going)

    def _count(self, going: _OnItsWay) -> None:
        try:
            self._journal.count(going.key, self._clock.today(), going.pages)
        except KioskError as error:
            _note(error)

    def _end(self, entry: int, end: PrintEnd, code: str = "") -> None:
        try:
            self._journal.end(entry, end, code)
        except KioskError as error:
            # What the printer did is true all the same; the next start closes the entry as unknown.
            _note(error)

    def _key_of(self, person_id: str) -> str:
        """Of one day only, so that nobody can tell over days that it was the same person; nor who without the key."""
        return keyed(self._secret(), f"prints|{self._clock.today().isoformat()}|{person_id}")


def desk_of(
    settings: Settings,
    printer: Printer,
    clock: Clock,
    journal: PrintJournal | None,
    secret: Callable[[], bytes],
    hindrance: Callable[[], Failure | None] = lambda: None,
) -> PrintDesk:
    """The desk as the settings want it; `hindrance` says why nothing may be printed although the printer could."""
    section = settings.printer
    rules = PrintRules(section.daily_pages, section.journal_days)
    return PrintDesk(printer, clock, journal, secret, rules, hindrance)


def _note(error: KioskError) -> None:
    log().warning("print-journal", code=error.failure.code, detail=error.detail)
