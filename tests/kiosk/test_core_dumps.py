"""A program that dies leaves no image of its memory, and lets nobody look into it while it lives."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import ctypes, os, resource
from kiosk.core_dumps import forbid_core_dumps
forbid_core_dumps()
PR_GET_DUMPABLE = 3
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), flush=True)
os.abort()
"""


def test_an_abort_leaves_no_image(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == -signal.SIGABRT
    assert done.stdout == "(0, 0) 0\n", "no size, and nothing to be dumped"
    assert list(tmp_path.iterdir()) == []
