"""doctor says how many records of a kiosk wait for the fleet's database, and when that is too long."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.fleet.examined import LONGEST, FleetExamined
from kiosk.ports import Finding
from tests.kiosk.audit.trails import Place
from tests.kiosk.fleet.memory_fleet import MemoryFleet
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
    (finding,) = examined(place, notes).examine()
    return finding


def examined(place: Place, notes: MemoryNotes, server: MemoryFleet | None = None) -> FleetExamined:
    """The part, of the kiosk hall-1."""
    return FleetExamined(server or MemoryFleet(), "hall-1", notes, place.file, place.clock)


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
    assert examined(place, MemoryNotes()).examine() == ()


def test_a_kiosk_that_the_database_knows_under_another_id_is_told(place: Place) -> None:
    server = MemoryFleet()
    server.kiosk = "hall-2"
    naming, shipped = examined(place, MemoryNotes(place.verdict().end), server).examine()
    assert (naming.well, naming.state) == (
        False,
        "the setting kiosk.id is hall-1, but the login in database.url is the one of kiosk hall-2",
    )
    assert shipped.well
    server.away = True
    assert len(examined(place, MemoryNotes(place.verdict().end), server).examine()) == 1, (
        "who is away is told elsewhere"
    )


def test_without_a_trail_only_the_naming_is_looked_at(place: Place) -> None:
    server = MemoryFleet()
    assert FleetExamined(server, "hall-1", MemoryNotes(), None, place.clock).examine() == ()
    assert len(FleetExamined(server, "hall-9", MemoryNotes(), None, place.clock).examine()) == 1
