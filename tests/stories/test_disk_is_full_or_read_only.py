"""A disk that is full or read-only, on a real small one where the system lets us mount it (faults D6, D8)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

STORIES = Path(__file__).with_name("small_disk.py")
ROOT = Path(__file__).parents[2]
SIZE = "16m"
"""Room for the kiosk's own files, and above what the audit trail wants to be free."""


def run(*before: str, **environment: str) -> None:
    """The stories in a process of their own."""
    command = [*before, sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", str(STORIES)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def may_mount() -> bool:
    """Whether a mount namespace of our own can be had, so that nothing of it is left."""
    asked = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def test_the_whole_kiosk_on_a_disk_that_fails(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not may_mount():
        run()
        return
    mounted = f'mount -t tmpfs -o size={SIZE} small "$0" && exec "$@"'
    run("unshare", "--mount", "sh", "-c", mounted, str(disk), SMALL_DISK=str(disk))
