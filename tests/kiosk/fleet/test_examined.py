"""doctor says how many records of a kiosk wait for the fleet's database, and when that is too long."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.fleet.examined import LONGEST, FleetExamined
from kiosk.ports import Finding
from tests.kiosk.audit.trails import Place
from tests.kiosk.fleet.memory_notes import MemoryNotes


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Three lines are written."""
    made = Place(tmp_path)
    trail = made.trail()
    for _ in range(3):
        trail.record("login")
    trail.close()
    return made


def found(place: Place, notes: MemoryNotes) -> Finding:
    """What doctor is told."""
    (finding,) = FleetExamined(notes, place.file, place.clock).examine()
    return finding


def test_when_all_is_shipped(place: Place) -> None:
    finding = found(place, MemoryNotes(place.verdict().end))
    assert (finding.well, finding.state, finding.advice) == (True, "every audit line until 3 is shipped", "")


def test_what_waits_is_told_and_too_long_is_not_well(place: Place) -> None:
    first = place.lines()[0].at
    state = f"audit lines that wait to be shipped: 3, the first of {first:%Y-%m-%d %H:%M}"
    assert (found(place, MemoryNotes()).well, found(place, MemoryNotes()).state) == (True, state)
    place.clock.advance(LONGEST.total_seconds() + 1)
    assert not found(place, MemoryNotes()).well
    assert "network" in found(place, MemoryNotes()).advice


def test_a_trail_that_was_begun_anew_waits_as_a_whole(place: Place) -> None:
    end = place.verdict().end
    place.file.unlink()
    place.head.unlink()
    trail = place.trail()
    trail.record("login")
    trail.close()
    assert found(place, MemoryNotes(end)).state.startswith("audit lines that wait to be shipped: 1,")


def test_what_cannot_be_read_is_told_elsewhere(place: Place) -> None:
    place.file.unlink()
    place.file.mkdir()
    place.clock.advance(timedelta(days=9).total_seconds())
    assert FleetExamined(MemoryNotes(), place.file, place.clock).examine() == ()
