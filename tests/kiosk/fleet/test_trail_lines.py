"""What is still to be shipped is found by its very line; what is no line of this program never leaves the kiosk."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.audit.line import AuditLine, End, compose, hash_of, mark_of, parse, removal_code
from kiosk.audit.machine_events import SEGMENT_REMOVED
from kiosk.fleet.trail_lines import holds, lines_after, may_leave
from tests.clock import HandClock
from tests.kiosk.audit.trails import KEY, Place

DAY = 86_400
NOW = HandClock().now()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Six lines in three files."""
    made = Place(tmp_path)
    trail = made.trail()
    for visit in range(6):
        trail.record("login", visit=visit)
        made.clock.advance(DAY / 2)
    trail.close()
    assert len(made.files()) == 3
    return made


def ends(place: Place) -> list[End]:
    """Every line's end."""
    return [End(number, hash_of(raw[:-1])) for number, raw in enumerate(place.raw(), 1)]


def test_from_each_line_on_the_rest_follows(place: Place) -> None:
    raw = [each[:-1] for each in place.raw()]
    assert list(lines_after(place.file, End())) == raw
    for end in ends(place):
        assert holds(place.file, end)
        assert list(lines_after(place.file, end)) == raw[end.number :]


def test_another_line_of_the_same_number_is_not_that_line(place: Place) -> None:
    assert not holds(place.file, End(3, "0" * 64))
    assert not holds(place.file, End(3, ends(place)[3].hash))
    assert not holds(place.file, End(7, ends(place)[5].hash))
    assert not holds(place.file, End())


def test_without_a_trail_there_is_nothing(tmp_path: Path) -> None:
    assert list(lines_after(tmp_path / "audit.log", End())) == []
    assert not holds(tmp_path / "audit.log", End(1, "0" * 64))


def test_a_line_that_is_being_written_waits_until_it_is_whole(place: Place) -> None:
    with place.file.open("a") as opened:
        opened.write('{"n":7,"at":"2026')
    assert len(list(lines_after(place.file, End()))) == 6
    trail = place.trail()
    trail.record("login")
    trail.close()
    last = [parse(raw) for raw in lines_after(place.file, ends(place)[5])]
    assert [line.event for line in last if line] == ["line-torn", "login"]


def line(event: str = "login", code: str = "", who: str = "", before: str = "0" * 64) -> bytes:
    """One as the trail writes them."""
    return compose(AuditLine(1, NOW, 1.5, event, code, 1, who, "", before))


def test_what_the_trail_writes_may_leave() -> None:
    assert may_leave(line())
    assert may_leave(line(code="A01", who=mark_of(KEY, NOW.date(), "119901199001010015")))
    assert may_leave(line("an-event-of-a-newer-version"))
    removed = removal_code(End(12, "1" * 64), KEY)
    assert may_leave(line(SEGMENT_REMOVED.name, removed))
    assert not may_leave(line("login", removed))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"119901199001010015",
        b'{"n":1}',
        line(who="119901199001010015"),
        line(code="119901199001010015"),
        line(event="119901199001010015"),
        line()[:-1] + b',"name":"119901199001010015"}',
        line() + b" ",
        line(SEGMENT_REMOVED.name, "119901199001010015 x y"),
        line().replace(b'"code":""', b'"code":"","code":""'),
    ],
)
def test_what_it_does_not_write_stays(raw: bytes) -> None:
    assert not may_leave(raw)
