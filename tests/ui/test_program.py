"""The program ends when it is asked to, as a service manager asks it, although nobody can close its window."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.hardware.kiosk_process import ROOT
from tests.hardware.processes import PATIENCE_SECONDS, running, wait_until
from ui.program import WELCOME_SHOWN


@pytest.mark.parametrize(
    ("number", "window"),
    [
        (signal.SIGTERM, []),
        (signal.SIGTERM, ["--windowed"]),
        (signal.SIGINT, ["--windowed"]),
        # The nightly restart: nobody is there, so that it ends at once.
        (signal.SIGUSR1, []),
    ],
)
def test_it_ends_well_when_asked(tmp_path: Path, number: signal.Signals, window: list[str]) -> None:
    log = tmp_path / "log"
    command = [sys.executable, str(ROOT / "main.py"), "run", *window]
    with running(command, log, {"QT_QPA_PLATFORM": "offscreen"}) as process:
        wait_until(lambda: WELCOME_SHOWN in log.read_text(), "Welcome is shown")
        process.send_signal(number)
        assert process.wait(PATIENCE_SECONDS) == 0
    assert "Traceback" not in log.read_text()
