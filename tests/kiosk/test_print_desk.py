"""Every print is written down with its end; a person's pages are counted by the day, and only what came out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from kiosk import errors
from kiosk.choices import PaperKind
from kiosk.document import Document, JobPhase, JobState, PrintJob
from kiosk.effects import Submit
from kiosk.errors import DATA_AWAY, NO_PAPER, PAPERS_USED_UP, PRINT_BROKEN_OFF, KioskError
from kiosk.print_desk import PrintDesk, PrintRules
from kiosk.prints import NoJournal, PrintEnd, PrintEntry
from tests.clock import HandClock
from tests.kiosk.fakes import FakePrinter

TWO_PAGES = Submit(Document(b"%PDF", 2), PaperKind.RIGHTS_RECORD, "person-1")
SENT = JobState(JobPhase.SENT)
FAILED = JobState(JobPhase.FAILED, PRINT_BROKEN_OFF)


@dataclass
class MemoryJournal(NoJournal):
    """A journal in memory; `full` fails every writing as a full disk does."""

    kept: list[PrintEntry] = field(default_factory=list)
    pages: dict[str, tuple[date, int]] = field(default_factory=dict)
    full: bool = False

    def begin(self, entry: PrintEntry) -> int:
        self._write()
        self.kept.append(entry)
        return len(self.kept) - 1

    def end(self, number: int, end: PrintEnd, code: str = "") -> None:
        self._write()
        self.kept[number] = replace(self.kept[number], end=end, code=code)

    def close_open(self) -> None:
        for number, entry in enumerate(self.kept):
            if entry.end is PrintEnd.OPEN:
                self.end(number, PrintEnd.UNKNOWN)

    def used(self, key: str) -> int:
        return self.pages.get(key, (None, 0))[1]

    def count(self, key: str, day: date, pages: int) -> None:
        self._write()
        self.pages[key] = (day, self.used(key) + pages)

    def forget_before(self, entries: date, counts: date) -> None:
        self.kept = [entry for entry in self.kept if entry.moment.date() >= entries]
        self.pages = {key: counted for key, counted in self.pages.items() if counted[0] >= counts}

    def _write(self) -> None:
        if self.full:
            raise KioskError(DATA_AWAY, "the disk is full")


@dataclass
class Scene:
    """A desk and what it works with."""

    daily_pages: int = 0
    printer: FakePrinter = field(default_factory=FakePrinter)
    clock: HandClock = field(default_factory=HandClock)
    journal: MemoryJournal = field(default_factory=MemoryJournal)

    def __post_init__(self) -> None:
        self.desk = self.another_desk()

    def another_desk(self) -> PrintDesk:
        """A desk over the same journal: the kiosk was restarted."""
        return PrintDesk(self.printer, self.clock, self.journal, lambda: b"k" * 32, PrintRules(self.daily_pages, 30))

    def another_day(self, later: int) -> None:
        """So many midnights pass."""
        self.clock.set_wall(self.clock.now() + timedelta(days=later))

    def print(self, wanted: Submit = TWO_PAGES, ends: JobState = SENT) -> PrintJob:
        """Hand over and look once."""
        self.printer.states = [ends]
        job = self.desk.submit(wanted, visit=7)
        assert self.desk.poll(job) == ends
        return job

    def ends(self) -> list[tuple[PrintEnd, str]]:
        """How the prints of the journal ended."""
        return [(entry.end, entry.code) for entry in self.journal.kept]


def test_a_print_is_written_down_with_its_end() -> None:
    scene = Scene()
    scene.print()
    (entry,) = scene.journal.kept
    assert entry == PrintEntry(scene.clock.now(), 7, PaperKind.RIGHTS_RECORD, 2, PrintEnd.SENT)
    scene.print(ends=FAILED)
    assert scene.ends()[1] == (PrintEnd.FAILED, "P02")


def test_while_it_waits_it_has_no_end_and_looks_after_the_end_change_nothing() -> None:
    scene = Scene()
    job = scene.print(ends=JobState(JobPhase.WAITING, NO_PAPER))
    assert scene.ends() == [(PrintEnd.OPEN, "")]
    scene.printer.states = [JobState(JobPhase.SENT), FAILED]
    scene.desk.poll(job)
    scene.desk.poll(job)
    assert scene.ends() == [(PrintEnd.SENT, "")]


def test_a_print_that_was_refused_before_is_none() -> None:
    scene = Scene(printer=FakePrinter(out=NO_PAPER))
    with pytest.raises(KioskError) as refused:
        scene.desk.submit(TWO_PAGES, 1)
    assert refused.value.failure is NO_PAPER
    assert not scene.journal.kept
    assert not scene.printer.submitted


def test_who_leaves_cancels_and_a_crash_leaves_the_end_unknown() -> None:
    scene = Scene()
    scene.print(ends=JobState(JobPhase.PRINTING))
    scene.desk.clear()
    assert (scene.ends(), scene.printer.purged) == ([(PrintEnd.CANCELLED, "")], 1)
    scene.print(ends=JobState(JobPhase.PRINTING))
    scene.another_desk().open()
    assert scene.ends()[1] == (PrintEnd.UNKNOWN, "")
    assert scene.printer.purged == 2


def test_nothing_is_printed_that_cannot_be_written_down() -> None:
    scene = Scene(journal=MemoryJournal(full=True))
    with pytest.raises(KioskError):
        scene.desk.submit(TWO_PAGES, 1)
    assert not scene.printer.submitted


def test_a_journal_that_is_full_later_changes_nothing_of_what_the_printer_did() -> None:
    scene = Scene(daily_pages=10)
    job = scene.desk.submit(TWO_PAGES, 1)
    scene.journal.full = True
    assert scene.desk.poll(job) == SENT
    scene.desk.clear()
    scene.desk.open()


# Pages for each person and day.


def test_without_a_limit_nothing_is_counted() -> None:
    scene = Scene()
    for _ in range(20):
        scene.print()
    assert scene.desk.refusal("person-1", 1000) is None
    assert not scene.journal.pages


def test_pages_used_up_are_refused_before_printing() -> None:
    scene = Scene(daily_pages=5)
    scene.print()
    scene.print()
    assert scene.desk.refusal("person-1", 1) is None
    assert scene.desk.refusal("person-1", 2) is PAPERS_USED_UP
    with pytest.raises(KioskError) as refused:
        scene.desk.submit(TWO_PAGES, 1)
    assert refused.value.failure is PAPERS_USED_UP
    assert len(scene.printer.submitted) == 2
    assert scene.desk.refusal("person-2", 5) is None, "another person has pages of their own"


def test_only_what_came_out_counts() -> None:
    scene = Scene(daily_pages=2)
    scene.print(ends=FAILED)
    scene.print(ends=JobState(JobPhase.PRINTING))
    scene.desk.clear()
    assert scene.desk.refusal("person-1", 2) is None
    scene.print()
    assert scene.desk.refusal("person-1", 1) is PAPERS_USED_UP


def test_the_count_outlives_a_restart_and_ends_at_midnight() -> None:
    scene = Scene(daily_pages=2)
    scene.print()
    scene.desk = scene.another_desk()
    scene.desk.open()
    assert scene.desk.refusal("person-1", 1) is PAPERS_USED_UP
    scene.another_day(1)
    assert scene.desk.refusal("person-1", 2) is None
    scene.desk.clear()
    assert not scene.journal.pages, "yesterday's counts are forgotten"


def test_what_is_kept_names_nobody_and_not_the_same_person_of_another_day() -> None:
    scene = Scene(daily_pages=9)
    scene.print()
    scene.another_day(1)
    scene.print()
    first, second = scene.journal.pages
    assert first != second
    assert "person-1" not in repr(scene.journal)
    assert "person-1" not in repr(TWO_PAGES)


def test_old_entries_are_forgotten_once_a_day() -> None:
    scene = Scene()
    scene.print()
    scene.another_day(30)
    scene.desk.clear()
    assert len(scene.journal.kept) == 1
    scene.another_day(1)
    scene.desk.clear()
    assert not scene.journal.kept


def test_the_sentence_is_kind() -> None:
    assert "tomorrow" in errors.PAPERS_USED_UP.message


def test_with_a_doubtful_date_nothing_is_handed_over() -> None:
    """D7: a paper must bear the right date."""
    journal, printer = MemoryJournal(), FakePrinter()
    doubts: list[errors.Failure] = [errors.CLOCK_DOUBTED]
    desk = PrintDesk(printer, HandClock(), journal, hindrance=lambda: doubts[0] if doubts else None)
    with pytest.raises(KioskError) as refused:
        desk.submit(TWO_PAGES, 1)
    assert refused.value.failure is errors.CLOCK_DOUBTED
    assert not journal.kept
    doubts.clear()
    desk.submit(TWO_PAGES, 1)
    assert len(journal.kept) == 1


def test_staff_change_how_many_pages_a_day_and_back() -> None:
    desk = PrintDesk(FakePrinter(), HandClock(), MemoryJournal(), rules=PrintRules(daily_pages=1))
    assert desk.refusal("person-1", 2) is PAPERS_USED_UP
    desk.allow_daily(2)
    assert desk.refusal("person-1", 2) is None
    desk.allow_daily(None)
    assert desk.refusal("person-1", 2) is PAPERS_USED_UP
