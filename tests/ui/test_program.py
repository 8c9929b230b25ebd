"""The program ends when it is asked to, as a service manager asks it, although nobody can close its window."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from devices.mock import MockReader
from tests.hardware.kiosk_process import ROOT
from tests.hardware.processes import running, wait_until
from ui.dock import Dock
from ui.parts.key import Key
from ui.program import WELCOME_SHOWN

START_SECONDS, END_SECONDS = 30.0, 10.0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("window", [[], ["--windowed"]], ids=["full-screen", "windowed"])
def test_it_ends_well_when_asked(tmp_path: Path, number: signal.Signals, window: list[str]) -> None:
    log = tmp_path / "log"
    command = [sys.executable, str(ROOT / "main.py"), "run", *window]
    with running(command, log, {"QT_QPA_PLATFORM": "offscreen"}) as process:
        wait_until(lambda: WELCOME_SHOWN in log.read_text(), "Welcome is shown", START_SECONDS)
        process.send_signal(number)
        assert process.wait(END_SECONDS) == 0
    assert "Traceback" not in log.read_text()


def test_the_dock_offers_the_card_the_readme_names(qapp: QApplication) -> None:
    """There are more cards than fit; the demo's own person must be among those that do."""
    dock = Dock(MockReader(), None)
    assert dock.findChild(Key, "dock-insert-zhang-san") is not None
    dock.deleteLater()
