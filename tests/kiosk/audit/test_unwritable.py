"""A disk that takes nothing more: no line is lost unseen, nothing is torn, and it heals (faults D6, D8)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from threading import Thread

import pytest

from kiosk.audit.head import HeadFile
from kiosk.audit.trail import AuditFile, TrailRules
from kiosk.errors import AUDIT_AWAY, KioskError
from tests.kiosk.audit.trails import KEY, Place, full_disk
from tests.workers import HandWorker


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Nothing is written yet."""
    return Place(tmp_path)


def refused(trail: AuditFile, times: int = 1) -> None:
    """Whatever is recorded is refused."""
    for _ in range(times):
        with pytest.raises(KioskError) as caught:
            trail.record("login")
        assert caught.value.failure is AUDIT_AWAY


def test_a_full_disk_is_told_and_what_was_lost_is_counted(place: Place) -> None:
    trail = place.trail()
    trail.record("login")
    with full_disk(place.file.stat().st_size):
        refused(trail, 3)
        assert trail.condition() is AUDIT_AWAY
        (finding,) = trail.examine()
        assert not finding.well
        assert finding.state == "the audit trail cannot be written: File too large"
    assert trail.condition() is None, "it comes back by itself"
    trail.record("idle")
    assert [(line.event, line.code) for line in place.lines()] == [("login", ""), ("lines-lost", "S03 3"), ("idle", "")]
    assert place.wrong() == []
    assert trail.examine()[0].well


@pytest.mark.parametrize("room", [1, 40, 150])
def test_a_line_that_fits_only_in_part_is_taken_back(place: Place, room: int) -> None:
    trail = place.trail()
    trail.record("login")
    size = place.file.stat().st_size
    with full_disk(size + room):
        refused(trail)
        assert place.file.stat().st_size == size
    trail.record("idle")
    assert place.events() == ["login", "lines-lost", "idle"]
    assert place.wrong() == []


def test_a_folder_that_goes_away_is_not_hidden_and_may_come_back(place: Place) -> None:
    trail = place.trail()
    trail.record("login")
    away = place.folder / "away"
    place.file.parent.rename(away)
    refused(trail)
    assert trail.condition() is AUDIT_AWAY
    assert not place.file.parent.exists(), "no new trail where another disk should be"
    away.rename(place.file.parent)
    assert trail.condition() is None
    assert place.events() == ["login", "lines-lost"]
    assert place.wrong() == []


def test_a_head_that_cannot_be_kept_is_no_audit_either(place: Place) -> None:
    trail = place.trail()
    shutil.rmtree(place.head, ignore_errors=True)
    place.head.unlink(missing_ok=True)
    place.head.mkdir()
    trail.record("login")
    assert trail.condition() is AUDIT_AWAY
    place.head.rmdir()
    assert trail.condition() is None
    assert place.wrong() == []


class AlmostFull:
    """What the system says of a disk."""

    f_flag = 0
    f_bavail = 10
    f_frsize = 4096


class ReadOnly(AlmostFull):
    """A disk that was mounted read-only."""

    f_flag = os.ST_RDONLY
    f_bavail = 10**9


@pytest.mark.parametrize("disk", [AlmostFull(), ReadOnly()])
def test_a_disk_that_soon_takes_nothing_more_is_noticed_before_somebody_comes(
    place: Place, disk: AlmostFull, monkeypatch: pytest.MonkeyPatch
) -> None:
    trail = place.trail()
    assert trail.condition() is None
    with monkeypatch.context() as patched:
        patched.setattr(os, "statvfs", lambda folder: disk)
        assert trail.condition() is AUDIT_AWAY
    assert trail.condition() is None


# Behind.


def test_what_was_written_is_made_safe_behind_and_at_once_for_many_lines(place: Place) -> None:
    behind = HandWorker()
    trail = AuditFile(place.file, place.clock, KEY, TrailRules(place.head), behind)
    place.file.parent.mkdir()
    for visit in range(50):
        trail.record("login", visit=visit)
    assert len(behind.tasks) == 1
    head = HeadFile(place.head, KEY).read()
    assert head is not None
    assert head.end.number == 0, "the head never knows of what a power cut could take away"
    behind.run_all()
    assert place.wrong() == []
    assert place.verdict().lines == 50


def test_many_threads_write_one_chain(place: Place) -> None:
    trail = place.trail()

    def write() -> None:
        for visit in range(50):
            trail.record("login", visit=visit)

    threads = [Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(place.raw()) == 300
    assert place.wrong() == []
    assert trail.condition() is None


def descriptors() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def test_no_descriptor_is_lost(place: Place) -> None:
    trail = place.trail()
    trail.record("login")
    before = descriptors()
    for _ in range(5):
        with full_disk(place.file.stat().st_size):
            refused(trail)
            trail.condition()
        trail.condition()
        place.clock.advance(86_400)
        trail.record("login")
        trail.check()
    assert descriptors() == before
    trail.close()
    assert descriptors() == before - 1
