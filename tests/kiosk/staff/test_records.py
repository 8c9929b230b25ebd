"""What staff read of the audit trail: the newest first, failures with their cure, a day's counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.audit.line import AuditLine
from kiosk.audit.trail import AuditFile, NoAudit
from kiosk.errors import AUDIT_AWAY, LOCKED, NO_PAPER, KioskError
from kiosk.staff.records import MOST_FAILURES, AuditRecords
from kiosk.words import words_of
from tests.clock import HandClock

DAY = timedelta(days=1)


def records_over(folder: Path, clock: HandClock) -> tuple[AuditFile, AuditRecords]:
    file = folder / "audit.log"
    trail = AuditFile(file, clock)
    trail.open()
    return trail, AuditRecords(trail, file, clock, words_of("en"))


def test_lines_are_told_newest_first_and_failures_with_their_cure(tmp_path: Path) -> None:
    clock = HandClock()
    trail, records = records_over(tmp_path, clock)
    for event, code in (("login", LOCKED.code), ("part-tested", f"printer {NO_PAPER.code}"), ("idle", "")):
        clock.advance(1)
        trail.record(event, code, visit=3)
    assert records.lines(failures_only=False) == (
        "11-21 10:00:03 #3 The kiosk shows Welcome; nobody is here.",
        f"11-21 10:00:02 #3 Staff tested a part of the machine. printer {NO_PAPER.code}",
        f"11-21 10:00:01 #3 The password is asked for; with a code: it was not let pass. {LOCKED.code}",
    )
    assert len(records.lines(failures_only=True)) == 2
    assert [(seen.code, seen.failure) for seen in records.failures()] == [
        (NO_PAPER.code, NO_PAPER),
        (LOCKED.code, LOCKED),
    ]
    trail.close()


def test_a_code_of_another_version_is_told_without_a_cure(tmp_path: Path) -> None:
    trail, records = records_over(tmp_path, HandClock())
    trail.record("login", "Z99")
    assert [(seen.code, seen.failure) for seen in records.failures()] == [("Z99", None)]
    trail.close()


def test_only_the_newest_failures_and_those_of_a_week_are_told(tmp_path: Path) -> None:
    clock = HandClock()
    trail, records = records_over(tmp_path, clock)
    for number in range(MOST_FAILURES + 5):
        clock.advance(1)
        trail.record("login", f"A{number:02}")
    assert [seen.code for seen in records.failures()][:2] == ["A64", "A63"]
    assert len(records.failures()) == MOST_FAILURES
    clock.advance(8 * DAY.total_seconds())
    assert (records.failures(), records.lines(failures_only=False)) == ((), ())
    trail.close()


def test_today_counts_from_midnight(tmp_path: Path) -> None:
    clock = HandClock()
    trail, records = records_over(tmp_path, clock)
    trail.record("card-reading", visit=1)
    clock.advance(DAY.total_seconds())
    trail.record("card-reading", visit=2)
    trail.record("print-submitted", visit=2)
    clock.advance(4)
    trail.record("print-sent", visit=2)
    trail.record("printer-away", NO_PAPER.code)
    today = records.today()
    assert (today.sessions, today.printed, today.failures) == (1, 1, [(NO_PAPER.code, 1)])
    assert (today.waiting_median, today.waiting_longest) == (4, 4)
    assert [file.name for file in records.files()][-1] == "audit.log"
    trail.close()


def test_without_a_trail_nothing_is_told() -> None:
    records = AuditRecords(NoAudit(), None, HandClock(), words_of("en"))
    assert (records.lines(failures_only=False), records.failures(), records.files()) == ((), (), [])
    assert records.today().sessions == 0


def test_a_trail_that_cannot_be_read_is_one_failure() -> None:
    class Away(NoAudit):
        def lines_since(self, since: datetime) -> Iterator[AuditLine]:
            raise OSError(5, "Input/output error")

    for ask in (
        AuditRecords(Away(), None, HandClock(), words_of("en")).failures,
        AuditRecords(Away(), None, HandClock(), words_of("en")).today,
    ):
        with pytest.raises(KioskError) as caught:
            ask()
        assert caught.value.failure is AUDIT_AWAY
