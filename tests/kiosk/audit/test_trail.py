"""The trail over restarts, crashes, other programs, and whoever changes it behind the kiosk's back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.audit.line import mark_of
from kiosk.audit.trail import NoAudit
from kiosk.errors import Refused
from tests.kiosk.audit.trails import KEY, Place
from tests.kiosk.people import CHEN, ZHANG


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Nothing is written yet."""
    return Place(tmp_path)


def test_the_chain_holds_over_restarts(place: Place) -> None:
    for start in range(3):
        trail = place.trail(lazy=True)
        for visit in range(40):
            trail.record("login", "A01", start * 100 + visit)
        trail.close()
    assert [line.number for line in place.lines()] == list(range(1, 121))
    assert place.wrong() == []


def test_a_line_says_what_it_was_told(place: Place) -> None:
    place.trail().record("login", "A01", 7)
    (line,) = place.lines()
    assert (line.number, line.event, line.code, line.visit) == (1, "login", "A01", 7)
    assert line.at == place.clock.now()
    assert line.up == place.clock.monotonic()


@pytest.mark.parametrize(
    ("event", "code"),
    [("coffee-break", ""), ("login", "张三"), ("login", ZHANG), ("login", "a\nb"), ("login", "x" * 401)],
)
def test_what_is_not_declared_or_could_be_personal_is_a_bug(place: Place, event: str, code: str) -> None:
    for trail in (place.trail(), NoAudit()):
        with pytest.raises(ValueError, match="event|code"):
            trail.record(event, code)
    assert place.lines() == []


# Whom a line is about.


def test_only_number_and_key_together_find_whom_a_line_is_about(place: Place) -> None:
    place.trail().record("account-viewed", visit=1, who=ZHANG, by="1001")
    (line,) = place.lines()
    day = line.at.date()
    assert (line.who, line.by) == (mark_of(KEY, day, ZHANG), mark_of(KEY, day, "1001"))
    assert line.who not in (mark_of(KEY, day, CHEN), mark_of(b"x" * 32, day, ZHANG))
    assert ZHANG not in place.file.read_text()


def test_two_days_do_not_tell_that_it_was_the_same_person(place: Place) -> None:
    trail = place.trail()
    trail.record("login", who=ZHANG)
    trail.record("login", who=ZHANG)
    place.clock.advance(86_400)
    trail.record("login", who=ZHANG)
    one, other, next_day = place.lines()
    assert one.who == other.who != next_day.who


def test_a_number_is_found_however_it_is_grouped_or_old() -> None:
    day = datetime(2026, 11, 21).date()
    assert mark_of(KEY, day, "119901 19850315 0015") == mark_of(KEY, day, ZHANG)
    assert mark_of(KEY, day, "119901850315001") == mark_of(KEY, day, ZHANG)


def test_a_program_without_the_key_names_nobody(place: Place) -> None:
    with pytest.raises(ValueError, match="key"):
        place.trail(key=b"").record("login", who=ZHANG)


# Crashes.


def test_a_line_torn_by_a_power_cut_does_not_swallow_the_next(place: Place) -> None:
    place.trail().record("login")
    with place.file.open("ab") as torn:
        torn.write(b'{"n":2,"at":"2026-')
    place.trail().record("idle")
    assert place.events() == ["login", "line-torn", "idle"]
    assert place.wrong() == []
    assert place.trail().check().breaks == ()


def test_killed_before_the_head_knew_of_the_last_lines(place: Place) -> None:
    trail = place.trail()
    trail.record("login")
    head = place.head.read_bytes()
    trail.record("idle")
    trail.record("login")
    place.head.write_bytes(head)
    place.trail().record("idle")
    assert place.events() == ["login", "idle", "login", "idle"]
    assert place.wrong() == []


def test_killed_between_two_segments(place: Place) -> None:
    place.trail().record("login")
    place.file.rename(place.file.with_name("audit-000000001-20261121.log"))
    place.trail().record("idle")
    assert place.events() == ["login", "idle"]
    assert place.wrong() == []


KILLED = """
import sys, time
from pathlib import Path
from kiosk.workers import SerialWorker
from kiosk.audit.trail import AuditFile, TrailRules
from kiosk.clock import WallClock
behind = SerialWorker("audit", print)
behind.start()
trail = AuditFile(Path(sys.argv[1]), WallClock(), b"k" * 32, TrailRules(Path(sys.argv[2])), behind)
trail.open()
print("open", flush=True)
while True:
    trail.record("login", visit=1)
    trail.record("idle", visit=2)
"""


def test_a_killed_program_leaves_a_whole_chain(place: Place) -> None:
    """It must show 3: killed while it writes as fast as it can; the next start finds nothing wrong."""
    lines = 0
    for _ in range(4):
        command = [sys.executable, "-c", KILLED, str(place.file), str(place.head)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as writing:
            assert writing.stdout is not None
            assert writing.stdout.readline() == b"open\n"
            before = place.file.stat().st_size
            while place.file.stat().st_size < before + 20_000:
                pass
            writing.kill()
        assert place.wrong() == []
        assert len(place.raw()) > lines
        lines = len(place.raw())
    trail = place.trail()
    trail.record("idle")
    assert trail.check().breaks == ()
    assert "chain-broken" not in place.events()


# Two programs.


def test_a_command_writes_to_the_same_chain_while_the_kiosk_runs(place: Place) -> None:
    kiosk = place.trail()
    kiosk.record("login")
    head = place.head.read_bytes()
    command = place.trail(key=b"")
    command.record("data-imported", "gbt40217 3 rows")
    assert place.head.read_bytes() == head, "only the kiosk knows how to seal it"
    kiosk.record("idle")
    command.record("backup-made", "data")
    command.close()
    kiosk.record("login")
    assert place.events() == ["login", "data-imported", "idle", "backup-made", "login"]
    assert place.wrong() == []


def test_a_command_that_begins_the_new_day_takes_the_kiosk_along(place: Place) -> None:
    kiosk = place.trail()
    kiosk.record("login")
    place.clock.advance(86_400)
    place.trail(key=b"").record("backup-made", "data")
    kiosk.record("idle")
    assert len(place.files()) == 2
    assert place.events() == ["login", "backup-made", "idle"]
    assert place.wrong() == []


# Whoever changes it.

Tampering = Callable[[Place], None]


def edit(place: Place) -> None:
    """Change a line in the middle."""
    place.file.write_bytes(place.file.read_bytes().replace(b'"visit":3', b'"visit":9'))


def edit_last(place: Place) -> None:
    """Change the last line, of which no further one holds the hash."""
    place.file.write_bytes(place.file.read_bytes().replace(b'"visit":5', b'"visit":9'))


def take_out(place: Place) -> None:
    """Take a line out."""
    lines = place.file.read_bytes().splitlines(keepends=True)
    place.file.write_bytes(b"".join(lines[:2] + lines[3:]))


def exchange(place: Place) -> None:
    """Exchange two lines."""
    lines = place.file.read_bytes().splitlines(keepends=True)
    place.file.write_bytes(b"".join([*lines[:2], lines[3], lines[2], *lines[4:]]))


def cut_off(place: Place) -> None:
    """Cut the last two lines off."""
    lines = place.file.read_bytes().splitlines(keepends=True)
    place.file.write_bytes(b"".join(lines[:3]))


def remove(place: Place) -> None:
    """Remove the whole file."""
    place.file.unlink()


def remove_head(place: Place) -> None:
    """Remove the head."""
    place.head.unlink()


def forge_head(place: Place) -> None:
    """Write a head that goes with a trail cut off, without the kiosk's secret."""
    cut_off(place)
    place.head.write_bytes(place.head.read_bytes().replace(b'"number": 5', b'"number": 3'))


TAMPERINGS = [
    (edit, "edited 3", ["edited 3"]),
    (edit_last, "edited 5", ["edited 5"]),
    (take_out, "missing 3", ["missing 3"]),
    (exchange, "misplaced 3", ["misplaced 3"]),
    (cut_off, "truncated 4-5", ["missing 4-5"]),
    (remove, "truncated 1-5", ["missing 1-5"]),
    (remove_head, "head-missing 5", []),
    (forge_head, "head-forged 3", []),
]
"""What is done, what is recorded of it, and what the chain itself shows for ever."""


@pytest.mark.parametrize(("tamper", "named", "stays"), TAMPERINGS, ids=lambda it: getattr(it, "__name__", str(it)))
def test_what_was_changed_is_found_at_the_start_and_never_hidden(
    place: Place, tamper: Tampering, named: str, stays: list[str]
) -> None:
    """E7: noticed and named; a new segment records it, once; and it stays to be seen."""
    trail = place.trail()
    trail.record("program-started", visit=1)
    for visit in range(2, 6):
        trail.record("login", visit=visit)
    trail.close()
    tamper(place)
    again = place.trail()
    again.record("idle")
    again.check()
    recorded = [line.code for line in place.lines() if line.event == "chain-broken"]
    assert recorded == [named]
    assert place.lines()[-1].event == "idle"
    assert b"chain-broken" in place.file.read_bytes(), "a new segment"
    (finding,) = again.examine()
    assert not finding.well
    assert "audit verify" in finding.advice
    again.close()
    third = place.trail()
    third.record("login")
    found = third.check()
    assert [line.code for line in found.recorded] == [named], "told again, but recorded once"
    assert found.new_breaks == ()
    assert [each.code for each in found.breaks] == stays
    assert not third.examine()[0].well


@pytest.mark.parametrize(("tamper", "named"), [TAMPERINGS[at][:2] for at in (1, 4, 5)])
def test_what_was_changed_while_the_kiosk_runs_is_found_too(place: Place, tamper: Tampering, named: str) -> None:
    trail = place.trail()
    for visit in range(1, 6):
        trail.record("login", visit=visit)
    tamper(place)
    trail.record("idle")
    trail.check()
    assert [line.code for line in place.lines() if line.event == "chain-broken"] == [named]


def test_an_old_edit_is_found_by_the_check_of_everything(place: Place) -> None:
    trail = place.trail()
    for visit in range(1, 6):
        trail.record("login", visit=visit)
        place.clock.advance(86_400)
    trail.close()
    oldest = place.files()[0]
    oldest.write_bytes(oldest.read_bytes().replace(b'"visit":1', b'"visit":9'))
    again = place.trail()
    again.record("idle")
    assert "chain-broken" not in place.events(), "the start looks at the newest segment only"
    assert [each.code for each in again.check().new_breaks] == ["edited 1"]
    assert place.events()[-1] == "chain-broken"
    assert again.check().new_breaks == ()


def test_garbage_instead_of_a_trail_is_told_and_kept(place: Place) -> None:
    place.file.parent.mkdir()
    place.file.write_bytes(b"nonsense\n" * 3)
    trail = place.trail()
    trail.record("login")
    trail.check()
    assert place.files()[0].read_bytes() == b"nonsense\n" * 3
    assert {line.code for line in place.lines() if line.event == "chain-broken"} == {"unreadable 0"}


# The clock.


@pytest.mark.parametrize(
    ("jump", "code"),
    [(timedelta(hours=1), "+3600"), (timedelta(hours=-1), "-3600"), (timedelta(days=3650), "+315360000")],
)
def test_a_clock_that_jumps_is_seen_and_breaks_nothing(place: Place, jump: timedelta, code: str) -> None:
    trail = place.trail()
    trail.record("login")
    place.clock.advance(60)
    place.clock.set_wall(place.clock.now() + jump)
    trail.record("idle")
    assert [(line.event, line.code) for line in place.lines()] == [("login", ""), ("clock-jumped", code), ("idle", "")]
    assert place.lines()[-1].up - place.lines()[0].up == 60
    assert place.wrong() == []


def test_a_clock_that_was_set_by_a_little_is_not_worth_a_line(place: Place) -> None:
    trail = place.trail()
    trail.record("login")
    place.clock.set_wall(place.clock.now() - timedelta(seconds=3))
    trail.record("idle")
    assert place.events() == ["login", "idle"]


def test_between_two_runs_only_a_clock_that_went_back_can_be_told(place: Place) -> None:
    place.trail().record("login")
    place.clock.set_wall(datetime(1970, 1, 1))
    place.trail().record("login")
    place.clock.set_wall(datetime(2026, 11, 22))
    place.trail().record("login")
    assert place.events() == ["login", "clock-jumped", "login", "login"]
    assert place.wrong() == []


# Where it cannot be.


def test_a_place_that_cannot_be_written_is_one_sentence(place: Place) -> None:
    place.file.mkdir(parents=True)
    with pytest.raises(Refused, match=r"cannot be written: Is a directory\."):
        place.trail()


def test_no_audit_keeps_nothing() -> None:
    trail = NoAudit()
    trail.record("login", "A01", 3)
    assert trail.condition() is None
    assert trail.check().lines == 0
    assert list(trail.lines_since(datetime(2026, 1, 1))) == []
    assert trail.latest() is None
    assert trail.examine()[0].well
