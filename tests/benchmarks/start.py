"""From starting the program to Welcome painted, beside a bare Qt window in the same interpreter."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.demo.making import Recipe
from kiosk.store.filling import fill_with_demo
from tests.benchmarks.measure import Measure
from tests.clock import HandClock
from ui.program import WELCOME_SHOWN

ROUNDS = 5
PERSONS = 1000
"""A database of some size; opening it must not depend on how many people are in it."""

BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("welcome-shown")
label.resize(1080, 1920)
label.show()
app.processEvents()
print("welcome-shown", flush=True)
app.exec()
"""


def measures() -> list[Measure]:
    """Start on a database, and start the demo, which makes its people first."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'data.db'}"
        fill_with_demo(url, Recipe(PERSONS, 24, 1, HandClock().today()))
        environment = {"KIOSK_DATABASE__URL": url, "KIOSK_PRINTER__FOLDER": str(folder)}
        bare = _seconds([sys.executable, "-c", BARE_WINDOW], {})
        kiosk = _seconds([sys.executable, "main.py", "run", "--windowed"], environment)
        demo = _seconds([sys.executable, "main.py", "run", "--demo", "--windowed"], {})
    return [
        Measure("start.to-welcome", kiosk, "s", floor=bare),
        Measure("start.to-welcome-of-the-demo", demo, "s", floor=bare),
    ]


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    return statistics.median(_start(command, environment) for _ in range(ROUNDS))


def _start(command: Sequence[str], environment: Mapping[str, str]) -> float:
    begun = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if WELCOME_SHOWN in line:
                took = time.perf_counter() - begun
                process.terminate()
                process.stdout.read()
                return took
    raise RuntimeError(f"the program ended without a Welcome: {''.join(lines)}")
