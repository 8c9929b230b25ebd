"""The figures of a day, from its lines."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from kiosk.audit.declared import DECLARED
from kiosk.audit.line import AuditLine
from kiosk.counts import Counts, Waits, count
from kiosk.events import (
    CardInserted,
    CardRemoved,
    FinishAsked,
    NumberEntered,
    NumberEntryAsked,
    PasswordEntered,
    PrintAsked,
    PrintConfirmed,
)
from tests.kiosk.people import ZHANG
from tests.kiosk.stage import Stage

AT = datetime(2026, 11, 21, 10, 0)


def line(event: str, up: float, visit: int = 1, code: str = "") -> AuditLine:
    """A line written so many seconds after the machine started."""
    return AuditLine(1, AT, up, event, code, visit)


def test_a_day_without_anybody() -> None:
    assert count([]) == count([line("idle", 1), line("program-started", 2, 0)]) == Counts()


def test_a_visit_with_a_print() -> None:
    seen = count(
        [
            line("card-reading", 100.0),
            line("login", 101.5),
            line("login", 110.0, code="A01"),
            line("card-reading", 120.0),
            line("account-viewed", 121.0),
            line("insurance-viewed", 130.0),
            line("account-viewed", 140.0),
            line("print-prepared", 141.0),
            line("print-submitted", 150.0),
            line("print-failed", 155.0, code="P02"),
            line("print-submitted", 160.0),
            line("print-sent", 168.0),
            line("visit-ended-card-in", 170.0, visit=2),
            line("idle", 171.0, visit=2, code="P11"),
        ]
    )
    assert (seen.sessions, seen.logins, seen.printed, seen.print_failures) == (1, 1, 1, 1)
    assert seen.failures == {"A01": 1, "P02": 1, "P11": 1}
    assert seen.until_account == Waits(21.0, 21.0)
    assert seen.until_paper == Waits(8.0, 8.0)


def test_the_median_and_the_longest() -> None:
    waits = (4.0, 60.0, 6.0)
    lines = [
        each
        for visit, wait in enumerate(waits, 1)
        for each in (line("number-entry", 100.0, visit), line("account-viewed", 100.0 + wait, visit))
    ]
    assert count(lines).until_account == Waits(6.0, 60.0)


def test_a_run_numbers_its_visits_from_one() -> None:
    lines = [line("card-reading", 1), line("program-started", 2, 0), line("card-reading", 3)]
    assert count(lines).sessions == 2


def test_what_goes_away_is_not_what_people_were_told() -> None:
    seen = count(
        [line("printer-away", 1, 0, "P01"), line("printer-alarm", 1, 0, "P09"), line("out-of-service", 2, 0, "S03")]
    )
    assert (dict(seen.failures), dict(seen.faults)) == ({}, {"P01": 1, "S03": 1})


def test_figures_in_the_place_of_a_code_are_no_failures() -> None:
    assert count([line("rating-given", 1, code="5"), line("many-numbers-tried", 1, code="10")]).failures == {}


def test_a_clock_that_jumps_makes_no_waiting_time() -> None:
    later = AuditLine(2, datetime(2036, 1, 1), 103.0, "account-viewed", visit=1)
    assert count([line("card-reading", 100.0), later]).until_account == Waits(3.0, 3.0)


def test_what_the_session_really_writes() -> None:
    stage = Stage()
    stage.log_in()
    stage.send(PrintAsked(), PrintConfirmed())
    stage.pass_time(2)
    stage.send(FinishAsked(), CardRemoved(), NumberEntryAsked(), NumberEntered(ZHANG))
    stage.send(PasswordEntered(bytearray(b"000000")), FinishAsked(), CardInserted(), CardRemoved())
    seen = count(line(event, 1.0, visit, code) for event, code, visit in stage.audit.lines)
    assert (seen.sessions, seen.logins, seen.printed) == (3, 1, 1)
    assert seen.failures == {"A01": 1, "C03": 1}


@given(st.lists(st.builds(line, st.sampled_from(sorted(DECLARED)), st.floats(0, 1e6), st.integers(0, 3))))
def test_whatever_was_written_can_be_counted(lines: list[AuditLine]) -> None:
    seen = count(lines)
    assert 0 <= seen.logins <= len(lines)
    assert seen.printed == sum(each.event == "print-sent" for each in lines)
