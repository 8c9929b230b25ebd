"""The Printer port into a folder, with faults on request: for developers, the demo and tests."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kiosk.document import Document, JobPhase, JobState, PrintJob
from kiosk.errors import PRINTER_UNUSABLE, Failure, KioskError
from kiosk.ports import Clock, Finding
from kiosk.told import told_of
from kiosk.words import N_
from printing.conditions import told_before
from printing.job import Look, Stage, Watch, deadline, observe
from printing.reasons import diagnose

SECONDS_A_PAGE = 0.6
"""A page takes as long as on an office printer, so that the demo shows the printing screen."""


class FolderPrinter:
    """Writes list-0001.pdf, list-0002.pdf ...; implements kiosk.ports.Printer and PrinterSimulator."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._fault: Failure | None = None
        self._warnings: tuple[Failure, ...] = ()
        self._jobs: dict[int, _Job] = {}
        self._last = 0

    def fail_with(self, failure: Failure | None) -> None:
        """Report this condition from now on; None heals."""
        self._fault = failure

    def say(self, *reasons: str) -> None:
        """Report these `printer-state-reasons` from now on, as a printer would; none of them heals."""
        said = diagnose(reasons)
        self._fault = said.hindrance.during if said.hindrance else None
        self._warnings = said.notices

    def condition(self) -> Failure | None:
        """The fault asked for, if any, as it is told before anything is printed."""
        return told_before(self._fault) if self._fault else None

    def warnings(self) -> Sequence[Failure]:
        """What it was asked to run low of."""
        return self._warnings

    def submit(self, document: Document) -> PrintJob:
        """Take a document; it lies in the folder when it is sent. Raises KioskError with the fault asked for."""
        fault = self.condition()
        if fault:
            raise KioskError(fault, "a fault was asked for")
        self._last += 1
        now = self._clock.monotonic()
        job = PrintJob(self._last, document.pages, deadline(now, document.pages), begun=now)
        self._jobs[job.number] = _Job(document, now, Watch(job.deadline, document.pages))
        return job

    def poll(self, job: PrintJob) -> JobState:
        """Look at the job once; when its pages have had their time it is written. Never raises."""
        held = self._jobs.get(job.number)
        now = self._clock.monotonic()
        # In trouble it prints nothing; what is done by then stays remembered.
        pages_done = held.pages_done(now) if held and self._fault is None else None
        done = pages_done == job.pages
        stage = Stage.LOST if held is None else Stage.COMPLETED if done else Stage.PRINTING
        watch = held.watch if held else Watch(job.deadline, job.pages)
        watch, state = observe(watch, Look(stage, self._fault, done, pages_done), now)
        if held:
            held.watch = watch
        if held and state.phase is JobPhase.SENT:
            state = self._write(held.document)
        if state.phase in (JobPhase.SENT, JobPhase.FAILED):
            self.cancel(job)
        return state

    def cancel(self, job: PrintJob) -> None:
        """Forget a job."""
        self._jobs.pop(job.number, None)

    def purge(self) -> None:
        """Forget all jobs; what was printed stays, as paper does."""
        self._jobs.clear()

    def examine(self) -> Sequence[Finding]:
        """The folder, or the fault asked for."""
        if self._fault:
            return (Finding("printer", False, told_of(self._fault), self._fault.remedy),)
        return (Finding("printer", True, N_("prints into a folder")),)

    def _write(self, document: Document) -> JobState:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            numbers = [int(path.stem.removeprefix("list-")) for path in self._folder.glob("list-[0-9]*.pdf")]
            file = self._folder / f"list-{max(numbers, default=0) + 1:04d}.pdf"
        except OSError:
            return JobState(JobPhase.FAILED, PRINTER_UNUSABLE)
        try:
            file.write_bytes(document.pdf)
        except OSError:
            with suppress(OSError):  # what found room is half a paper of somebody's
                file.unlink()
            return JobState(JobPhase.FAILED, PRINTER_UNUSABLE)
        return JobState(JobPhase.SENT)


class _Job:
    """A document on its way."""

    def __init__(self, document: Document, begun: float, watch: Watch) -> None:
        self.document = document
        self.begun = begun
        self.watch = watch

    def pages_done(self, now: float) -> int:
        """How many pages have had their time."""
        return min(self.document.pages, int((now - self.begun) / SECONDS_A_PAGE))
