"""The Printer port over CUPS: checks queue and device, submits from memory, watches, cancels with purge."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock

import cups

from kiosk.document import Document, JobPhase, JobState, PrintJob
from kiosk.errors import PRINTER_EXCHANGED, PRINTER_UNUSABLE, Failure, KioskError, Refused
from kiosk.log import log
from kiosk.ports import Clock, Finding
from kiosk.told import Told, told_of
from kiosk.words import N_
from printing.conditions import AWAY, STOPPED, Condition
from printing.device import Device
from printing.ipp import (
    BOOLEAN,
    INTEGER,
    JOB,
    KEYWORD,
    MIME_TYPE,
    NAME,
    URI,
    Attribute,
    Reply,
    Unreachable,
    ask,
    scheduler,
)
from printing.job import Look, Stage, Watch, deadline, observe
from printing.reasons import Diagnosis, diagnose

JOB_NAME = "shebao-list"
"""Neutral: job names stand in logs and on the printer's own panel."""

_ANSWER_SECONDS = 3.0
"""A scheduler on this machine and a printer on the desk answer in milliseconds."""
_SUBMIT_SECONDS = 8.0
"""The scheduler takes the whole document before it answers; a thread that waits longer would count as dead."""

_IDLE, _STOPPED = cups.IPP_PRINTER_IDLE, cups.IPP_PRINTER_STOPPED
_STAGES = {
    cups.IPP_JOB_PENDING: Stage.QUEUED,
    cups.IPP_JOB_HELD: Stage.QUEUED,
    cups.IPP_JOB_STOPPED: Stage.QUEUED,
    cups.IPP_JOB_PROCESSING: Stage.PRINTING,
    cups.IPP_JOB_COMPLETED: Stage.COMPLETED,
}
"""Any other state (cancelled, aborted) means that the job is lost."""

_PIN_DEVICE = N_("Set printer.device_uri to {uri}: then another device behind the queue is noticed.")
_NO_SCHEDULER = N_("The print scheduler (CUPS) at {scheduler} cannot be reached.")
_NO_QUEUE = N_("There is no print queue {queue}; make it with lpadmin or change printer.queue.")
_OTHER_DEVICE = N_("The print queue {queue} points at another device than printer.device_uri names.")
_COMPARE = N_("Start CUPS, then compare `lpstat -v` with the settings.")
_QUEUE_FACTS = ["device-uri", "printer-state", "printer-state-reasons", "printer-is-accepting-jobs"]


class CupsPrinter:
    """A print queue and the printer behind it; implements kiosk.ports.Printer on the paper and the health worker.

    `device_uri` empty: the queue may point anywhere. CUPS_SERVER is honoured.
    """

    def __init__(self, queue: str, device_uri: str, clock: Clock) -> None:
        self._queue = queue
        self._device_uri = device_uri
        self._clock = clock
        self._watches: dict[int, Watch] = {}
        self._purge_owed = False
        self._handing_over = RLock()
        """Nothing is purged while a job is being handed over: the purge would take it along."""
        self._warnings: tuple[Failure, ...] = ()
        self._unknown: frozenset[str] = frozenset()

    def check(self) -> None:
        """Raise Refused with one sentence when queue, device or scheduler are not as configured."""
        try:
            reply = self._ask_queue()
        except Unreachable:
            raise Refused(Told(_NO_SCHEDULER, scheduler=str(scheduler()))) from None
        if not reply.well:
            raise Refused(Told(_NO_QUEUE, queue=self._queue))
        if not self._device_is_right(reply):
            raise Refused(Told(_OTHER_DEVICE, queue=self._queue))

    def condition(self) -> Failure | None:
        """Ask the printer itself whether it can print; None means yes. Never raises."""
        try:
            queue = self._ask_queue()
        except Unreachable:
            return PRINTER_UNUSABLE
        if not queue.well or not self._device_is_right(queue):
            # A missing queue is one as well: another printer of its name must not be taken for it.
            return PRINTER_EXCHANGED
        if self._purge_owed and not self._watches:
            self.purge()
        self._resume_if_paused(queue)
        hindrance, _ = self._printer_state(queue)
        return hindrance.told if hindrance else None

    def warnings(self) -> Sequence[Failure]:
        """What staff should see to although it prints, as the printer said when it was last asked."""
        return self._warnings

    def submit(self, document: Document) -> PrintJob:
        """Hand over a document. Raises KioskError with what hinders printing, before or at submission."""
        with self._handing_over:
            failure = self.condition()
            if failure:
                raise KioskError(failure, "the printer was not ready")
            number = self._hand_over(document)
            now = self._clock.monotonic()
            job = PrintJob(number, document.pages, deadline(now, document.pages), begun=now)
            self._watches[number] = Watch(job.deadline, job.pages)
        return job

    def _hand_over(self, document: Document) -> int:
        attributes = [
            *self._who(),
            Attribute("job-name", NAME, JOB_NAME),
            Attribute("document-format", MIME_TYPE, "application/pdf"),
            Attribute("media", KEYWORD, "iso_a4_210x297mm", JOB),
        ]
        endpoint = scheduler().at(f"/printers/{self._queue}")
        try:
            reply = ask(endpoint, cups.IPP_OP_PRINT_JOB, attributes, _SUBMIT_SECONDS, document.pdf)
        except Unreachable as error:
            # Whether the scheduler keeps the job is not known, so it must go before anything else prints.
            self.purge()
            raise KioskError(PRINTER_UNUSABLE, str(error)) from error
        number = reply.first("job-id")
        if not reply.well or number is None:
            # A scheduler that refuses a document, its disk full, may keep a part of it.
            self.purge()
            raise KioskError(PRINTER_UNUSABLE, f"the scheduler refused the job: status {reply.status:#06x}")
        return int(number)

    def poll(self, job: PrintJob) -> JobState:
        """Look at the job once; a job that failed is cancelled and purged. Never raises."""
        watch = self._watches.get(job.number, Watch(job.deadline, job.pages))
        watch, state = observe(watch, self._look(job), self._clock.monotonic())
        self._watches[job.number] = watch
        if state.phase is JobPhase.FAILED:
            self.cancel(job)
        if state.phase is JobPhase.SENT:
            self._watches.pop(job.number, None)
        return state

    def cancel(self, job: PrintJob) -> None:
        """Cancel a job and delete its data; what cannot be deleted now is deleted before anything else prints."""
        self._watches.pop(job.number, None)
        attributes = [*self._who(), Attribute("job-id", INTEGER, job.number), Attribute("purge-job", BOOLEAN, True)]
        try:
            ask(scheduler().at("/jobs"), cups.IPP_OP_CANCEL_JOB, attributes, _ANSWER_SECONDS)
        except Unreachable:
            self._purge_owed = True
        self._cancel_at_printer()

    def purge(self) -> None:
        """Cancel every job of this queue, in the spool and in the printer, and delete its data. Never raises.

        The spool counts as empty when the scheduler knows no job of the queue any more, not even a completed one.
        """
        with self._handing_over:
            self._watches.clear()
            attributes = [*self._who(), Attribute("purge-jobs", BOOLEAN, True)]
            left = [*self._who(), Attribute("which-jobs", KEYWORD, "all")]
            endpoint = scheduler()
            try:
                ask(endpoint.at(f"/printers/{self._queue}"), cups.IPP_OP_PURGE_JOBS, attributes, _ANSWER_SECONDS)
                jobs = ask(endpoint, cups.IPP_OP_GET_JOBS, left, _ANSWER_SECONDS)
                self._purge_owed = bool(jobs.values("job-id"))
            except Unreachable:
                self._purge_owed = True
            self._cancel_at_printer()

    def examine(self) -> Sequence[Finding]:
        """Look at scheduler, queue and printer."""
        try:
            self.check()
        except Refused as refusal:
            return (Finding("printer", False, refusal.args[0], _COMPARE),)
        failure = self.condition()
        if failure:
            return (Finding("printer", False, told_of(failure), failure.remedy),)
        # It prints: what runs low is advice, not a reason for the doctor to call the kiosk unwell.
        soon = (Finding("printer", True, told_of(one), one.remedy) for one in self.warnings())
        return (self._ready(), *soon)

    def _ready(self) -> Finding:
        ready = Told(N_("the queue {queue} and its printer are ready"), queue=self._queue)
        try:
            queue = self._ask_queue()
            levels = tuple(f"{name} {level} %" for name, level in _device_of(queue).supplies())
        except Unreachable:
            return Finding("printer", True, ready)
        unchecked = "" if self._device_uri else Told(_PIN_DEVICE, uri=str(queue.first("device-uri")))
        state = Told(N_("{state}; {levels}"), state=ready, levels=levels) if levels else ready
        return Finding("printer", True, state, unchecked)

    def _cancel_at_printer(self) -> None:
        """Also when the scheduler is dead: what was handed over lies in the printer."""
        try:
            device = Device(self._device_uri) if self._device_uri else _device_of(self._ask_queue())
            device.cancel(JOB_NAME)
        except Unreachable:
            self._purge_owed = True

    def _who(self) -> list[Attribute]:
        uri = f"ipp://localhost/printers/{self._queue}"
        return [Attribute("printer-uri", URI, uri), Attribute("requesting-user-name", NAME, cups.getUser())]

    def _ask_queue(self) -> Reply:
        attributes = [*self._who(), Attribute("requested-attributes", KEYWORD, _QUEUE_FACTS)]
        return ask(scheduler(), cups.IPP_OP_GET_PRINTER_ATTRIBUTES, attributes, _ANSWER_SECONDS)

    def _device_is_right(self, queue: Reply) -> bool:
        return not self._device_uri or queue.first("device-uri") == self._device_uri

    def _printer_state(self, queue: Reply) -> tuple[Condition | None, bool]:
        """What hinders the printer itself, and whether it is at rest; a printer without IPP speaks by its queue."""
        try:
            reply = _device_of(queue).state() or queue
        except Unreachable:
            return AWAY, False
        if not reply.well:
            return STOPPED, False
        said = diagnose(reply.values("printer-state-reasons"))
        self._remember(said)
        hindrance = said.hindrance
        if hindrance is None and reply.first("printer-state") == _STOPPED:
            hindrance = STOPPED
        return hindrance, reply.first("printer-state") == _IDLE

    def _remember(self, said: Diagnosis) -> None:
        self._warnings = said.notices
        unknown = frozenset(said.unknown)
        for reason in sorted(unknown - self._unknown):
            log().warning("printer-reason-unknown", detail=reason)
        self._unknown = unknown

    def _look(self, job: PrintJob) -> Look:
        facts = Attribute("requested-attributes", KEYWORD, ["job-state"])
        attributes = [*self._who(), Attribute("job-id", INTEGER, job.number), facts]
        try:
            reply = ask(scheduler().at("/jobs"), cups.IPP_OP_GET_JOB_ATTRIBUTES, attributes, _ANSWER_SECONDS)
            queue = self._ask_queue()
        except Unreachable:
            return Look(None)
        if not reply.well:
            return Look(Stage.LOST)
        self._resume_if_paused(queue)
        hindrance, at_rest = self._printer_state(queue)
        stage = _STAGES.get(reply.first("job-state"), Stage.LOST)
        if stage is Stage.COMPLETED and _gave_up(_device_of(queue)):
            stage = Stage.LOST
        done = _pages_done(_device_of(queue))
        return Look(stage, hindrance.during if hindrance else None, at_rest, done)

    def _resume_if_paused(self, queue: Reply) -> None:
        """CUPS stays paused after some faults, also when they are mended: the kiosk resumes its queue itself."""
        wanted = []
        if queue.first("printer-state") == _STOPPED:
            wanted.append(cups.IPP_OP_RESUME_PRINTER)
        if queue.first("printer-is-accepting-jobs") is False:
            wanted.append(cups.IPP_OP_CUPS_ACCEPT_JOBS)
        try:
            for operation in wanted:
                ask(scheduler().at("/admin/"), operation, self._who(), _ANSWER_SECONDS)
        except Unreachable:
            return


def _device_of(queue: Reply) -> Device:
    return Device(str(queue.first("device-uri") or ""))


def _pages_done(device: Device) -> int | None:
    """By the printer alone: the scheduler counts what it has prepared, all pages within a second (seen with 2.4.2)."""
    try:
        return device.pages_done(JOB_NAME)
    except Unreachable:
        return None


def _gave_up(device: Device) -> bool:
    try:
        return device.gave_up(JOB_NAME)
    except Unreachable:
        return False
