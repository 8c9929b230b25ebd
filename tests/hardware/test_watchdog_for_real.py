"""A real kiosk that stands still is ended, and begins anew without anything of the person it showed (D2, D3, D4).

How soon it is noticed is proven on the hand-driven clock; here the service manager asks for less, so that it is quick.
"""

from __future__ import annotations

import json
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk import exits
from tests.hardware.card_hall import secrets
from tests.hardware.kiosk_process import ROOT, files_of_a_kiosk
from tests.hardware.processes import running

WATCHDOG_SECONDS = 10
PATIENCE_SECONDS = 60.0
"""A loaded machine takes a while to start; how soon is not what is tested."""
HELD = 1
"""With what native code ends a process whose interpreter is held (faulthandler)."""


@dataclass
class Systemd:
    """Its end of the notification socket, and the kiosk's files."""

    ear: socket.socket
    folder: Path
    settings: Path

    @property
    def environment(self) -> dict[str, str]:
        """As systemd would set it."""
        (self.folder / "tmp").mkdir(exist_ok=True)
        return {
            "QT_QPA_PLATFORM": "offscreen",
            "NOTIFY_SOCKET": str(self.ear.getsockname()),
            "WATCHDOG_USEC": str(WATCHDOG_SECONDS * 1_000_000),
            "TMPDIR": str(self.folder / "tmp"),
        }

    def hears(self, word: str) -> None:
        """Wait until it is told something."""
        while self.ear.recv(200).decode() != word:
            pass

    def heard(self) -> list[str]:
        """What it was told and has not heard yet."""
        words = []
        self.ear.setblocking(False)
        try:
            while True:
                words.append(self.ear.recv(200).decode())
        except BlockingIOError:
            self.ear.settimeout(PATIENCE_SECONDS)
            return words

    def audited(self) -> list[tuple[str, str]]:
        """Events and codes of the audit trail."""
        lines = (self.folder / "audit.log").read_text().splitlines()
        return [(line["event"], line["code"]) for line in map(json.loads, lines)]

    def written(self) -> str:
        """Everything written but databases and paper."""
        files = [*self.folder.glob("*log*"), *(self.folder / "tmp").rglob("*")]
        return "\n".join(path.read_text(errors="replace") for path in files if path.is_file())


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    """A service manager, and a kiosk's files."""
    settings = files_of_a_kiosk(tmp_path)
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(PATIENCE_SECONDS)
        yield Systemd(ear, tmp_path, settings)


def stands_still(systemd: Systemd, way: str) -> int:
    """Run a kiosk that shows an account and then stands still; with what it ended."""
    command = [sys.executable, "-m", "tests.hardware.standing_still", way, str(systemd.settings)]
    log = systemd.folder / "log"
    with running(command, log, {**systemd.environment, "PYTHONPATH": str(ROOT)}) as process:
        status = process.wait(PATIENCE_SECONDS)
    assert "reached Overview" in log.read_text(), "somebody's account was on the screen"
    return status


def test_a_screen_that_stands_still_begins_anew_and_knows_nobody(systemd: Systemd) -> None:
    assert stands_still(systemd, "screen") == exits.STOOD_STILL
    told = systemd.heard()
    assert {"READY=1", "WATCHDOG=1"} < set(told)
    assert told[-1] == "STATUS=begins anew: screen"
    assert ("program-stood-still", "screen") in systemd.audited()
    command = [sys.executable, "main.py", "run", "--config", str(systemd.settings)]
    with running(command, systemd.folder / "log", systemd.environment) as process:
        systemd.hears("READY=1")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == exits.DONE
    assert systemd.heard()[-1] == "STOPPING=1"
    assert not [secret for secret in secrets() if secret in systemd.written()]


def test_a_worker_that_stands_still_is_named(systemd: Systemd) -> None:
    assert stands_still(systemd, "data") == exits.STOOD_STILL
    assert systemd.heard()[-1] == "STATUS=begins anew: data"
    assert ("program-stood-still", "data") in systemd.audited()


def test_even_native_code_that_lets_nobody_run_is_noticed(systemd: Systemd) -> None:
    assert stands_still(systemd, "interpreter") == HELD
    # It may be held before its first sign of life; whatever came last, no word of an end came after it.
    assert systemd.heard()[-1] in ("READY=1", "WATCHDOG=1"), "then systemd hears nothing more"
    assert not [secret for secret in secrets() if secret in systemd.written()]


def test_a_screen_that_cannot_be_painted_begins_anew(systemd: Systemd) -> None:
    assert stands_still(systemd, "paint") == exits.FAULTY
    assert systemd.heard()[-1] == "STOPPING=1"
    assert ("out-of-service", "S01") in systemd.audited()
