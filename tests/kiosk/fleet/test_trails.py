"""What a kiosk shipped is followed as it came: torn lines, restored trails and other machines of one ID told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.audit.line import End, compose, hash_of, parse
from kiosk.fleet.trails import Followed, ShippedTrail, followed
from tests.kiosk.audit.trails import Place


def written(folder: Path, count: int) -> list[bytes]:
    """A trail of so many lines."""
    place = Place(folder)
    trail = place.trail(lazy=True)
    for number in range(count):
        trail.record("login", f"A{number:02}")
    trail.close()
    return place.raw()


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return written(tmp_path_factory.mktemp("trail"), 9)


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return written(tmp_path_factory.mktemp("other"), 4)


def end_of(raw: bytes) -> End:
    line = parse(raw[:-1])
    assert line is not None
    return End(line.number, hash_of(raw[:-1]))


def trail_of(came: Sequence[bytes], **known: object) -> ShippedTrail:
    """What the database knows when these came."""
    return replace(ShippedTrail("hall-1", end_of(came[-1]), len(came)), **known)  # type: ignore[arg-type]


def follow(came: Sequence[bytes], trail: ShippedTrail | None = None) -> list[Followed]:
    """Each machine's; the first place is 1."""
    return list(followed(trail or trail_of(came), lambda after, until: came[after:until]))


def wrong(came: Sequence[bytes], trail: ShippedTrail | None = None) -> list[str]:
    (found,) = follow(came, trail)
    return list(found.wrong())


def test_a_trail_as_it_was_written_is_whole(lines: list[bytes]) -> None:
    assert wrong(lines) == []
    assert follow(lines)[0].verdict.lines == 9


def test_the_oldest_may_be_removed_by_age_and_all_of_a_silent_kiosks(lines: list[bytes]) -> None:
    assert wrong(lines[4:]) == []
    assert wrong([], trail_of(lines)) == []


def test_a_kiosk_that_shipped_nothing_has_nothing_wrong() -> None:
    assert wrong([], ShippedTrail("hall-1")) == []


def test_a_line_that_never_came_is_missing(lines: list[bytes]) -> None:
    assert wrong([*lines[:4], *lines[5:]]) == ["Line 5 is missing."]


def test_what_was_removed_from_the_server_at_the_end_is_missing(lines: list[bytes]) -> None:
    assert wrong(lines[:7], trail_of(lines)) == ["Lines 8 to 9 are missing: the trail was truncated."]


def test_a_line_changed_on_the_server_is_named_also_the_last(lines: list[bytes]) -> None:
    for at in (3, 8):
        changed = [*lines[:at], lines[at].replace(b"login", b"logis"), *lines[at + 1 :]]
        assert wrong(changed, trail_of(lines)) == [f"Line {at + 1} is not what it was when it was written."]


def test_what_power_left_half_written_is_not_shipped_and_breaks_nothing(lines: list[bytes]) -> None:
    line = parse(lines[5][:-1])
    assert line is not None
    torn = compose(replace(line, event="line-torn", before="f" * 64)) + b"\n"
    assert wrong([*lines[:5], torn]) == []


def test_a_trail_that_was_set_back_is_told(lines: list[bytes], others: list[bytes]) -> None:
    assert "Line 1 is there twice." in wrong([*lines, *others])


def test_another_machine_of_the_same_id_begins_anew(lines: list[bytes], others: list[bytes]) -> None:
    came = [*lines, *others]
    old, new = follow(came, trail_of(came, removed=(9,)))
    assert (old.gone, old.verdict.lines, list(old.wrong())) == (True, 9, [])
    assert (new.gone, new.verdict.lines, list(new.wrong())) == (False, 4, [])


def test_a_removed_machine_is_told_of_alone_until_something_came_of_another(lines: list[bytes]) -> None:
    (old,) = follow(lines, trail_of(lines, removed=(len(lines),), end=End()))
    assert old.gone
    (never,) = follow([], ShippedTrail("hall-01", removed=(0,)))
    assert not never.gone, "whose removal is told all the same"


def test_what_the_agency_knows_of_is_wrong_no_more_and_what_came_since_is(lines: list[bytes]) -> None:
    came = [*lines[:4], *lines[5:]]
    known = trail_of(came, acknowledged=len(came), broken=1, known=1)
    assert wrong(came, known) == []
    assert follow(came, known)[0].known == {"missing 5"}
    late = trail_of(came, acknowledged=4, broken=1, known=0)
    assert wrong(came, late) == ["Line 5 is missing.", "1 line did not go on from the one before when received."]


def test_what_the_agency_knows_of_the_newest_line_is_wrong_no_more_until_another_comes(lines: list[bytes]) -> None:
    edited = [*lines[:-1], lines[-1].replace(b'"visit":0', b'"visit":7')]
    for came in (lines[:-1], edited):
        known = replace(trail_of(lines), newest=len(came), acknowledged=len(came))
        assert wrong(came, replace(known, acknowledged=len(came) - 1)) != []
        assert wrong(came, known) == []
    since = replace(trail_of(lines[:-1]), newest=8, acknowledged=7)
    assert wrong([*lines[:6], edited[-1].replace(b'"n":9', b'"n":7'), lines[7]], since) != []


def test_what_was_counted_when_it_came_is_told_though_it_was_removed_since(lines: list[bytes]) -> None:
    assert wrong(lines, trail_of(lines, broken=3, known=1)) == [
        "2 lines did not go on from the one before when received."
    ]


@given(data=st.data())
def test_whatever_is_taken_out_or_changed_is_noticed(data: st.DataObject, lines: list[bytes]) -> None:
    """But for the beginning, which age removes."""
    at = data.draw(st.integers(1, len(lines) - 1))
    if data.draw(st.booleans()):
        came = [*lines[:at], *lines[at + 1 :]]
    else:
        came = [*lines[:at], lines[at].replace(b'"visit":0', b'"visit":7'), *lines[at + 1 :]]
    assert wrong(came, trail_of(lines))
