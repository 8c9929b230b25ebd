"""A new file each day without breaking the chain; what is old enough goes, never because a clock jumped."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.audit.line import parse
from kiosk.audit.retention import removable
from kiosk.audit.segments import Segment, files_from, name_of_segment, raw_lines, segments_of
from kiosk.audit.trail import AuditFile, TrailRules
from kiosk.log import set_up
from tests.kiosk.audit.trails import DAYS, KEY, Place

DAY = 86_400


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Nothing is written yet."""
    return Place(tmp_path)


def live(place: Place, days: int) -> None:
    """Let the kiosk write two lines a day."""
    trail = place.trail(lazy=True)
    for _ in range(days):
        trail.record("login")
        trail.record("idle")
        place.clock.advance(DAY)
    trail.close()


def test_each_day_has_a_file_whose_first_line_goes_on_from_the_last(place: Place) -> None:
    live(place, 3)
    assert [file.name for file in place.files()] == [
        "audit-000000001-20261121.log",
        "audit-000000003-20261122.log",
        "audit.log",
    ]
    assert place.wrong() == []
    place.trail().record("login")
    assert len(place.files()) == 4
    assert place.wrong() == []


def test_a_clock_that_runs_back_begins_no_file_each_time(place: Place) -> None:
    trail = place.trail()
    for hours in (0, 24, -48, 24, -24, 24):
        place.clock.set_wall(place.clock.now() + timedelta(hours=hours))
        trail.record("login")
    assert len(place.files()) == 2, "only the first step into a later day"
    assert place.wrong() == []


def test_a_file_that_grows_without_end_is_put_aside(place: Place) -> None:
    trail = AuditFile(place.file, place.clock, rules=TrailRules(segment_bytes=1000))
    trail.open()
    for visit in range(10):
        trail.record("login", visit=visit)
    assert len(place.files()) == 2
    assert place.wrong() == []


def test_other_files_in_the_folder_are_left_alone(place: Place) -> None:
    live(place, 2)
    for name in ("audit-head.json", "audit-old.log", "audit-000000001-20269999.log", "other-000000001-20261121.log"):
        (place.file.parent / name).write_text("mine")
    assert [segment.first for segment in segments_of(place.file)] == [1]
    assert place.wrong() == []


def test_only_the_files_that_hold_a_line_are_opened(place: Place) -> None:
    live(place, 4)
    assert [file.name[:15] for file in files_from(place.file, 4)] == [
        "audit-000000003",
        "audit-000000005",
        "audit.log",
    ]
    assert len(files_from(place.file, 1)) == len(files_from(place.file, 0)) == 4
    assert [file.name for file in files_from(place.file, 7)] == ["audit-000000005-20261123.log", "audit.log"]


# What is kept.


def test_what_is_older_than_the_rule_goes_and_the_chain_still_stands(place: Place) -> None:
    live(place, DAYS + 5)
    trail = place.trail()
    trail.record("login")
    assert trail.check().breaks == ()
    first = place.lines()[0]
    assert first.number > 1, "the oldest lines are gone"
    kept = (place.clock.today() - first.at.date()).days
    assert kept == DAYS, "and not a day too early"
    removed = [line.code.split()[0] for line in place.lines() if line.event == "segment-removed"]
    assert removed == [str(number) for number in range(2, first.number, 2)]
    assert place.wrong() == []
    trail.close()
    again = place.trail()
    assert again.check().new_breaks == ()
    assert again.examine()[0].well


@pytest.mark.parametrize("shipped", [0, 3, 7])
def test_what_was_not_shipped_stays_however_old_it_is(
    place: Place, shipped: int, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up("info")
    live(place, DAYS + 5)
    trail = AuditFile(place.file, place.clock, KEY, TrailRules(place.head, DAYS, shipped=lambda: shipped))
    trail.record("login")
    trail.check()
    first = place.lines()[0].number
    assert first == shipped // 2 * 2 + 1, "a day has two lines"
    told = capsys.readouterr()
    assert "audit-kept-unshipped" in told.out + told.err
    assert place.wrong() == []


def test_what_was_shipped_goes_in_time(place: Place) -> None:
    live(place, DAYS + 5)
    trail = AuditFile(place.file, place.clock, KEY, TrailRules(place.head, DAYS, shipped=lambda: 10**6))
    trail.record("login")
    trail.check()
    assert (place.clock.today() - place.lines()[0].at.date()).days == DAYS


def test_a_torn_line_does_not_hide_what_was_not_shipped(place: Place) -> None:
    live(place, DAYS + 5)
    with place.files()[0].open("ab") as oldest:
        oldest.write(b'{"n":3,"at"')
    trail = AuditFile(place.file, place.clock, KEY, TrailRules(place.head, DAYS, shipped=lambda: 1))
    trail.record("login")
    trail.check()
    assert place.lines()[0].number == 1


def test_what_was_taken_out_beyond_that_is_still_missing(place: Place) -> None:
    live(place, DAYS + 5)
    trail = place.trail()
    trail.record("login")
    trail.check()
    trail.close()
    place.files()[0].unlink()
    first = place.lines()[0].number
    assert place.wrong() == [f"missing 1-{first - 1}"]


def segments(*days: int) -> list[Segment]:
    """Segments that ended so many days ago."""
    today = date(2026, 11, 21)
    return [Segment(Path(f"{at}"), at + 1, today - timedelta(days=ago)) for at, ago in enumerate(days)]


def test_a_clock_in_2036_makes_nobody_forget(place: Place) -> None:
    live(place, 30)
    place.clock.set_wall(datetime(2036, 11, 21))
    trail = place.trail()
    trail.record("login")
    trail.check()
    assert place.lines()[0].number == 1
    old = segments(*range(4000, 3970, -1))
    assert list(removable(old, date(2026, 11, 21), DAYS)) == [], "thirty days of work are all there is"


def test_only_a_beginning_is_removed() -> None:
    found = segments(*range(200, 0, -1))
    gone = list(removable(found, date(2026, 11, 21), DAYS))
    assert gone == found[: 200 - DAYS]
    later = [*segments(10), *found]
    assert list(removable(later, date(2026, 11, 21), DAYS)) == [], "what comes first is not old enough"


# Reading while it is written.


def test_what_is_put_aside_while_it_is_read_is_read_once(place: Place) -> None:
    live(place, 3)
    trail = place.trail()
    reading = raw_lines(place.file)
    seen = [next(reading)]
    for _ in range(3):
        trail.record("login")
        place.clock.advance(DAY)
    seen += reading
    assert [line.number for raw in seen if (line := parse(raw))] == list(range(1, 7))


def test_ten_years_are_read_with_a_few_files_open(place: Place) -> None:
    live(place, 1)
    (first,) = place.raw()[:1]
    for number in range(2, 400):
        name_of_segment(place.file, number, date(2026, 11, 21)).write_bytes(first)
    before = len(list(Path("/proc/self/fd").iterdir()))
    reading = raw_lines(place.file)
    next(reading)
    assert len(list(Path("/proc/self/fd").iterdir())) - before < 300
    assert len(list(reading)) == 399
