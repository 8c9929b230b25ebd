"""A rate counts as held only if everybody was served, and in time; what was not held is said, and why."""

from __future__ import annotations

from collections import Counter

from tests.fleet_sim.gauges import Worked
from tests.fleet_sim.verdict import faults_of, in_time, verdict
from tests.fleet_sim.visit import Notes

WORKED = Worked(seconds=10, server=4, simulator=1, machine=14, waited=2)


def _notes(*, seconds: float = 0.01, visits: int = 1, failures: int = 0, turned_away: int = 0) -> Notes:
    notes = Notes()
    notes.requests.note("salt", seconds)
    notes.visits, notes.turned_away = visits, turned_away
    notes.failures = Counter({"Astray": failures} if failures else {})
    return notes


def test_held_is_what_served_everybody_in_time() -> None:
    assert in_time(_notes(seconds=0.1))
    assert not in_time(_notes(seconds=0.101))
    assert faults_of(_notes(seconds=0.2, failures=3, turned_away=2)) == (
        "p99 is 200 ms",
        "3 failed",
        "2 found no free kiosk",
    )


def test_heartbeats_alone_hold_no_rate_of_visits() -> None:
    assert faults_of(_notes(visits=0)) == ("nobody was served",)
    assert faults_of(Notes()) == ("nobody was served",)


def test_the_sentence_says_what_was_held() -> None:
    told = verdict(6, (_notes(), WORKED), 42.25, 2, 68.6)
    assert told.held
    assert told.sentence() == (
        "at 6.0 visits/s p99 <= 100 ms is held, while others had 0.9 processors; "
        "the highest rate held is 42.2 visits/s; saturation 68.6 visits/s"
    )


def test_the_sentence_says_why_not_and_what_was_held_instead() -> None:
    told = verdict(6, (_notes(seconds=0.146), WORKED), 3.75, 0.1875, 68.6)
    assert not told.held
    assert told.sentence() == (
        "at 6.0 visits/s p99 <= 100 ms is not held (p99 is 146 ms), while others had 0.9 processors; "
        "the highest rate held is 3.8 visits/s; saturation 68.6 visits/s"
    )


def test_no_rate_is_told_where_none_was_held() -> None:
    told = verdict(6, (_notes(turned_away=1), WORKED), 0, 0.1875, 68.6).sentence()
    assert "is not held (1 found no free kiosk)" in told
    assert "no rate was held, down to 0.19 visits/s;" in told
    assert " 0.0 visits/s" not in told


def test_the_wait_for_a_processor_is_told_beside_the_work() -> None:
    assert WORKED.line(20).endswith("for a visit the server worked 200.0 ms and waited 100.0 ms for a processor")
