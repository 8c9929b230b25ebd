"""Printing on a real cupsd with our shipped configuration and a virtual IPP Everywhere printer."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path

import pytest

from kiosk.account.payment_list import PaymentList
from kiosk.document import Document, JobPhase, JobState, PrintJob
from kiosk.errors import (
    NO_PAPER,
    PRINT_BROKEN_OFF,
    PRINTER_SILENT,
    PRINTER_UNUSABLE,
    Failure,
    KioskError,
)
from printing.conditions import AWAY
from printing.cups import JOB_NAME, CupsPrinter
from printing.paper import PaperMaker
from printing.reasons import condition_of
from tests.hardware.cups_daemon import CupsDaemon
from tests.hardware.processes import wait_until
from tests.printing.clock import TestClock
from tests.printing.lists import payment_list

pytestmark = pytest.mark.cupsd


@pytest.fixture(scope="module")
def content() -> PaymentList:
    return payment_list(months=14)


@pytest.fixture(scope="module")
def document(content: PaymentList) -> Document:
    return PaperMaker().make(content, "zh_CN", previews=0)


@pytest.fixture
def clock() -> TestClock:
    return TestClock(running=True)


@pytest.fixture
def printer(cups: CupsDaemon, clock: TestClock) -> CupsPrinter:
    return CupsPrinter(cups.queue, cups.device_uri, clock)


def watch(printer: CupsPrinter, job: PrintJob, phase: JobPhase, failure: Failure | None = None) -> JobState:
    """Poll until the job is where the test wants it."""
    seen: list[JobState] = []

    def ended() -> bool:
        seen.append(printer.poll(job))
        return seen[-1] == JobState(phase, failure) or seen[-1].phase in (JobPhase.SENT, JobPhase.FAILED)

    wait_until(ended, f"the job is {phase.value}")
    assert seen[-1] == JobState(phase, failure)
    return seen[-1]


def rows_on_paper(pdf: Path) -> list[str]:
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return [" ".join(line.split()) for line in text.splitlines()]


def test_list_comes_out_row_by_row(
    cups: CupsDaemon, printer: CupsPrinter, document: Document, content: PaymentList
) -> None:
    printer.check()
    job = printer.submit(document)
    watch(printer, job, JobPhase.SENT)
    (paper,) = cups.printed()
    lines = rows_on_paper(paper)
    for section in content.sections:
        for row in (row for year in section.years for row in year.rows):
            assert row.unit and row.base and row.arrived and row.person_paid is not None
            beginning = f"{row.paid_for} "
            rest = f"{row.unit.code} {row.unit.name} {row.base / 100:,.2f}"
            paid = f"{row.person_paid / 100:,.2f}"
            assert any(line.startswith(beginning) and rest in line and paid in line for line in lines), (rest, lines)
    wait_until(lambda: not cups.spool_files(), "the spool is empty")


def test_the_pages_are_counted_by_the_printer_itself(
    cups: CupsDaemon, printer: CupsPrinter, document: Document
) -> None:
    """Not by the scheduler, which has prepared all of them by then; nought is not yet a page."""
    counted = cups.folder / "counted"
    counted.write_text("0")
    job = printer.submit(document)
    wait_until(lambda: printer.poll(job).phase is JobPhase.PRINTING, "it prints")
    assert printer.poll(job).pages_done is None

    def told(done: int) -> bool:
        return printer.poll(job).pages_done == done

    for done in range(1, document.pages + 1):
        counted.write_text(str(done))
        wait_until(partial(told, done), f"{done} pages are told")
    counted.write_text(str(document.pages + 1))
    assert printer.poll(job) == JobState(JobPhase.PRINTING, pages_done=document.pages)
    counted.unlink()
    watch(printer, job, JobPhase.SENT)


def test_nothing_of_the_person_stands_in_the_schedulers_files(
    cups: CupsDaemon, printer: CupsPrinter, document: Document, content: PaymentList
) -> None:
    watch(printer, printer.submit(document), JobPhase.SENT)
    wait_until(lambda: not cups.spool_files(), "the spool is empty")
    names = [cups.folder / name for name in ("spool", "cache", "log", "run")]
    kept = b"".join(path.read_bytes() for folder in names for path in folder.rglob("*") if path.is_file())
    assert content.holder_name.encode() not in kept
    assert content.holder_number.encode() not in kept
    assert b"%PDF" not in kept
    jobs = subprocess.run(
        ["lpstat", "-W", "completed", "-o"], env=cups.environment, check=True, capture_output=True, text=True
    )
    assert content.holder_name not in jobs.stdout
    assert JOB_NAME == "shebao-list"


def test_no_paper_is_seen_before_printing(cups: CupsDaemon, printer: CupsPrinter, document: Document) -> None:
    cups.fault("media-empty")
    assert printer.condition() == NO_PAPER
    with pytest.raises(KioskError) as refused:
        printer.submit(document)
    assert refused.value.failure == NO_PAPER
    cups.heal("media-empty")
    assert printer.condition() is None
    assert not cups.printed()


def test_open_cover_is_seen_before_printing(cups: CupsDaemon, printer: CupsPrinter) -> None:
    cups.fault("cover-open")
    cover = condition_of("cover-open")
    assert cover
    assert printer.condition() == cover.told


def test_a_job_that_waits_for_its_printer_lies_in_no_file_once_it_is_over(
    cups: CupsDaemon, printer: CupsPrinter, document: Document
) -> None:
    """What the scheduler says over IPP, no job at all, is what lies in its spool: nothing.

    A job that is being stopped stays a moment; each look at the printer purges again until it is gone.
    """
    cups.fault("media-empty", while_printing=True)
    watch(printer, printer.submit(document), JobPhase.WAITING, NO_PAPER)
    assert cups.spool_files()
    printer.purge()
    wait_until(lambda: printer.condition() == NO_PAPER and not cups.jobs_known(), "no job is known")
    wait_until(lambda: not cups.spool_files("cd"), "neither documents nor descriptions")


def test_paper_runs_out_and_is_added(cups: CupsDaemon, printer: CupsPrinter, document: Document) -> None:
    cups.fault("media-empty", while_printing=True)
    job = printer.submit(document)
    watch(printer, job, JobPhase.WAITING, NO_PAPER)
    assert not cups.printed()
    cups.heal("media-empty")
    watch(printer, job, JobPhase.SENT)
    assert len(cups.printed()) == 1


def test_paper_runs_out_and_nobody_comes(
    cups: CupsDaemon, printer: CupsPrinter, document: Document, clock: TestClock
) -> None:
    cups.fault("media-empty", while_printing=True)
    job = printer.submit(document)
    watch(printer, job, JobPhase.WAITING, NO_PAPER)
    clock.skip(61)
    assert printer.poll(job) == JobState(JobPhase.FAILED, NO_PAPER)
    wait_until(lambda: not cups.spool_files(), "the spool is empty")


def test_jam_ends_the_job(cups: CupsDaemon, printer: CupsPrinter, document: Document) -> None:
    cups.fault("media-jam", while_printing=True)
    job = printer.submit(document)
    watch(printer, job, JobPhase.FAILED, PRINT_BROKEN_OFF)
    wait_until(lambda: not cups.spool_files(), "the spool is empty")


def test_printer_that_gives_up_fails_the_job(cups: CupsDaemon, printer: CupsPrinter, document: Document) -> None:
    cups.fault("abort")
    job = printer.submit(document)
    watch(printer, job, JobPhase.FAILED, PRINT_BROKEN_OFF)
    wait_until(lambda: not cups.spool_files(), "the spool is empty")
    assert not cups.printed()


def test_printer_that_is_off_is_seen_before_printing(
    cups: CupsDaemon, printer: CupsPrinter, document: Document
) -> None:
    cups.printer_off()
    assert printer.condition() == AWAY.told
    with pytest.raises(KioskError) as refused:
        printer.submit(document)
    assert refused.value.failure == AWAY.told


def test_printer_that_never_answers_does_not_hang_us(cups: CupsDaemon, printer: CupsPrinter) -> None:
    cups.freeze_printer(True)
    try:
        assert printer.condition() == AWAY.told
    finally:
        cups.freeze_printer(False)


def test_printer_switched_off_during_a_job_prints_nothing_when_it_comes_back(
    cups: CupsDaemon, printer: CupsPrinter, document: Document, clock: TestClock
) -> None:
    cups.fault("media-empty", while_printing=True)
    job = printer.submit(document)
    watch(printer, job, JobPhase.WAITING, NO_PAPER)
    cups.printer_off()
    watch(printer, job, JobPhase.WAITING, AWAY.told)
    clock.skip(job.deadline - clock.monotonic() + 61)
    assert printer.poll(job) == JobState(JobPhase.FAILED, PRINTER_SILENT)
    wait_until(lambda: not cups.spool_files(), "the spool is empty")
    cups.heal_silently("media-empty")
    cups.printer_on()
    # A job that had survived would print before this one.
    watch(printer, printer.submit(document), JobPhase.SENT)
    assert len(cups.printed()) == 1


@pytest.mark.parametrize("way_out", ["purge", "cancel"])
def test_nothing_of_a_cancelled_job_stays_in_queue_spool_or_printer(
    cups: CupsDaemon, printer: CupsPrinter, document: Document, way_out: str
) -> None:
    """The printer holds the job in its own memory: when paper is added it must not come out."""
    cups.fault("media-empty", while_printing=True)
    job = printer.submit(document)
    watch(printer, job, JobPhase.WAITING, NO_PAPER)
    if way_out == "purge":
        printer.purge()
    else:
        printer.cancel(job)
    wait_until(lambda: not cups.spool_files(), "the spool is empty")
    assert printer.poll(job).phase is JobPhase.FAILED
    cups.heal("media-empty")
    watch(printer, printer.submit(document), JobPhase.SENT)
    assert len(cups.printed()) == 1, "only the later job came out"


def test_scheduler_killed_during_a_job(cups: CupsDaemon, printer: CupsPrinter, document: Document) -> None:
    cups.fault("media-empty", while_printing=True)
    job = printer.submit(document)
    watch(printer, job, JobPhase.WAITING, NO_PAPER)
    cups.kill()
    phases = [printer.poll(job) for _ in range(3)]
    assert [state.phase for state in phases] == [JobPhase.WAITING, JobPhase.WAITING, JobPhase.FAILED]
    assert phases[-1].failure == PRINTER_SILENT
    assert printer.condition() == PRINTER_UNUSABLE
    cups.printer_off()
    cups.heal_silently("media-empty")
    cups.restart()
    cups.printer_on()
    assert not cups.spool_files()
    assert printer.condition() is None
    watch(printer, printer.submit(document), JobPhase.SENT)
    assert len(cups.printed()) == 1


@pytest.mark.parametrize("closed", [False, True])
def test_paused_queue_is_resumed(cups: CupsDaemon, printer: CupsPrinter, document: Document, closed: bool) -> None:
    cups.pause_queue(closed)
    watch(printer, printer.submit(document), JobPhase.SENT)
