"""What the demo kiosk takes of a processor when nobody is there, beside a bare window, each a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measure import Measure
from tests.benchmarks.start import BARE_WINDOW
from ui.parts.card_picture import ROUND_MS, ROUNDS
from ui.program import WELCOME_SHOWN

AFTER_START_SECONDS = 5.0
"""The demo makes and looks through its data first."""
WATCHED_SECONDS = 20.0


def measures() -> list[Measure]:
    """Percent of one core on Welcome, once the animation rests."""
    kiosk = _percent([sys.executable, "main.py", "run", "--demo", "--windowed"])
    return [Measure("screen.idle-cpu-on-welcome", kiosk, "%", floor=_percent([sys.executable, "-c", BARE_WINDOW]))]


def _percent(command: Sequence[str]) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if WELCOME_SHOWN in line)
        time.sleep(ROUNDS * ROUND_MS / 1000 + AFTER_START_SECONDS)
        before = _used(process.pid)
        time.sleep(WATCHED_SECONDS)
        used = _used(process.pid) - before
        process.terminate()
        process.stdout.read()
    return used / WATCHED_SECONDS * 100


def _used(number: int) -> float:
    """Seconds of processor that all threads of a process have used."""
    tasks = Path(f"/proc/{number}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
