"""The folder printer and its faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.document import Document, JobPhase, JobState
from kiosk.errors import NO_PAPER, PRINT_BROKEN_OFF, PRINTER_UNUSABLE, KioskError
from printing.conditions import CONDITIONS, UNKNOWN_FAULT, UNKNOWN_NOTICE, Condition
from printing.folder import SECONDS_A_PAGE, FolderPrinter
from tests.kiosk.audit.trails import full_disk
from tests.printing.clock import TestClock

DOCUMENT = Document(b"%PDF-made-up", pages=2)


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def printer(tmp_path: Path, clock: TestClock) -> FolderPrinter:
    return FolderPrinter(tmp_path / "printed", clock)


def test_prints_under_neutral_names(printer: FolderPrinter, clock: TestClock, tmp_path: Path) -> None:
    for _ in range(2):
        job = printer.submit(DOCUMENT)
        assert printer.poll(job).phase is JobPhase.PRINTING
        clock.skip(2 * SECONDS_A_PAGE)
        assert printer.poll(job) == JobState(JobPhase.SENT)
    files = sorted((tmp_path / "printed").iterdir())
    assert [file.name for file in files] == ["list-0001.pdf", "list-0002.pdf"]
    assert files[0].read_bytes() == DOCUMENT.pdf


def test_numbers_go_on_after_a_restart(tmp_path: Path, clock: TestClock) -> None:
    for _ in range(2):
        printer = FolderPrinter(tmp_path, clock)
        job = printer.submit(DOCUMENT)
        clock.skip(9)
        printer.poll(job)
    assert len(list(tmp_path.iterdir())) == 2


def test_fault_before_printing(printer: FolderPrinter) -> None:
    printer.fail_with(NO_PAPER)
    assert printer.condition() == NO_PAPER
    assert not printer.examine()[0].well
    with pytest.raises(KioskError):
        printer.submit(DOCUMENT)
    printer.fail_with(None)
    assert printer.condition() is None
    assert printer.examine()[0].well


def test_paper_runs_out_and_is_added(printer: FolderPrinter, clock: TestClock) -> None:
    job = printer.submit(DOCUMENT)
    printer.fail_with(NO_PAPER)
    clock.skip(9)
    assert printer.poll(job) == JobState(JobPhase.WAITING, NO_PAPER)
    printer.fail_with(None)
    assert printer.poll(job) == JobState(JobPhase.SENT)


def test_it_counts_its_pages_and_stands_still_without_paper(printer: FolderPrinter, clock: TestClock) -> None:
    job = printer.submit(Document(b"%PDF", pages=9))
    told = []
    for _ in range(3):
        told.append(printer.poll(job).pages_done)
        clock.skip(1.5 * SECONDS_A_PAGE)
    assert told == [None, 1, 3]
    printer.fail_with(NO_PAPER)
    assert printer.poll(job) == JobState(JobPhase.WAITING, NO_PAPER, 3)


def test_nobody_adds_paper(printer: FolderPrinter, clock: TestClock, tmp_path: Path) -> None:
    job = printer.submit(DOCUMENT)
    printer.fail_with(NO_PAPER)
    printer.poll(job)
    clock.skip(61)
    assert printer.poll(job) == JobState(JobPhase.FAILED, NO_PAPER)
    assert not (tmp_path / "printed").exists()


def test_jam_fails(printer: FolderPrinter) -> None:
    job = printer.submit(DOCUMENT)
    printer.fail_with(PRINT_BROKEN_OFF)
    assert printer.poll(job) == JobState(JobPhase.FAILED, PRINT_BROKEN_OFF)


@pytest.mark.parametrize("how", ["cancel", "purge"])
def test_cancelled_job_prints_nothing(printer: FolderPrinter, clock: TestClock, tmp_path: Path, how: str) -> None:
    job = printer.submit(DOCUMENT)
    printer.cancel(job) if how == "cancel" else printer.purge()
    clock.skip(9)
    assert printer.poll(job).phase is JobPhase.FAILED
    assert not (tmp_path / "printed").exists()


def test_folder_that_cannot_be_written(tmp_path: Path, clock: TestClock) -> None:
    (tmp_path / "printed").write_text("a file in the way")
    printer = FolderPrinter(tmp_path / "printed", clock)
    job = printer.submit(DOCUMENT)
    clock.skip(9)
    assert printer.poll(job) == JobState(JobPhase.FAILED, PRINTER_UNUSABLE)


@pytest.mark.parametrize("condition", [*CONDITIONS, UNKNOWN_FAULT, UNKNOWN_NOTICE])
def test_it_plays_every_condition_of_a_printer(condition: Condition, tmp_path: Path) -> None:
    """For the dock and for stories: told before printing, and to a job on its way, as by a real one."""
    reason = (condition.reasons or ("unheard-of-error" if condition.hinders else "unheard-of",))[0].replace("*", "any")
    clock = TestClock()
    printer = FolderPrinter(tmp_path, clock)
    job = printer.submit(Document(b"%PDF", 1))
    printer.say(reason)
    assert printer.condition() == (condition.told if condition.hinders else None)
    clock.skip(1)
    state = printer.poll(job)
    assert state.phase is (JobPhase.SENT if not condition.hinders else state.phase)
    assert state.failure == (condition.during if condition.hinders else None)
    assert all(warning == condition.told for warning in printer.warnings())


def test_a_full_disk_keeps_no_half_of_a_paper(printer: FolderPrinter, clock: TestClock, tmp_path: Path) -> None:
    """B12: what found room is taken away; the next one comes out whole."""
    job = printer.submit(DOCUMENT)
    clock.skip(2 * SECONDS_A_PAGE)
    with full_disk(len(DOCUMENT.pdf) // 2):
        assert printer.poll(job) == JobState(JobPhase.FAILED, PRINTER_UNUSABLE)
    assert list((tmp_path / "printed").iterdir()) == []
    again = printer.submit(DOCUMENT)
    clock.skip(2 * SECONDS_A_PAGE)
    assert printer.poll(again) == JobState(JobPhase.SENT)
    assert [file.read_bytes() for file in (tmp_path / "printed").iterdir()] == [DOCUMENT.pdf]
