"""The audit trail on a real small disk: filled up, and mounted read-only (faults D6, D8)."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

KIOSK = """
import errno, os, subprocess, sys
from pathlib import Path
from kiosk.audit.chain import follow
from kiosk.audit.segments import raw_lines
from kiosk.audit.trail import AuditFile, TrailRules
from kiosk.clock import WallClock
from kiosk.errors import AUDIT_AWAY, KioskError

disk, head = Path(sys.argv[1]), Path(sys.argv[2])
trail = AuditFile(disk / "audit.log", WallClock(), b"k" * 32, TrailRules(head))
trail.open()
trail.record("login")
assert trail.condition() is None


def refused():
    try:
        trail.record("login")
    except KioskError as error:
        assert error.failure is AUDIT_AWAY
        return error.detail
    raise AssertionError("it was written")


def fill():
    with (disk / "filled").open("ab", buffering=0) as filled:
        for size in (65536, 1):
            try:
                while True:
                    filled.write(b"x" * size)
            except OSError as error:
                assert error.errno == errno.ENOSPC


fill()
assert trail.condition() is AUDIT_AWAY, "noticed before a line is lost"
while True:
    # A last page may still have room.
    try:
        trail.record("idle")
    except KioskError as error:
        assert error.detail == os.strerror(errno.ENOSPC), error.detail
        break
assert trail.condition() is AUDIT_AWAY
(disk / "filled").unlink()
assert trail.condition() is None
trail.record("idle")
# The system lets nobody remount a disk with a file open; it does so itself when the disk fails.
trail.close()
subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
assert trail.condition() is AUDIT_AWAY, "noticed before a line is lost"
print(refused())
assert trail.condition() is AUDIT_AWAY
subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
assert trail.condition() is None
trail.record("idle")
assert follow(raw_lines(disk / "audit.log")).breaks == ()
assert trail.check().breaks == ()
lost = sum(b"lines-lost" in raw for raw in raw_lines(disk / "audit.log"))
assert lost == 2, lost
"""


def test_a_disk_that_is_full_or_read_only_takes_no_line_and_heals(tmp_path: Path) -> None:
    """In a mount namespace of its own, so that nothing of it is left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    (tmp_path / "on_disk.py").write_text(KIOSK)
    mine = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)))
    mounted = 'mount -t tmpfs -o size=2m small "$1" && exec "$2" "$3" "$1" "$4"'
    command = [*mine, "sh", "-c", mounted, "sh", disk, sys.executable, tmp_path / "on_disk.py", tmp_path / "head.json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert os.strerror(errno.EROFS) in done.stdout
