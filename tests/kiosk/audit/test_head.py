"""The chain's head at the very first start: from the first line of a kiosk on it must be there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.audit.head import HeadFile
from kiosk.audit.trail import AuditFile, TrailRules
from kiosk.errors import AUDIT_AWAY, Refused
from tests.clock import HandClock
from tests.kiosk.audit.trails import KEY, Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Nothing is written yet."""
    return Place(tmp_path)


def test_a_power_cut_at_the_very_first_start_does_not_look_as_if_the_head_was_taken(place: Place) -> None:
    """The head is there before the line from which on it must be."""
    first = place.trail(lazy=True)
    first.record("program-started")
    assert (place.events(), place.head.exists()) == (["program-started"], True)
    again = place.trail()
    again.record("program-started")
    assert again.check().breaks == ()
    assert "chain-broken" not in place.events()


def test_the_first_head_is_safe_before_the_first_line_is_written(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, write = os.fsync, os.write

    def named(handle: int) -> str:
        return Path(f"/proc/self/fd/{handle}").resolve().name

    def fsync(handle: int) -> None:
        done.append(f"safe: {named(handle)}")
        sync(handle)

    def written(handle: int, data: bytes) -> int:
        done.append(f"written: {named(handle)}")
        return write(handle, data)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "write", written)
    place.trail(lazy=True).record("program-started")
    line = done.index("written: audit.log")
    assert done.index(f"safe: {place.head.name}.part") < done.index(f"safe: {place.folder.name}", 1) < line


def test_a_first_head_follows_what_commands_wrote_before(place: Place) -> None:
    command = AuditFile(place.file, place.clock)
    command.open()
    command.record("data-imported")
    command.close()
    assert not place.head.exists()
    place.trail(lazy=True).record("program-started")
    kept = HeadFile(place.head, KEY).read()
    assert kept is not None
    assert (kept.genuine, kept.end.number) == (True, 1)


def test_where_no_head_can_be_kept_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "wall").write_text("a file where a folder should be")
    trail = AuditFile(tmp_path / "audit.log", HandClock(), KEY, TrailRules(tmp_path / "wall" / "head.json"))
    with pytest.raises(Refused):
        trail.open()
    assert trail.condition() is AUDIT_AWAY
    assert (tmp_path / "audit.log").read_bytes() == b""
